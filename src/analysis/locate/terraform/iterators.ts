/** What the iterators of a `for` and of a `dynamic` block are in Terraform, and `each`. */
import { objectOf } from "../../source/made-values";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ValueNode } from "../../value";
import { argumentOf, type Block, readOuterBlock } from "./blocks";
import { anyOf } from "./collections";

/** So many nodes above a name its iterator is looked for. */
const furthestIterator = 300;

export class Iterators {
  private readonly outer = new Map<SyntaxNode, Omit<Block, "blocks">>();

  constructor(
    private readonly tree: SyntaxTree,
    private readonly valueOf: (expression: SyntaxNode) => ValueNode,
  ) {}

  /** What a name is that holds only here: the iterator of a `for` or of a `dynamic` block, and `each`. */
  binding(name: string, from: SyntaxNode): ValueNode | null {
    let left = furthestIterator;
    for (let at = from; at.parent && left > 0; at = at.parent, left--) {
      const { parent } = at;
      const bound =
        parent.type === "block"
          ? this.blockIterator(name, parent)
          : /^for_(?:tuple|object)_expr$/.test(parent.type) && at.type !== "for_intro"
            ? this.forIterator(name, parent)
            : null;
      if (bound) return bound;
    }
    return null;
  }

  private forIterator(name: string, node: SyntaxNode): ValueNode | null {
    const intro = partsOf(node).find((part) => part.type === "for_intro");
    const parts = intro ? partsOf(intro) : [];
    const names = parts.filter((part) => part.type === "identifier").map((part) => textOf(this.tree, part));
    const collection = parts.find((part) => part.type === "expression");
    if (!collection || !names.includes(name)) return null;
    const { keys, values } = anyOf(spanOf(collection), this.valueOf(collection));
    return name === names.at(-1) ? values : keys;
  }

  private blockIterator(name: string, node: SyntaxNode): ValueNode | null {
    let block = this.outer.get(node);
    if (!block) this.outer.set(node, (block = readOuterBlock(this.tree, node)));
    const iterator = block.type === "dynamic" ? argumentOf(block, "iterator") : null;
    const own = iterator ? textOf(this.tree, iterator) : block.type === "dynamic" ? block.labels[0] : "each";
    const collection = name === own ? argumentOf(block, "for_each") : null;
    if (!collection) return null;
    const span = spanOf(collection);
    const { keys, values } = anyOf(span, this.valueOf(collection));
    return objectOf(span, { key: keys, value: values });
  }
}
