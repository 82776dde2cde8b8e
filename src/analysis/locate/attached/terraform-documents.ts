/** The policy documents of a Terraform module: what takes each of them, and what else names it. */
import type { Place } from "../../policy/model";
import { type SyntaxNode, textOf } from "../../source/syntax-tree";
import type { ChosenBranch } from "../chosen-branch";
import { addressOf, type Block, expressionsAt } from "../terraform/blocks";
import { documentOf } from "../terraform/policy-document";
import { policyArguments } from "../terraform/resources";
import type { BlockValues } from "../terraform/values";
import { branchesOf } from "../terraform/written";

/** A `data "aws_iam_policy_document"`. */
export interface DocumentUse {
  readonly address: string;
  /** A resource has it as its policy. */
  readonly isTaken: boolean;
  /** What names it besides, which may hand it on: modules, outputs, locals, resources without a policy that is known. */
  readonly namedBy: readonly string[];
}

/** A document that one more resource takes. */
export interface SharedDocument {
  /** What the policy is called after the first. */
  readonly policy: string;
  readonly place: Place;
  /** The branches that it takes it in. */
  readonly chosen?: readonly ChosenBranch[];
}

/**
 * By the place where a document begins.
 * @param documents by the address of a policy document what takes it first; of one that nothing takes, the document itself
 */
export function documentUses(
  blocks: readonly Block[],
  values: BlockValues,
  documents: ReadonlyMap<string, string>,
): ReadonlyMap<number, DocumentUse> {
  const namedBy = new Map<string, Set<string>>();
  for (const block of blocks) {
    if (block.type === "data" && block.labels[0] === "aws_iam_policy_document") continue;
    const taken = takenBy(block, values);
    const text = textOf(values.tree, block.node);
    for (const [address] of text.matchAll(/\bdata\.aws_iam_policy_document\.[\w-]{1,200}/g)) {
      if (taken.has(address)) continue;
      const all = namedBy.get(address) ?? new Set();
      namedBy.set(address, all.add(addressOf(block)));
    }
  }
  return new Map(
    blocks.flatMap((block): [number, DocumentUse][] => {
      const address = addressOf(block);
      const taker = documents.get(address);
      if (taker === undefined) return [];
      return [[block.node.start, { address, isTaken: taker !== address, namedBy: [...(namedBy.get(address) ?? [])] }]];
    }),
  );
}

/** The documents that a resource has as its policies. */
function takenBy(block: Block, values: BlockValues): ReadonlySet<string | null> {
  const known = block.type === "resource" ? policyArguments[block.labels[0] ?? ""] : undefined;
  return new Set(
    (known ?? []).flatMap(({ path }) => expressionsAt(block, path).flatMap((one) => documentsIn(one, values))),
  );
}

/** The documents that an expression gives, or chooses from. */
function documentsIn(expression: SyntaxNode, values: BlockValues): readonly (string | null)[] {
  const branches = branchesOf(expression);
  if (branches.length === 0) return [documentOf(values.reference(expression))];
  return branches.flatMap((one) => documentsIn(one, values));
}
