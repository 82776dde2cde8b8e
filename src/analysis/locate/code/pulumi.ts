/** Pulumi's `aws.iam.getPolicyDocument`, whose arguments are called as those of Terraform's data source. */
import { unknown } from "../../source/intrinsics";
import { entryOf, type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../../value";
import { asStatement, type Foreign } from "../terraform/shapes";
import { snakeCase } from "./letter-case";

export const documentFunction = /^(?:getPolicyDocument(?:Output)?|get_policy_document(?:_output)?)$/;

/** The policy that the arguments make; null where they name no statements. */
export function pulumiDocument(properties: ObjectNode, foreign: Foreign): ObjectNode | null {
  const statements = entryOf(properties, "statements");
  if (!statements) return null;
  const nowhere = { start: properties.span.start, end: properties.span.start };
  const { value } = statements;
  const list: ValueNode =
    value.kind === "array"
      ? {
          ...value,
          items: value.items.map((item) => (item.kind === "object" ? inTerraform(item, foreign) : unknown(item.span))),
        }
      : unknown(value.span);
  const entries: ObjectEntry[] = [
    { key: "Version", keySpan: nowhere, value: { kind: "string", span: nowhere, value: "2012-10-17" } },
    { ...statements, key: "Statement", value: list },
  ];
  // Other documents may be taken over, and statements replaced.
  if (properties.entries.length > 1) entries.push({ key: openKey, keySpan: nowhere, value: unknown(nowhere) });
  const made: ObjectNode = { kind: "object", span: properties.span, entries };
  foreign.add(list).add(made);
  return made;
}

function inTerraform(node: ObjectNode, foreign: Foreign): ObjectNode {
  return asStatement(
    { ...node, entries: node.entries.map((entry) => ({ ...entry, key: snakeCase(entry.key) })) },
    foreign,
  );
}
