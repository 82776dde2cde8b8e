/** Whether a filter pattern takes an event: patterns are compared by what they take, however they are written. */
import { Pattern } from "../../../analysis/policy/wildcard";
import type { FilterPattern, Operator, Path, Term, Test, Value } from "./pattern";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function takes(pattern: FilterPattern, event: Json): boolean {
  switch (pattern.kind) {
    case "json":
      return holds(pattern.test, event);
    case "terms":
      return hasTerms(pattern.terms, JSON.stringify(event));
    case "columns":
      return false;
  }
}

function holds(test: Test, event: Json): boolean {
  switch (test.kind) {
    case "and":
      return test.tests.every((one) => holds(one, event));
    case "or":
      return test.tests.some((one) => holds(one, event));
    case "compare": {
      const found = valuesAt(test.path, event);
      // What is not there is also not equal.
      return found.length === 0
        ? test.operator === "!="
        : found.some((one) => compares(one, test.operator, test.value));
    }
    case "is": {
      const found = valuesAt(test.path, event);
      if (test.what === "MISSING") return found.length === 0;
      const wanted = { NULL: null, TRUE: true, FALSE: false }[test.what];
      return found.some((one) => one === wanted);
    }
  }
}

function valuesAt(path: Path, event: Json): Json[] {
  return path.reduce<Json[]>(
    (values, name) =>
      values.flatMap((value) => {
        if (typeof value !== "object" || value === null) return [];
        if (name === "*") return Object.values(value) as Json[];
        return Object.hasOwn(value, name) ? [(value as Record<string, Json>)[name]!] : [];
      }),
    [event],
  );
}

function compares(found: Json, operator: Operator, { kind, text }: Value): boolean {
  if (typeof found === "object") return operator === "!=";
  switch (operator) {
    case "=":
      return equals(found, kind, text);
    case "!=":
      return !equals(found, kind, text);
    case "<":
      return Number(found) < Number(text);
    case "<=":
      return Number(found) <= Number(text);
    case ">":
      return Number(found) > Number(text);
    case ">=":
      return Number(found) >= Number(text);
  }
}

function equals(found: string | number | boolean, kind: Value["kind"], text: string): boolean {
  if (kind === "regex") return regexOf(text)?.test(String(found)) ?? false;
  if (typeof found === "number") return found === Number(text);
  return like(String(found), text);
}

function hasTerms(terms: readonly Term[], text: string): boolean {
  const has = ({ text: wanted, regex }: Term): boolean =>
    regex ? (regexOf(wanted)?.test(text) ?? false) : text.includes(wanted);
  const ofRole = (role: Term["role"]) => terms.filter((term) => term.role === role);
  if (ofRole("none").some(has)) return false;
  const all = ofRole("all");
  // Beside terms that must be there, those that may be count for nothing.
  return all.length > 0 ? all.every(has) : ofRole("any").length === 0 || ofRole("any").some(has);
}

/** Here `?` is no wildcard, unlike in policies. */
function like(text: string, pattern: string): boolean {
  return (
    Pattern.of(
      pattern.split("*").flatMap((part, index) => (index === 0 ? [{ literal: part }] : ["*", { literal: part }])),
    ).matches(text) === true
  );
}

/** With one more of these, an event of some hundred characters could keep a check busy for minutes. */
const mostRepetitions = 2;

/** AWS's regular expressions are a part of JavaScript's, without groups; null: one that may take long. */
function regexOf(text: string): RegExp | null {
  const plain = text.replace(/\\./gs, "");
  if (plain.includes("(") || plain.split(/[*+?{]/).length > mostRepetitions + 1) return null;
  try {
    return new RegExp(text, "s");
  } catch {
    return null;
  }
}
