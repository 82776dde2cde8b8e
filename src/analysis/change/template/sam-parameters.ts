/** What a policy template of SAM is filled with. */
import type { TextPart, ValueNode } from "../../value";
import { writtenAlike } from "../canonical";
import type { ChangedDocument } from "../subject";

/** The stretches of a parameter; what has no name of its own is called as it is written. Null where there is none. */
export function partsOfParameter(
  node: ValueNode | undefined,
  { text }: Pick<ChangedDocument, "text">,
): readonly TextPart[] | null {
  if (node?.kind === "string") return [node.value];
  const isNameless = node?.kind === "template" && node.parts.some((one) => typeof one === "object" && one.name === "");
  if (node?.kind === "template" && !isNameless) return node.parts;
  return node ? [{ name: writtenAlike(text.slice(node.span.start, node.span.end)) }] : null;
}
