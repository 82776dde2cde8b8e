/** What a policy template of SAM is filled with. */
import type { TextPart, ValueNode } from "../../value";
import { writtenAlike } from "../canonical";
import type { ChangedDocument } from "../subject";

/** The stretches of a parameter; what has no name of its own is called as it is written. Null for what is no text. */
export function partsOfParameter(
  node: ValueNode | undefined,
  { text }: Pick<ChangedDocument, "text">,
): readonly TextPart[] | null {
  if (node?.kind !== "template") return node?.kind === "string" ? [node.value] : null;
  const [only, ...others] = node.parts;
  const isNameless = typeof only === "object" && only.name === "" && others.length === 0;
  return isNameless ? [{ name: writtenAlike(text.slice(node.span.start, node.span.end)) }] : node.parts;
}
