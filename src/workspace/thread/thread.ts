/** The thread of the engine: answers what `engine-thread.ts` asks, one call after another. */
import type { SourceDocument } from "../../analysis/source/document";
import { pathOf } from "../../language/document-uri";
import type { EngineOptions } from "../create-engine";
import type { DeniedRequest } from "../denied";
import type { DocumentChangeRequest } from "../diff/document-change";
import type { NotesRequest } from "../units/live-units";
import type { Cancellation } from "./cancellation";
import type { DiffOptions, PlainNeedsRequest, ThreadSettings } from "./engine-thread";
import { plainCopy } from "./plain-data";
import { serve, settingsOfThread } from "./worker-thread";

async function load() {
  const {
    changeLensesOf,
    changePage,
    Configurations,
    createEngine,
    deniedIn,
    diffTexts,
    leastPolicyOf,
    LiveUnits,
    needsOfPaths,
    Project,
    Understanding,
  } = await import("../engine");
  const engine = createEngine(settingsOfThread<ThreadSettings>().fingerprintKey);
  const understanding = new Understanding();
  const units = new LiveUnits();
  return {
    analyze: engine.analyze.bind(engine),
    analyzeInProject: (document: SourceDocument, options: Pick<EngineOptions, "fixes">, token: Cancellation) =>
      new Project(engine, new Configurations()).analyze(document, options, pathOf(document.name), token),
    changeLensesOf: (request: Omit<DocumentChangeRequest, "signal">, token: Cancellation) =>
      changeLensesOf({ ...request, signal: signalOf(token) }),
    changePage: (folder: string, token: Cancellation) => changePage(folder, signalOf(token)),
    deniedIn: async (request: Omit<DeniedRequest, "signal">, token: Cancellation) =>
      (await deniedIn({ ...request, signal: signalOf(token) })).map((one) => ({
        ...one,
        statement: plainCopy(one.statement),
      })),
    diffTexts: (old: SourceDocument, current: SourceDocument, options: DiffOptions, token: Cancellation) =>
      diffTexts(old, current, { ...options, signal: signalOf(token) }),
    notesOf: (request: Omit<NotesRequest, "signal">, token: Cancellation) =>
      units.notesOf({ ...request, signal: signalOf(token) }),
    needsOfPaths: async (request: PlainNeedsRequest, token: Cancellation) => {
      const report = await needsOfPaths({ ...request, signal: signalOf(token) });
      return { ...report, units: report.units.map((unit) => ({ ...unit, policy: plainCopy(leastPolicyOf(unit)) })) };
    },
    hoverAt: understanding.hoverAt.bind(understanding),
    completionsAt: understanding.completionsAt.bind(understanding),
    documentationOf: understanding.documentationOf.bind(understanding),
    scopingAt: understanding.scopingAt.bind(understanding),
    lensesOf: understanding.lensesOf.bind(understanding),
    symbolsOf: understanding.symbolsOf.bind(understanding),
    foldsOf: understanding.foldsOf.bind(understanding),
    inlayHintsOf: understanding.inlayHintsOf.bind(understanding),
    policyPage: understanding.policyPage.bind(understanding),
    page: understanding.page.bind(understanding),
  } satisfies Record<
    | "analyze"
    | "analyzeInProject"
    | "changeLensesOf"
    | "changePage"
    | "deniedIn"
    | "diffTexts"
    | "needsOfPaths"
    | "notesOf"
    | keyof typeof understanding,
    unknown
  >;
}

function signalOf(token: Cancellation): AbortSignal {
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}

serve(load());
