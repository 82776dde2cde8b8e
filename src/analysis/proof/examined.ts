/** What a proof compares of a text before and after a fix. */
import { type Finding, type Problem, severities, type Severity } from "../finding";
import { oncePer } from "../memo";
import type { Policy } from "../policy/model";

export type Found = Pick<Finding, "ruleId" | "message" | "severity">;

export interface Examined {
  readonly text: string;
  readonly findings: readonly Found[];
  readonly problems: readonly Pick<Problem, "message">[];
  readonly policies: readonly Policy[];
}

function isLess(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) > severities.indexOf(other);
}

/** Rules that judge only what works otherwise. */
const comesToLight = /^(risk\/|policy\/(partly-)?unmet-resource$)/;
/** What a fix cannot know it leaves to be filled in, which is said of what it writes. */
const leftToFillIn = "policy/to-be-filled-in";

/**
 * Whether findings are gone, at least one for each of those that are to be fixed, no other came, and nothing can no
 * longer be read. A statement that begins to work may show a risk, and that it misses its resources, as long as that is
 * less grave than what kept it from working.
 */
export function improves(before: Examined, after: Examined, fixed: readonly Found[]): boolean {
  const targets = countByRule(fixed);
  const least = fixed.map(({ severity }) => severity).reduce((a, b) => (isLess(b, a) ? b : a));
  const was = countsBefore(before);
  for (const [ruleId, { count, severity }] of countByRule(after.findings)) {
    const isMinor =
      comesToLight.test(ruleId) && !targets.has(ruleId) && (isLess(severity, least) || isTold(ruleId, fixed));
    if (
      !isMinor &&
      ruleId !== leftToFillIn &&
      count + (targets.get(ruleId)?.count ?? 0) > (was.get(ruleId)?.count ?? 0)
    )
      return false;
  }
  return areGone(fixed, after.findings, before.findings) && addsNoProblem(before, after);
}

/** Whether it says what a managed policy allows, of which only the name was wrong: that it is told now is no step back. */
function isTold(ruleId: string, fixed: readonly Found[]): boolean {
  return ruleId.startsWith("risk/managed-") && fixed.every((one) => one.ruleId.endsWith("-managed-policy"));
}

/** Whether so many fewer say the same: not just any others of the rule. */
function areGone(fixed: readonly Found[], after: readonly Found[], before: readonly Found[]): boolean {
  const left = new Map<string, Map<string, number>>();
  const count = ({ ruleId, message }: Found, change: number): void => {
    const messages = left.get(ruleId);
    const counted = messages?.get(message);
    if (counted !== undefined) messages!.set(message, counted + change);
  };
  for (const { ruleId, message } of fixed) {
    const messages = left.get(ruleId) ?? new Map<string, number>();
    left.set(ruleId, messages.set(message, (messages.get(message) ?? 0) + 1));
  }
  for (const one of after) count(one, 1);
  for (const one of before) count(one, -1);
  return [...left.values()].every((messages) => [...messages.values()].every((many) => many <= 0));
}

function addsNoProblem(before: Examined, after: Examined): boolean {
  if (after.problems.length === 0) return true;
  const messages = before.problems.map(({ message }) => message);
  return after.problems.every(({ message }) => {
    const at = messages.indexOf(message);
    if (at >= 0) messages.splice(at, 1);
    return at >= 0;
  });
}

/** A rule's findings are all as grave. */
type Counts = Map<string, { count: number; readonly severity: Severity }>;

/** A text is compared with what becomes of it as often as it has fixes. */
const countsBefore = oncePer((before: Examined): Counts => countByRule(before.findings));

function countByRule(all: readonly Found[]): Counts {
  const counts: Counts = new Map();
  for (const { ruleId, severity } of all) {
    const known = counts.get(ruleId);
    if (known) known.count++;
    else counts.set(ruleId, { count: 1, severity });
  }
  return counts;
}
