/** The frame of a policy, in which the statements are still to come. */
import { entryOf, type ObjectNode } from "../value";

/** Whether a policy has no statement: where only the frame is shown, or code puts the statements in. */
export function isFrame(root: ObjectNode): boolean {
  const statements = entryOf(root, "Statement")?.value;
  return !statements || (statements.kind === "array" && statements.items.length === 0);
}
