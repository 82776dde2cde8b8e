/** The document that a tool puts around statements. */
import { entryFor, objectNode, stringNode } from "../source/made-values";
import { startOf } from "../text";
import type { ObjectNode, ValueNode } from "../value";

/** Statements that stand alone, in the document that the tool will put around them. What is not in the text has an empty span. */
export function documentAround(statements: ValueNode): ObjectNode {
  const nowhere = startOf(statements.span);
  return objectNode(statements.span, [
    entryFor("Version", stringNode(nowhere, "2012-10-17")),
    entryFor("Statement", statements, nowhere),
  ]);
}
