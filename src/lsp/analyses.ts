import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Analysis } from "../analysis/analyze";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { FolderSettings } from "../workspace/configuration/find";
import { nameOf, pathOf, sourceOf } from "./places";

type EngineModule = typeof import("../workspace/engine");

interface Loaded extends Pick<EngineModule, "explain" | "rulesAt" | "withDependency"> {
  /** As the project of the document has configured it. */
  analyze(document: SourceDocument, options?: { readonly fixes?: boolean | FixesFor }): Promise<Analysis>;
  /** The configuration is to be read anew. */
  configure(settings: readonly FolderSettings[]): void;
  readonly knownKeys: InstanceType<EngineModule["KnownKeys"]>;
  readonly understanding: InstanceType<EngineModule["Understanding"]>;
}

/** The analysis of each document as it stands: whoever asks about the same version shares one. The engine loads on first use. */
export class Analyses {
  private readonly current = new Map<string, { readonly version: number; readonly analysis: Promise<Analysis> }>();
  private loaded: Promise<Loaded> | undefined;
  private settings: readonly FolderSettings[] = [];

  engine(): Promise<Loaded> {
    return (this.loaded ??= load(this.settings).catch((error: unknown) => {
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

  /** With the fixes of the findings that are wanted. */
  async withFixes(document: TextDocument, fixes: FixesFor): Promise<Analysis> {
    return (await this.engine()).analyze(sourceOf(document), { fixes });
  }

  /** With the places in other documents that have the same keys. */
  async shownOf(document: TextDocument): Promise<Analysis> {
    const analysis = await this.of(document);
    const { knownKeys } = await this.engine();
    const name = nameOf(document.uri);
    knownKeys.set(name, analysis.keys);
    return { ...analysis, findings: knownKeys.tell(name, analysis.findings) };
  }

  /** What was found is no longer true: the configuration has changed. */
  async configure(settings = this.settings): Promise<void> {
    this.settings = settings;
    this.current.clear();
    (await this.loaded)?.configure(settings);
  }

  forget(uri: string): void {
    this.current.delete(uri);
  }

  private async analyze(document: TextDocument): Promise<Analysis> {
    const source = sourceOf(document);
    return (await this.engine()).analyze(source);
  }
}

async function load(settings: readonly FolderSettings[]): Promise<Loaded> {
  const { Configurations, createEngine, explain, KnownKeys, Project, rulesAt, Understanding, withDependency } =
    await import("../workspace/engine");
  const engine = createEngine();
  const projectWith = (settings: readonly FolderSettings[]) => new Project(engine, new Configurations({ settings }));
  let project = projectWith(settings);
  return {
    explain,
    withDependency,
    rulesAt,
    knownKeys: new KnownKeys(),
    understanding: new Understanding(),
    configure: (settings) => void (project = projectWith(settings)),
    analyze: (document, options) => project.analyze(document, options, pathOf(document.name)),
  };
}
