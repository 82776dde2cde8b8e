/** Resources of Terraform that are one statement of a resource policy, such as `aws_lambda_permission`. */
import type { Place } from "../../policy/model";
import { entryFor, objectNode } from "../../source/made-values";
import { spanOf } from "../../text";
import type { ObjectEntry } from "../../value";
import type { LocatedPolicy } from "../located";
import { permissionPolicy } from "../permission";
import { permissionIn, permissionResources, propertiesOf } from "../permission-resources";
import { addressOf, type Argument, type Block } from "./blocks";
import { isNull } from "./collections";
import type { BlockValues } from "./values";

/** The policy that a block stands for; null where it is none, or not all of it is known. */
export function permissionAt(block: Block, values: BlockValues): Pick<LocatedPolicy, "root" | "place"> | null {
  const permission = block.type === "resource" ? permissionResources[block.labels[0] ?? ""] : undefined;
  if (!permission) return null;
  const entriesOf = (given: readonly Argument[]): ObjectEntry[] =>
    given
      .map(({ name, head, value }) => entryFor(name, values.value(value), spanOf(head)))
      // An argument of `null` is none.
      .filter(({ value }) => !isNull(value));
  const inner = block.blocks.map((one): ObjectEntry =>
    entryFor(one.type, objectNode(spanOf(one.node), entriesOf(one.arguments))),
  );
  const span = spanOf(block.node);
  const object = objectNode(span, [...entriesOf(block.arguments), ...inner]);
  const root = permissionPolicy(permissionIn(propertiesOf(object)), span, permission.action);
  const place: Place = { policyType: "resource", resourceType: permission.carrier, label: addressOf(block) };
  return root && { root, place };
}
