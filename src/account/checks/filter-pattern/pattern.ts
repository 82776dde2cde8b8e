/** A filter pattern of CloudWatch Logs, as data. */

export type FilterPattern =
  /** Of events that are JSON. */
  | { readonly kind: "json"; readonly test: Test }
  /** Words of the event's text. */
  | { readonly kind: "terms"; readonly terms: readonly Term[] }
  /** Of columns: no event that is JSON has any. */
  | { readonly kind: "columns" };

export type Test =
  | { readonly kind: "and" | "or"; readonly tests: readonly Test[] }
  | { readonly kind: "compare"; readonly path: Path; readonly operator: Operator; readonly value: Value }
  | { readonly kind: "is"; readonly path: Path; readonly what: "NULL" | "TRUE" | "FALSE" | "MISSING" };

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";
/** Names and indices; `*` is every element. */
export type Path = readonly string[];
/** `*` in a text stands for anything. */
export type Value = { readonly kind: "text" | "regex"; readonly text: string };

export interface Term {
  readonly text: string;
  readonly regex: boolean;
  /** `?term`: one of them is enough; `-term`: none of them. */
  readonly role: "all" | "any" | "none";
}
