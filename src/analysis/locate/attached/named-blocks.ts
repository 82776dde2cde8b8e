/** What the values of a Terraform module name: its blocks, by their addresses and by their names in the account. */
import { lazily } from "../../lazily";
import { stringNode } from "../../source/made-values";
import type { SyntaxNode } from "../../source/syntax-tree";
import { textOf } from "../../source/syntax-tree";
import type { StringNode, TemplateNode, ValueNode } from "../../value";
import { addressOf, argumentOf, type Block } from "../terraform/blocks";
import { addressIn } from "../terraform/holders";
import type { BlockValues } from "../terraform/values";
import { holeOf, type Leaf, leavesOf } from "./leaves";
import { type Link } from "./links";

/** All roles, users or groups that a resource makes, whatever they are: `aws_iam_user.u[*].name`, `[for u in aws_iam_user.u : u.name]`. */
const splatOfAll =
  /^(?:(?:flatten|to(?:set|list)|compact|distinct|sort)\()?(?:values\()?aws_iam_(?:role|user|group)\.[\w-]{1,200}\)?(?:\[\*\]|\.\*)\.\w{1,40}\)?$/;
const loopOfAll =
  /^\[\s{0,20}for (?:\w{1,100}, ?)?(\w{1,100}) in (?:values\()?aws_iam_(?:role|user|group)\.[\w-]{1,200}\)? ?: ?\1\.\w{1,40}\s{0,20}\]$/;

function isOfAll(written: string): boolean {
  const said = written.replace(/^"\$\{\s{0,20}|\s{0,20}\}"$/g, "").trim();
  return splatOfAll.test(said) || loopOfAll.test(said);
}

export class NamedBlocks {
  readonly byAddress: ReadonlyMap<string, Block>;
  /** By the type and a name; of several the first. */
  private readonly byName = lazily((): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    for (const block of this.blocks)
      for (const one of block.type === "resource" ? ["name", "arn", "id"] : []) {
        const given = argumentOf(block, one);
        const value = given && this.values.value(given);
        const key = value?.kind === "string" ? `${block.labels[0]} ${value.value}` : null;
        if (key !== null && !found.has(key)) found.set(key, addressOf(block));
      }
    return found;
  });

  constructor(
    private readonly blocks: readonly Block[],
    private readonly values: BlockValues,
  ) {
    this.byAddress = new Map(blocks.map((block) => [addressOf(block), block]));
  }

  /** The role that a value names, or that an instance profile has. @param type what a bare name is of */
  roleAt(node: ValueNode, type = "aws_iam_role", depth = 1): string | null {
    const address = addressIn(holeOf(node)) ?? this.called(type, node.kind === "string" ? node.value : null);
    const block = address === null ? undefined : this.byAddress.get(address);
    if (block?.labels[0] === "aws_iam_role") return address;
    const role = block?.labels[0] === "aws_iam_instance_profile" && depth > 0 ? argumentOf(block, "role") : null;
    const [leaf, ...others] = role ? this.leavesAt(block!, role) : [];
    return leaf && others.length === 0 ? this.roleAt(leaf.node, "aws_iam_role", 0) : null;
  }

  /** The name by which a holder is looked up. */
  dataName(node: ValueNode): ValueNode | null {
    const hole = holeOf(node) ?? "";
    const address = /^(data\.aws_iam_(?:role|user|group)\.[\w-]{1,200})\.(?:(?:user_|group_)?name|id)$/.exec(hole)?.[1];
    const block = address === undefined ? undefined : this.byAddress.get(address);
    const given = ["name", "user_name", "group_name"].flatMap((name) => (block && argumentOf(block, name)) ?? []);
    return given[0] ? this.values.value(given[0]) : null;
  }

  /** The policy of AWS whose text is that of a block: `policy = data.aws_iam_policy.x.policy`. */
  copiedBy(block: Block): Pick<Link, "node" | "by"> | null {
    const policy = argumentOf(block, "policy");
    const data = policy && /^(data\.aws_iam_policy\.[\w-]{1,200})\.policy$/.exec(this.values.reference(policy) ?? "");
    return data ? this.dataPolicy(data[1]!) : null;
  }

  dataPolicy(address: string): Pick<Link, "node" | "by"> | null {
    const block = this.byAddress.get(address);
    for (const by of ["name", "arn"] as const) {
      const expression = block && argumentOf(block, by);
      const node = expression && this.values.value(expression);
      if (node && isText(node)) return { node, by };
    }
    return null;
  }

  /** The resource of a type that has a name in the account; in a plan it may have its ARN, or its id, too. */
  called(type: string, name: string | null): string | null {
    return name === null ? null : (this.byName().get(`${type} ${name}`) ?? null);
  }

  /** What an expression is, with `each.value` those of `for_each`; of what is none of them the references in it. */
  leavesAt(block: Block, expression: SyntaxNode): readonly Leaf[] {
    const written = textOf(this.values.tree, expression).trim();
    const each = /^each\.(?:value|key)\b/.test(written) ? argumentOf(block, "for_each") : null;
    const node = this.values.value(each ?? expression);
    const leaves = leavesOf(node).flatMap((leaf) =>
      leaf.node.kind === "object" && each
        ? written.startsWith("each.key")
          ? leaf.node.entries.map(({ key, keySpan }): Leaf => ({
              ...leaf,
              node: stringNode(keySpan, key),
            }))
          : leaf.node.entries.flatMap(({ value }) => leavesOf(value))
        : [leaf],
    );
    return leaves.flatMap((leaf): Leaf[] => {
      if (leaf.node.kind !== "unknown") return [leaf];
      const names = this.values.references(each ?? expression).filter((one) => addressIn(one) !== null);
      const { span } = leaf.node;
      return names.length === 0
        ? [leaf]
        : names.map((name) => ({
            node: { kind: "template", span, parts: [{ name }] },
            conditional:
              names.length > 1 || leaf.conditional || !isOfAll(this.values.tree.text.slice(span.start, span.end)),
          }));
    });
  }

  /** Undefined: it is there; null: it is not. */
  conditionOf(block: Block): string | null | undefined {
    const count = argumentOf(block, "count");
    if (count) {
      const node = this.values.value(count);
      if (node.kind === "number") return node.value === 0 ? null : undefined;
      return textOf(this.values.tree, count).replace(/\s+/g, " ").trim();
    }
    const each = argumentOf(block, "for_each");
    if (!each) return undefined;
    const node = this.values.value(each);
    const size = node.kind === "array" ? node.items.length : node.kind === "object" ? node.entries.length : null;
    if (size !== null) return size === 0 ? null : undefined;
    return textOf(this.values.tree, each).replace(/\s+/g, " ").trim();
  }
}

/** Whether there is none of a block, by a `count` of 0 or a `for_each` over nothing. */
export function isLeftOut(block: Block, values: BlockValues): boolean {
  return new NamedBlocks([], values).conditionOf(block) === null;
}

function isText(node: ValueNode): node is StringNode | TemplateNode {
  return node.kind === "string" || node.kind === "template";
}
