/** Fixes are offered only when they work: each is applied to the text and the text is analysed again. */
import type { Catalog } from "../../catalog/catalog";
import type { Analysis } from "../analyze";
import type { SourceDocument } from "../document";
import type { Finding, Fix, FixKind, Severity } from "../finding";
import { allowsNoMoreThan, permissionDelta } from "../policy/delta";
import type { Policy } from "../policy/model";
import { applyEdits, LineIndex, type TextEdit } from "../text";

/** What a rule proposes for one finding; `edits` is null where the form cannot say the change. */
export type FixProposal = () => readonly {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly TextEdit[] | null;
  readonly dependency?: string | undefined;
}[];

/** What an examination of a text gives to the proof. */
export interface Examined {
  readonly analysis: Analysis;
  readonly policies: readonly Policy[];
}

/**
 * The proposals that leave the document readable and free of that finding, and add no other as grave.
 * What a rule calls safe stays so only where the policies afterwards provably allow the same: else it is a suggestion.
 * `examineAgain` examines a text in the place of the document's.
 */
export function provenFixes(
  document: SourceDocument,
  finding: Finding,
  before: Examined,
  propose: FixProposal | null,
  catalog: Catalog | null,
  examineAgain: (text: string) => Examined,
): Fix[] {
  const fixes: Fix[] = [];
  let lines: LineIndex | null = null;
  for (const { title, kind, edits, dependency } of propose?.() ?? []) {
    if (!edits || edits.length === 0) continue;
    const text = applyEdits(document.text, edits);
    const after = examineAgain(text);
    if (!improves(before.analysis, after.analysis, finding)) continue;
    const [old, current] = [
      { policies: before.policies, text: document.text },
      { policies: after.policies, text },
    ];
    // Who takes away what is used changes behaviour: that too is for a person to decide.
    const safe =
      kind === "safe" &&
      (finding.policyPath === null ||
        (allowsNoMoreThan(old, current, catalog) && allowsNoMoreThan(current, old, catalog)));
    const delta = safe || finding.policyPath === null ? null : permissionDelta(old, current, catalog);
    const index = (lines ??= new LineIndex(document.text));
    fixes.push({
      title,
      kind: safe ? "safe" : "suggestion",
      delta,
      edits: edits.map((edit) => ({ file: document.name, range: index.range(edit.span), newText: edit.newText })),
      ...(dependency === undefined ? {} : { dependency }),
    });
  }
  return fixes;
}

const severities: readonly Severity[] = ["hint", "info", "warning", "error"];

/**
 * Fewer findings of this rule, no more of any other, and nothing that can no longer be read. A statement that begins to
 * work may show a risk, as long as that is less grave than what kept it from working.
 */
function improves(before: Analysis, after: Analysis, { ruleId, severity }: Finding): boolean {
  if (after.problems.length > before.problems.length) return false;
  const isMinor = (one: Finding): boolean =>
    one.ruleId.startsWith("risk/") &&
    one.ruleId !== ruleId &&
    severities.indexOf(one.severity) < severities.indexOf(severity);
  const was = countByRule(before.findings);
  const is = countByRule(after.findings.filter((one) => !isMinor(one)));
  if ((is.get(ruleId) ?? 0) >= (was.get(ruleId) ?? 0)) return false;
  return [...is].every(([rule, count]) => count <= (was.get(rule) ?? 0));
}

function countByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return counts;
}
