/** Which subject of one side is which of the other, wherever it has been moved to. */
import { groupBy } from "../group-by";
import { areOthers, mayBeMoved } from "./identities";
import { mayBeSame } from "./others";
import { sayTheSame, statementsOf, type Subject, targetsOf } from "./subject";
import { isSameTarget } from "./targeted";

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
  if (
    old &&
    current &&
    before.length + after.length === 2 &&
    old.scope === current.scope &&
    mayBeSame(old, current) &&
    mayStay(old, current)
  )
    return [{ before: old, after: current }];
  const match = new Matching(before, after);
  if (after.some(({ formerly }) => formerly !== undefined))
    match.by(
      (one) => (one.named ? key(one.kind, one.scope, one.formerly ?? one.name) : null),
      (_, { formerly }) => (formerly === undefined ? null : 0),
    );
  match.by((one) => (one.named ? key(one.kind, one.scope, one.name) : null));
  // What a module is given may be written in its call, or in a document of another name.
  if ([...before, ...after].some(({ handedTo }) => handedTo !== undefined))
    match.by((one) => (one.named ? key(one.kind, one.scope, one.handedTo ?? one.name) : null), shared);
  match.by((one, home) => {
    const called = one.byName ? one.name : one.called;
    return called === undefined ? null : key(one.kind, home, called);
  });
  match.by(
    (one) => key(one.kind, statementsOf(one)),
    (one, other) => (mayBeMoved(one, other) ? nearest(one, other) : null),
  );
  match.findHomes();
  match.by((one, home) => (one.named ? key(one.kind, home, one.name) : null));
  match.absorb();
  match.inOrder();
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
  /** Where the subjects of a file that has gone are found now. */
  private homes: ReadonlyMap<string, string> = new Map<string, string>();

  constructor(before: readonly Subject[], after: readonly Subject[]) {
    this.before = new Set(before);
    this.after = new Set(after);
    this.afterScopes = new Set(after.map(({ scope }) => scope));
  }

  /** Pairs what has the same key; among several, those that go together best. */
  by(keyOf: (subject: Subject, home: string) => string | null, score: Score = () => 0): void {
    const scoreOf: Score = (one, other) => (mayBeSame(one, other) ? score(one, other) : null);
    const [old, current] = this.groups(keyOf);
    for (const [of, group] of old) {
      const others = of === null ? undefined : current.get(of);
      if (!others) continue;
      if (group.length * others.length > mostCompared) {
        // Who would read so many that say the same? The nearest names are good enough.
        const candidates = inOrderOfNames(others);
        inOrderOfNames(group).forEach((before, at) => {
          const after = candidates[at];
          if (after && scoreOf(before, after) !== null) this.pair(before, after);
        });
        continue;
      }
      const candidates = group
        .flatMap((before) => others.map((after) => ({ before, after, value: scoreOf(before, after) })))
        .filter((one) => one.value !== null)
        .sort((a, b) => b.value! - a.value!);
      for (const { before, after } of candidates)
        if (this.before.has(before) && this.after.has(after)) this.pair(before, after);
    }
  }

  /** Of a file that has gone, the new one that most of its subjects are in. */
  findHomes(): void {
    const moves = new Map<string, Map<string, number>>();
    for (const { before, after } of this.pairs) {
      if (!before || !after || before.scope === after.scope || this.afterScopes.has(before.scope)) continue;
      const to = moves.get(before.scope) ?? new Map<string, number>();
      moves.set(before.scope, to.set(after.scope, (to.get(after.scope) ?? 0) + 1));
    }
    this.homes = new Map([...moves].map(([from, to]) => [from, [...to].sort((a, b) => b[1] - a[1])[0]![0]]));
  }

  /** What nothing named is named now, or the other way round: a role that statements were added to one by one. */
  absorb(): void {
    const [old, current] = this.groups((one, home) => key(one.kind, home));
    for (const [of, group] of old) {
      const others = current.get(of) ?? [];
      for (const after of others.filter(({ named }) => named)) {
        const parts = partsOf(after, group);
        if (parts.length > 0) this.pair(together(parts), after, parts);
      }
      for (const before of group.filter(({ named }) => named)) {
        const parts = partsOf(before, others);
        if (parts.length > 0) this.pair(before, together(parts), parts);
      }
    }
  }

  /** What nothing names, where there are as many on both sides: it has been changed in its place. */
  inOrder(): void {
    const [old, current] = this.groups(unnamedKey);
    for (const [of, group] of old) {
      const others = of === null ? [] : (current.get(of) ?? []);
      if (others.length === group.length) group.forEach((before, at) => this.pair(before, others[at]!));
    }
  }

  /** The rest: what nothing names is compared by the file, all else is new or gone. */
  pool(): void {
    const [old, current] = this.groups(unnamedKey);
    for (const [of, group] of old) {
      const others = of === null ? undefined : current.get(of);
      if (others) this.pair(together(group), together(others), [...group, ...others]);
    }
    for (const group of alone(this.before)) this.pairs.push({ before: group, after: null });
    for (const group of alone(this.after)) this.pairs.push({ before: null, after: group });
  }

  private groups(
    keyOf: (subject: Subject, home: string) => string | null,
  ): readonly [Map<string | null, Subject[]>, Map<string | null, Subject[]>] {
    return [
      groupBy([...this.before], (one) => keyOf(one, this.homes.get(one.scope) ?? one.scope)),
      groupBy([...this.after], (one) => keyOf(one, one.scope)),
    ];
  }

  /** `parts` are what one of the two is made of, where it is made of several. */
  private pair(before: Subject, after: Subject, parts: readonly Subject[] = []): void {
    this.pairs.push({ before, after });
    for (const one of [before, after, ...parts]) {
      this.before.delete(one);
      this.after.delete(one);
    }
  }
}

/** Of two that are alone: one address, or nothing that tells them apart. */
function mayStay(before: Subject, after: Subject): boolean {
  return before.name === after.name || after.formerly === before.name || mayBeMoved(before, after);
}

function unnamedKey({ named, kind }: Subject, home: string): string | null {
  return named ? null : key(kind, home);
}

/** Those without a name of which a subject has all that they say. */
function partsOf(subject: Subject, others: readonly Subject[]): Subject[] {
  const said = new Set(statementsOf(subject));
  return others.filter((one) => !one.named && statementsOf(one).every((text) => said.has(text)));
}

/** What a file has without a name is told as one, unless one could deny what another allows. */
function alone(subjects: ReadonlySet<Subject>): Subject[] {
  const denies = ({ policies }: Subject) =>
    policies.some(({ policy }) => policy.statements.some(({ effect }) => effect !== "Allow"));
  const groups = groupBy([...subjects], (one) => (one.named || denies(one) ? one : key(one.kind, one.scope)));
  return [...groups.values()].map((group) => (group.length === 1 ? group[0]! : together(group)));
}

function together(subjects: readonly Subject[]): Subject {
  return { ...subjects[0]!, policies: subjects.flatMap(({ policies }) => policies) };
}

function inOrderOfNames(subjects: readonly Subject[]): Subject[] {
  return [...subjects].sort((a, b) => (key(a.scope, a.name) < key(b.scope, b.name) ? -1 : 1));
}

/** What stands on the same, or has the same name, before another; then the longest common path. */
function nearest(before: Subject, after: Subject): number {
  const targets = targetsOf(after);
  const shares = targetsOf(before).some((one) => targets.some((other) => isSameTarget(one, other)));
  return (shares ? 2000 : 0) + (before.name === after.name ? 1000 : 0) + commonSteps(before.scope, after.scope);
}

function commonSteps(one: string, other: string): number {
  const [ours, theirs] = [one.split("/"), other.split("/")];
  const forwards = ours.findIndex((step, at) => step !== theirs[at]);
  const backwards = [...ours].reverse().findIndex((step, at) => step !== theirs.at(-1 - at));
  return (forwards < 0 ? ours.length : forwards) + (backwards < 0 ? ours.length : backwards);
}

/** It has another scope now, and most of what it said. */
function similar(before: Subject, after: Subject): number | null {
  if (areOthers(before, after)) return null;
  if (sayTheSame(before, after)) return 2;
  const share = shared(before, after);
  return share >= leastShared ? share : null;
}

/** Which part of the statements of one is in the other. */
function shared(before: Subject, after: Subject): number {
  const [old, current] = [statementsOf(before), new Set(statementsOf(after))];
  return old.filter((text) => current.has(text)).length / Math.max(1, Math.min(old.length, current.size));
}
