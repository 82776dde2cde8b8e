/** The document that a tool puts around statements. */
import type { ObjectNode, ValueNode } from "../value";

/** Statements that stand alone, in the document that the tool will put around them. What is not in the text has an empty span. */
export function documentAround(statements: ValueNode): ObjectNode {
  const nowhere = { start: statements.span.start, end: statements.span.start };
  return {
    kind: "object",
    span: statements.span,
    entries: [
      { key: "Version", keySpan: nowhere, value: { kind: "string", span: nowhere, value: "2012-10-17" } },
      { key: "Statement", keySpan: nowhere, value: statements },
    ],
  };
}
