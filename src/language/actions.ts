/** What can be done about the findings at a place, as plain data for VS Code and the language server alike. */
import type { Analysis } from "../analysis/analysis";
import { defaultChainTitle } from "../analysis/credentials/code/default-chain";
import type { Edit, Finding, Fix } from "../analysis/finding";
import type { PermissionDelta } from "../analysis/finding";
import { groupBy } from "../analysis/group-by";
import type { Span } from "../analysis/text";
import { english, type Language, messageIn } from "../wording/language";
import { plain } from "./diagnostics";
import { gravestFirst, type Told, toldOf } from "./one-cause";

export interface FixAction {
  readonly kind: "fix";
  /** Plain text, as what is in `delta`. */
  readonly title: string;
  readonly finding: Finding;
  /** The one whose squiggle stands for it too. */
  readonly shownAs: Finding;
  readonly edits: readonly Edit[];
  /** The other file that the edits are of, and `checkOf` the text for which they were made; null where they are of the document. */
  readonly elsewhere: Required<Fix>["elsewhere"] | null;
  /** The one to apply where nobody chooses: only ever a safe fix. */
  readonly preferred: boolean;
  /** What a suggestion newly allows or no longer allows. */
  readonly delta: PermissionDelta | null;
  /** The SDK looks for credentials itself afterwards. */
  readonly usesDefaultChain: boolean;
  /** A package that the edit makes necessary. */
  readonly dependency: string | null;
  /** Texts of the edits that a person replaces; empty where there is nothing to complete. */
  readonly blanks: readonly string[];
  /** The edit may change what a policy allows: it is shown before it is applied. */
  readonly confirm: boolean;
}

export interface ExplainAction {
  readonly kind: "explain";
  readonly ruleId: string;
  readonly finding: Finding;
  readonly shownAs: Finding;
}

export type Action = FixAction | ExplainAction;

/** A finding at a place, and the one whose squiggle stands for it too. */
export interface FoundAt {
  readonly finding: Finding;
  readonly shownAs: Finding;
}

/** Findings that a selection, or the cursor, touches: the gravest first, each with what follows from the same cause. */
export function findingsAt(analysis: Analysis, span: Span): readonly FoundAt[] {
  return toldAt(analysis, span).flatMap((shownAs) =>
    [shownAs, ...shownAs.also.map(({ finding }) => finding)].map((finding) => ({ finding, shownAs })),
  );
}

/** From the first to the last place of the findings that a selection touches, with those of what follows from them; null where there is none. */
export function reachOf(analysis: Analysis, span: Span): Span | null {
  const ranges = findingsAt(analysis, span).map(({ finding }) => finding.range);
  if (ranges.length === 0) return null;
  return {
    start: Math.min(span.start, ...ranges.map(({ start }) => start.offset)),
    end: Math.max(span.end, ...ranges.map(({ end }) => end.offset)),
  };
}

function toldAt({ findings }: Analysis, { start, end }: Span): readonly Told[] {
  return toldOf(findings)
    .filter(({ range }) => range.start.offset <= end && range.end.offset >= start)
    .sort(gravestFirst);
}

/** Rules of the findings at a place whose safe fix may help elsewhere in the file too: they have other findings there. `analysis` must carry the fixes of these findings. */
export function kindsToFix(analysis: Analysis, span: Span): readonly string[] {
  const fixable = findingsAt(analysis, span)
    .filter(({ finding }) => finding.fixes.some(({ kind }) => kind === "safe"))
    .map(({ finding }) => finding.ruleId);
  return [...new Set(fixable)].filter(
    (ruleId) => analysis.findings.filter((finding) => finding.ruleId === ruleId).length > 1,
  );
}

/** Fixes of each finding at the place, the gravest first and in the rule's order, then the page of the rule of each cause. `analysis` must carry the fixes of these findings. */
export function actionsAt(analysis: Analysis, span: Span, language = english): readonly Action[] {
  const found = findingsAt(analysis, span);
  // What is only misspelt is not to be added beside it.
  const own = found.filter(
    ({ finding, shownAs }) => finding === shownAs || shownAs.ruleId !== "policy/invalid-element",
  );
  return [...own.flatMap((one) => fixActions(one, language)), ...explainActions(found)];
}

function fixActions({ finding, shownAs }: FoundAt, language: Language): FixAction[] {
  const preferred = finding.fixes.find(({ kind }) => kind === "safe");
  return finding.fixes.map((fix) => ({
    kind: "fix",
    title: plain(messageIn({ message: fix.title, said: fix.said }, language)),
    finding,
    shownAs,
    edits: fix.edits,
    delta: fix.delta && {
      newlyAllowed: fix.delta.newlyAllowed.map(plain),
      noLongerAllowed: fix.delta.noLongerAllowed.map(plain),
    },
    usesDefaultChain: fix.title === defaultChainTitle,
    dependency: fix.dependency ?? null,
    blanks: fix.blanks ?? [],
    preferred: fix === preferred,
    elsewhere: fix.elsewhere ?? null,
    confirm:
      fix.elsewhere !== undefined ||
      (fix.kind === "suggestion" && finding.policyPath !== null && !isPlain(finding, fix.delta)),
  }));
}

/** Rules about words that AWS does not have: a person who picks the right one needs no question. */
const misspellings = new Set([
  "policy/invalid-element",
  "policy/invalid-effect",
  "policy/invalid-action",
  "policy/invalid-service-in-action",
  "policy/invalid-global-condition-key",
  "policy/invalid-service-condition-key",
]);

/** Whether a change takes nothing away, and gives nothing but what was meant. */
function isPlain({ ruleId }: Finding, delta: PermissionDelta | null): boolean {
  if (delta === null || delta.noLongerAllowed.length > 0) return false;
  return delta.newlyAllowed.length === 0 || misspellings.has(ruleId);
}

/** Of each cause: the message links to the rules that follow from it. */
function explainActions(found: readonly FoundAt[]): ExplainAction[] {
  const causes = found.filter(({ finding, shownAs }) => finding === shownAs || finding.ruleId === shownAs.ruleId);
  const byRule = groupBy(causes, ({ finding }) => finding.ruleId);
  return [...byRule].map(([ruleId, [first]]) => ({ kind: "explain", ruleId, ...first! }));
}

const advising =
  /^risk\/(?:credentials-exposure|data-exfiltration|resource-exposure|infrastructure-modification|escalation-by-[\w-]+|(?:pass-role|create-service-linked-role)-any-resource)$/;

/** Whether the advice of a rule is to name resources. */
export function advisesToScope(ruleId: string): boolean {
  return advising.test(ruleId);
}
