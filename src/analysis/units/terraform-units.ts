/** The functions of a Terraform module, with their code, their environment and their role (registry.terraform.io: hashicorp/aws, hashicorp/archive). */
import { addressOf, argumentOf, type Block, readBlocks } from "../locate/terraform/blocks";
import { TerraformValues } from "../locate/terraform/values";
import { documentOf } from "../managed/judgement";
import { readPolicy } from "../policy/read";
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";
import { textOf } from "../source/syntax-tree";
import { tableOf } from "../table";
import { type TextPart, valueAt, type ValueNode } from "../value";
import { joined } from "./declared-names";
import type { Names } from "./granted";
import { entryOfHandler, type UnitsLent } from "./template-units";
import type { DeclaredUnit, RolePolicy, UnitCode, UnitRole } from "./unit";

export function unitsOfTerraform(tree: SyntaxTree, lent: UnitsLent): readonly DeclaredUnit[] {
  return new ModuleReader(tree, lent).units();
}

interface Type {
  /** The argument that gives the name. */
  readonly name: string;
  readonly arn: string;
  /** Attributes that give the name, and those that give the ARN. */
  readonly names: readonly string[];
  readonly arns: readonly string[];
}

const type = (service: string, resource: string, name = "name", names = ["name", "id"], arns = ["arn"]): Type => ({
  name,
  arn: `${service}:{region}:{account}:${resource}`,
  names,
  arns,
});
const types: { readonly [type: string]: Type | undefined } = tableOf({
  aws_dynamodb_table: type("dynamodb", "table/{name}"),
  aws_s3_bucket: { name: "bucket", arn: "s3:::{name}", names: ["bucket", "id"], arns: ["arn"] },
  aws_sqs_queue: type("sqs", "{name}", "name", ["name"]),
  aws_sns_topic: type("sns", "{name}", "name", ["name"], ["arn", "id"]),
  aws_lambda_function: type("lambda", "function:{name}", "function_name", ["function_name", "id"]),
  aws_sfn_state_machine: type("states", "stateMachine:{name}", "name", ["name"], ["arn", "id"]),
  aws_kinesis_stream: type("kinesis", "stream/{name}", "name", ["name"], ["arn", "id"]),
  aws_kinesis_firehose_delivery_stream: type("firehose", "deliverystream/{name}", "name", ["name"], ["arn", "id"]),
  aws_cloudwatch_event_bus: type("events", "event-bus/{name}"),
  aws_secretsmanager_secret: type("secretsmanager", "secret:{name}-??????", "name", ["name"], ["arn", "id"]),
  aws_iam_role: { name: "name", arn: "iam::{account}:role/{path}{name}", names: ["name", "id"], arns: ["arn"] },
  aws_iam_user: { name: "name", arn: "iam::{account}:user/{path}{name}", names: ["name", "id"], arns: ["arn"] },
});

/** What Terraform calls the Region, the account and the partition. */
const pseudo = (name: string): readonly TextPart[] | null => {
  if (/^data\.aws_region\.\w+\.(?:name|id|region)$/.test(name)) return [{ name: "AWS::Region" }];
  if (/^data\.aws_caller_identity\.\w+\.account_id$/.test(name)) return [{ name: "AWS::AccountId" }];
  return /^data\.aws_partition\.\w+\.partition$/.test(name) ? ["aws"] : null;
};

/** In a trust policy: others than services, or principals that stand elsewhere. */
const otherPrincipals =
  /\bAWS\b|\bFederated\b|\bNotPrincipal\b|\bnot_principals\b|\b(?:var|local|each)\.|\bdynamic\b|_policy_documents\b/;

/** What the references of a module stand for. */
export function namesOfTerraform(tree: SyntaxTree): Names {
  return new ModuleReader(tree, null);
}

class ModuleReader implements Names {
  private readonly blocks: readonly Block[];
  private readonly byAddress: ReadonlyMap<string, Block>;
  private readonly values: TerraformValues;

  /** @param lent null where nobody asks for units */
  constructor(
    private readonly tree: SyntaxTree,
    private readonly lent: UnitsLent | null,
  ) {
    this.blocks = readBlocks(tree);
    this.byAddress = new Map(this.blocks.map((block) => [addressOf(block), block]));
    this.values = new TerraformValues(tree, this.blocks);
  }

  units(): readonly DeclaredUnit[] {
    return this.blocks.flatMap((block) => {
      if (block.type === "resource" && block.labels[0] === "aws_lambda_function") return [this.unit(block)];
      const isLambda =
        block.type === "module" && /(?:^|\/)terraform-aws-modules\/lambda\/aws$/.test(this.text(block, "source") ?? "");
      return isLambda ? [this.unitOfModule(block)] : [];
    });
  }

  /** A call of the registry's module for functions: its policies are put together there, and are not read. */
  private unitOfModule(block: Block): DeclaredUnit {
    return {
      name: block.labels[0] ?? "",
      kind: "lambda",
      at: { start: block.node.start, end: block.head.end },
      code: this.codeOfModule(block),
      environment: this.texts(this.value(block, "environment_variables")),
      role: null,
    };
  }

  /** `source_path`: a folder, or a list of such, or of objects with their `path`. */
  private codeOfModule(block: Block): UnitCode | null {
    const handler = this.text(block, "handler");
    const given = this.value(block, "source_path");
    const first = given?.kind === "array" ? given.items[0] : given;
    const folder = first && this.pathOf(first.kind === "object" ? (valueAt(first, "path") ?? first) : first);
    if (handler === null || !folder) return null;
    const { entry, name } = entryOfHandler(handler, this.text(block, "runtime") ?? "");
    return { folder, entries: [entry], handler: name, layers: [], hasMore: argumentOf(block, "layers") !== null };
  }

  private unit(block: Block): DeclaredUnit {
    return {
      name: block.labels[1] ?? "",
      kind: "lambda",
      at: { start: block.node.start, end: block.head.end },
      code: this.code(block),
      environment: this.environment(block),
      role: this.role(block),
    };
  }

  private value(block: Pick<Block, "arguments">, name: string): ValueNode | null {
    const expression = argumentOf(block, name);
    return expression && this.values.value(expression);
  }

  private text(block: Pick<Block, "arguments">, name: string): string | null {
    const value = this.value(block, name);
    return value?.kind === "string" ? value.value : null;
  }

  private code(block: Block): UnitCode | null {
    const handler = this.text(block, "handler");
    const archive = this.archiveOf(argumentOf(block, "filename"));
    if (handler === null || !archive) return null;
    const folder = this.path(argumentOf(archive, "source_dir"));
    const file = this.path(argumentOf(archive, "source_file"));
    const { entry, name } = entryOfHandler(handler, this.text(block, "runtime") ?? "");
    const hasMore = argumentOf(block, "layers") !== null;
    if (folder !== null) return { folder, entries: [entry], handler: name, layers: [], hasMore };
    if (file === null) return null;
    const slash = file.lastIndexOf("/");
    return {
      folder: slash < 0 ? "." : file.slice(0, slash),
      entries: [file.slice(slash + 1)],
      handler: name,
      layers: [],
      hasMore,
    };
  }

  /** The archive that a file name is the output of. */
  private archiveOf(expression: SyntaxNode | null): Block | null {
    const reference = expression && this.values.reference(expression);
    const address = reference && /^(data\.archive_file\.[\w-]{1,255})\.output_path$/.exec(reference)?.[1];
    return (address && this.byAddress.get(address)) || null;
  }

  /** A path in the folder of the module, `${path.module}/src`; null for others. */
  private path(expression: SyntaxNode | null): string | null {
    return expression && this.pathOf(this.values.value(expression));
  }

  private pathOf(value: ValueNode): string | null {
    const parts = value.kind === "string" ? [value.value] : value.kind === "template" ? value.parts : [];
    const [first, ...rest] = parts;
    const isOfModule = typeof first === "object" && /^path\.(?:module|root)$/.test(first.name);
    const text = isOfModule ? rest : parts;
    if (text.length !== 1 || typeof text[0] !== "string") return null;
    return isOfModule ? text[0].replace(/^\//, "") : text[0];
  }

  private environment({ blocks }: Block): ReadonlyMap<string, readonly TextPart[] | null> {
    const variables = blocks.find(({ type: name }) => name === "environment");
    return this.texts((variables && this.value(variables, "variables")) ?? null);
  }

  private texts(value: ValueNode | null): ReadonlyMap<string, readonly TextPart[] | null> {
    const entries = value?.kind === "object" ? value.entries : [];
    return new Map(entries.map(({ key, value: one }) => [key, this.textOf(one)]));
  }

  private textOf(node: ValueNode): readonly TextPart[] | null {
    if (node.kind === "string") return [node.value];
    return node.kind === "template" ? this.resolve(node.parts) : null;
  }

  private role(block: Block): UnitRole | null {
    const address = this.roleOf(block);
    const role = address === undefined ? undefined : this.byAddress.get(address);
    if (!role || address === undefined || !this.lent) return null;
    const named = argumentOf(role, "name");
    const writtenName = named && this.values.value(named);
    const { policies, doubt, isLimited } = new RolePolicies(this.blocks, this.values, this.lent, address, role).read();
    const ofResources = this.lent.located.flatMap(({ root, place }) =>
      place.policyType === "resource" ? (readPolicy(root, place) ?? []) : [],
    );
    return {
      name: role.labels[1] ?? address,
      writtenName: writtenName?.kind === "string" ? writtenName.value : undefined,
      at: { start: role.node.start, end: role.head.end },
      policies,
      doubt,
      isLimited,
      hasOtherUsers: this.hasOtherUsers(address),
      names: this,
      ofResources,
    };
  }

  /** The address of the one role that a function runs as. */
  private roleOf(block: Block): string | undefined {
    const expression = argumentOf(block, "role");
    return /^(aws_iam_role\.[\w-]+)\.arn$/.exec((expression && this.values.reference(expression)) ?? "")?.[1];
  }

  /** Whether something else than functions and policies names a role. */
  private hasOtherUsers(address: string): boolean {
    const isNamedBy = (block: Block): boolean => {
      const [kind = ""] = block.labels;
      const isPolicy = /^aws_iam_(?:role_)?polic/.test(kind);
      const isOwn = kind === "aws_lambda_function" && this.roleOf(block) === address;
      const isKnown = block.type === "resource" && (isPolicy || isOwn);
      return (
        addressOf(block) !== address &&
        !isKnown &&
        this.values.references(block.node).some((one) => one === address || one.startsWith(`${address}.`))
      );
    };
    const trust = this.trustOf(address);
    const services = trust.split(".amazonaws.com");
    const isOfLambda = services.length === 2 && services[0]!.endsWith("lambda") && !services[0]!.endsWith("edgelambda");
    return !isOfLambda || otherPrincipals.test(trust) || this.blocks.some(isNamedBy) || this.isNamedInText(address);
  }

  /** Whether another function runs as an ARN that ends in the role's name. */
  private isNamedInText(address: string): boolean {
    const role = this.byAddress.get(address);
    const name = role && this.text(role, "name");
    return (
      typeof name === "string" &&
      this.blocks.some((block) => {
        const given = block.labels[0] === "aws_lambda_function" ? argumentOf(block, "role") : null;
        return given !== null && textOf(this.tree, given).endsWith(`/${name}"`);
      })
    );
  }

  private trustOf(address: string): string {
    const role = this.byAddress.get(address);
    const expression = role && argumentOf(role, "assume_role_policy");
    if (!expression) return "";
    const document = /^(data\.aws_iam_policy_document\.[\w-]+)/.exec(this.values.reference(expression) ?? "")?.[1];
    const block = document === undefined ? undefined : this.byAddress.get(document);
    return textOf(this.tree, block?.node ?? expression);
  }

  isGenerated(name: string): boolean {
    const match = this.referred(name);
    return (
      match !== null && match.type.names.includes(match.attribute) && argumentOf(match.block, match.type.name) === null
    );
  }

  resolve(parts: readonly TextPart[]): readonly TextPart[] {
    return joined(parts.flatMap((part) => (typeof part === "string" ? [part] : this.filled(part.name, 0))));
  }

  private filled(name: string, depth: number): readonly TextPart[] {
    const known = pseudo(name);
    if (known) return known;
    const match = this.referred(name);
    if (!match || depth > 3) return [{ name }];
    const { address, attribute } = match;
    const isName = match.type.names.includes(attribute);
    const isUrl = attribute === "url" || (address.startsWith("aws_sqs_queue.") && attribute === "id");
    if (!isName && !isUrl && !match.type.arns.includes(attribute)) return [{ name }];
    const given = this.value(match.block, match.type.name);
    const canonical: readonly TextPart[] = [{ name: `${address}.${match.type.names[0]!}` }];
    const own = this.filledText(given, depth) ?? canonical;
    if (isName) return own;
    if (isUrl)
      return ["https://sqs.", { name: "AWS::Region" }, ".amazonaws.com/", { name: "AWS::AccountId" }, "/", ...own];
    return match.type.arn
      .split(/(\{\w+\})/)
      .reduce<readonly TextPart[]>(
        (made, part) => [
          ...made,
          ...(part === "{region}"
            ? [{ name: "AWS::Region" }]
            : part === "{account}"
              ? [{ name: "AWS::AccountId" }]
              : part === "{name}"
                ? own
                : part === "{path}"
                  ? this.pathOfRole(match.block, address, depth)
                  : [part]),
        ],
        ["arn:aws:"],
      );
  }

  /** Null for what is no text. */
  private filledText(value: ValueNode | null, depth: number): readonly TextPart[] | null {
    if (value?.kind === "string") return [value.value];
    if (value?.kind !== "template") return null;
    return value.parts.flatMap((part) => (typeof part === "string" ? [part] : this.filled(part.name, depth + 1)));
  }

  /** What stands before the name of a role or user in its ARN. */
  private pathOfRole(block: Block, address: string, depth: number): readonly TextPart[] {
    const path = argumentOf(block, "path");
    if (!path) return [];
    const [first, ...others] = this.filledText(this.values.value(path), depth) ?? [{ name: `${address}.path` }];
    return typeof first === "string" ? [first.replace(/^\//, ""), ...others] : [first!, ...others];
  }

  /** A reference such as `aws_sqs_queue.jobs.arn`; null for what is not one resource of the module. */
  private referred(name: string) {
    const [, address, kind, attribute] = /^((\w+)\.[\w-]+)\.(\w+)$/.exec(name) ?? [];
    const known = kind === undefined ? undefined : types[kind];
    const block = address === undefined ? undefined : this.byAddress.get(address);
    if (!known || !block || argumentOf(block, "for_each") || argumentOf(block, "count")) return null;
    return { address: address!, attribute: attribute!, type: known, block };
  }
}

/** Gathers what is attached to a role. */
class RolePolicies {
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
