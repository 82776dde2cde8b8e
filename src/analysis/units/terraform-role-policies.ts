/** What is attached to a role in a Terraform module. */
import { addressOf, argumentOf, type Block } from "../locate/terraform/blocks";
import type { TerraformValues } from "../locate/terraform/values";
import { documentOf } from "../managed/judgement";
import { readPolicy } from "../policy/read";
import type { SyntaxNode } from "../source/syntax-tree";
import type { ValueNode } from "../value";
import type { UnitsLent } from "./template-units";
import type { RolePolicy, UnitRole } from "./unit";

/** Gathers what is attached to a role. */
export class RolePolicies {
  private readonly policies: RolePolicy[] = [];
  private doubt: string | null = null;
  private isLimited = false;

  constructor(
    private readonly blocks: readonly Block[],
    private readonly values: TerraformValues,
    private readonly lent: UnitsLent,
    private readonly address: string,
    private readonly role: Block,
  ) {}

  read(): Pick<UnitRole, "policies" | "doubt" | "isLimited"> {
    const { role } = this;
    if (argumentOf(role, "permissions_boundary")) {
      this.isLimited = true;
      this.doubt ??= "a permissions boundary limits it";
    }
    if (argumentOf(role, "for_each") || argumentOf(role, "count")) this.doubt ??= "there are several of it";
    if (role.blocks.length > 0) this.doubt ??= "policies stand in the role itself";
    const managed = argumentOf(role, "managed_policy_arns");
    if (managed) this.list(managed);
    for (const block of this.blocks) this.attach(block);
    return { policies: this.policies, doubt: this.doubt, isLimited: this.isLimited };
  }

  private attach(block: Block): void {
    const [kind = ""] = block.labels;
    if (block.type === "module" && this.names(block.node)) this.doubt ??= "a module may add to it";
    if (block.type !== "resource" || !/^aws_iam_(?:role_policy|role_policy_attachment|policy_attachment)/.test(kind))
      return;
    const holder = argumentOf(block, "role") ?? argumentOf(block, "roles");
    if (!holder || !this.names(holder)) return;
    if (kind === "aws_iam_role_policy") this.located(addressOf(block));
    else {
      const arn = argumentOf(block, "policy_arn");
      if (arn) this.arn(arn);
      else this.doubt ??= "what is attached to it is not known";
    }
  }

  private names(node: SyntaxNode): boolean {
    return this.values.references(node).some((one) => one === this.address || one.startsWith(`${this.address}.`));
  }

  private located(label: string): void {
    const all = this.lent.located.filter(({ place }) => place.label === label);
    const policies = all.flatMap((one) => {
      const policy = one.unread ? null : readPolicy(one.root, one.place);
      return policy ? [{ policy, located: one }] : [];
    });
    if (policies.length !== 1 || !policies[0]!.policy.complete) this.doubt ??= "a policy of it cannot be read";
    this.policies.push(...policies);
  }

  private list(expression: SyntaxNode): void {
    const value = this.values.value(expression);
    if (value.kind !== "array") this.doubt ??= "its managed policies are not known";
    for (const one of value.kind === "array" ? value.items : []) this.managed(one);
  }

  private arn(expression: SyntaxNode): void {
    const reference = this.values.reference(expression) ?? "";
    const own = /^(aws_iam_policy\.[\w-]+)\.(?:arn|id)$/.exec(reference)?.[1];
    const read = /^(data\.aws_iam_policy\.[\w-]+)\.arn$/.exec(reference)?.[1];
    if (own !== undefined) return this.located(own);
    const block = read === undefined ? undefined : this.blocks.find((one) => addressOf(one) === read);
    const named = block && (argumentOf(block, "name") ?? argumentOf(block, "arn"));
    this.managed(this.values.value(named ?? expression));
  }

  private managed(node: ValueNode): void {
    const parts = node.kind === "string" ? [node.value] : node.kind === "template" ? node.parts : [];
    const last = parts.at(-1);
    const isOfAws =
      parts.length > 0 &&
      typeof last === "string" &&
      (parts.length > 1 ? /:iam::aws:policy\//.test(last) : !/^arn:/.test(last) || /:iam::aws:policy\//.test(last));
    const name = isOfAws && typeof last === "string" ? last.slice(last.lastIndexOf("/") + 1) : null;
    const policy = name === null ? undefined : this.lent.managed.policy(name);
    const document = policy && documentOf(policy);
    if (document) this.policies.push({ policy: document, located: null });
    else this.doubt ??= "a managed policy of it is not known";
  }
}
