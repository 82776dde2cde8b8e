/** What the functions of a program are called with, and what an expression of theirs stands for then. */
import type { CodeFile } from "../../code/code-file";
import { iterated, loopVariable } from "../../code/loops";
import { addTo } from "../../group-by";
import { oncePer } from "../../memo";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { classAround, isSelf } from "../../units/cdk/declarations";

/** The arguments of a call, by the names of the parameters. */
export type Given = ReadonlyMap<string, SyntaxNode>;

/** A call, and what it gives. */
export interface Call {
  readonly call: SyntaxNode;
  readonly given: Given;
}

interface Parameter {
  readonly name: string;
  /** What it is where a call gives nothing. */
  readonly byDefault: SyntaxNode | null;
}

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
    return this.callsOf(place).map(({ given }) => given);
  }

  /** The calls of the function around a place, with what each gives; none where they cannot be told. */
  callsOf(place: number): readonly Call[] {
    const own = this.functionAround(place);
    if (!own || /^(?:constructor|__init__)$/.test(own.name)) return [];
    const calls = (this.byName.get(own.name) ?? []).filter(
      (call) => (call.start < own.node.start || call.start >= own.node.end) && this.mayCall(call, own.node),
    );
    const parameters = this.parametersOf(own.node);
    if (calls.length === 0 || calls.length > mostCalls || !parameters) return [];
    const all = calls.flatMap((call) => {
      const given = this.given(call, parameters);
      return given ? [{ call, given }] : [];
    });
    return all.length === calls.length ? all : [];
  }

  /** Whether what stands at a place is all that a function of the file gives whoever calls it. */
  isReturned(place: SyntaxNode): boolean {
    const own = this.functionAround(place.start);
    let node = place;
    while (
      node.parent &&
      /^(?:new_expression|call|arguments|argument_list|parenthesized_expression)$/.test(node.parent.type)
    )
      node = node.parent;
    if (own === null || !node.parent) return false;
    if (node.parent === own.node || node.parent.type === "return_statement") return true;
    const name = /^(?:variable_declarator|assignment)$/.test(node.parent.type)
      ? (childOf(node.parent, "name") ?? childOf(node.parent, "left"))
      : null;
    const uses = name ? this.file.scopes.bindingOf(name)?.references : [];
    return (uses ?? []).some(
      (one) => one.parent?.type === "return_statement" && this.functionAround(one.start)?.node === own.node,
    );
  }

  /** Where the functions stand that a call may mean. */
  functionsOf(call: SyntaxNode): readonly SyntaxNode[] {
    const callee = childOf(call, "function");
    const name = callee && this.file.ownName(callee);
    return name ? this.functions.filter((node) => this.nameOf(node) === name && this.mayCall(call, node)) : [];
  }

  /** Whether a call may mean a function of its name: what a class calls of another object than itself is no method of its own. */
  private mayCall(call: SyntaxNode, called: SyntaxNode): boolean {
    const callee = childOf(call, "function");
    const object = callee && this.file.language.member(this.file.tree, callee)?.object;
    const ofClass = object ? classAround(called) : null;
    if (!object || !ofClass || call.start < ofClass.start || call.start >= ofClass.end) return true;
    const name = childOf(ofClass, "name");
    const own = ["cls", "super", "super()", name && this.file.text(name)];
    return (
      isSelf(this.file, object) || own.includes(this.file.text(object)) || ancestorOf(called, ...functions) !== null
    );
  }

  private functionAround(place: number): { readonly node: SyntaxNode; readonly name: string } | null {
    const around = this.functions.filter(({ start, end }) => start <= place && place < end);
    const own = around.map((node) => ({ node, name: this.nameOf(node) })).findLast(({ name }) => name !== null);
    return own ? { node: own.node, name: own.name! } : null;
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
    const declared = loopVariable(this.file, expression);
    const over = declared && iterated(this.file, declared);
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

  private parametersOf(node: SyntaxNode): readonly Parameter[] | null {
    const list = childOf(node, "parameters");
    if (!list) return null;
    const all = partsOf(list).map((one) => {
      const name =
        one.type === "identifier" ? one : (childOf(one, "pattern") ?? childOf(one, "name") ?? partsOf(one)[0]);
      return name?.type === "identifier" ? { name: this.file.text(name), byDefault: childOf(one, "value") } : null;
    });
    const known = all.filter((one) => one !== null);
    if (known.length < all.length) return null;
    return known[0]?.name === "self" ? known.slice(1) : known;
  }

  private given(call: SyntaxNode, parameters: readonly Parameter[]): Given | null {
    const found = new Map<string, SyntaxNode>();
    for (const [at, one] of this.file.argumentsOf(call).entries()) {
      const [name, value] = [childOf(one, "name"), childOf(one, "value")];
      const parameter = parameters[at];
      if (/spread|splat/.test(one.type)) return null;
      if (one.type === "keyword_argument" && name && value) found.set(this.file.text(name), value);
      else if (parameter) found.set(parameter.name, one);
    }
    for (const { name, byDefault } of parameters) if (byDefault && !found.has(name)) found.set(name, byDefault);
    return found;
  }
}

/** The policy that statements are made for: `new Policy(this, "Own", { statements: […] })`. */
export function policyAround(file: CodeFile, statements: SyntaxNode): SyntaxNode | null {
  for (let node = statements.parent; node && !/statement|block|body/.test(node.type); node = node.parent) {
    const callee = childOf(node, "constructor") ?? (node.type === "call" ? childOf(node, "function") : null);
    if (callee && /^(?:Managed)?Policy$/.test(file.ownName(callee))) return node;
  }
  return null;
}
