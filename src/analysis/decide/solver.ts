/** Finds what a request must be like for a formula to hold: branches over what is open, and keeps a value for each key. */
import { type Work } from "./find-text";
import type { Existence, Formula, Literal } from "./formula";
import { type TextSet } from "./text-set";
import { codesOf, isVariable, type Symbol } from "./tokens";
import { type Demand, findValue, testHolds, Undecided, type ValueTest } from "./value-test";
import { isWhole } from "./whole-numbers";

/** What is known of the keys before anything is asked. */
export interface Surroundings {
  /** The value of a key that the principal or the question decides; null: it has none; undefined: it may be anything. */
  fixed(key: string): string | null | undefined;
  /** What the values of a key always lie in. */
  limit(key: string): TextSet | null;
  /** Values of a key that would be good ones, the best first. */
  suggestions(key: string): readonly (readonly Symbol[])[];
  /** Keys that may have several values. */
  isMultivalued(key: string): boolean;
  /** The key of a variable's symbol. */
  keyOf(symbol: Symbol): string;
}

/** A request, but for its action and principal. */
export interface Model {
  /** The values of each key that must be there; a variable's symbol may stand in them. */
  readonly values: ReadonlyMap<string, readonly (readonly Symbol[])[]>;
  /** Things that a document leaves open had to be true or false. */
  readonly isOpen: boolean;
}

/** Steps to ask whether a test holds of a value. */
const workOfTest = 10;

interface KeyState {
  readonly present: boolean | null;
  /** For a key with one value: all that it must be. Else what all of its values must be. */
  readonly demands: readonly Demand[];
  /** Of a key with several values: what one of them must be. */
  readonly some: readonly Demand[];
  /** A value for the demands; for several values one for each of `some`. */
  readonly samples: readonly (readonly Symbol[])[];
}

const untouched: KeyState = { present: null, demands: [], some: [], samples: [] };

interface State {
  readonly keys: Map<string, KeyState>;
  readonly said: Map<string, boolean>;
  open: boolean;
}

export class Solver {
  constructor(
    private readonly around: Surroundings,
    private readonly work: Work,
  ) {}

  /** Calls back with a model for each way to meet the formulas until it answers true. Whether it did. */
  solve(formulas: readonly Formula[], take: (model: Model) => boolean): boolean {
    return this.search(formulas, [], { keys: new Map(), said: new Map(), open: false }, take);
  }

  private search(
    pending: readonly Formula[],
    choices: readonly Formula[],
    state: State,
    take: (model: Model) => boolean,
  ): boolean {
    let undecided = [...choices];
    const todo = [...pending];
    for (;;) {
      while (todo.length > 0) {
        const formula = todo.pop()!;
        if (formula === true) continue;
        if (formula === false) return false;
        if (formula.kind === "and") todo.push(...formula.parts);
        else if (formula.kind === "or") undecided.push(formula);
        else if (formula.kind === "literal" && !this.assert(formula, state)) return false;
      }
      const left: Formula[] = [];
      for (const choice of undecided) {
        const simple = this.simplified(choice, state);
        if (simple === true) continue;
        if (simple === false) return false;
        if (simple.kind === "or") left.push(simple);
        else todo.push(simple);
      }
      undecided = left;
      if (todo.length === 0) break;
    }
    const [first, ...others] = this.ordered(undecided);
    if (first === undefined) return take(this.model(state));
    if (typeof first === "boolean" || first.kind !== "or") throw new Undecided();
    for (const part of [...first.parts].sort((a, b) => this.promise(b, state) - this.promise(a, state))) {
      this.work.spend(state.said.size + others.length);
      const copy: State = { keys: new Map(state.keys), said: new Map(state.said), open: state.open };
      if (this.search([part], others, copy, take)) return true;
    }
    return false;
  }

  private ordered(choices: readonly Formula[]): readonly Formula[] {
    if (choices.length < 2) return choices;
    const size = (formula: Formula): number =>
      typeof formula !== "boolean" && formula.kind === "or" ? formula.parts.length : 0;
    let best = 0;
    choices.forEach((choice, at) => {
      if (size(choice) < size(choices[best]!)) best = at;
    });
    return [choices[best]!, ...choices.slice(0, best), ...choices.slice(best + 1)];
  }

  /** The likelier branches first: those that what is there already meets. */
  private promise(formula: Formula, state: State): number {
    if (typeof formula === "boolean") return formula ? 3 : -1;
    if (formula.kind !== "literal") {
      const all = formula.parts.map((part) => this.promise(part, state));
      return formula.kind === "and" ? Math.min(...all) : Math.max(...all);
    }
    const { atom, holds } = formula;
    if (atom.kind === "opening") return -1;
    const key = state.keys.get(atom.key);
    if (atom.kind === "presence") return holds === (key?.present ?? holds) ? 2 : 0;
    if (!key || key.samples.length === 0) return 1;
    this.work.spend(workOfTest * key.samples.length);
    return key.samples.some((sample) => testHolds(atom.test, sample) === atom.inside) === holds ? 2 : 1;
  }

  private simplified(formula: Formula, state: State): Formula {
    if (typeof formula === "boolean") return formula;
    this.work.spend(1);
    if (formula.kind === "literal") return this.value(formula, state) ?? formula;
    const deciding = formula.kind === "or";
    let changed = false;
    const parts: Formula[] = [];
    for (const part of formula.parts) {
      const simple = this.simplified(part, state);
      if (simple === deciding) return deciding;
      if (simple !== part) changed = true;
      if (typeof simple !== "boolean") parts.push(simple);
    }
    if (parts.length === 0) return !deciding;
    if (parts.length === 1) return parts[0]!;
    return changed ? { kind: formula.kind, parts } : formula;
  }

  /** What a literal is known to be; null where it is not decided yet. */
  private value({ atom, holds }: Literal, state: State): boolean | null {
    if (atom.kind !== "opening") {
      const fixed = this.around.fixed(atom.key);
      if (fixed !== undefined)
        return (
          (atom.kind === "presence"
            ? fixed !== null
            : fixed !== null && this.holds(atom.test, codesOf(fixed)) === atom.inside) === holds
        );
      const present = state.keys.get(atom.key)?.present ?? null;
      if (atom.kind === "presence" && present !== null) return present === holds;
      if (atom.kind === "existence" && present === false) return !holds;
    }
    const said = state.said.get(atom.id);
    return said === undefined ? null : said === holds;
  }

  private holds(test: ValueTest, value: readonly Symbol[]): boolean {
    return testHolds(this.boundTest(test), value);
  }

  /** False where it contradicts what has been said. */
  private assert(literal: Literal, state: State): boolean {
    const { atom, holds } = literal;
    this.work.spend(1);
    const known = this.value(literal, state);
    if (known !== null) return known;
    state.said.set(atom.id, holds);
    if (atom.kind === "opening") {
      state.open = true;
      return true;
    }
    const key = state.keys.get(atom.key) ?? untouched;
    const next = atom.kind === "presence" ? this.withPresence(key, holds, atom.key) : this.withDemand(key, atom, holds);
    if (!next) return false;
    state.keys.set(atom.key, next);
    return true;
  }

  private withPresence(key: KeyState, present: boolean, name: string): KeyState | null {
    if (key.present !== null) return key.present === present ? key : null;
    if (!present) return { ...key, present };
    if (key.demands.length === 0) {
      const only = onlyTextOf(this.around.limit(name));
      return { ...key, present, ...(only && { samples: [only] }) };
    }
    return this.solved({ ...key, present }, name);
  }

  private withDemand(key: KeyState, atom: Existence, holds: boolean): KeyState | null {
    const test = this.boundTest(atom.test);
    const several = this.around.isMultivalued(atom.key);
    if (holds) {
      if (key.present === false) return null;
      const demand = { test, inside: atom.inside };
      const next: KeyState = several
        ? { ...key, present: true, some: [...key.some, demand] }
        : { ...key, present: true, demands: [...key.demands, demand] };
      return this.solved(next, atom.key);
    }
    const next: KeyState = { ...key, demands: [...key.demands, { test, inside: !atom.inside }] };
    // A key that need not be there may be left out.
    return key.present === true ? this.solved(next, atom.key) : next;
  }

  /** The key with values for all that is asked of them; null where there are none. */
  private solved(key: KeyState, name: string): KeyState | null {
    const limit = this.around.limit(name);
    const limits = limit ? [limit] : [];
    const meets = (sample: readonly Symbol[], demands: readonly Demand[]): boolean =>
      demands.every(({ test, inside }) => testHolds(test, sample) === inside);
    const find = (demands: readonly Demand[], sample: readonly Symbol[] | undefined): readonly Symbol[] | null => {
      this.work.spend(demands.length);
      if (sample && meets(sample, demands)) return sample;
      const only = isWhole(name) ? null : onlyValue(demands);
      if (only && !limits.every((set) => set.has(only))) return null;
      if (only && meets(only, demands)) return only;
      // The value of a variable may make it fit.
      if (
        only &&
        !meets(
          only,
          demands.filter(({ test, inside }) => !inside || !hasVariables(test)),
        )
      )
        return null;
      for (const one of this.around.suggestions(name))
        if (meets(one, demands) && limits.every((set) => set.has(one))) return one;
      return findValue(demands, { within: limits, isWhole: isWhole(name) }, this.work);
    };
    const asked = key.some.length > 0 ? key.some.map((one) => [...key.demands, one]) : [key.demands];
    const samples: (readonly Symbol[])[] = [];
    for (const [at, demands] of asked.entries()) {
      const found = find(demands, key.samples[at]);
      if (!found) return null;
      samples.push(found);
    }
    return { ...key, samples };
  }

  private readonly bound = new Map<ValueTest, ValueTest>();

  /** A test with the values of the variables that are fixed. */
  private boundTest(test: ValueTest): ValueTest {
    if (test.kind !== "text" || !test.set.hasVariables) return test;
    let found = this.bound.get(test);
    if (!found) {
      const set = test.set.bound((symbol) => {
        const name = this.around.keyOf(symbol);
        const only = onlyTextOf(this.around.limit(name));
        return this.around.fixed(name) ?? (only ? String.fromCharCode(...only) : undefined);
      });
      this.bound.set(test, (found = { ...test, set }));
    }
    return found;
  }

  private model(state: State): Model {
    const values = new Map<string, readonly (readonly Symbol[])[]>();
    for (const [name, key] of state.keys) {
      if (key.present !== true) continue;
      const { samples } = key;
      values.set(
        name,
        samples.length < 2 ? samples : [...new Map(samples.map((sample) => [sample.join(), sample])).values()],
      );
    }
    return { values, isOpen: state.open };
  }
}

function hasVariables(test: ValueTest): boolean {
  return test.kind === "text" && test.set.hasVariables;
}

function onlyTextOf(set: TextSet | null): readonly Symbol[] | null {
  return set?.isPlain && set.patterns.length === 1 ? set.patterns[0]! : null;
}

/** The one text that demands leave, where one of them names it. */
function onlyValue(demands: readonly Demand[]): readonly Symbol[] | null {
  for (const { test, inside } of demands) {
    if (!inside || test.kind !== "text" || test.set.ignoreCase) continue;
    const only = onlyTextOf(test.set);
    if (only) return only;
  }
  return null;
}

/** A value with the variables in it filled in. */
export function filledIn(value: readonly Symbol[], variable: (symbol: Symbol) => string): string {
  return value.map((symbol) => (isVariable(symbol) ? variable(symbol) : String.fromCharCode(symbol))).join("");
}
