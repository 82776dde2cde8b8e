/** Assertions for the statement under a cursor, and the planeguard.json with one of them. */
import { findNodeAtLocation, parseTree } from "jsonc-parser";

import { type AssertionEntry, offersAt } from "../../analysis/assertions/offers";
import { Workspace } from "../../analysis/assertions/workspace";
import { oneDocument } from "../../analysis/change/terraform/join";
import type { SourceDocument } from "../../analysis/source/document";
import type { Span } from "../../analysis/text";
import { loadCatalog } from "../../data/catalog-file";
import { readConfiguration } from "../configuration/read";
import { withEntry } from "../configuration/write-entry";
import type { PlainData } from "../thread/plain-data";
import { readDocument, stateFrom } from "./state";

export interface AssertionOffer {
  /** What it says, as a sentence. Plain text. */
  readonly sentence: string;
  /** An entry of `assertions`. */
  readonly entry: Readonly<Record<string, PlainData>>;
}

/** None where no statement stands at the place, or nothing of it is known. */
export async function assertionOffersAt(source: SourceDocument, offset: number): Promise<readonly AssertionOffer[]> {
  const read = await readDocument({ document: oneDocument(source), source, path: source.name });
  if (!read) return [];
  return offersAt(new Workspace(stateFrom([read])), offset, await loadCatalog()).flatMap(offerOf);
}

/** Nothing of what would be wrong in a planeguard.json. */
function offerOf(entry: AssertionEntry): readonly AssertionOffer[] {
  const { configuration, mistakes } = readConfiguration(JSON.stringify({ assertions: [entry] }));
  const [assertion] = configuration.assertions;
  if (!assertion || mistakes.length > 0) return [];
  const sentence = assertion.sentence.replaceAll("`", "");
  return [{ sentence, entry: { sentence, ...(entry as AssertionOffer["entry"]) } }];
}

/** The text of a planeguard.json with an assertion more, and where its sentence stands; '' is the text of a new one. Null where it cannot be read that far. */
export function withAssertion(
  text: string,
  entry: AssertionOffer["entry"],
): { readonly text: string; readonly sentence: Span } | null {
  const after = withEntry(text, "assertions", entry);
  const root = after === null ? undefined : parseTree(after);
  const list = root && findNodeAtLocation(root, ["assertions"]);
  const sentence = list?.children?.at(-1)?.children?.find((one) => one.children?.[0]?.value === "sentence")
    ?.children?.[1];
  if (after === null || !sentence) return null;
  // Without its quotes.
  return { text: after, sentence: { start: sentence.offset + 1, end: sentence.offset + sentence.length - 1 } };
}
