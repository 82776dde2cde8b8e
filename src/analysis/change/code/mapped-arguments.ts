/** Lists that a function makes of what it is called with: `verbs.map((verb) => `s3:${verb}`)`, and Python's `[f"s3:{verb}" for verb in verbs]`. */
import type { CodeFile } from "../../code/code-file";
import { loopBody } from "../../code/loops";
import type { CodeValues } from "../../locate/code/values";
import { textNode } from "../../source/intrinsics";
import { listNode } from "../../source/made-values";
import { nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import { type Span, spanOf } from "../../text";
import type { ValueNode } from "../../value";
import type { Calls, Given } from "../cdk/given";

const mostItems = 100;
const mostNodes = 200;

/** The list, and where what the call gives stands; null for anything else. */
export function mappedArguments(
  { span }: ValueNode,
  given: Given,
  file: CodeFile,
  values: CodeValues,
  calls: Calls,
): { readonly list: ValueNode; readonly taken: Span } | null {
  const node = nodeAt(file.tree, span);
  const body = node && spanOf(node).end === span.end ? loopBody(file, file.language.unwrap(node)) : null;
  const over = body && overArgument(body, given, file, calls);
  if (!body || !over || over.items.length > mostItems) return null;
  const [value, whole] = [values.value(body), file.text(file.language.unwrap(body)) === over.name];
  const items = over.items.map((one): ValueNode | null => {
    const item = values.value(one);
    if (whole) return item;
    if (item.kind !== "string" || value.kind !== "template") return null;
    return textNode(
      value.span,
      value.parts.map((part) => (typeof part !== "string" && part.name === over.name ? item.value : part)),
    );
  });
  const [first] = over.items;
  return first?.parent && items.every((one) => one !== null)
    ? { list: listNode(span, items), taken: spanOf(first.parent) }
    : null;
}

/** The variable of a loop over what a call gives, and what it stands for; null where an expression has none. */
function overArgument(body: SyntaxNode, given: Given, file: CodeFile, calls: Calls) {
  const open = [body];
  for (let steps = 0; open.length > 0 && steps < mostNodes; steps++) {
    const node = open.pop()!;
    const items = file.language.isReference(node) ? calls.loopedOver(node, given) : null;
    if (items && items.given !== given) return { name: file.text(node), items: items.nodes };
    open.push(...node.children);
  }
  return null;
}
