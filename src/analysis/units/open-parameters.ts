/** Which parameters of a template may be `*`, as far as it says what they take. */
import { objectAt, textAt, valueAt, type ValueNode } from "../value";

/** By name; empty where the value is no template. */
export function parametersForAll(root: ValueNode): readonly string[] {
  const parameters = objectAt(root, "Parameters");
  return (parameters?.entries ?? []).flatMap(({ key, value }) => (mayBeStar(value) ? [key] : []));
}

function mayBeStar(parameter: ValueNode): boolean {
  const type = textAt(parameter, "Type");
  if (type === null || !/(?:^|<)(?:String|CommaDelimitedList)>?$/.test(type)) return false;
  const allowed = valueAt(parameter, "AllowedValues");
  if (allowed?.kind === "array")
    return allowed.items.some((one) => one.kind !== "number" && (one.kind !== "string" || one.value === "*"));
  const shortest = valueAt(parameter, "MinLength");
  const length =
    shortest?.kind === "number" ? shortest.value : shortest?.kind === "string" ? Number(shortest.value) : 0;
  return !(length > 1) && !beginsOtherwise(textAt(parameter, "AllowedPattern") ?? "");
}

/** Whether a pattern begins with a letter, a digit, or a class of such signs, and has no other branch. */
function beginsOtherwise(pattern: string): boolean {
  const [begin, first] = /^\^?(\w|\\[dw]|\[[\w./:@=\\-]{1,60}\])/.exec(pattern) ?? [];
  if (begin === undefined || first === undefined || pattern.includes("|")) return false;
  return !/\\[A-Z]/.test(first) && !/^(?:[*?]|\{0)/.test(pattern.slice(begin.length));
}
