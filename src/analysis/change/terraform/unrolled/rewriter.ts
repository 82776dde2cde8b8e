/** A module of Terraform with its loops written out: each resource by itself, each statement, each item. */
import { lazily } from "../../../lazily";
import { addressOf, argumentOf, type Block } from "../../../locate/terraform/blocks";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { type Span, startOf } from "../../../text";
import { writtenAlike } from "../../canonical";
import { instead, kept, type Piece, textOfPieces } from "../../pieces";
import { ComputedModule, type ComputedOptions } from "./computed-module";
import { textOfFile } from "./files";
import { iterating, mostInstances, pairValue } from "./instances";
import { type Around, fillingOf, written } from "./known";
import { withoutIterators } from "./loops";
import { dynamicParts, guardedBegin, portionsOf, withinBraces } from "./portions";

/** So many resources and blocks are written out all in all. */
const mostOfAll = 600;

export interface RewriterOptions extends ComputedOptions {
  /** What files say, by the path that a call names; absent: calls are left as they are. */
  readonly files?: ReadonlyMap<string, string> | undefined;
  /** The text of the other side; null where there is none. */
  readonly other?: string | null;
}

const functionsAlone =
  /\b(?:setproduct|keys|values|zipmap|formatlist|format|element|slice|range|join|split|replace|lower|upper|trim(?:prefix|suffix|space)|setsubtract|setintersection)\s?\(/;
const documentNames = /\bdata\.aws_iam_policy_document\.[\w-]{1,200}/g;
const interesting = /\b(?:for|dynamic|file|templatefile|jsonencode)\b/;

/** What takes one of a list for each resource that a count makes. */
const byNumber = "[count.index]";

export class Rewriter extends ComputedModule {
  private unused: ReadonlySet<string> = new Set();
  private spare: ReadonlySet<string> = new Set();
  private made = 0;

  private readonly otherText = lazily(() => writtenAlike(this.options.other ?? ""));

  constructor(
    tree: SyntaxTree,
    private readonly options: RewriterOptions,
  ) {
    super(tree, options);
  }

  protected override textWith(node: SyntaxNode, around: Around): string {
    return textOfPieces(this.pieces(node, around));
  }

  protected override wasThere({ start, end }: Span): boolean {
    return this.otherText().includes(writtenAlike(this.tree.text.slice(start, end)));
  }

  /** All of it. */
  rewritten(): readonly Piece[] {
    this.unused = new Set();
    for (;;) {
      this.made = 0;
      const pieces = this.pieces(this.tree.root, new Map());
      const unused = this.unusedIn(textOfPieces(pieces));
      if (unused.size === this.unused.size) return pieces;
      this.unused = unused;
    }
  }

  /** The documents that were taken by what has not been chosen: nothing has them. */
  private unusedIn(text: string): ReadonlySet<string> {
    const taken = new Set(text.match(documentNames));
    const given = new Set(this.tree.text.match(documentNames));
    return new Set([...given].filter((address) => this.byAddress.has(address) && !taken.has(address)));
  }

  /** Leaves out locals, and the defaults of variables, from now on: `local.x`, `var.x`. */
  leaveOut(names: ReadonlySet<string>): void {
    this.spare = names;
  }

  /** A block alone, as if it were written out too. */
  writtenOutAt(address: string): string | null {
    const block = this.byAddress.get(address);
    if (!block) return null;
    const { written: own } = this;
    this.written = new Set([...own, address]);
    this.made = 0;
    const text = textOfPieces(this.pieces(block.node, new Map()));
    this.written = own;
    return text;
  }

  private pieces(node: SyntaxNode, around: Around): readonly Piece[] {
    const { tree } = this;
    const text = textOf(tree, node);
    if (this.spare.size === 0 && !this.isAsked(node, text, around)) return [kept(tree, node.start, node.end)];
    const replaced = this.replaced(node, text, around);
    if (replaced) return replaced;
    const all: Piece[] = [];
    let at = node.start;
    const inner = /^for_(?:tuple|object)_expr$/.test(node.type) ? withoutIterators(tree, node, around) : around;
    for (const child of node.children) {
      if (child.start > at) all.push(kept(tree, at, child.start));
      if (child.end > child.start) all.push(...this.pieces(child, inner));
      at = Math.max(at, child.end);
    }
    if (at < node.end) all.push(kept(tree, at, node.end));
    return all;
  }

  /** Whether there may be something to write anew. */
  private isAsked(node: SyntaxNode, text: string, around: Around): boolean {
    if (interesting.test(text) || functionsAlone.test(text) || this.mentions.within(node)) return true;
    for (const name of around.keys()) if (text.includes(name)) return true;
    for (const address of this.written) if (text.includes(address.slice(address.lastIndexOf(".") + 1))) return true;
    for (const address of this.unused) if (text.includes(address.slice(address.lastIndexOf(".") + 1))) return true;
    return this.options.variables.size > 0 && /\bvar\.[\w-]{1,200}[.[]/.test(text);
  }

  private replaced(node: SyntaxNode, text: string, around: Around): readonly Piece[] | null {
    switch (node.type) {
      case "block":
        return this.block(node, around);
      case "attribute":
        if (this.isSpare(node)) return [];
        return this.isSwitch(node) ? [kept(this.tree, node.start, node.end)] : null;
      case "template_interpolation":
        return this.filling(node, around);
      case "expression":
        return this.expression(node, text, around);
      default:
        return null;
    }
  }

  private isSpare(node: SyntaxNode): boolean {
    const [name] = this.spare.size > 0 ? partsOf(node) : [];
    if (name === undefined) return false;
    const said = textOf(this.tree, name);
    const [type, label] = ownerOf(node, this.tree);
    if (type === "locals") return this.spare.has(`local.${said}`);
    return type === "variable" && said === "default" && this.spare.has(`var.${label?.replace(/^"|"$/g, "")}`);
  }

  /** Whether a local decides whether something is there that is left open. */
  private isSwitch(node: SyntaxNode): boolean {
    const [name] = this.switches.size > 0 && ownerOf(node, this.tree)[0] === "locals" ? partsOf(node) : [];
    return name !== undefined && this.switches.has(`local.${textOf(this.tree, name)}`);
  }

  private expression(node: SyntaxNode, text: string, around: Around): readonly Piece[] | null {
    const { files } = this.options;
    const file = files ? textOfFile(node, text, files, (one) => this.evaluator.evaluate(one, around)) : null;
    if (file !== null) return [instead(node, file)];
    if (!this.isLoop(node, text, around)) return null;
    const isSwitch = ![...around.keys()].some((name) => text.includes(name)) && this.evaluator.isSwitch(node, around);
    if (isSwitch) return [kept(this.tree, node.start, node.end)];
    const value = this.evaluator.leavingSwitches(true, () => this.evaluator.evaluate(node, around));
    if (value) return [instead(node, written(value))];
    // One of several by the number of the resource: which one is known where that is written out.
    const all = text.endsWith(byNumber) ? this.named(text.slice(0, -byNumber.length)) : null;
    if (all?.kind !== "list") return null;
    const [only, ...others] = all.items;
    return [instead(node, only && others.length === 0 ? written(only) : written(all) + byNumber)];
  }

  /** Whether an expression itself, and not only a part of it, is to be computed. */
  private isLoop(node: SyntaxNode, text: string, around: Around): boolean {
    const kinds = node.children.map(({ type }) => type);
    if (kinds.includes("conditional")) return true;
    if (kinds.includes("operation")) return this.mentions.within(node);
    if (/^\s*[[{]\s*for\b/.test(text) || /^\w{1,40}\(/.test(text))
      return !/^(?:jsonencode|templatefile|file)\(/.test(text);
    if (/^["<]/.test(text)) return false;
    if (text.startsWith("[") && text.endsWith(byNumber)) return around.has("count");
    const head = /^[A-Za-z_][\w-]*/.exec(text)?.[0] ?? "";
    if (around.has(head)) return true;
    if (head === "var") return this.mentions.within(node) || /^var\.[\w-]{1,200}[.[]/.test(text);
    if (/^local\./.test(text)) return this.isChosenFrom(text) || [...around.keys()].some((name) => text.includes(name));
    const address = /^(?:data\.)?[\w-]+\.[\w-]+/.exec(text)?.[0] ?? "";
    return this.written.has(address);
  }

  /** Whether an expression is one of a map of which others choose the key that has changed. */
  private isChosenFrom(text: string): boolean {
    const [name, map] = /^(local\.[\w-]{1,200})\[/.exec(text) ?? [];
    return name !== undefined && this.options.chosen?.has(map!) === true;
  }

  private filling(node: SyntaxNode, around: Around): readonly Piece[] | null {
    const expression = node.children.find(({ type }) => type === "expression");
    if (!expression || textOf(this.tree, node).startsWith("${~")) return null;
    const value = this.evaluator.evaluate(expression, around);
    const filling = value && fillingOf(value, node.parent?.type === "heredoc_template");
    return filling === null ? null : [instead(node, filling)];
  }

  private block(node: SyntaxNode, around: Around): readonly Piece[] | null {
    const [head, ...rest] = partsOf(node);
    const labels = rest.filter(({ type }) => type === "string_lit" || type === "identifier");
    const type = head ? textOf(this.tree, head) : "";
    const label = (at: number) => (labels[at] ? textOf(this.tree, labels[at]).replace(/^"|"$/g, "") : "");
    if (type === "dynamic") return this.dynamic(node, label(0), around);
    if (type !== "resource" && type !== "data") return null;
    const address = addressOf({ type, labels: [label(0), label(1)] });
    if (this.unused.has(address)) return [];
    const block = this.byAddress.get(address);
    if (this.optional.has(address) && block?.node.start === node.start) return this.optionalBlock(node, block, around);
    const found = this.written.has(address) ? this.instancesOf(address) : null;
    if (!found || block?.node.start !== node.start || !labels[1]) return null;
    this.made += found.pairs.length;
    if (this.made > mostOfAll) return null;
    const own = (found.by === "count" ? argumentOf(block, "count") : argumentOf(block, "for_each"))?.parent;
    const others = found.rest === undefined ? [] : this.optionalBlock(node, block, around, `for_each = ${found.rest}`);
    const instances = found.pairs.flatMap(([key, value], at) => {
      const inner = new Map([...around, iterating(found.by, key, value)]);
      const pieces: Piece[] = [];
      let from = node.start;
      for (const child of node.children) {
        if (child.start > from) pieces.push(kept(this.tree, from, child.start));
        if (child === labels[1]) pieces.push(instead(child, `"${found.names[at]!}"`));
        else if (child.type === "body") pieces.push(...this.body(child, own ?? null, inner));
        else pieces.push(kept(this.tree, child.start, child.end));
        from = child.end;
      }
      return [...pieces, instead({ start: node.end, end: node.end }, "\n")];
    });
    return [...instances, ...others];
  }

  /** A block with the argument that makes the loop as it stands, or with another in its place. */
  private optionalBlock(node: SyntaxNode, block: Block, around: Around, loop = ""): readonly Piece[] {
    const own = (argumentOf(block, "count") ?? argumentOf(block, "for_each"))?.parent ?? null;
    const body = node.children.find(({ type }) => type === "body");
    if (!body) return [kept(this.tree, node.start, node.end)];
    return [
      kept(this.tree, node.start, body.start),
      ...this.body(body, own, around, loop === "" || !own ? null : instead(own, loop)),
      kept(this.tree, body.end, node.end),
    ];
  }

  /** A body without the argument that makes the loop; with it as it stands, or with another in its place. @param loop null: as it stands */
  private body(body: SyntaxNode, own: SyntaxNode | null, around: Around, loop?: Piece | null): readonly Piece[] {
    const pieces: Piece[] = [];
    let at = body.start;
    for (const child of body.children) {
      if (child.start > at) pieces.push(kept(this.tree, at, child.start));
      if (child !== own) pieces.push(...this.pieces(child, around));
      else if (loop !== undefined) pieces.push(loop ?? kept(this.tree, child.start, child.end));
      at = Math.max(at, child.end);
    }
    if (at < body.end) pieces.push(kept(this.tree, at, body.end));
    return pieces;
  }

  /** Whether the other side has nothing that says what is in a block. */
  private isNew(content: SyntaxNode): boolean {
    const { other } = this.options;
    return other != null && !this.otherText().includes(withinBraces(textOf(this.tree, content)));
  }

  private dynamic(node: SyntaxNode, label: string, around: Around): readonly Piece[] | null {
    const { content, over, iterator } = dynamicParts(node, this.tree);
    const portions = over
      ? portionsOf(over, this.tree, {
          evaluate: (one) => this.evaluator.evaluate(one, around),
          text: (one) => this.textWith(one, around),
        })
      : null;
    const size = portions?.reduce((sum, { pairs }) => sum + pairs.length, 0) ?? 0;
    if (!portions || !content || size > mostInstances) return null;
    // What is new and switched off by default others may switch on.
    if (size === 0 && over && this.mentions.within(over) && this.isNew(content))
      return [kept(this.tree, node.start, node.end)];
    const name = iterator ? textOf(this.tree, iterator).trim() : label;
    const taken = textOf(this.tree, content);
    // Which number one has depends on whether those before it are there.
    if (
      portions.some(({ guard }) => guard !== null) &&
      (!taken.includes(`${name}.value`) || taken.includes(`${name}.key`))
    )
      return null;
    this.made += size;
    if (this.made > mostOfAll) return null;
    const inner = content.children.find(({ type }) => type === "body");
    return portions.flatMap(({ guard, pairs }) =>
      pairs.flatMap(([key, one]) => [
        instead(startOf(node), guard === null ? `${label} {\n` : guardedBegin(label, guard)),
        ...(inner ? this.pieces(inner, new Map([...around, [name, pairValue(key, one)]])) : []),
        instead({ start: node.end, end: node.end }, guard === null ? "\n}\n" : "\n}\n}\n"),
      ]),
    );
  }
}

/** The type and the labels of the block that an argument stands in. */
function ownerOf({ parent }: SyntaxNode, tree: SyntaxTree): readonly string[] {
  const block = parent?.parent;
  return block?.type === "block" ? partsOf(block).map((one) => textOf(tree, one)) : [];
}
