/** What a Terraform file says of keys: where they are handed to a provider or backend, and what they are called before. */
import { type Block, readBlocks } from "../../locate/terraform/blocks";
import { countOfName } from "../../scan";
import { ancestorOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { Span } from "../../text";
import { type Endpoint, endpointOf } from "../endpoint";
import type { KeyRole } from "../names";

/** A provider or backend that is given a key. */
export interface KeyHolder {
  readonly what: "provider" | "backend";
  readonly keys: Partial<Record<KeyRole, KeyArgument>>;
  readonly endpoint: Endpoint;
}

export interface KeyArgument {
  /** `name = value`. */
  readonly attribute: SyntaxNode;
  /** The variables and locals on the way to its value, the first first: `local.key`, `var.key`. */
  readonly names: readonly string[];
  /** The text that it comes to, without quotes; null where the file does not say. */
  readonly literal: Span | null;
  /** Nothing (`null`, `""`) is what it comes to where nobody gives another. */
  readonly isOptional: boolean;
}

/** `{ name = "NAME", value = "…" }` of a list, or a block of the same. */
export interface NamedPair {
  readonly whole: SyntaxNode;
  readonly name: string;
}

const roles: Readonly<Record<string, KeyRole>> = { access_key: "id", secret_key: "secret", token: "token" };

/** Null without a tree. */
export function readTerraform(tree: SyntaxTree | null): TerraformFile | null {
  return tree && new TerraformFile(tree);
}

export class TerraformFile {
  readonly holders: readonly KeyHolder[];
  readonly resources: readonly Block[];
  /** By what they are called in expressions: the attribute of a local, the block of a variable. */
  readonly declarations = new Map<string, SyntaxNode>();
  private readonly values = new Map<string, SyntaxNode>();

  constructor(readonly tree: SyntaxTree) {
    const blocks = readBlocks(tree);
    this.resources = blocks.filter(({ type }) => type === "resource");
    for (const block of blocks) {
      if (block.type === "locals")
        for (const { name, head, value } of block.arguments) this.declare(`local.${name}`, head.parent!, value);
      if (block.type === "variable" && block.labels[0] !== undefined)
        this.declare(
          `var.${block.labels[0]}`,
          block.node,
          block.arguments.find(({ name }) => name === "default")?.value,
        );
    }
    const backends = blocks
      .filter(({ type }) => type === "terraform")
      .flatMap((block) => block.blocks.filter(({ type, labels }) => type === "backend" && labels[0] === "s3"));
    const providers = blocks.filter(({ type, labels }) => type === "provider" && labels[0] === "aws");
    this.holders = [
      ...providers.map((block) => this.holder("provider", block)),
      ...backends.map((block) => this.holder("backend", block)),
    ];
  }

  /** The text between the quotes of an expression that is nothing else. */
  literal(node: SyntaxNode): Span | null {
    return /^"[^"\\]*"$/.test(textOf(this.tree, node)) ? { start: node.start + 1, end: node.end - 1 } : null;
  }

  /** The attribute, or entry of an object, that is given just the text of this span. */
  givenTo(part: Span): SyntaxNode | null {
    const node = this.tree.nodes.find(
      ({ type, start, end }) =>
        /^(?:string_lit|quoted_template)$/.test(type) && start === part.start - 1 && end === part.end + 1,
    );
    const given = node && ancestorOf(node, "attribute", "object_elem");
    return given && given.end === node.end ? given : null;
  }

  /** The attributes and entries that are given just a local or variable: `local.key`. */
  givenName(name: string): SyntaxNode[] {
    return this.tree.nodes.flatMap((node) => {
      if (node.type !== "expression" || textOf(this.tree, node) !== name) return [];
      const given = ancestorOf(node, "attribute", "object_elem");
      return given?.end === node.end ? [given] : [];
    });
  }

  /** The pair whose value an attribute or entry is; "unnamed" where its name is not said, null where it is no value of a pair. */
  pairAround(given: SyntaxNode): NamedPair | "unnamed" | null {
    const keyOf = (node: SyntaxNode): string => textOf(this.tree, node.children[0]!).replace(/"/g, "").trim();
    if (keyOf(given) !== "value") return null;
    const members = given.parent?.children.filter(({ type }) => type === given.type) ?? [];
    const named = members.find((member) => keyOf(member) === "name");
    if (!named) return members.some((member) => keyOf(member) === "key") ? "unnamed" : null;
    const name = /^"([\w-]{1,100})"$/.exec(textOf(this.tree, named.children.at(-1)!))?.[1];
    const whole = given.type === "object_elem" ? given.parent! : ancestorOf(given, "block");
    return name !== undefined && whole && members.length === 2 ? { whole, name } : "unnamed";
  }

  /** How often a text names a variable or local. */
  static readsOf(name: string, text: string): number {
    return countOfName(text, name, /[\w.-]/, /[\w-]/);
  }

  private declare(name: string, declaration: SyntaxNode, value: SyntaxNode | undefined): void {
    this.declarations.set(name, declaration);
    if (value) this.values.set(name, value);
  }

  private holder(what: KeyHolder["what"], block: Block): KeyHolder {
    const keys: Partial<Record<KeyRole, KeyArgument>> = {};
    for (const { name, head, value } of block.arguments)
      if (Object.hasOwn(roles, name)) keys[roles[name]!] = this.followed(head.parent!, value);
    return { what, keys, endpoint: this.endpoint(block) };
  }

  private followed(attribute: SyntaxNode, value: SyntaxNode): KeyArgument {
    const names: string[] = [];
    let at: SyntaxNode | undefined = value;
    while (at && names.length < 5) {
      const literal = this.literal(at);
      if (literal) return { attribute, names, literal, isOptional: literal.start === literal.end };
      const name: string | undefined = /^(?:var|local)\.[\w-]+$/.exec(textOf(this.tree, at))?.[0];
      if (name === undefined || names.includes(name)) break;
      names.push(name);
      at = this.values.get(name);
    }
    const isNothing = at !== undefined && textOf(this.tree, at) === "null";
    return {
      attribute,
      names: at && names.length > 0 && !isNothing ? [] : names,
      literal: null,
      isOptional: isNothing,
    };
  }

  private endpoint(block: Block): Endpoint {
    const addresses = textOf(this.tree, block.node).match(/\bhttps?:\/\/[^\s"']{1,300}/g) ?? [];
    if (addresses.some((address) => endpointOf(address) === "other")) return "other";
    return block.blocks.some(({ type }) => type === "endpoints") ||
      block.arguments.some(({ name }) => /^endpoints?$/.test(name))
      ? "unknown"
      : "aws";
  }
}
