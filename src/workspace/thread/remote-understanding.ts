/** What is understood of a document, asked of another thread. */
import type { SourceDocument } from "../../analysis/source/document";
import type { Understanding } from "../understanding";
import type { Cancellation } from "./cancellation";
import type { Sendable } from "./plain-data";

/** The methods of a service, as they are seen from another thread: cancelled, they reject as `isCanceled` tells. */
export type Remote<Service> = {
  readonly [Name in keyof Service]: Service[Name] extends (...values: infer Values) => Promise<infer Value>
    ? (...values: [...values: Values, cancellation?: Cancellation]) => Promise<Value>
    : never;
};

/** Asks one method of the thread; `otherwise` is the answer where that takes too long. */
export type Understand = <Name extends keyof Understanding>(
  otherwise: Awaited<ReturnType<Understanding[Name]>>,
  document: SourceDocument | null,
  method: Name,
  values: Parameters<Understanding[Name]> & Sendable<Parameters<Understanding[Name]>>,
  cancellation?: Cancellation,
) => Promise<Awaited<ReturnType<Understanding[Name]>>>;

const tooLong = "Reading this document took too long.";

export function remoteUnderstanding(understand: Understand): Remote<Understanding> {
  return {
    hoverAt: (document, offset, token) => understand(null, document, "hoverAt", [document, offset], token),
    completionsAt: (document, offset, token) => understand(null, document, "completionsAt", [document, offset], token),
    assertionCompletionsAt: (document, offset, named, token) =>
      understand(null, document, "assertionCompletionsAt", [document, offset, named], token),
    documentationOf: (topic, token) => understand(null, null, "documentationOf", [topic], token),
    scopingAt: (document, offset, token) => understand(null, document, "scopingAt", [document, offset], token),
    lensesOf: (document, token) => understand([], document, "lensesOf", [document], token),
    symbolsOf: (document, token) => understand([], document, "symbolsOf", [document], token),
    foldsOf: (document, token) => understand([], document, "foldsOf", [document], token),
    inlayHintsOf: (document, within, token) => understand([], document, "inlayHintsOf", [document, within], token),
    tokensOf: (document, within, token) => understand([], document, "tokensOf", [document, within], token),
    linksOf: (document, token) => understand([], document, "linksOf", [document], token),
    declarationAt: (document, offset, token) => understand(null, document, "declarationAt", [document, offset], token),
    referencesAt: (document, offset, withDeclaration, token) =>
      understand([], document, "referencesAt", [document, offset, withDeclaration], token),
    policiesAt: (document, offset, token) => understand([], document, "policiesAt", [document, offset], token),
    renamableAt: (document, offset, token) =>
      understand({ refused: tooLong }, document, "renamableAt", [document, offset], token),
    rename: (document, offset, newId, token) =>
      understand({ refused: tooLong }, document, "rename", [document, offset, newId], token),
    policyPage: (document, offset, token) => understand(null, document, "policyPage", [document, offset], token),
    page: (name, token) => understand(null, null, "page", [name], token),
  };
}
