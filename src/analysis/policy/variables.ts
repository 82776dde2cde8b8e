/** Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}` (AWS: "IAM policy elements: Variables and tags"). */
import type { TextPart } from "../value";
import type { PatternPart } from "./wildcard";

/** The only version of the language in which variables are more than text. */
export const variableVersion = "2012-10-17";

export type VariableProblem = "missing-brace" | "missing-quote" | "space" | "empty";

export interface PolicyVariable {
  /** Where it stands in the text, from `$` up to and with `}`. */
  readonly start: number;
  readonly end: number;
  /** The condition key, or the escaped character of `${*}`, `${?}` and `${$}`. */
  readonly name: string;
  readonly defaultValue: string | null;
  readonly problem: VariableProblem | null;
}

const escaped = new Set(["*", "?", "$"]);

/** The variables in a text, malformed ones included. */
export function variablesIn(text: string): readonly PolicyVariable[] {
  const found: PolicyVariable[] = [];
  let close = text.indexOf("}");
  for (let start = text.indexOf("${"); start >= 0; start = text.indexOf("${", start)) {
    // Where no brace is left, none is looked for again.
    if (close >= 0 && close < start) close = text.indexOf("}", start);
    const next = text.indexOf("${", start + 2);
    const open = close < 0 || (next >= 0 && next < close);
    const end = open ? (next < 0 ? text.length : next) : close + 1;
    found.push({ start, end, ...readBody(text.slice(start + 2, open ? end : close), open) });
    start = end;
  }
  return found;
}

/** Whether this variable stands for a character that would else be a wildcard or begin a variable. */
export function isEscape(variable: PolicyVariable): boolean {
  return escaped.has(variable.name) && variable.problem === null;
}

function readBody(body: string, open: boolean): Pick<PolicyVariable, "name" | "defaultValue" | "problem"> {
  const comma = body.indexOf(",");
  const name = comma < 0 ? body : body.slice(0, comma);
  const rest = comma < 0 ? null : body.slice(comma + 1).trim();
  const quoted = rest === null ? null : /^'(.*)'$/s.exec(rest);
  const problem = open
    ? "missing-brace"
    : body.trim() === ""
      ? "empty"
      : /\s/.test(name)
        ? "space"
        : rest !== null && !quoted
          ? "missing-quote"
          : null;
  return { name: name.trim(), defaultValue: quoted?.[1] ?? null, problem };
}

/**
 * A text with its variables filled in; what they stand for has no wildcards. Where one of them has no value, `missing`
 * stands in its place; without it the answer is null, for then the text matches nothing.
 */
export function expandVariables(
  parts: readonly TextPart[],
  lookup: (key: string) => string | null,
  missing?: PatternPart,
): readonly PatternPart[] | null {
  const expanded: PatternPart[] = [];
  for (const part of parts) {
    if (typeof part !== "string" || !part.includes("${")) {
      expanded.push(part);
      continue;
    }
    let at = 0;
    for (const variable of variablesIn(part)) {
      if (variable.problem !== null) continue;
      const value = isEscape(variable) ? variable.name : (lookup(variable.name) ?? variable.defaultValue);
      if (value === null && missing === undefined) return null;
      expanded.push(part.slice(at, variable.start), value === null ? missing! : { literal: value });
      at = variable.end;
    }
    expanded.push(part.slice(at));
  }
  return expanded;
}
