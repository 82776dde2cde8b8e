/** Pulumi's `aws.iam.getPolicyDocument`, whose arguments are called as those of Terraform's data source. */
import { unknown } from "../../source/intrinsics";
import { entryFor, objectNode, openEntry, stringNode } from "../../source/made-values";
import { startOf } from "../../text";
import { entryOf, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import { asStatement, type Foreign } from "../terraform/shapes";
import { snakeCase } from "./letter-case";

export const documentFunction = /^(?:getPolicyDocument(?:Output)?|get_policy_document(?:_output)?)$/;

/** The policy that the arguments make; null where they name no statements. */
export function pulumiDocument(properties: ObjectNode, foreign: Foreign): ObjectNode | null {
  const statements = entryOf(properties, "statements");
  if (!statements) return null;
  const nowhere = startOf(properties.span);
  const { value } = statements;
  const list: ValueNode =
    value.kind === "array"
      ? {
          ...value,
          items: value.items.map((item) => (item.kind === "object" ? inTerraform(item, foreign) : unknown(item.span))),
        }
      : unknown(value.span);
  const entries: ObjectEntry[] = [
    entryFor("Version", stringNode(nowhere, "2012-10-17")),
    { ...statements, key: "Statement", value: list },
  ];
  // Other documents may be taken over, and statements replaced.
  if (properties.entries.length > 1) entries.push(openEntry(nowhere));
  const made = objectNode(properties.span, entries);
  foreign.add(list).add(made);
  return made;
}

function inTerraform(node: ObjectNode, foreign: Foreign): ObjectNode {
  return asStatement(
    { ...node, entries: node.entries.map((entry) => ({ ...entry, key: snakeCase(entry.key) })) },
    foreign,
  );
}
