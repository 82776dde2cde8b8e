/** What runs as a role in a Terraform module, and whom else it lets in. */
import { addressOf, argumentOf, type Block } from "../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../source/syntax-tree";
import { isLambdaModule, type TerraformNames } from "./terraform-names";

/** In a trust policy: others than services, or principals that stand elsewhere. */
const otherPrincipals =
  /\bAWS\b|\bFederated\b|\bNotPrincipal\b|\bnot_principals\b|\b(?:var|local|each)\.|\bdynamic\b|_policy_documents\b/;

export class RoleUsers {
  constructor(
    private readonly tree: SyntaxTree,
    private readonly names: TerraformNames,
  ) {}

  /** The address of the one role that a function, a task or a call of the module for functions is given. */
  roleOf(block: Block): string | undefined {
    const [kind] = block.labels;
    const name =
      block.type === "module" ? "lambda_role" : kind === "aws_ecs_task_definition" ? "task_role_arn" : "role";
    const expression = argumentOf(block, name);
    return /^(aws_iam_role\.[\w-]+)\.arn$/.exec((expression && this.names.values.reference(expression)) ?? "")?.[1];
  }

  /** Whether something else than functions and policies names a role. */
  hasOthers(address: string): boolean {
    const isNamedBy = (block: Block): boolean => {
      const [kind = ""] = block.labels;
      const isPolicy = /^aws_iam_(?:role_)?polic/.test(kind);
      const isTask = kind === "aws_ecs_task_definition";
      const isModule = isLambdaModule(block, this.names.values);
      const isOwn =
        (isModule || kind === "aws_lambda_function" || (isTask && !this.executesAs(block, address))) &&
        this.roleOf(block) === address;
      const isKnown = isModule ? isOwn : block.type === "resource" && (isPolicy || isOwn);
      return (
        addressOf(block) !== address &&
        !isKnown &&
        this.names.values.references(block.node).some((one) => one === address || one.startsWith(`${address}.`))
      );
    };
    const trust = this.trustOf(address);
    const services = trust.split(".amazonaws.com");
    const isOfTasks = this.names.blocks.some(
      (block) => block.labels[0] === "aws_ecs_task_definition" && this.roleOf(block) === address,
    );
    const isOfService =
      services.length === 2 &&
      services[0]!.endsWith(isOfTasks ? "ecs-tasks" : "lambda") &&
      !services[0]!.endsWith("edgelambda");
    return (
      !isOfService || otherPrincipals.test(trust) || this.names.blocks.some(isNamedBy) || this.isNamedInText(address)
    );
  }

  /** Whether Amazon ECS starts a task by a role, too. */
  private executesAs(task: Block, address: string): boolean {
    const expression = argumentOf(task, "execution_role_arn");
    return expression !== null && this.names.values.references(expression).some((one) => one.startsWith(`${address}.`));
  }

  /** Whether another function runs as an ARN that ends in the role's name. */
  private isNamedInText(address: string): boolean {
    const role = this.names.byAddress.get(address);
    const name = role ? this.names.value(role, "name") : null;
    return (
      name?.kind === "string" &&
      this.names.blocks.some((block) => {
        const given = block.labels[0] === "aws_lambda_function" ? argumentOf(block, "role") : null;
        return given !== null && textOf(this.tree, given).endsWith(`/${name.value}"`);
      })
    );
  }

  /** The text of its trust policy; empty where that stands elsewhere. */
  trustOf(address: string): string {
    const role = this.names.byAddress.get(address);
    const expression = role && argumentOf(role, "assume_role_policy");
    if (!expression) return "";
    const document = /^(data\.aws_iam_policy_document\.[\w-]+)/.exec(
      this.names.values.reference(expression) ?? "",
    )?.[1];
    const block = document === undefined ? undefined : this.names.byAddress.get(document);
    return textOf(this.tree, block?.node ?? expression);
  }
}
