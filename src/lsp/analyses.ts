import type { Analysis } from "../analysis/analysis";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import { type Cancellation, urgently } from "../language/cancellation";
import { CurrentAnalyses, type OpenDocument } from "../language/current-analyses";
import { pathOf } from "../language/document-uri";
import type { DocumentAnalyses } from "../language/light-bulb";
import type { CheckedText } from "../language/open-documents";
import type { FolderSettings } from "../workspace/configuration/find";
import type { EngineThreadOptions } from "../workspace/thread/engine-thread";
import { filePath } from "./places";

type EngineModule = typeof import("../workspace/engine");

interface Loaded extends Pick<EngineModule, "checkPaths" | "explain" | "rulesAt" | "withDependency"> {
  /** As the project of the document has configured it. */
  analyze(
    document: SourceDocument,
    options?: { readonly fixes?: FixesFor },
    cancellation?: Cancellation,
  ): Promise<Analysis>;
  /** The configuration is to be read anew. */
  configure(settings: readonly FolderSettings[]): void;
  readonly understanding: InstanceType<EngineModule["EngineThread"]>["understanding"];
  dispose(): void;
}

/** The analysis of each document as it stands. The engine loads on first use, and works in a thread of its own: the client is always heard. */
export class Analyses implements DocumentAnalyses {
  private readonly current = new CurrentAnalyses(async ({ source }, cancellation) => {
    const { analyze } = await this.engine();
    return analyze(source, {}, cancellation);
  });
  private loaded: Promise<Loaded> | undefined;
  private settings: readonly FolderSettings[] = [];

  constructor(private readonly options: EngineThreadOptions) {}

  engine(): Promise<Loaded> {
    return (this.loaded ??= load(this.settings, this.options).catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    }));
  }

  /** Rejects, as `isCanceled` tells, where the document is edited or closed before, or nobody wants it any more. */
  of(document: OpenDocument, cancellation?: Cancellation): Promise<Analysis> {
    return this.current.of(document, cancellation);
  }

  /** The same for a person who waits for it. */
  atOnce(document: OpenDocument, cancellation?: Cancellation): Promise<Analysis> {
    return this.current.of(document, cancellation, true);
  }

  async analyze(
    source: SourceDocument,
    options: { readonly fixes: FixesFor },
    cancellation?: Cancellation,
  ): Promise<Analysis> {
    return (await this.engine()).analyze(source, options, urgently(cancellation));
  }

  /** What is found in a file as it is on the disk. */
  async ofSaved(uri: string): Promise<CheckedText> {
    const { checkPaths } = await this.engine();
    return checkPaths({ paths: [filePath(uri)!], folder: "", settings: this.settings });
  }

  /** What was found is no longer true: the configuration has changed. */
  async configure(settings = this.settings): Promise<void> {
    this.settings = settings;
    (await this.loaded)?.configure(settings);
    this.current.forgetAll();
  }

  forget(uri: string): void {
    this.current.forget(uri);
  }

  /** Ends the thread; what is waited for is called off. */
  async dispose(): Promise<void> {
    (await this.loaded?.catch(() => undefined))?.dispose();
  }
}

async function load(settings: readonly FolderSettings[], options: EngineThreadOptions): Promise<Loaded> {
  const { checkPaths, Configurations, EngineThread, explain, Project, rulesAt, withDependency } =
    await import("../workspace/engine");
  const thread = new EngineThread(options);
  const { engine, understanding } = thread;
  const projectWith = (settings: readonly FolderSettings[]) => new Project(engine, new Configurations({ settings }));
  let project = projectWith(settings);
  return {
    checkPaths: (request, events) => checkPaths({ engine, ...request }, events),
    explain,
    withDependency,
    rulesAt,
    understanding,
    configure: (settings) => void (project = projectWith(settings)),
    analyze: (document, options, cancellation) =>
      project.analyze(document, options, pathOf(document.name), cancellation),
    dispose: () => thread.dispose(),
  };
}
