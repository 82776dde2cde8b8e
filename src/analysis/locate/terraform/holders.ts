/** Whom a resource of Terraform attaches policies to. */
import { addressOf, argumentOf, type Block } from "./blocks";
import { holderArguments } from "./resources";
import type { BlockValues } from "./values";

/** The addresses of the roles, users and groups that a block names, and of the permission set of Identity Center. */
export function holdersOf(block: Block, values: BlockValues): string[] {
  const isOfPermissionSet = block.labels[0]?.startsWith("aws_ssoadmin_") === true;
  return (isOfPermissionSet ? ["permission_set_arn"] : holderArguments).flatMap((name) => {
    const expression = argumentOf(block, name);
    return expression
      ? values
          .references(expression)
          .map(addressIn)
          .filter((address) => address !== null)
      : [];
  });
}

/** The one that a block names, else the block itself. */
export function holderOf(block: Block, values: BlockValues): string {
  const holders = holdersOf(block, values);
  return holders.length === 1 ? holders[0]! : addressOf(block);
}

/**
 * The address that a reference begins with: `aws_iam_policy.read` of `aws_iam_policy.read.arn`. In a plan it may stand in a module, and be one of
 * several: `module.app.aws_iam_role.job["a"].arn`. One of all that a resource makes is one of it: `element(aws_iam_role.job.*.arn, count.index)`.
 */
export function addressIn(reference: string | null): string | null {
  if (reference === null) return null;
  return oneOfAll.exec(reference)?.[1] ?? (inPlan.exec(reference) ?? /^aws_\w+\.[\w-]+/.exec(reference))?.[0] ?? null;
}

const oneOfAll = /^element\(\s{0,20}(aws_\w{1,100}\.[\w-]{1,200})(?:\.\*|\[\*\])\.\w{1,100}\s{0,20},/;

/** The attribute by which the references of a plan name a resource. */
export const planMark = ".arn";
const inPlan =
  /^(?:module\.[\w-]{1,200}(?:\[[^\]]{0,300}\])?\.){0,20}aws_\w{1,100}\.[\w-]{1,200}(?:\[[^\]]{0,300}\])?(?=\.arn$)/;
