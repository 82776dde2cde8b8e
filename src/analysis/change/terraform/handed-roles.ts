/** Roles and users that a local module hands on by an output: what goes between its policies and those of its callers. */
import { allowedChange, type ChangeOptions } from "../allowed";
import { anotherPrefix } from "../others";
import { sayTheSame, statementsOf, type Subject } from "../subject";
import type { TargetPair } from "../targets";

/**
 * The pairs, where a policy goes from whom a module declares to whom an output of a module names, or the other way round: they may be the
 * same one, or one of several that the module is called for.
 */
export function withHandedOn(pairs: readonly TargetPair[], options: ChangeOptions): readonly TargetPair[] {
  const merged = new Map<TargetPair, TargetPair | null>();
  for (const pair of pairs) {
    const isNew = isOutput(pair.after) && !hasPolicies(pair.before);
    if (!isNew && !(isOutput(pair.before) && !hasPolicies(pair.after))) continue;
    const stranger = (isNew ? pair.after : pair.before)!;
    const sideOf = ({ before, after }: TargetPair) => (isNew ? ([before, after] as const) : ([after, before] as const));
    const other = pairs.find((one) => {
      const [having, lacking] = sideOf(one);
      return one !== pair && !merged.has(one) && isDeclared(having) && mayHandOver(having, lacking, stranger, options);
    });
    if (!other) continue;
    const [having, lacking] = sideOf(other);
    const doubts = [anotherPrefix + stranger.name];
    if (hasPolicies(lacking) || !sayTheSame(having!, stranger)) {
      merged.set(pair, { ...pair, doubts: [...(pair.doubts ?? []), ...doubts] });
      continue;
    }
    merged.set(other, null);
    merged.set(pair, { ...pair, ...(isNew ? { before: having } : { after: having }), doubts });
  }
  return merged.size === 0 ? pairs : pairs.flatMap((one) => (merged.has(one) ? (merged.get(one) ?? []) : one));
}

function isOutput(subject: Subject | null): boolean {
  return subject?.byName === "open" && subject.name.includes("${module.");
}

function isDeclared(subject: Subject | null): subject is Subject {
  return subject?.kind === "identity" && subject.named && subject.byName === undefined;
}

function hasPolicies(subject: Subject | null): boolean {
  return (subject?.policies.length ?? 0) > 0;
}

/** Whether one side has all that somebody else has on the other, and has it there no longer, in the same words or in others. */
function mayHandOver(having: Subject, lacking: Subject | null, stranger: Subject, options: ChangeOptions): boolean {
  if (having.scope === stranger.scope) return false;
  const [had, left] = [new Set(statementsOf(having)), new Set(lacking ? statementsOf(lacking) : [])];
  const said = statementsOf(stranger);
  if (said.length === 0) return false;
  if (said.every((one) => had.has(one) && !left.has(one))) return true;
  const covers = (subject: Subject | null) => /^(?:same|more)$/.test(allowedChange(stranger, subject, options).verdict);
  return said.some((one) => !left.has(one)) && had.size > 0 && covers(having) && !covers(lacking);
}
