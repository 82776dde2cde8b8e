/** Which resource of a template of CloudFormation a value names: by its logical id, or by its name in the account. */
import { tableOf } from "../../table";
import { textAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { holeOf } from "./leaves";
import { ownName } from "./links";

/** By type, the property with the name that a resource has in the account. */
export const nameProperties: { readonly [type: string]: string | undefined } = tableOf({
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
});

export class TemplateNames {
  readonly byId: ReadonlyMap<string, TemplateResource>;

  constructor(private readonly resources: readonly TemplateResource[]) {
    this.byId = new Map(resources.map((one) => [one.id, one]));
  }

  /** The resource of a type that a value refers to, or has the name of. */
  named(node: ValueNode, type: string): string | null {
    const id = holeOf(node)?.split(".", 1)[0];
    if (id !== undefined) return this.byId.get(id)?.type === type ? id : null;
    const name = type.endsWith("Policy") ? ownName(node) : node.kind === "string" ? node.value : null;
    return name === null ? null : this.calledBy(type, name);
  }

  /** The resource of a type that has a name in the account. */
  calledBy(type: string, name: string): string | null {
    const property = nameProperties[type]!;
    return this.resources.find((one) => one.type === type && textAt(one.properties, property) === name)?.id ?? null;
  }
}
