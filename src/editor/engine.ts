/**
 * The engine, loaded on first use: activation must not pay for it. It works in a thread of its own, so that typing
 * never waits. What it says of a file is as the project has configured it.
 */
import { isAbsolute } from "node:path";

import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { Cancellation } from "../language/cancellation";
import { pathOf } from "../language/document-uri";
import type { Hover } from "../language/hover/hover";
import type { HandlerLens } from "../language/summary/handler-lens";
import type { CheckSummary } from "../workspace/check";
import type { FileConfiguration } from "../workspace/configuration/find";
import type { ChangeLens } from "../workspace/diff/document-change";
import type { ProjectAnalysis } from "../workspace/project";
import type { Configuration } from "./configuration";
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
  /** What the units of the workspace say of a call; null in a browser, and where no call stands. */
  callHoverAt(document: SourceDocument, offset: number): Promise<Hover | null>;
  /** The functions of a document that run as a role. */
  handlersOf(document: SourceDocument): Promise<readonly HandlerLens[]>;
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

/** Where there are a disk and threads. */
export interface MachineEngine
  extends
    LoadedEngine,
    Pick<EngineModule, "deniedText" | "writtenNeeds">,
    Pick<InstanceType<EngineModule["EngineThread"]>, "changePage" | "deniedIn" | "diffTexts" | "needsOfPaths"> {}

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
    const { callHoverAt, checkPaths, Configurations, EngineThread, handlerLensesOf, OpenUnits, Project, ...others } =
      await import("../workspace/engine");
    log.debug(`Loaded the analysis in ${Math.round(performance.now() - started)} ms.`);
    const thread = new EngineThread({ onTrouble: (message) => log.warn(message) });
    const { engine, understanding } = thread;
    const units = notes.attach(thread, OpenUnits);
    const project = projectEngine(engine, configuration, { Configurations, Project });
    return {
      ...others,
      ...project,
      analyze: async (document, options, cancellation) => {
        const { facts } = await units.notesOf(document);
        return project.analyze({ ...document, facts }, options, cancellation);
      },
      checkSaved: async (path) =>
        checkPaths({
          engine,
          settings: configuration.settings(),
          paths: [path],
          folder: "",
          facts: new Map([[path, await units.factsOfSaved(path)]]),
        }),
      callHoverAt: async (document, offset) =>
        callHoverAt((await units.notesOf(document)).calls, document.text, offset),
      handlersOf: async (document) => handlerLensesOf((await units.notesOf(document)).handlers, document.text),
      changesOf: async ({ name, text }, cancellation) => {
        const path = pathOf(name);
        return isAbsolute(path) ? thread.changeLensesOf({ path, text }, cancellation) : [];
      },
      changePage: thread.changePage.bind(thread),
      understanding,
      diffTexts: thread.diffTexts.bind(thread),
      deniedIn: thread.deniedIn.bind(thread),
      needsOfPaths: thread.needsOfPaths.bind(thread),
      checkPaths: (request, events) => checkPaths({ engine, settings: configuration.settings(), ...request }, events),
    };
  }
}
