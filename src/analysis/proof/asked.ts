/** Which fixes somebody asks for, and what they are answered. */
import type { Finding } from "../finding";
import { addTo } from "../group-by";
import type { Span } from "../text";
import type { FixedTogether, FixProposal, Prover } from "./prover";

/**
 * Findings that are to carry their fixes: those that a span touches, or those of a family such as `credentials`. Or
 * those that are to be fixed together. Plain data, which threads can be sent.
 */
export type FixesFor =
  | { readonly touching: Span }
  | { readonly family: string }
  | { readonly together: WantedTogether };

/** What is to be fixed at once: everything, else what a rule or family found, else what stands at these places. */
export interface WantedTogether {
  /** `any` takes suggestions too. */
  readonly kinds: "safe" | "any";
  readonly rule?: string | undefined;
  readonly family?: string | undefined;
  /** Those that a caller has looked at, by `placeOf`. */
  readonly places?: readonly string[] | undefined;
}

/** Nothing, everything, or some of it. */
export type AskedFixes = boolean | FixesFor | ((finding: Finding) => boolean) | undefined;

export interface Proven {
  /** With the fixes that were asked for. */
  readonly findings: readonly Finding[];
  /** How many of these findings may have a fix that was not proven, for the budget was spent; absent where there are none. */
  readonly unproven?: number;
  /** Present where fixes were to be made together. */
  readonly together?: FixedTogether;
}

/** What tells a finding from the others of its document. */
export function placeOf({ ruleId, range }: Pick<Finding, "ruleId" | "range">): string {
  return `${ruleId} ${range.start.offset} ${range.end.offset}`;
}

/** Where a finding's fixes come from, and what proves them. */
export interface Source {
  readonly propose: FixProposal;
  readonly prover: Prover;
}

/** What was asked for, and the rules that failed to say how to fix what they found: sentences for people. */
export interface Answer {
  readonly proven: Proven;
  readonly failures: readonly string[];
}

/** Proves what is asked for, and nothing else; `sourceOf` is null where no fix is known. */
export function proveAsked(
  findings: readonly Finding[],
  asked: AskedFixes,
  sourceOf: (finding: Finding) => Source | null,
): Answer {
  const provers = new Set<Prover>();
  const proven = proveEach(findings, asked, (finding) => {
    const source = sourceOf(finding);
    if (source) provers.add(source.prover);
    return source;
  });
  const failures = [...provers].flatMap((prover) =>
    [...prover.failures].map(
      ([rule, reason]) => `The rule ${rule} failed to say how to fix what it found (${reason}). Please report it.`,
    ),
  );
  return { proven, failures };
}

function proveEach(
  findings: readonly Finding[],
  asked: AskedFixes,
  sourceOf: (finding: Finding) => Source | null,
): Proven {
  if (!asked) return { findings };
  if (typeof asked === "object" && "together" in asked)
    return { findings, together: proveTogether(findings, asked.together, sourceOf) };
  const isAsked = askerOf(asked);
  let unproven = 0;
  const proven = findings.map((finding) => {
    const source = isAsked(finding) ? sourceOf(finding) : null;
    if (!source) return finding;
    const fixes = source.prover.fixesOf({ finding, propose: source.propose });
    if (!fixes) unproven++;
    return { ...finding, fixes: fixes ?? [] };
  });
  return { findings: proven, ...(unproven > 0 ? { unproven } : {}) };
}

function askerOf(asked: Exclude<AskedFixes, false | undefined | { together: unknown }>): (finding: Finding) => boolean {
  if (typeof asked === "function") return asked;
  if (asked === true) return () => true;
  if ("family" in asked) return ({ ruleId }) => ruleId.startsWith(`${asked.family}/`);
  const { start, end } = asked.touching;
  return ({ range }) => range.start.offset <= end && range.end.offset >= start;
}

/** Findings that are proven in different ways cannot be fixed at once: the next call takes the others. */
function proveTogether(
  findings: readonly Finding[],
  { kinds, rule, family, places }: WantedTogether,
  sourceOf: (finding: Finding) => Source | null,
): FixedTogether {
  const allowed = places && new Set(places);
  const byProver = new Map<Prover, { finding: Finding; propose: FixProposal }[]>();
  for (const finding of findings) {
    if (rule !== undefined && finding.ruleId !== rule) continue;
    if (family !== undefined && !finding.ruleId.startsWith(`${family}/`)) continue;
    if (allowed && !allowed.has(placeOf(finding))) continue;
    const source = sourceOf(finding);
    if (!source) continue;
    addTo(byProver, source.prover, { finding, propose: source.propose });
  }
  let result: FixedTogether = { edits: [], applied: 0, isComplete: true };
  for (const [prover, candidates] of byProver) {
    result = prover.fixTogether(candidates, kinds);
    if (result.applied > 0) break;
  }
  return result;
}
