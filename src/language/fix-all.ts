/** Applies every safe fix of a document, or those that the caller takes. */
import { diffLines } from "diff";

import type { Analysis } from "../analysis/analyze";
import type { SourceDocument } from "../analysis/document";
import type { Finding, Fix } from "../analysis/finding";
import { applyEdits, type TextEdit } from "../analysis/text";

export type AnalyzeText = (document: SourceDocument, options: { readonly fixes: boolean }) => Promise<Analysis>;

/** Whether a fix of a finding is to be applied. */
export type Takes = (finding: Finding, fix: Fix) => boolean;

const safe: Takes = (_, { kind }) => kind === "safe";

/** The safe fixes of one rule. */
export function ofRule(ruleId: string): Takes {
  return (finding, fix) => finding.ruleId === ruleId && safe(finding, fix);
}

/** Every key that can be taken out, also where the fix changes where the key comes from. */
export const ofKeys: Takes = ({ ruleId }) => ruleId.startsWith("credentials/");

export interface Fixed {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** Each round brings at least one fix; what is left after so many is left to the next call. */
const maximumRounds = 50;

/**
 * Fixes that stand apart are applied together and the text is analysed again, until none is left. Where two together
 * bring a finding that neither brings alone (each made the other needless), the first is applied by itself.
 */
export async function fixAll(document: SourceDocument, analyze: AnalyzeText, takes: Takes = safe): Promise<Fixed> {
  let text = document.text;
  let applied = 0;
  for (let round = 0; round < maximumRounds; round++) {
    const analysis = await analyze({ ...document, text }, { fixes: true });
    const fixes = standingApart(analysis.findings, document.name, takes);
    if (fixes.length === 0) break;
    const together = applyEdits(text, fixes.flatMap(textEdits));
    const sound =
      fixes.length === 1 || addsNothing(analysis, await analyze({ ...document, text: together }, { fixes: false }));
    text = sound ? together : applyEdits(text, textEdits(fixes[0]!));
    applied += sound ? fixes.length : 1;
  }
  return { text, applied };
}

/** The first fix of each finding that is taken, leaving out those that overlap an earlier one or reach another file. */
function standingApart(findings: readonly Finding[], file: string, takes: Takes): Fix[] {
  const chosen: Fix[] = [];
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find((one) => takes(finding, one));
    if (!fix || fix.edits.length === 0 || fix.edits.some((edit) => edit.file !== file)) continue;
    const edits = textEdits(fix);
    if (edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    chosen.push(fix);
    taken.push(...edits);
  }
  return chosen;
}

/** Touching counts too: what two fixes write at one place depends on their order. */
function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

function textEdits(fix: Fix): TextEdit[] {
  return fix.edits.map(({ range, newText }) => ({
    span: { start: range.start.offset, end: range.end.offset },
    newText,
  }));
}

/** Whether every finding of `after` was there before; places move, so rule and message tell them apart. */
function addsNothing(before: Analysis, after: Analysis): boolean {
  const counts = new Map<string, number>();
  for (const finding of before.findings) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1);
  return (
    after.problems.length <= before.problems.length &&
    after.findings.every((finding) => {
      const left = counts.get(key(finding)) ?? 0;
      counts.set(key(finding), left - 1);
      return left > 0;
    })
  );
}

function key({ ruleId, message }: Finding): string {
  return `${ruleId}\n${message}`;
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
