/** How the literals of each language are written. */
import type { CodeFile } from "../../code/code-file";
import type { Entry } from "../../code/language";
import type { PolicyCodeGrammar } from "../../source/grammar";
import type { SyntaxNode, SyntaxTree } from "../../source/syntax-tree";
import { childOf, partsOf, textOf } from "../../source/syntax-tree";
import { unescaped } from "./unescaped";

/** A stretch of a string: its text, or the expression that is put in. */
export type Stretch = string | SyntaxNode;

export interface Literals {
  readonly lists: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Node types of `true`, `false` and of what says "nothing". */
  readonly constants: ReadonlyMap<string, boolean | null>;
  readonly spreads: ReadonlySet<string>;
  readonly conditional: string;
  /** Functions that give the JSON of their first argument, or the argument itself. */
  readonly transparent: ReadonlySet<string>;
  /** The stretches of a string literal; null where the node is none. */
  stretches(tree: SyntaxTree, node: SyntaxNode, depth?: number): readonly Stretch[] | null;
  /** What a list is of, where the types of nodes do not tell it: `List.of("a")`. */
  items?(file: CodeFile, node: SyntaxNode): readonly SyntaxNode[] | null;
  /** The entries of what the language has no literal for, `Map.of("key", value)`; `node` is the key. */
  pairs?(file: CodeFile, node: SyntaxNode): readonly Entry[] | null;
  /** Whether an object is of a type of its own, which may bring entries that are not written. */
  isTyped?(file: CodeFile, node: SyntaxNode): boolean;
  /** What stands between the quotes, where a JSON text may stand as it is: no escape and no prefix. */
  verbatim(
    tree: SyntaxTree,
    node: SyntaxNode,
  ): { readonly start: number; readonly end: number; readonly quote: string } | null;
}

/** Formats of formats: nobody writes so many in one another. */
const deepest = 50;

const javascript: Literals = {
  lists: new Set(["array"]),
  numbers: new Set(["number"]),
  constants: new Map([
    ["true", true],
    ["false", false],
    ["null", null],
    ["undefined", null],
  ]),
  spreads: new Set(["spread_element"]),
  conditional: "ternary_expression",
  transparent: new Set(["JSON.stringify", "Object.freeze"]),
  stretches(tree, node) {
    if (node.type !== "string" && node.type !== "template_string") return null;
    return stretchesBetween(
      tree,
      node,
      node.start + 1,
      node.end - 1,
      (part) => part.type === "template_substitution",
      unescaped,
    );
  },
  verbatim(tree, node) {
    if (node.type !== "string" && node.type !== "template_string") return null;
    const inner = { start: node.start + 1, end: node.end - 1, quote: tree.text[node.start]! };
    return tree.text.slice(inner.start, inner.end).includes("\\") ? null : inner;
  },
};

const python: Literals = {
  lists: new Set(["list", "tuple"]),
  numbers: new Set(["integer", "float"]),
  constants: new Map([
    ["true", true],
    ["false", false],
    ["none", null],
  ]),
  spreads: new Set(["list_splat"]),
  conditional: "conditional_expression",
  transparent: new Set(["json.dumps"]),
  stretches(tree, node, depth = 0) {
    if (depth > deepest) return null;
    if (node.type === "concatenated_string") {
      const all = partsOf(node).map((part) => python.stretches(tree, part, depth + 1));
      return all.includes(null) ? null : all.flatMap((stretches) => stretches!);
    }
    if (node.type === "string") return pythonString(tree, node);
    return formatted(tree, node, depth + 1);
  },
  verbatim(tree, node) {
    if (node.type !== "string") return null;
    const [start, end] = [node.children[0], node.children.at(-1)];
    if (start?.type !== "string_start" || end?.type !== "string_end") return null;
    const quote = textOf(tree, start);
    return /^["']/.test(quote) && !tree.text.slice(start.end, end.start).includes("\\")
      ? { start: start.end, end: end.start, quote }
      : null;
  },
};

export const literalsOf: Readonly<Record<PolicyCodeGrammar, Literals>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  python,
};

function stretchesBetween(
  tree: SyntaxTree,
  node: SyntaxNode,
  start: number,
  end: number,
  isHole: (part: SyntaxNode) => boolean,
  read: (text: string) => string,
): Stretch[] {
  const found: Stretch[] = [];
  let at = start;
  for (const part of node.children) {
    if (!isHole(part)) continue;
    found.push(read(tree.text.slice(at, part.start)), partsOf(part)[0] ?? part);
    at = part.end;
  }
  return [...found, read(tree.text.slice(at, end))];
}

function pythonString(tree: SyntaxTree, node: SyntaxNode): Stretch[] | null {
  const [start, end] = [node.children[0], node.children.at(-1)];
  if (start?.type !== "string_start" || end?.type !== "string_end") return null;
  const prefix = textOf(tree, start).toLowerCase();
  const read = (text: string): string => {
    const plain = prefix.includes("r") ? text : unescaped(text);
    return prefix.includes("f") ? plain.replace(/\{\{|\}\}/g, (brace) => brace[0]!) : plain;
  };
  return stretchesBetween(tree, node, start.end, end.start, (part) => part.type === "interpolation", read);
}

/** `'…%s…' % value` and `'…{}…'.format(value)`: what is filled in is not followed. */
function formatted(tree: SyntaxTree, node: SyntaxNode, depth: number): Stretch[] | null {
  if (node.type === "binary_operator" && childOf(node, "operator")?.type === "%")
    return filled(tree, node, childOf(node, "left"), /%(?:\(\w+\))?[sdr]/, depth);
  const callee = node.type === "call" ? childOf(node, "function") : null;
  if (callee?.type !== "attribute" || textOf(tree, childOf(callee, "attribute")!) !== "format") return null;
  return filled(tree, node, childOf(callee, "object"), /\{[\w.[\]]*\}/, depth);
}

function filled(
  tree: SyntaxTree,
  whole: SyntaxNode,
  format: SyntaxNode | null,
  hole: RegExp,
  depth: number,
): Stretch[] | null {
  const stretches = format && python.stretches(tree, format, depth);
  return (
    stretches &&
    stretches.flatMap((stretch) =>
      typeof stretch === "string"
        ? stretch.split(hole).flatMap((text, index) => (index === 0 ? [text] : [whole, text]))
        : [stretch],
    )
  );
}
