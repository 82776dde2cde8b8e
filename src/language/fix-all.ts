/** Applies every safe fix of a document, or those that the caller takes. */
import { diffLines } from "diff";

import type { Analysis } from "../analysis/analysis";
import type { FixesFor, WantedTogether } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import { applyEdits, type TextEdit } from "../analysis/text";

export type AnalyzeText = (document: SourceDocument, options: { readonly fixes: FixesFor }) => Promise<Analysis>;

const safe: WantedTogether = { kinds: "safe" };

/** The safe fixes of one rule. */
export function ofRule(rule: string): WantedTogether {
  return { kinds: "safe", rule };
}

/** Every key that can be taken out, also where the fix changes where the key comes from. */
export const ofKeys: WantedTogether = { kinds: "any", family: "credentials" };

export interface Fixed {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
  /** False where it ended before everything was tried: another call may find more. */
  readonly isComplete: boolean;
}

/** Each round brings at least one fix; what is left after so many is left to the next call. */
const maximumRounds = 50;
/** Rounds that came to the end of their budget, each of them some seconds long. */
const maximumLongRounds = 4;

/**
 * Makes the fixes that are proven together, and analyses the text again, until none is left: what is given back was
 * looked at as it is.
 */
export async function fixAll(
  document: SourceDocument,
  analyze: AnalyzeText,
  wanted: WantedTogether = safe,
): Promise<Fixed> {
  let text = document.text;
  let applied = 0;
  for (let round = 0, long = 0; round < maximumRounds && long < maximumLongRounds; round++) {
    const { together } = await analyze({ ...document, text }, { fixes: { together: wanted } });
    if (!together || together.applied === 0) return { text, applied, isComplete: together?.isComplete ?? true };
    text = applyEdits(text, together.edits);
    applied += together.applied;
    if (!together.isComplete) long++;
  }
  return { text, applied, isComplete: false };
}

/** The lines that differ, as edits of `before`: cursors and folding elsewhere stay where they are. */
export function lineEdits(before: string, after: string): TextEdit[] {
  const edits: { span: { start: number; end: number }; newText: string }[] = [];
  let offset = 0;
  for (const { added, removed, value } of diffLines(before, after)) {
    const last = edits.at(-1);
    const edit = last?.span.end === offset ? last : { span: { start: offset, end: offset }, newText: "" };
    if ((added || removed) && edit !== last) edits.push(edit);
    if (added) edit.newText += value;
    if (removed) edit.span.end += value.length;
    if (!added) offset += value.length;
  }
  return edits;
}
