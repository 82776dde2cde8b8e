/** What a document needs of what has to be loaded: a cheap gate over its text decides. */
import type { Needs } from "./analysis";
import { marker } from "./control/suppression";
import { mayHaveCredentials } from "./credentials/credentials";
import { credentialMarks, credentialWords } from "./credentials/gate";
import { policyWords, policyWordsInCode } from "./locate/gate";
import { grammarsFor, mayAttachPolicies, mayHavePolicies } from "./locate/locate";
import type { SourceDocument } from "./source/document";
import { formOf, isCode } from "./source/forms";
import { WordSearch } from "./word-search";

/** Documents over this many characters are not read (shared/CLI.md); a problem says so. */
export const sizeLimit = 2 * 1024 * 1024;

/** Every document that declares units has one of these, or `aws`, in some case. */
export const unitWords = ["role-to-assume", "functions"];

/** What the gates look for: most documents have nothing of it, and then nobody asks each of them. */
const words = new WordSearch({
  policies: policyWords,
  policiesInCode: policyWordsInCode,
  credentials: credentialWords,
  credentialMarks,
  suppressions: [marker],
  units: unitWords,
});

/**
 * Whether a text of UTF-8 has any of the words, which are then looked for again: a document without one, and without anything that comes with
 * it, holds nothing and declares nothing.
 */
export function holdsWords(text: Uint8Array, length: number): boolean {
  return words.holdsAny(text, length);
}

export function needs(document: SourceDocument): Needs {
  const { text } = document;
  if (text.length > sizeLimit)
    return { catalog: false, managed: false, credentials: false, suppressions: false, grammars: [] };
  const topics = words.topicsIn(text);
  const policies = mayHoldAny(document, topics);
  const managed = policies && mayAttachPolicies(document);
  const catalog = managed || (policies && mayHavePolicies(document));
  const credentials =
    topics.has("credentials") && mayHaveCredentials(text, formOf(document), topics.has("credentialMarks"));
  const suppressions = topics.has("suppressions") && text.includes(marker);
  const grammars = catalog || credentials || suppressions ? grammarsFor(document) : [];
  return { catalog, managed, credentials, suppressions, grammars };
}

/** Whether there is a policy to be read, by the words of the text and by what else it comes with. */
function mayHoldAny(document: SourceDocument, topics: ReadonlySet<string>): boolean {
  if (document.mustHoldPolicy || document.modules || document.templates) return true;
  const form = formOf(document);
  if (form === "json" || form === "yaml" || form === "hcl") return topics.has("policies");
  return topics.has("policiesInCode") || (!isCode(form) && topics.has("policies"));
}
