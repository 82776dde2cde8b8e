import type { Analysis } from "../analysis/analysis";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import { type Cancellation, urgently } from "../language/cancellation";
import { CurrentAnalyses, type OpenDocument } from "../language/current-analyses";
import { nameOf, pathOf } from "../language/document-uri";
import type { DocumentAnalyses } from "../language/light-bulb";
import type { CheckedText } from "../language/open-documents";
import { english } from "../wording/language";
import type { OpenAssertions } from "../workspace/assertions/open-assertions";
import type { FolderSettings } from "../workspace/configuration/find";
import type { FileConfiguration } from "../workspace/configuration/loaded";
import type { NotesOfEditor } from "../workspace/open-notes";
import type { EngineThreadOptions } from "../workspace/thread/engine-thread";
import type { OpenUnits } from "../workspace/units/open-units";
import { filePath, parse } from "./places";

type EngineModule = typeof import("../workspace/engine");

interface Loaded extends Pick<
  EngineModule,
  | "assertionHoverAt"
  | "isConfiguration"
  | "assertionLensesOf"
  | "callHoverAt"
  | "checkPaths"
  | "explain"
  | "handlerLensesOf"
  | "rulesAt"
  | "withAssertion"
  | "withDependency"
> {
  /** As the project of the document has configured it. */
  analyze(
    document: SourceDocument,
    options?: { readonly fixes?: FixesFor },
    cancellation?: Cancellation,
  ): Promise<Analysis>;
  /** The configuration is to be read anew. */
  configure(settings: readonly FolderSettings[]): void;
  readonly understanding: InstanceType<EngineModule["EngineThread"]>["understanding"];
  readonly assertionOffersAt: InstanceType<EngineModule["EngineThread"]>["assertionOffersAt"];
  /** What governs a file, by its path. */
  configurationFor(path: string): Promise<FileConfiguration>;
  readonly units: OpenUnits;
  readonly assertions: OpenAssertions;
  /** What an SCP or RCP would take away; null where nothing can be said. */
  rehearsedTitle(document: SourceDocument, cancellation?: Cancellation): Promise<string | null>;
  dispose(): void;
}

/** What the client has open, for what units say of it. */
export type OpenOfClient = Omit<NotesOfEditor<unknown>, "ask">;

/** The analysis of each document as it stands. The engine loads on first use, and works in a thread of its own: the client is always heard. */
export class Analyses implements DocumentAnalyses {
  private readonly current = new CurrentAnalyses(async ({ source }, cancellation) => {
    const { analyze } = await this.engine();
    return analyze(source, {}, cancellation);
  });
  private loaded: Promise<Loaded> | undefined;
  private settings: readonly FolderSettings[] = [];
  /** The client's; said before anything is asked. */
  language = english;

  constructor(
    private readonly options: EngineThreadOptions,
    private readonly open: OpenOfClient,
  ) {}

  engine(): Promise<Loaded> {
    return (this.loaded ??= load(this.settings, { ...this.options, language: this.language }, this.open).catch(
      (error: unknown) => {
        this.loaded = undefined;
        throw error;
      },
    ));
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

  /** The document is closed. */
  async forget(uri: string): Promise<void> {
    this.current.forget(uri);
    const loaded = await this.loaded;
    const name = nameOf(parse(uri));
    loaded?.units.forget(name);
    loaded?.assertions.forget(name);
  }

  /** What was found in a document is no longer true, though it is the same. */
  outdated(uri: string): void {
    this.current.forget(uri);
  }

  /** Files were written, or came or went. */
  async written(haveMoved: boolean): Promise<void> {
    const loaded = await this.loaded;
    for (const one of loaded ? [loaded.units, loaded.assertions] : []) {
      if (haveMoved) one.moved();
      else one.saved();
    }
  }

  /** Ends the thread; what is waited for is called off. */
  async dispose(): Promise<void> {
    (await this.loaded?.catch(() => undefined))?.dispose();
  }
}

async function load(
  settings: readonly FolderSettings[],
  options: EngineThreadOptions,
  open: OpenOfClient,
): Promise<Loaded> {
  const {
    assertionHoverAt,
    assertionLensesOf,
    callHoverAt,
    checkPaths,
    Configurations,
    EngineThread,
    explain,
    handlerLensesOf,
    idleProblems,
    isConfiguration,
    OpenAssertions,
    OpenUnits,
    Project,
    rehearsalTitle,
    rulesAt,
    withAssertion,
    withDependency,
  } = await import("../workspace/engine");
  const thread = new EngineThread(options);
  const { engine, understanding } = thread;
  const projectWith = (settings: readonly FolderSettings[]) => new Project(engine, new Configurations({ settings }));
  let project = projectWith(settings);
  const units = new OpenUnits({ ...open, ask: (request, cancellation) => thread.notesOf(request, cancellation) });
  const assertions = new OpenAssertions(
    { ...open, ask: (request, cancellation) => thread.assertionNotesOf(request, cancellation) },
    () => project.configurations,
  );
  return {
    assertionHoverAt,
    assertionLensesOf,
    isConfiguration,
    assertions,
    checkPaths: (request, events) => checkPaths({ engine, ...request }, events),
    callHoverAt,
    explain,
    handlerLensesOf,
    withAssertion,
    withDependency,
    assertionOffersAt: thread.assertionOffersAt.bind(thread),
    configurationFor: (path) => project.configurations.configurationFor(path),
    rulesAt,
    understanding,
    configure: (settings) => void (project = projectWith(settings)),
    units,
    analyze: async (document, options, cancellation) => {
      const [{ facts }, asserted] = await Promise.all([units.notesOf(document), assertions.notesOf(document)]);
      const all = [...facts, ...asserted.facts];
      const path = pathOf(document.name);
      const analysis = await project.analyze({ ...document, facts: all }, options, path, cancellation);
      return { ...analysis, problems: [...analysis.problems, ...idleProblems(asserted.assertions, document)] };
    },
    rehearsedTitle: async (document, cancellation) => {
      const request = assertions.requestAbout(document);
      const report = request && (await thread.rehearsalOf(request, cancellation).catch(() => null));
      return report && rehearsalTitle(report);
    },
    dispose: () => thread.dispose(),
  };
}
