/** What must hold of a request, as a formula over what can be said of each of its keys. */
import type { ValueTest } from "./value-test";

export type Atom = Presence | Existence | Opening;

/** The request has a value for the key. */
export interface Presence {
  readonly kind: "presence";
  readonly id: string;
  readonly key: string;
}

/** One of the key's values lies in the test's set, or outside of it. */
export interface Existence {
  readonly kind: "existence";
  readonly id: string;
  readonly key: string;
  readonly test: ValueTest;
  readonly inside: boolean;
}

/** What a document leaves open: true or false, the same wherever it is written alike. */
export interface Opening {
  readonly kind: "opening";
  readonly id: string;
}

export type Formula = boolean | Literal | Junction;

export interface Literal {
  readonly kind: "literal";
  readonly atom: Atom;
  readonly holds: boolean;
}

export interface Junction {
  readonly kind: "and" | "or";
  readonly parts: readonly Formula[];
}

export function and(parts: readonly Formula[]): Formula {
  return junction("and", parts, false);
}

export function or(parts: readonly Formula[]): Formula {
  return junction("or", parts, true);
}

function junction(kind: Junction["kind"], parts: readonly Formula[], deciding: boolean): Formula {
  const left: Formula[] = [];
  for (const part of parts) {
    if (part === deciding) return deciding;
    if (typeof part !== "boolean") left.push(part);
  }
  if (left.length === 0) return !deciding;
  return left.length === 1 ? left[0]! : { kind, parts: left };
}

const negations = new WeakMap<Junction, Formula>();

export function not(formula: Formula): Formula {
  if (typeof formula === "boolean") return !formula;
  if (formula.kind === "literal") return { ...formula, holds: !formula.holds };
  let negated = negations.get(formula);
  if (negated === undefined) {
    const parts = formula.parts.map(not);
    negated = formula.kind === "and" ? or(parts) : and(parts);
    negations.set(formula, negated);
  }
  return negated;
}

export function present(key: string): Literal {
  return { kind: "literal", atom: { kind: "presence", id: `has ${key}`, key }, holds: true };
}

export function exists(key: string, test: ValueTest, inside: boolean): Literal {
  return {
    kind: "literal",
    atom: { kind: "existence", id: `${inside ? "in" : "out"} ${key} ${test.id}`, key, test, inside },
    holds: true,
  };
}

export function open(id: string): Literal {
  return { kind: "literal", atom: { kind: "opening", id: `open ${id}` }, holds: true };
}
