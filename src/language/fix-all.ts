/** Applies every safe fix of a document, or those that the caller takes. */
import { type ChangeObject, diffLines } from "diff";

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

/** So many lines may have come or gone for the difference to be looked for: the time grows with its square. */
const mostChanged = 2000;

/**
 * The lines that differ, as edits of `before`: cursors and folding elsewhere stay where they are. Where almost all of a
 * large text changed, one edit of all between the first and the last difference.
 */
export function lineEdits(before: string, after: string): TextEdit[] {
  const lines = diffLines(before, after, { maxEditLength: mostChanged });
  return lines ? editsOf(lines) : [editBetween(before, after)];
}

/** What two texts have alike at both ends is left out, by whole lines. */
function editBetween(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  start = start === 0 ? 0 : before.lastIndexOf("\n", start - 1) + 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const lineEnd = before.indexOf("\n", before.length - end);
  end = lineEnd < 0 ? 0 : before.length - lineEnd;
  return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

function editsOf(lines: readonly ChangeObject<string>[]): TextEdit[] {
  const edits: { span: { start: number; end: number }; newText: string }[] = [];
  let offset = 0;
  for (const { added, removed, value } of lines) {
    const last = edits.at(-1);
    const edit = last?.span.end === offset ? last : { span: { start: offset, end: offset }, newText: "" };
    if ((added || removed) && edit !== last) edits.push(edit);
    if (added) edit.newText += value;
    if (removed) edit.span.end += value.length;
    if (!added) offset += value.length;
  }
  return edits;
}
