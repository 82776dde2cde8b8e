/** Managed policies that Terraform attaches (registry.terraform.io: hashicorp/aws). */
import { choicesOf } from "../../policy/elements";
import { textOf } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { addressOf, type Argument, argumentOf, type Block } from "../terraform/blocks";
import { holderOf } from "../terraform/holders";
import type { BlockValues } from "../terraform/values";
import { type AttachedBy, attachedIn, type AttachedPolicy, type BoundHolder } from "./attached";
import { isLeftOut } from "./named-blocks";

/** By resource type the arguments that take ARNs of managed policies. */
export const attachingArguments: { readonly [type: string]: readonly string[] | undefined } = tableOf({
  aws_iam_role: ["managed_policy_arns"],
  aws_iam_role_policy_attachment: ["policy_arn"],
  aws_iam_user_policy_attachment: ["policy_arn"],
  aws_iam_group_policy_attachment: ["policy_arn"],
  aws_iam_policy_attachment: ["policy_arn"],
  aws_iam_role_policy_attachments_exclusive: ["policy_arns"],
  aws_iam_user_policy_attachments_exclusive: ["policy_arns"],
  aws_iam_group_policy_attachments_exclusive: ["policy_arns"],
  aws_ssoadmin_managed_policy_attachment: ["managed_policy_arn"],
  awscc_iam_group: ["managed_policy_arns"],
  awscc_iam_role: ["managed_policy_arns"],
  awscc_iam_user: ["managed_policy_arns"],
});

/** What modules call a list, or a map, of policies to attach. */
const ofModules = /polic(?:y|ies)/i;
/** That limits what others allow, or is no policy to attach. */
const otherwise = /boundar|assume|trust|json|document|statement|deny|denied/i;

/** @param outer arguments that stand in no block, as Terragrunt gives them to a module */
export function attachedInTerraform(
  blocks: readonly Block[],
  outer: readonly Argument[],
  values: BlockValues,
): AttachedPolicy[] {
  const { text } = values.tree;
  const given = (one: Argument, to: string | null = null): AttachedPolicy[] =>
    ofModules.test(one.name) &&
    !otherwise.test(one.name) &&
    /:iam::aws:policy|\b(?:local|each)\./.test(textOf(values.tree, one.value))
      ? attachedIn(values.value(one.value), "arn", { to, intoObjects: true })
      : [];
  const at = (block: Block, name: string, by: AttachedBy, to: string | null = null): AttachedPolicy[] => {
    const expression = argumentOf(block, name);
    return expression ? attachedIn(values.value(expression), by, { to }) : [];
  };
  const used = usedPolicies(text, blocks);
  return [
    ...outer.flatMap((one) => (one.name === "inputs" ? attachedInInputs(values, one) : given(one))),
    ...blocks.flatMap((block): AttachedPolicy[] => {
      const [type = "", name = ""] = block.labels;
      if (isLeftOut(block, values)) return [];
      if (block.type === "resource")
        return (attachingArguments[type] ?? []).flatMap((argument) =>
          at(block, argument, "arn", holderOf(block, values)),
        );
      if (block.type === "module") return block.arguments.flatMap((one) => given(one, addressOf(block)));
      if (block.type !== "data" || type !== "aws_iam_policy" || !used.has(name)) return [];
      return [...at(block, "name", "name"), ...at(block, "arn", "arn")];
    }),
  ];
}

/** The roles and users with a permissions boundary, and the modules that are given one. */
export function boundInTerraform(blocks: readonly Block[], values: BlockValues): BoundHolder[] {
  const ofPermissionSets = boundPermissionSets(blocks, values);
  const own = blocks.flatMap((block): readonly BoundHolder[] => {
    const isHolder = block.type === "resource" && /^aws(?:cc)?_iam_(?:role|user)$/.test(block.labels[0] ?? "");
    if (!isHolder && block.type !== "module") return [];
    const given = block.arguments.find(({ name }) => /permissions_boundary(?:_arn)?$/.test(name));
    const boundary = given && values.value(given.value);
    const isNone = boundary && choicesOf(boundary).every(({ node }) => node === null);
    return boundary && !isNone ? [{ holder: addressOf(block), boundary }] : [];
  });
  return [...own, ...ofPermissionSets];
}

const boundaryOfPermissionSet = /^aws_ssoadmin_permissions_boundary_attachment$/;
const ofPermissionSet =
  /^aws_ssoadmin_(?:managed_policy_attachment|customer_managed_policy_attachment|permission_set_inline_policy)$/;

/** What gives a permission set of Identity Center its policies, with the boundary that another resource gives the same permission set. */
export function boundPermissionSets(blocks: readonly Block[], values: BlockValues): readonly BoundHolder[] {
  const ofType = (type: RegExp) => blocks.filter((one) => one.type === "resource" && type.test(one.labels[0] ?? ""));
  const permissionSet = (block: Block): string | null => {
    const given = argumentOf(block, "permission_set_arn");
    const value = given && values.value(given);
    return value?.kind === "string" ? value.value : given && values.reference(given);
  };
  return ofType(boundaryOfPermissionSet).flatMap((by) => {
    const of = permissionSet(by);
    const inner = by.blocks.flatMap((one) => [one, ...one.blocks]);
    const [given] = inner.flatMap((one) => argumentOf(one, "managed_policy_arn") ?? argumentOf(one, "name") ?? []);
    if (of === null || !given) return [];
    const boundary = values.value(given);
    return ofType(ofPermissionSet)
      .filter((one) => permissionSet(one) === of)
      .map((one) => ({ holder: holderOf(one, values), boundary }));
  });
}

/** What Terragrunt's `inputs` give to a module. */
function attachedInInputs(values: BlockValues, { value }: Argument): AttachedPolicy[] {
  const inputs = values.value(value);
  if (inputs.kind !== "object") return [];
  return inputs.entries.flatMap(({ key, value: one }) =>
    ofModules.test(key) && !otherwise.test(key) ? attachedIn(one, "arn", { intoObjects: true }) : [],
  );
}

/** The `data "aws_iam_policy"` that the file uses for something else than to limit permissions, or to tell its callers of it. */
function usedPolicies(text: string, blocks: readonly Block[]): ReadonlySet<string> {
  const uses = text.matchAll(/\bdata\.aws_iam_policy\.([\w-]+)/g);
  const outputs = blocks.filter(({ type }) => type === "output").map(({ node }) => node);
  const isTold = (at: number) => outputs.some(({ start, end }) => start <= at && at < end);
  return new Set([...uses].flatMap(({ 1: name, index }) => (isBoundary(text, index) || isTold(index) ? [] : name!)));
}

const farthest = 60;

/** Whether `permissions_boundary =` stands before a place. */
function isBoundary(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - farthest), at).trimEnd();
  return before.endsWith("=") && before.slice(0, -1).trimEnd().endsWith("boundary");
}
