/** What the functions of a program are called with, and what an expression of theirs stands for then. */
import type { CodeFile } from "../code/code-file";
import { iterated } from "../code/loops";
import { addTo } from "../group-by";
import { oncePer } from "../memo";
import { childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";

/** The arguments of a call, by the names of the parameters. */
export type Given = ReadonlyMap<string, SyntaxNode>;

const functions = [
  "method_definition",
  "function_declaration",
  "function_definition",
  "arrow_function",
  "function_expression",
];
const mostCalls = 30;
const deepest = 6;
const mostTexts = 100;

/** Each file is looked through once. */
export const callsIn = oncePer((file: CodeFile): Calls => new Calls(file));

export class Calls {
  private readonly byName = new Map<string, SyntaxNode[]>();
  private readonly functions: readonly SyntaxNode[];

  constructor(private readonly file: CodeFile) {
    this.functions = file.tree.nodes.filter(({ type }) => functions.includes(type));
    for (const node of file.tree.nodes) {
      const callee = /^(?:call_expression|call)$/.test(node.type) ? childOf(node, "function") : null;
      if (callee) addTo(this.byName, this.file.ownName(callee), node);
    }
  }

  /** Those of the function around a place; none where they cannot be told. */
  of(place: number): readonly Given[] {
    const around = this.functions.filter(({ start, end }) => start <= place && place < end);
    const own = around.map((node) => ({ node, name: this.nameOf(node) })).findLast(({ name }) => name !== null);
    if (!own || /^(?:constructor|__init__)$/.test(own.name!)) return [];
    const calls = (this.byName.get(own.name!) ?? []).filter(
      ({ start }) => start < own.node.start || start >= own.node.end,
    );
    const parameters = this.parametersOf(own.node);
    if (calls.length === 0 || calls.length > mostCalls || !parameters) return [];
    const given = calls.map((call) => this.given(call, parameters));
    return given.every((one) => one !== null) ? given : [];
  }

  /** The texts that an expression stands for, one after another in a loop; null where that cannot be told. */
  textsOf(expression: SyntaxNode, given: Given | null = null, depth = 0): readonly string[] | null {
    if (depth > deepest) return null;
    const { file } = this;
    const { base, path } = file.resolve(expression);
    if (path.length > 0) return null;
    const text = file.language.literal(file.tree, base)?.text;
    if (text != null) return [text];
    const argument = this.argumentOf(base, given);
    if (argument) return this.textsOf(argument, null, depth + 1);
    const items = this.loopedOver(base, given, depth);
    return items && this.all(items.nodes, items.given, depth);
  }

  /** The items that the variable of a loop stands for, and what those are written with; null for anything else. */
  loopedOver(
    expression: SyntaxNode,
    given: Given | null = null,
    depth = 0,
  ): { readonly nodes: readonly SyntaxNode[]; readonly given: Given | null } | null {
    const [declared, ...others] = this.file.scopes.bindingOf(expression)?.declarations ?? [];
    const over = declared && others.length === 0 && !declared.value ? iterated(this.file, declared.node) : null;
    if (!over || depth > deepest) return null;
    const { base, path } = this.file.resolve(over);
    const argument = path.length === 0 ? this.argumentOf(base, given) : null;
    const list = argument ? this.file.resolve(argument) : { base, path };
    if (list.path.length > 0 || !/^(?:array|list|tuple)$/.test(list.base.type)) return null;
    const nodes = partsOf(list.base).filter(({ named, type }) => named && type !== "comment");
    if (nodes.some(({ type }) => /spread|splat|unpack/.test(type))) return null;
    return { nodes, given: argument ? null : given };
  }

  /** What a parameter is given; null for anything else. */
  private argumentOf(reference: SyntaxNode, given: Given | null): SyntaxNode | null {
    if (!this.file.language.isReference(reference)) return null;
    return given?.get(this.file.text(reference)) ?? null;
  }

  private all(nodes: readonly SyntaxNode[], given: Given | null, depth: number): readonly string[] | null {
    const texts = nodes.map((one) => this.textsOf(one, given, depth + 1));
    const found = texts.flatMap((one) => one ?? []);
    return texts.includes(null) || found.length > mostTexts ? null : found;
  }

  private nameOf(node: SyntaxNode): string | null {
    const name =
      childOf(node, "name") ?? (node.parent?.type === "variable_declarator" ? childOf(node.parent, "name") : null);
    return name ? this.file.text(name) : null;
  }

  private parametersOf(node: SyntaxNode): readonly string[] | null {
    const list = childOf(node, "parameters");
    if (!list) return null;
    const names = partsOf(list).map((one) => {
      const name =
        one.type === "identifier" ? one : (childOf(one, "pattern") ?? childOf(one, "name") ?? partsOf(one)[0]);
      return name?.type === "identifier" ? this.file.text(name) : null;
    });
    const known = names.filter((one) => one !== null);
    if (known.length < names.length) return null;
    return known[0] === "self" ? known.slice(1) : known;
  }

  private given(call: SyntaxNode, parameters: readonly string[]): Given | null {
    const found = new Map<string, SyntaxNode>();
    for (const [at, one] of this.file.argumentsOf(call).entries()) {
      const [name, value] = [childOf(one, "name"), childOf(one, "value")];
      if (/spread|splat/.test(one.type)) return null;
      if (one.type === "keyword_argument" && name && value) found.set(this.file.text(name), value);
      else if (parameters[at] !== undefined) found.set(parameters[at], one);
    }
    return found;
  }
}
