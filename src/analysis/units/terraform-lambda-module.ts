/** The role that the registry's module for functions makes of its inputs (registry.terraform.io: terraform-aws-modules/lambda/aws, iam.tf). */
import { documentAround } from "../locate/document-around";
import type { LocatedPolicy } from "../locate/located";
import { addressOf, argumentOf, type Block } from "../locate/terraform/blocks";
import { documentOf } from "../locate/terraform/policy-document";
import { shapedPolicies } from "../locate/terraform/shapes";
import { readPolicy } from "../policy/read";
import { unknown } from "../source/intrinsics";
import { listNode, objectOf, stringNode } from "../source/made-values";
import type { SyntaxNode } from "../source/syntax-tree";
import { type Span, spanOf, startOf } from "../text";
import { entryOf, type ObjectNode } from "../value";
import type { UnitsLent } from "./template-units";
import type { TerraformNames } from "./terraform-names";
import { isRepeated, RolePolicies } from "./terraform-role-policies";
import type { UnitRole } from "./unit";

/** Whether a call of the module makes a role, and does not only use the one that it is given; null where that is not known. */
export function makesRole(block: Block, names: TerraformNames): boolean | null {
  const isFunction =
    switched(block, names, "create", true) === true &&
    switched(block, names, "create_function", true) === true &&
    switched(block, names, "create_layer", false) === false;
  return isFunction ? switched(block, names, "create_role", true) : null;
}

/** The role that a call of the module makes. */
export function roleOfLambdaModule(
  block: Block,
  names: TerraformNames,
  lent: UnitsLent,
): Omit<UnitRole, "names" | "ofResources"> {
  return new ModuleRole(block, names, lent).read();
}

/** A switch of the module; null where it is not known. */
function switched(block: Block, names: TerraformNames, name: string, byDefault: boolean): boolean | null {
  const value = names.value(block, name);
  if (value === null) return byDefault;
  return value.kind === "boolean" ? value.value : null;
}

/** The actions of the policies that the module writes itself, by the switch that attaches them. */
const ownStatements = [
  {
    flag: "attach_cloudwatch_logs_policy",
    byDefault: true,
    actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    // The group of the function, whose name the module makes.
    targets: null,
  },
  {
    flag: "attach_dead_letter_policy",
    byDefault: false,
    actions: ["sns:Publish", "sqs:SendMessage"],
    targets: ["dead_letter_target_arn"],
  },
  {
    flag: "attach_async_event_policy",
    byDefault: false,
    actions: ["sns:Publish", "sqs:SendMessage", "events:PutEvents", "lambda:InvokeFunction"],
    targets: ["destination_on_failure", "destination_on_success"],
  },
];

/** Policies of AWS of which the module makes copies. */
const copied = [
  { flag: "attach_network_policy", name: "AWSLambdaENIManagementAccess" },
  { flag: "attach_tracing_policy", name: "AWSXRayDaemonWriteAccess" },
];

const notKnown = "what the module gives it is not known";

class ModuleRole {
  private readonly address: string;
  private readonly policies: RolePolicies;

  constructor(
    private readonly block: Block,
    private readonly names: TerraformNames,
    private readonly lent: UnitsLent,
  ) {
    this.address = addressOf(block);
    this.policies = new RolePolicies(names, lent, (reference) => this.isRole(reference));
  }

  read(): Omit<UnitRole, "names" | "ofResources"> {
    if (argumentOf(this.block, "role_permissions_boundary")) this.policies.limit();
    if (isRepeated(this.block)) this.policies.isUnknown("there are several of it");
    this.ifAttached("attach_policy_statements", false, () => this.statements());
    this.ifAttached("attach_policy_json", false, () => this.json(argumentOf(this.block, "policy_json")));
    this.ifAttached("attach_policy_jsons", false, () =>
      this.each("policy_jsons", "number_of_policy_jsons", (one) => this.json(one)),
    );
    this.ifAttached("attach_policy", false, () => this.arn(argumentOf(this.block, "policy")));
    this.ifAttached("attach_policies", false, () =>
      this.each("policies", "number_of_policies", (one) => this.arn(one)),
    );
    for (const { flag, name } of copied) this.ifAttached(flag, false, () => this.policies.ofAws(name));
    for (const { flag, byDefault, actions, targets } of ownStatements)
      this.ifAttached(flag, byDefault, () => this.own(actions, targets));
    const { policies, doubt, isLimited } = this.policies.read();
    const named = this.names.value(this.block, "role_name") ?? this.names.value(this.block, "function_name");
    return {
      name: this.address,
      writtenName: named?.kind === "string" ? named.value : undefined,
      at: { start: this.block.node.start, end: this.block.head.end },
      policies,
      doubt,
      isLimited,
      hasOtherUsers: this.hasOtherUsers(),
    };
  }

  private ifAttached(name: string, byDefault: boolean, add: () => void): void {
    const flag = switched(this.block, this.names, name, byDefault);
    if (flag === null) this.policies.isUnknown(notKnown);
    else if (flag) add();
  }

  /** `policy_statements`: a list or a map of statements, as the blocks of `aws_iam_policy_document` have them. */
  private statements(): void {
    const expression = argumentOf(this.block, "policy_statements");
    if (!expression) return;
    const value = this.names.values.value(expression);
    const parts =
      value.kind === "array" ? value.items : value.kind === "object" ? value.entries.map((one) => one.value) : null;
    const [policy, ...others] = shapedPolicies("policy_statements", value, new Set(), new Set());
    const isWhole = parts?.every((one) => one.kind !== "object" || isOfModule(one)) ?? false;
    // Of variables of IAM, `&{aws:username}`, nothing is read here.
    if (!isWhole || others.length > 0 || this.textOf(value.span).includes("&{"))
      return this.policies.isUnknown(notKnown);
    if (!policy) return parts!.length === 0 ? undefined : this.policies.isUnknown(notKnown);
    const { span } = entryOf(policy.root, "Statement")!.value;
    const written = this.lent.located.find(({ root }) => isSame(entryOf(root, "Statement")?.value.span, span));
    if (written) return this.policies.written([written]);
    // Another call of the module has the same statements.
    const read = readPolicy(policy.root, { policyType: "identity" });
    if (!read?.complete) this.policies.isUnknown(notKnown);
    if (read) this.policies.add(read, null);
  }

  /** One policy in JSON: a document of the module, `jsonencode`, or a text. */
  private json(expression: SyntaxNode | null): void {
    if (!expression) return this.policies.isUnknown(notKnown);
    const address = documentOf(this.names.values.reference(expression));
    const document = address === null ? undefined : this.names.byAddress.get(address);
    const { kind, span } = this.names.values.value(expression);
    const isWritten = document !== undefined || kind === "object" || kind === "string" || kind === "template";
    const isMeant = ({ root }: LocatedPolicy): boolean =>
      document ? isSame(root.span, spanOf(document.node)) : span.start <= root.span.start && root.span.end <= span.end;
    this.policies.written(isWritten ? this.lent.located.filter(isMeant) : []);
  }

  private arn(expression: SyntaxNode | null): void {
    if (expression) this.policies.arn(expression);
    else this.policies.isUnknown(notKnown);
  }

  /** As many of a list as the module is told to take. */
  private each(list: string, count: string, add: (expression: SyntaxNode) => void): void {
    const [value, number] = [this.names.value(this.block, list), this.names.value(this.block, count)];
    if (number === null) return;
    if (value?.kind !== "array" || number.kind !== "number") return this.policies.isUnknown(notKnown);
    for (const item of value.items.slice(0, number.value)) {
      const expression = this.names.values.nodeOf.get(item);
      if (expression) add(expression);
      else this.policies.isUnknown(notKnown);
    }
  }

  private own(actions: readonly string[], targets: readonly string[] | null): void {
    const at = startOf(this.block.node);
    const resources = targets?.flatMap((name) => this.names.value(this.block, name) ?? []) ?? [unknown(at)];
    const statement = objectOf(at, {
      Effect: stringNode(at, "Allow"),
      Action: listNode(
        at,
        actions.map((one) => stringNode(at, one)),
      ),
      Resource: listNode(at, resources),
    });
    const policy = readPolicy(documentAround(listNode(at, [statement])), { policyType: "identity" });
    if (policy) this.policies.add(policy, null);
  }

  /** `lambda_role_arn`, `lambda_role_name` and the like. */
  private isRole(reference: string): boolean {
    return reference.startsWith(`${this.address}.lambda_role_`);
  }

  /** Whether something else than policies names the role, or it trusts more than AWS Lambda. */
  private hasOtherUsers(): boolean {
    const { block, names, address } = this;
    const trusts = ["trusted_entities", "assume_role_policy_statements", "lambda_at_edge"];
    return (
      trusts.some((name) => argumentOf(block, name) !== null) ||
      names.blocks.some(
        (other) =>
          !(other.type === "resource" && /^aws_iam_(?:role_)?polic/.test(other.labels[0] ?? "")) &&
          names.values.references(other.node).some((one) => one === address || this.isRole(one)),
      )
    );
  }

  private textOf({ start, end }: Span): string {
    return this.names.values.tree.text.slice(start, end);
  }
}

/** Whether an object is a statement as the module reads it: other names of its elements would be left out. */
function isOfModule(statement: ObjectNode): boolean {
  return ["actions", "not_actions"].some((name) => entryOf(statement, name) !== undefined);
}

function isSame(one: Span | undefined, other: Span): boolean {
  return one?.start === other.start && one.end === other.end;
}
