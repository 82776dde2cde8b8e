/** Blocks that Terraform before 0.12 let stand as arguments: `statement = [{…}]`, `principals = {…}` (developer.hashicorp.com/terraform/language/v1.1.x/upgrade-guides/0-12). */
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { Argument, Block } from "./blocks";
import { unwrapped } from "./written";

const blocksOfDocuments = /^(?:statement|principals|not_principals|condition)$/;

/** A policy document with blocks in place of such arguments; what is left open in one stays an argument. */
export function withFormerBlocks(block: Block, tree: SyntaxTree): Block {
  const former = block.arguments.filter(({ name }) => blocksOfDocuments.test(name));
  const blocks = block.blocks.map((one) => withFormerBlocks(one, tree));
  if (former.length === 0) return blocks.every((one, at) => one === block.blocks[at]) ? block : { ...block, blocks };
  const items = former.flatMap((one) => itemsIn(one.value).map((value) => ({ ...one, value })));
  const made = items.flatMap((one) => (one.value.type === "object" ? [blockOf(one, tree)] : []));
  return {
    ...block,
    arguments: [
      ...block.arguments.filter((one) => !former.includes(one)),
      ...items.filter(({ value }) => value.type !== "object"),
    ],
    blocks: [...blocks, ...made].sort((one, other) => one.node.start - other.node.start),
  };
}

/** Whether a block is written as an argument. */
export function isFormerBlock({ node }: Pick<Block, "node">): boolean {
  return node.type === "object";
}

function itemsIn(value: SyntaxNode): readonly SyntaxNode[] {
  const node = unwrapped(value);
  return node.type === "tuple"
    ? partsOf(node)
        .filter(({ type }) => type === "expression")
        .map(unwrapped)
    : [node];
}

function blockOf({ name, head, value }: Argument, tree: SyntaxTree): Block {
  const given = partsOf(value).flatMap((element): Argument[] => {
    const [key, said] = element.type === "object_elem" ? [childOf(element, "key"), childOf(element, "val")] : [];
    return key && said ? [{ name: textOf(tree, key).replace(/^"|"$/g, ""), head: key, value: said }] : [];
  });
  return withFormerBlocks({ type: name, labels: [], node: value, head, arguments: given, blocks: [] }, tree);
}
