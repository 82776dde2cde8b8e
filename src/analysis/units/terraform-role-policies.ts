/** What is attached to a role in a Terraform module. */
import type { LocatedPolicy } from "../locate/located";
import { addressOf, argumentOf, type Block } from "../locate/terraform/blocks";
import { documentOf } from "../managed/judgement";
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { SyntaxNode } from "../source/syntax-tree";
import type { ValueNode } from "../value";
import type { UnitsLent } from "./template-units";
import { isLambdaModule, type TerraformNames } from "./terraform-names";
import type { RolePolicy, UnitRole } from "./unit";

/** Gathers what is attached to a role. */
export class RolePolicies {
  private readonly policies: RolePolicy[] = [];
  private doubt: string | null = null;
  private isLimited = false;

  /** @param isRole whether a reference means the role: its ARN or its name */
  constructor(
    private readonly names: TerraformNames,
    private readonly lent: UnitsLent,
    private readonly isRole: (reference: string) => boolean,
  ) {}

  /** What the block of a role says, and all that is attached to it. */
  ofResource(role: Block): Pick<UnitRole, "policies" | "doubt" | "isLimited"> {
    if (argumentOf(role, "permissions_boundary")) this.limit();
    if (isRepeated(role)) this.isUnknown("there are several of it");
    if (role.blocks.length > 0) this.isUnknown("policies stand in the role itself");
    const managed = argumentOf(role, "managed_policy_arns");
    if (managed) this.list(managed);
    return this.read();
  }

  /** All that was added, with what other blocks attach. */
  read(): Pick<UnitRole, "policies" | "doubt" | "isLimited"> {
    for (const block of this.names.blocks) this.attach(block);
    return { policies: this.policies, doubt: this.doubt, isLimited: this.isLimited };
  }

  add(policy: Policy, located: LocatedPolicy | null): void {
    this.policies.push({ policy, located });
  }

  isUnknown(reason: string): void {
    this.doubt ??= reason;
  }

  limit(): void {
    this.isLimited = true;
    this.isUnknown("a permissions boundary limits it");
  }

  private attach(block: Block): void {
    const [kind = ""] = block.labels;
    if (block.type === "module" && this.isNamedBy(block)) this.isUnknown("a module may add to it");
    if (block.type !== "resource" || !/^aws_iam_(?:role_policy|role_policy_attachment|policy_attachment)/.test(kind))
      return;
    const holder = argumentOf(block, "role") ?? argumentOf(block, "roles");
    if (!holder || !this.means(holder)) return;
    if (kind === "aws_iam_role_policy") this.ofLabel(addressOf(block));
    else {
      const arn = argumentOf(block, "policy_arn");
      if (arn) this.arn(arn);
      else this.isUnknown("what is attached to it is not known");
    }
  }

  /** A function only runs as the role that it is given. */
  private isNamedBy(module: Block): boolean {
    if (!isLambdaModule(module, this.names.values)) return this.means(module.node);
    return module.arguments.some(({ name, value }) => name !== "lambda_role" && this.means(value));
  }

  private means(node: SyntaxNode): boolean {
    return this.names.values.references(node).some(this.isRole);
  }

  private ofLabel(label: string): void {
    this.written(this.lent.located.filter(({ place }) => place.label === label));
  }

  /** One policy of the document: where there are none or several, nobody knows which is meant. */
  written(all: readonly LocatedPolicy[]): void {
    const policies = all.flatMap((one) => {
      const policy = one.unread ? null : readPolicy(one.root, one.place);
      return policy ? [{ policy, located: one }] : [];
    });
    if (policies.length !== 1 || !policies[0]!.policy.complete) this.isUnknown("a policy of it cannot be read");
    this.policies.push(...policies);
  }

  private list(expression: SyntaxNode): void {
    const value = this.names.values.value(expression);
    if (value.kind !== "array") this.isUnknown("its managed policies are not known");
    for (const one of value.kind === "array" ? value.items : []) this.managed(one);
  }

  /** A managed policy, by its ARN. */
  arn(expression: SyntaxNode): void {
    const reference = this.names.values.reference(expression) ?? "";
    const own = /^(aws_iam_policy\.[\w-]+)\.(?:arn|id)$/.exec(reference)?.[1];
    const read = /^(data\.aws_iam_policy\.[\w-]+)\.arn$/.exec(reference)?.[1];
    if (own !== undefined) return this.ofLabel(own);
    const block = read === undefined ? undefined : this.names.byAddress.get(read);
    const named = block && (argumentOf(block, "name") ?? argumentOf(block, "arn"));
    this.managed(this.names.values.value(named ?? expression));
  }

  /** A managed policy of AWS, by its name. */
  ofAws(name: string): void {
    const policy = this.lent.managed.policy(name);
    const document = policy && documentOf(policy);
    if (document) this.add(document, null);
    else this.isUnknown("a managed policy of it is not known");
  }

  private managed(node: ValueNode): void {
    const parts = node.kind === "string" ? [node.value] : node.kind === "template" ? node.parts : [];
    const last = parts.at(-1);
    const isOfAws =
      parts.length > 0 &&
      typeof last === "string" &&
      (parts.length > 1 ? /:iam::aws:policy\//.test(last) : !/^arn:/.test(last) || /:iam::aws:policy\//.test(last));
    const name = isOfAws && typeof last === "string" ? last.slice(last.lastIndexOf("/") + 1) : null;
    if (name === null) this.isUnknown("a managed policy of it is not known");
    else this.ofAws(name);
  }
}

/** Whether a block stands for as many as nobody knows. */
export function isRepeated(block: Block): boolean {
  return argumentOf(block, "for_each") !== null || argumentOf(block, "count") !== null;
}
