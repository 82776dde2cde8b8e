/** The thread of the engine: answers what `engine-thread.ts` asks, one call after another. */
import { dirname, isAbsolute } from "node:path";

import type { Snapshot } from "../../account/snapshot";
import type { Assertion } from "../../analysis/assertions/assertion";
import type { SourceDocument } from "../../analysis/source/document";
import { pathOf } from "../../language/document-uri";
import type { Configurations as Configured } from "../configuration/find";
import type { EngineOptions } from "../create-engine";
import type { DeniedRequest } from "../denied";
import type { DocumentChangeRequest } from "../diff/document-change";
import type { NotesRequest } from "../open-notes";
import type { Cancellation } from "./cancellation";
import type { DiffOptions, PlainNeedsRequest, ThreadSettings } from "./engine-thread";
import { plainCopy } from "./plain-data";
import { serve, settingsOfThread } from "./worker-thread";

async function load() {
  const {
    assertedChecks,
    assertionOffersAt,
    assertionsOfText,
    changeLensesOf,
    changePage,
    Configurations,
    createEngine,
    deniedIn,
    diffTexts,
    leastPolicyOf,
    LiveAssertions,
    LiveRehearsals,
    LiveUnits,
    LiveWorkspaces,
    needsOfPaths,
    Project,
    Understanding,
  } = await import("../engine");
  const factsOf = async (text: string, path: string, configurations: Configured, signal: AbortSignal) => {
    const content = { text, bytes: text.length, damage: null };
    return (await assertionsOfText({ path, content, configurations, folder: dirname(path), signal })).facts;
  };
  const { fingerprintKey, language } = settingsOfThread<ThreadSettings>();
  const engine = createEngine(fingerprintKey);
  const understanding = new Understanding(language);
  const units = new LiveUnits();
  const workspaces = new LiveWorkspaces();
  const assertions = new LiveAssertions(workspaces);
  const rehearsals = new LiveRehearsals(workspaces);
  return {
    prepare: () => engine.prepare(),
    analyze: engine.analyze.bind(engine),
    analyzeInProject: async (document: SourceDocument, options: Pick<EngineOptions, "fixes">, token: Cancellation) => {
      const configurations = new Configurations();
      const path = pathOf(document.name);
      const facts = isAbsolute(path) ? await factsOf(document.text, path, configurations, signalOf(token)) : [];
      const asked = { ...document, facts: [...(document.facts ?? []), ...facts] };
      return new Project(engine, configurations).analyze(asked, options, path, token);
    },
    assertedChecks: (assertions: readonly Assertion[], snapshot: Snapshot) => assertedChecks(assertions, snapshot),
    assertionNotesOf: (request: Omit<NotesRequest, "signal">, token: Cancellation) =>
      assertions.notesOf({ ...request, signal: signalOf(token) }),
    assertionOffersAt: (document: SourceDocument, offset: number) => assertionOffersAt(document, offset),
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
    rehearsalOf: async (request: Omit<NotesRequest, "signal">, token: Cancellation) =>
      plainCopy(await rehearsals.rehearsalOf({ ...request, signal: signalOf(token) })),
    hoverAt: understanding.hoverAt.bind(understanding),
    completionsAt: understanding.completionsAt.bind(understanding),
    assertionCompletionsAt: understanding.assertionCompletionsAt.bind(understanding),
    documentationOf: understanding.documentationOf.bind(understanding),
    scopingAt: understanding.scopingAt.bind(understanding),
    lensesOf: understanding.lensesOf.bind(understanding),
    symbolsOf: understanding.symbolsOf.bind(understanding),
    foldsOf: understanding.foldsOf.bind(understanding),
    inlayHintsOf: understanding.inlayHintsOf.bind(understanding),
    tokensOf: understanding.tokensOf.bind(understanding),
    linksOf: understanding.linksOf.bind(understanding),
    declarationAt: understanding.declarationAt.bind(understanding),
    referencesAt: understanding.referencesAt.bind(understanding),
    policiesAt: understanding.policiesAt.bind(understanding),
    renamableAt: understanding.renamableAt.bind(understanding),
    rename: understanding.rename.bind(understanding),
    policyPage: understanding.policyPage.bind(understanding),
    page: understanding.page.bind(understanding),
  } satisfies Record<
    | "analyze"
    | "analyzeInProject"
    | "assertedChecks"
    | "assertionNotesOf"
    | "assertionOffersAt"
    | "changeLensesOf"
    | "changePage"
    | "deniedIn"
    | "diffTexts"
    | "needsOfPaths"
    | "prepare"
    | "notesOf"
    | "rehearsalOf"
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
