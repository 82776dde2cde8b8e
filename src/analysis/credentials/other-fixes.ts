/** Fixes for keys in what has no reader of its own: tried in turn, the first that is right alone is offered. */
import type { SourceDocument } from "../source/document";
import type { CredentialFix } from "./fix";
import { settingFixes } from "./settings/setting-lines";
import { xmlFixes } from "./settings/xml";
import { jenkinsFixes } from "./shell/jenkins";
import { makefileFixes } from "./shell/makefile";
import { gradleFixes } from "./unparsed/gradle";
import { type KeyPart, unparsedFixes } from "./unparsed/unparsed-keys";

/** `reads` tells whether an edited text can still be parsed, where the document is of a language with a grammar. */
export function otherFixes(
  { name, text }: SourceDocument,
  parts: readonly KeyPart[],
  reads: (changed: string) => boolean,
): CredentialFix[] {
  // Providers of Hadoop that are told to take the keys.
  if (/\b(?:Simple|Temporary)AWSCredentialsProvider\b/.test(text)) return [];
  const spans = parts.map(({ span }) => span);
  for (const fixes of [
    () => gradleFixes(name, text, spans),
    () => makefileFixes(name, text, spans),
    () => jenkinsFixes(name, text, spans),
    () => settingFixes(name, text, spans),
    () => xmlFixes(name, text, spans),
    () => unparsedFixes(name, text, parts, reads),
  ]) {
    const found = fixes();
    if (found.length > 0) return found;
  }
  return [];
}
