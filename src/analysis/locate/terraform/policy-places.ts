/** What carries the policy that an argument of Terraform takes, and whom that is attached to. */
import type { Place } from "../../policy/model";
import { addressOf, argumentOf, type Block } from "./blocks";
import { addressIn, holdersOf } from "./holders";
import { organizationsType } from "./organizations-type";
import { attachmentTypes, type PolicyArgument } from "./resources";
import type { TerraformValues } from "./values";

export class PolicyPlaces {
  /** By the address of a policy, whom attachments give it to. */
  private readonly holders = new Map<string, string[]>();
  /** The addresses of policies that limit somebody. */
  private readonly boundaries = new Set<string>();

  constructor(
    blocks: readonly Block[],
    private readonly values: TerraformValues,
  ) {
    for (const block of blocks) {
      if (block.type !== "resource") continue;
      const boundary = this.referenceIn(block, "permissions_boundary");
      if (boundary) this.boundaries.add(boundary);
      const policy = attachmentTypes.has(block.labels[0]!) ? this.referenceIn(block, "policy_arn") : null;
      if (policy) this.holders.set(policy, [...(this.holders.get(policy) ?? []), ...holdersOf(block, values)]);
    }
  }

  /** Null for what is no policy: of Organizations there are other kinds. */
  of(block: Block, { policyType, resourceType, network }: PolicyArgument): Place | null {
    const label = addressOf(block);
    const type =
      policyType === "organizations"
        ? organizationsType(block, this.values)
        : policyType === "identity" && this.boundaries.has(label)
          ? "boundary"
          : policyType;
    if (type === null) return null;
    const holders = [...holdersOf(block, this.values), ...(this.holders.get(label) ?? [])];
    return {
      policyType: type,
      resourceType,
      label,
      // Of a `dynamic` block nobody knows whether there is one.
      inNetwork:
        network === undefined
          ? undefined
          : block.blocks.some((inner) => [inner.type, inner.labels[0]].includes(network)),
      ...(type === "identity" && { principal: holders.length === 1 ? holders[0] : label }),
    };
  }

  /** The address that an argument refers to: `aws_iam_policy.read` of `aws_iam_policy.read.arn`. */
  private referenceIn(block: Block, name: string): string | null {
    const expression = argumentOf(block, name);
    return expression ? addressIn(this.values.reference(expression)) : null;
  }
}
