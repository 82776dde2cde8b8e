/** Whom a resource of Terraform attaches policies to. */
import { addressOf, argumentOf, type Block } from "./blocks";
import { holderArguments } from "./resources";
import type { TerraformValues } from "./values";

/** The addresses of the roles, users and groups that a block names. */
export function holdersOf(block: Block, values: TerraformValues): string[] {
  return holderArguments.flatMap((name) => {
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
export function holderOf(block: Block, values: TerraformValues): string {
  const holders = holdersOf(block, values);
  return holders.length === 1 ? holders[0]! : addressOf(block);
}

/** The address that a reference begins with: `aws_iam_policy.read` of `aws_iam_policy.read.arn`. */
export function addressIn(reference: string | null): string | null {
  return reference === null ? null : (/^aws_\w+\.[\w-]+/.exec(reference)?.[0] ?? null);
}
