/** Which subject of one side is which of the other, wherever it has been moved to. */
import { groupBy } from "../group-by";
import { sayTheSame, statementsOf, type Subject } from "./subject";

/** Null where the other side has none. */
export interface Pair {
  readonly before: Subject | null;
  readonly after: Subject | null;
}

/** Of what is moved and changed at once at least this share of the statements must have stayed. */
const leastShared = 0.5;
/** Subjects of one name, or that say the same: so many times one is compared with another. */
const mostCompared = 40_000;

/** All subjects of both sides, each once. */
export function matchSubjects(before: readonly Subject[], after: readonly Subject[]): Pair[] {
  const [old, current] = [before[0], after[0]];
  if (old && current && before.length + after.length === 2 && old.scope === current.scope)
    return [{ before: old, after: current }];
  const match = new Matching(before, after);
  match.by((one) => (one.named ? key(one.kind, one.scope, one.name) : null));
  match.by((one) => key(one.kind, statementsOf(one)), nearest);
  match.inOrder();
  match.renamed();
  match.by((one) => (one.named ? key(one.kind, one.name) : null), similar);
  match.by((one) => (one.named ? null : key(one.kind, one.name)), similar);
  match.pool();
  return match.pairs;
}

function key(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

/** How well two of the same key go together; null: they do not. */
type Score = (before: Subject, after: Subject) => number | null;

class Matching {
  readonly pairs: Pair[] = [];
  private readonly before: Set<Subject>;
  private readonly after: Set<Subject>;
  private readonly afterScopes: ReadonlySet<string>;

  constructor(before: readonly Subject[], after: readonly Subject[]) {
    this.before = new Set(before);
    this.after = new Set(after);
    this.afterScopes = new Set(after.map(({ scope }) => scope));
  }

  /** Pairs what has the same key; among several, those that go together best. */
  by(keyOf: (subject: Subject) => string | null, score: Score = () => 0): void {
    const [old, current] = [groupBy([...this.before], keyOf), groupBy([...this.after], keyOf)];
    for (const [of, group] of old) {
      const others = of === null ? undefined : current.get(of);
      if (!others) continue;
      if (group.length * others.length > mostCompared) {
        // Who would read so many that say the same? The nearest names are good enough.
        const candidates = inOrderOfNames(others);
        inOrderOfNames(group).forEach((before, at) => {
          const after = candidates[at];
          if (after && score(before, after) !== null) this.pair(before, after);
        });
        continue;
      }
      const candidates = group
        .flatMap((before) => others.map((after) => ({ before, after, value: score(before, after) })))
        .filter((one) => one.value !== null)
        .sort((a, b) => b.value! - a.value!);
      for (const { before, after } of candidates)
        if (this.before.has(before) && this.after.has(after)) this.pair(before, after);
    }
  }

  /** What nothing names, where there are as many on both sides: it has been changed in its place. */
  inOrder(): void {
    const of = (one: Subject) => (one.named ? null : key(one.kind, one.scope));
    const current = groupBy([...this.after], of);
    for (const [name, group] of groupBy([...this.before], of)) {
      const others = name === null ? [] : (current.get(name) ?? []);
      if (others.length === group.length) group.forEach((before, at) => this.pair(before, others[at]!));
    }
  }

  /** What has kept its name in a file that has gone, of which other subjects are found in a new file. */
  renamed(): void {
    const moves = new Map<string, Map<string, number>>();
    for (const { before, after } of this.pairs) {
      if (!before || !after || before.scope === after.scope || this.afterScopes.has(before.scope)) continue;
      const to = moves.get(before.scope) ?? new Map<string, number>();
      moves.set(before.scope, to.set(after.scope, (to.get(after.scope) ?? 0) + 1));
    }
    const homes = new Map([...moves].map(([from, to]) => [from, [...to].sort((a, b) => b[1] - a[1])[0]![0]]));
    const of = (one: Subject, scope: string | undefined) =>
      one.named && scope !== undefined ? key(one.kind, scope, one.name) : null;
    const current = groupBy([...this.after], (one) => of(one, one.scope));
    for (const before of [...this.before]) {
      const [after] = current.get(of(before, homes.get(before.scope)) ?? "") ?? [];
      if (after && this.after.has(after)) this.pair(before, after);
    }
  }

  /** The rest: what nothing names is compared by the file, all else is new or gone. */
  pool(): void {
    const of = (one: Subject) => (one.named ? null : key(one.kind, one.scope));
    const [old, current] = [groupBy([...this.before], of), groupBy([...this.after], of)];
    for (const [name, group] of old) {
      const others = name === null ? undefined : current.get(name);
      if (!others) continue;
      this.pairs.push({ before: together(group), after: together(others) });
      for (const one of group) this.before.delete(one);
      for (const one of others) this.after.delete(one);
    }
    for (const before of this.before) this.pairs.push({ before, after: null });
    for (const after of this.after) this.pairs.push({ before: null, after });
  }

  private pair(before: Subject, after: Subject): void {
    this.pairs.push({ before, after });
    this.before.delete(before);
    this.after.delete(after);
  }
}

function together(subjects: readonly Subject[]): Subject {
  return { ...subjects[0]!, policies: subjects.flatMap(({ policies }) => policies) };
}

function inOrderOfNames(subjects: readonly Subject[]): Subject[] {
  return [...subjects].sort((a, b) => (key(a.scope, a.name) < key(b.scope, b.name) ? -1 : 1));
}

/** The same name before another, then the longest common path. */
function nearest(before: Subject, after: Subject): number {
  return (before.name === after.name ? 1000 : 0) + commonSteps(before.scope, after.scope);
}

function commonSteps(one: string, other: string): number {
  const [ours, theirs] = [one.split("/"), other.split("/")];
  const forwards = ours.findIndex((step, at) => step !== theirs[at]);
  const backwards = [...ours].reverse().findIndex((step, at) => step !== theirs.at(-1 - at));
  return (forwards < 0 ? ours.length : forwards) + (backwards < 0 ? ours.length : backwards);
}

/** It has another scope now, and most of what it said. */
function similar(before: Subject, after: Subject): number | null {
  if (sayTheSame(before, after)) return 2;
  const [old, current] = [statementsOf(before), new Set(statementsOf(after))];
  const shared = old.filter((text) => current.has(text)).length;
  const share = shared / Math.max(1, Math.min(old.length, current.size));
  return share >= leastShared ? share : null;
}
