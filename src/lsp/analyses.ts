import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis/analyze';
import type { Finding } from '../analysis/finding';
import { nameOf, sourceOf } from './places';

type EngineModule = typeof import('../workspace/engine');
type Engine = ReturnType<EngineModule['createEngine']>;

interface Loaded extends Pick<EngineModule, 'explain' | 'withDependency'> {
  readonly analyze: Engine['analyze'];
  readonly knownKeys: InstanceType<EngineModule['KnownKeys']>;
}

/** The analysis of each document as it stands: whoever asks about the same version shares one. The engine loads on first use. */
export class Analyses {
  private readonly current = new Map<string, { readonly version: number; readonly analysis: Promise<Analysis> }>();
  private loaded: Promise<Loaded> | undefined;

  engine(): Promise<Loaded> {
    return (this.loaded ??= load().catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    }));
  }

  of(document: TextDocument): Promise<Analysis> {
    const { uri, version } = document;
    const known = this.current.get(uri);
    if (known && known.version === version) return known.analysis;
    const analysis = this.analyze(document);
    this.current.set(uri, { version, analysis });
    analysis.catch(() => this.current.delete(uri));
    return analysis;
  }

  /** With the fixes of the findings that `wanted` takes. */
  async withFixes(document: TextDocument, wanted: (finding: Finding) => boolean): Promise<Analysis> {
    return (await this.engine()).analyze(sourceOf(document), { fixes: wanted });
  }

  /** With the places in other documents that have the same keys. */
  async shownOf(document: TextDocument): Promise<Analysis> {
    const analysis = await this.of(document);
    const { knownKeys } = await this.engine();
    const name = nameOf(document.uri);
    knownKeys.set(name, analysis.keys);
    return { ...analysis, findings: knownKeys.tell(name, analysis.findings) };
  }

  /** Whatever was said is said anew: the configuration has changed. */
  forgetAll(): void {
    this.current.clear();
  }

  forget(uri: string): void {
    this.current.delete(uri);
  }

  private async analyze(document: TextDocument): Promise<Analysis> {
    const source = sourceOf(document);
    return (await this.engine()).analyze(source);
  }
}

async function load(): Promise<Loaded> {
  const { createEngine, KnownKeys, explain, withDependency } = await import('../workspace/engine');
  const engine = createEngine();
  return { explain, withDependency, knownKeys: new KnownKeys(), analyze: (document, options) => engine.analyze(document, options) };
}
