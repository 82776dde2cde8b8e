/** Whether an object is an IAM policy, judged by itself: other documents have a `Statement` too. */
import { entryOf, type ObjectNode, type ValueNode } from "../value";
import { choicesOf } from "./elements";

const elements = new Set([
  "sid",
  "effect",
  "action",
  "notaction",
  "resource",
  "notresource",
  "principal",
  "notprincipal",
  "condition",
]);
/** Other clouds borrowed the language: their versions are `1`, `1.1` and `2.0`, their resources `acs:` and `qcs:`. */
const foreignVersion = /^\d(\.\d)*$/;
const foreignResource = /^(acs|qcs):/;

/** Whether an object that is said to be a policy has anything of one, if only what belongs into a statement. */
export function hasElements(node: ObjectNode): boolean {
  return node.entries.some(({ key }) => /^(?:Version|Id|[Ss]tatements?)$/.test(key)) || looksLikeStatement(node);
}

/** True for an object that can be meant only as an IAM policy, mistakes in it included. */
export function looksLikePolicy(node: ObjectNode): boolean {
  const version = textOf(entryOf(node, "Version")?.value);
  if (version !== null && foreignVersion.test(version)) return false;
  if (version === "2012-10-17" || version === "2008-10-17") {
    return (
      node.entries.some((entry) => /^statements?$/i.test(entry.key)) ||
      node.entries.every((entry) => entry.key === "Version" || entry.key === "Id")
    );
  }
  const statement = entryOf(node, "Statement");
  return statement !== undefined && statementsIn(statement.value).some(looksLikeStatement);
}

function statementsIn(value: ValueNode): readonly ObjectNode[] {
  return choicesOf(value)
    .flatMap((choice) =>
      choice.node?.kind === "array" ? choice.node.items.flatMap((item) => choicesOf(item)) : [choice],
    )
    .flatMap((choice) => (choice.node?.kind === "object" ? [choice.node] : []));
}

/** An effect of IAM's, or two of a statement's elements; names in any case, so that a misspelt one is still looked at. */
function looksLikeStatement(node: ObjectNode): boolean {
  let known = 0;
  for (const entry of node.entries) {
    const name = entry.key.toLowerCase();
    if (!elements.has(name)) continue;
    known++;
    const value = entry.value.kind === "array" ? entry.value.items[0] : entry.value;
    const text = textOf(value);
    if (name === "resource" && text !== null && foreignResource.test(text)) return false;
    if (name === "effect" && text !== null && /^(allow|deny)$/i.test(text)) known++;
  }
  return known >= 2;
}

function textOf(value: ValueNode | undefined): string | null {
  return value?.kind === "string" ? value.value : null;
}
