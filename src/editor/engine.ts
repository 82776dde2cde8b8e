/**
 * The engine, loaded on first use: activation must not pay for it. It works in a thread of its own, so that typing
 * never waits. What it says of a file is as the project has configured it.
 */
import { isAbsolute } from "node:path";

import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { Cancellation } from "../language/cancellation";
import type { Completions } from "../language/completion/items";
import { pathOf } from "../language/document-uri";
import type { Hover } from "../language/hover/hover";
import type { AssertionLens } from "../language/summary/assertion-lens";
import type { HandlerLens } from "../language/summary/handler-lens";
import type { CheckSummary } from "../workspace/check-request";
import type { FileConfiguration } from "../workspace/configuration/loaded";
import type { ChangeLens } from "../workspace/diff/document-change";
import type { ProjectAnalysis } from "../workspace/project";
import type { Configuration } from "./configuration";
import { language } from "./locale";
import type { Log } from "./log";
import { projectEngine } from "./project-engine";
import type { UnitNotes } from "./unit-notes";

type EngineModule = typeof import("../workspace/engine");

export interface LoadedEngine extends Pick<
  EngineModule,
  | "catalogDate"
  | "checkPaths"
  | "explain"
  | "ignoreEntry"
  | "placeOfSetting"
  | "settingMistakes"
  | "statementOf"
  | "suppressingComment"
  | "withSuppression"
  | "isPrivateFile"
  | "listRules"
  | "roleInPlaceOfKey"
  | "rulesAt"
  | "templateFiles"
  | "withDependency"
  | "pipelineService"
  | "workflowSubjects"
> {
  readonly understanding: InstanceType<EngineModule["EngineThread"]>["understanding"];
  /** The findings of one file as it is on the disk, by its path. */
  checkSaved(path: string): Promise<CheckSummary>;
  /** What the rest of the workspace says of a call or an assertion; null in a browser, and where neither stands. */
  callHoverAt(document: SourceDocument, offset: number): Promise<Hover | null>;
  /** What can be written in an assertion of a planeguard.json; null where none stands. */
  assertionCompletionsAt(document: SourceDocument, offset: number): Promise<Completions | null>;
  /** What became of the assertions of a document. */
  assertionsOf(document: SourceDocument): Promise<readonly AssertionLens[]>;
  /** The functions of a document that run as a role. */
  handlersOf(document: SourceDocument): Promise<readonly HandlerLens[]>;
  /** What an SCP or RCP would take away from the workspace; null in a browser, and where nothing can be said. */
  rehearsalOf(document: SourceDocument, cancellation?: Cancellation): Promise<Rehearsed | null>;
  /** What a document newly allows against the last commit; nothing in a browser. */
  changesOf(document: SourceDocument, cancellation?: Cancellation): Promise<readonly ChangeLens[]>;
  analyze(
    document: SourceDocument,
    options?: { readonly fixes?: boolean | FixesFor },
    cancellation?: Cancellation,
  ): Promise<ProjectAnalysis>;
  /** What governs a file, by the name that documents have. */
  configurationFor(name: string): Promise<FileConfiguration>;
}

/** What a control policy would take away: in a line, and as a document. Plain text. */
export interface Rehearsed {
  readonly title: string;
  readonly text: string;
}

/** Where there are a disk and threads. */
export interface MachineEngine
  extends
    LoadedEngine,
    Pick<
      EngineModule,
      | "assertedPart"
      | "contentOf"
      | "deniedText"
      | "readAssertionsText"
      | "unassessed"
      | "withAssertion"
      | "writtenNeeds"
    >,
    Pick<
      InstanceType<EngineModule["EngineThread"]>,
      "assertedChecks" | "assertionOffersAt" | "changePage" | "deniedIn" | "diffTexts" | "needsOfPaths"
    > {}

/** Call it to have the engine; the bundle is loaded once, and again after a failure. */
export type EngineLoader = () => Promise<LoadedEngine>;

export type MachineThread = InstanceType<EngineModule["EngineThread"]>;

export function engineLoader(log: Log, configuration: Configuration, notes: UnitNotes): () => Promise<MachineEngine> {
  let loaded: Promise<MachineEngine> | undefined;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      log.error("The analysis could not be loaded.", error as Error);
      throw error;
    }));

  async function load(): Promise<MachineEngine> {
    const started = performance.now();
    const {
      assertionHoverAt,
      assertionLensesOf,
      callHoverAt,
      checkPaths,
      Configurations,
      EngineThread,
      handlerLensesOf,
      idleProblems,
      isConfiguration,
      idleProblemsOfSaved,
      OpenAssertions,
      OpenUnits,
      Project,
      rehearsalText,
      rehearsalTitle,
      ...others
    } = await import("../workspace/engine");
    log.debug(`Loaded the analysis in ${Math.round(performance.now() - started)} ms.`);
    const thread = new EngineThread({ language, onTrouble: (message) => log.warn(message) });
    const { engine, understanding } = thread;
    const { configurations, ...project } = projectEngine(engine, configuration, { Configurations, Project });
    const { units, assertions } = notes.attach(thread, { OpenUnits, OpenAssertions }, configurations);
    return {
      ...others,
      ...project,
      analyze: async (document, options, cancellation) => {
        const [{ facts }, asserted] = await Promise.all([units.notesOf(document), assertions.notesOf(document)]);
        const all = [...facts, ...asserted.facts];
        const analysis = await project.analyze({ ...document, facts: all }, options, cancellation);
        return { ...analysis, problems: [...analysis.problems, ...idleProblems(asserted.assertions, document)] };
      },
      checkSaved: async (path) => {
        const [{ facts }, asserted] = await Promise.all([units.notesOfSaved(path), assertions.notesOfSaved(path)]);
        const checked = await checkPaths({
          engine,
          settings: configuration.settings(),
          paths: [path],
          folder: "",
          facts: new Map([[path, [...facts, ...asserted.facts]]]),
        });
        const idle = idleProblemsOfSaved(asserted.assertions, path);
        return { ...checked, problems: [...checked.problems, ...idle] };
      },
      callHoverAt: async (document, offset) =>
        callHoverAt((await units.notesOf(document)).calls, document.text, offset, language) ??
        assertionHoverAt((await assertions.notesOf(document)).assertions, document.text, offset),
      assertionCompletionsAt: async (document, offset) => {
        if (!isConfiguration(pathOf(document.name))) return null;
        const { named } = await assertions.notesOf(document);
        return understanding.assertionCompletionsAt(document, offset, named);
      },
      assertionsOf: async (document) =>
        assertionLensesOf((await assertions.notesOf(document)).assertions, document.text),
      handlersOf: async (document) =>
        handlerLensesOf((await units.notesOf(document)).handlers, document.text, language),
      rehearsalOf: async (document, cancellation) => {
        const request = assertions.requestAbout(document);
        const report = request && (await thread.rehearsalOf(request, cancellation).catch(() => null));
        return report && { title: rehearsalTitle(report), text: rehearsalText(report, { colour: false }) };
      },
      changesOf: async ({ name, text }, cancellation) => {
        const path = pathOf(name);
        return isAbsolute(path) ? thread.changeLensesOf({ path, text }, cancellation) : [];
      },
      assertedChecks: thread.assertedChecks.bind(thread),
      assertionOffersAt: thread.assertionOffersAt.bind(thread),
      changePage: thread.changePage.bind(thread),
      understanding,
      diffTexts: thread.diffTexts.bind(thread),
      deniedIn: thread.deniedIn.bind(thread),
      needsOfPaths: thread.needsOfPaths.bind(thread),
      checkPaths: (request, events) => checkPaths({ engine, settings: configuration.settings(), ...request }, events),
    };
  }
}
