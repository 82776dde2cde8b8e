/** The functions and tasks of a Terraform module, with their code, their environment and their role (registry.terraform.io: hashicorp/aws, hashicorp/archive). */
import { addressOf, argumentOf, type Block } from "../locate/terraform/blocks";
import { decode } from "../locate/terraform/embedded-text";
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { type TextPart, valueAt, type ValueNode } from "../value";
import { unitsOfTask } from "./containers";
import { compiledLanguage, entryOfHandler } from "./handlers";
import { codeInText, withoutIndent } from "./inline-code";
import type { UnitsLent } from "./template-units";
import { keyPolicyInTerraform } from "./terraform-keys";
import { makesRole, roleOfLambdaModule } from "./terraform-lambda-module";
import { isLambdaModule, TerraformNames } from "./terraform-names";
import { RolePolicies } from "./terraform-role-policies";
import { RoleUsers } from "./terraform-role-users";
import { codeOfCompiled, type DeclaredUnit, type UnitCode, type UnitRole } from "./unit";

export function unitsOfTerraform(tree: SyntaxTree, lent: UnitsLent): readonly DeclaredUnit[] {
  return new ModuleReader(tree, lent).units();
}

/** The text that an expression is, if it is nothing else. */
function textIn(expression: SyntaxNode): SyntaxNode | null {
  let node = expression;
  while (node.type !== "heredoc_template" && node.type !== "quoted_template" && node.type !== "string_lit") {
    const [only, ...others] = partsOf(node);
    if (!only || others.length > 0) return null;
    node = only;
  }
  return node;
}

function isFilledIn(node: SyntaxNode): boolean {
  return node.children.some((child) => /^template_(?:interpolation|directive)$/.test(child.type) || isFilledIn(child));
}

/** The role with this name that a module declares for whoever has a token of another provider; null for none. */
export function roleOfTerraform(tree: SyntaxTree, lent: UnitsLent, name: string): UnitRole | null {
  return new ModuleReader(tree, lent).roleCalled(name);
}

class ModuleReader {
  private readonly names: TerraformNames;
  private readonly users: RoleUsers;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly lent: UnitsLent,
  ) {
    this.names = new TerraformNames(tree);
    this.users = new RoleUsers(tree, this.names);
  }

  units(): readonly DeclaredUnit[] {
    return this.names.blocks.flatMap((block) => {
      if (block.type === "resource" && block.labels[0] === "aws_lambda_function") return [this.unit(block)];
      if (block.type === "resource" && block.labels[0] === "aws_ecs_task_definition") return this.unitsOfTask(block);
      return isLambdaModule(block, this.names.values) ? [this.unitOfModule(block)] : [];
    });
  }

  private unitsOfTask(block: Block): readonly DeclaredUnit[] {
    const repository = (hole: string): string | null => {
      const address = /^(aws_ecr_repository\.[\w-]+)\.repository_url$/.exec(hole)?.[1];
      const declared = address === undefined ? undefined : this.names.byAddress.get(address);
      return declared ? this.text(declared, "name") : null;
    };
    const task = { name: block.labels[1] ?? "", at: { start: block.node.start, end: block.head.end } };
    return unitsOfTask(task, this.role(block), {
      list: this.names.value(block, "container_definitions"),
      key: (name) => name,
      textOf: (node) => this.textOf(node),
      repository,
    });
  }

  /** A call of the registry's module for functions. */
  private unitOfModule(block: Block): DeclaredUnit {
    return {
      name: block.labels[0] ?? "",
      kind: "lambda",
      at: { start: block.node.start, end: block.head.end },
      code: this.codeOfModule(block),
      environment: this.texts(this.names.value(block, "environment_variables")),
      role: this.roleOfModule(block),
    };
  }

  private roleOfModule(block: Block): UnitRole | null {
    const isMade = makesRole(block, this.names);
    if (isMade === false) return this.role(block);
    if (isMade === null) return null;
    return {
      ...roleOfLambdaModule(block, this.names, this.lent),
      names: this.names,
      ofResources: this.ofResources(),
    };
  }

  /** `source_path`: a folder, or a list of such, or of objects with their `path`. */
  private codeOfModule(block: Block): UnitCode | null {
    const handler = this.text(block, "handler");
    const given = this.names.value(block, "source_path");
    const first = given?.kind === "array" ? given.items[0] : given;
    const folder = first && this.pathOf(first.kind === "object" ? (valueAt(first, "path") ?? first) : first);
    if (handler === null || !folder) return null;
    const runtime = this.text(block, "runtime") ?? "";
    const hasMore = argumentOf(block, "layers") !== null;
    const compiled = this.compiled(runtime, handler, [folder], hasMore);
    if (compiled) return compiled;
    const { entry, name } = entryOfHandler(handler, runtime);
    return { folder, entries: [entry], handler: name, layers: [], hasMore };
  }

  private compiled(runtime: string, handler: string, paths: readonly string[], hasMore: boolean): UnitCode | null {
    const language = compiledLanguage(runtime);
    if (!language) return null;
    const commands = this.names.blocks.flatMap(({ type, blocks }) =>
      type === "resource" ? blocks.flatMap((one) => this.text(one, "command") ?? []) : [],
    );
    return codeOfCompiled({ language, handler, paths, target: null, commands }, hasMore);
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

  private text(block: Pick<Block, "arguments">, name: string): string | null {
    const value = this.names.value(block, name);
    return value?.kind === "string" ? value.value : null;
  }

  private code(block: Block): UnitCode | null {
    const handler = this.text(block, "handler");
    const archive = this.archiveOf(argumentOf(block, "filename"));
    const runtime = this.text(block, "runtime") ?? "";
    const hasMore = argumentOf(block, "layers") !== null;
    if (handler === null) return null;
    const folder = archive && this.path(argumentOf(archive, "source_dir"));
    const file = archive && this.path(argumentOf(archive, "source_file"));
    const built = folder ?? file ?? this.path(argumentOf(block, "filename"));
    const compiled = built === null ? null : this.compiled(runtime, handler, [built], hasMore);
    if (compiled || !archive) return compiled;
    const { entry, name } = entryOfHandler(handler, runtime);
    const inline = this.inlineCode(archive, handler, runtime);
    if (inline) return { ...inline, hasMore };
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

  /** The code that stands in an archive of one file: `source_content`, or a block `source` (hashicorp/archive). */
  private inlineCode(archive: Block, handler: string, runtime: string): UnitCode | null {
    const sources = archive.blocks.filter(({ type: name }) => name === "source");
    const [source = archive, ...others] = sources;
    const [content, file] =
      source === archive ? ["source_content", "source_content_filename"] : ["content", "filename"];
    const named = this.text(source, file);
    const expression = argumentOf(source, content);
    const node = expression && textIn(expression);
    if (named === null || !node || others.length > 0) return null;
    const decoded = decode(this.tree, node);
    // What Terraform fills in may be any of the code.
    if (!decoded || isFilledIn(node)) return null;
    const text = textOf(this.tree, node).startsWith("<<-") ? withoutIndent(decoded) : decoded;
    const dot = named.lastIndexOf(".");
    return dot < 0 ? null : codeInText(text, handler, runtime, false, named.slice(0, dot));
  }

  /** The archive that a file name is the output of. */
  private archiveOf(expression: SyntaxNode | null): Block | null {
    const reference = expression && this.names.values.reference(expression);
    const address = reference && /^(data\.archive_file\.[\w-]{1,255})\.output_path$/.exec(reference)?.[1];
    return (address && this.names.byAddress.get(address)) || null;
  }

  /** A path in the folder of the module, `${path.module}/src`; null for others. */
  private path(expression: SyntaxNode | null): string | null {
    return expression && this.pathOf(this.names.values.value(expression));
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
    return this.texts((variables && this.names.value(variables, "variables")) ?? null);
  }

  private texts(value: ValueNode | null): ReadonlyMap<string, readonly TextPart[] | null> {
    const entries = value?.kind === "object" ? value.entries : [];
    return new Map(entries.map(({ key, value: one }) => [key, this.textOf(one)]));
  }

  private textOf(node: ValueNode): readonly TextPart[] | null {
    if (node.kind === "string") return [node.value];
    return node.kind === "template" ? this.names.resolve(node.parts) : null;
  }

  roleCalled(name: string): UnitRole | null {
    const block = this.names.blocks.find((one) => one.labels[0] === "aws_iam_role" && this.text(one, "name") === name);
    const address = block && addressOf(block);
    return address !== undefined && this.users.trustOf(address).includes("sts:AssumeRoleWithWebIdentity")
      ? this.roleAt(address)
      : null;
  }

  private role(block: Block): UnitRole | null {
    return this.roleAt(this.users.roleOf(block));
  }

  private roleAt(address: string | undefined): UnitRole | null {
    const role = address === undefined ? undefined : this.names.byAddress.get(address);
    if (!role || address === undefined) return null;
    const named = argumentOf(role, "name");
    const writtenName = named && this.names.values.value(named);
    const isRole = (one: string): boolean => one === address || one.startsWith(`${address}.`);
    const { policies, doubt, isLimited } = new RolePolicies(this.names, this.lent, isRole).ofResource(role);
    return {
      name: role.labels[1] ?? address,
      writtenName: writtenName?.kind === "string" ? writtenName.value : undefined,
      at: { start: role.node.start, end: role.head.end },
      policies,
      doubt,
      isLimited,
      hasOtherUsers: this.users.hasOthers(address),
      names: this.names,
      ofResources: this.ofResources(),
      keyPolicyOf: (key) => keyPolicyInTerraform(key, this.names, this.lent.located),
    };
  }

  private ofResources(): readonly Policy[] {
    return this.lent.located.flatMap(({ root, place }) =>
      place.policyType === "resource" ? (readPolicy(root, place) ?? []) : [],
    );
  }
}
