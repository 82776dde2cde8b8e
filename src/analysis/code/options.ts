/** Options that do not stand written out in a call: in a variable, spread in, joined by `Object.assign`, or made by a function of the file of what that is given. */
import { oncePer } from "../memo";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import type { CodeFile, Resolved } from "./code-file";
import type { Binding } from "./scopes";

/** Options by their keys as they are written; of two of one key the later one counts. */
export interface Options {
  readonly of: ReadonlyMap<string, SyntaxNode>;
  /** No others may be among them. */
  readonly isWhole: boolean;
  /** Those that something is given which nobody can follow here: it may hand them on. */
  readonly perhaps: ReadonlyMap<string, SyntaxNode>;
  /** What cannot be followed. */
  readonly open: readonly SyntaxNode[];
}

/** What leads on from where variables do not: the value of a field of a class. */
export type Further = (named: Resolved) => SyntaxNode | null;

/** What the parameters of a function that is called stand for, and what those of the caller do. */
type Given = ReadonlyMap<Binding, { readonly value: SyntaxNode; readonly given: Given }>;

const deepest = 8;
/** Objects may be spread in more than once: a bound for hostile files. */
const mostSteps = 2000;
const branches = ["if_statement", "else_clause", "elif_clause", "switch_case", "for_statement", "for_in_statement"];
const functions =
  /^(?:arrow_function|function_expression|function_declaration|method_definition|function_definition|lambda)$/;

/** @param list what is given, of which a later one counts over an earlier one */
export function optionsIn(file: CodeFile, list: readonly SyntaxNode[], further: Further = () => null): Options {
  const reading = new Reading(file, further);
  for (const one of list) reading.read(one, new Map(), 0);
  return reading;
}

class Reading implements Options {
  readonly of = new Map<string, SyntaxNode>();
  readonly perhaps = new Map<string, SyntaxNode>();
  readonly open: SyntaxNode[] = [];
  private left = mostSteps;

  constructor(
    private readonly file: CodeFile,
    private readonly further: Further,
  ) {}

  get isWhole(): boolean {
    return this.open.length === 0;
  }

  read(expression: SyntaxNode, given: Given, depth: number, into = this.of): void {
    const { file } = this;
    const own = file.scopes.bindingOf(file.language.unwrap(expression));
    const constant = own?.constant;
    if (own && constant?.path.length === 0 && constant.value && depth < deepest) {
      this.read(constant.value, given, depth + 1, into);
      return this.changes(own, given, depth, into);
    }
    const named = file.resolve(expression);
    const { base, path } = named;
    if (depth > deepest || this.left-- <= 0) {
      this.open.push(base);
      return;
    }
    const binding = path.length === 0 ? file.scopes.bindingOf(base) : null;
    const argument = binding && given.get(binding);
    if (argument) return this.read(argument.value, argument.given, depth + 1, into);
    const value = path.length > 0 ? this.further(named) : null;
    if (value) return this.read(value, new Map(), depth + 1, into);
    const entries = path.length === 0 ? file.entries(base) : null;
    if (!entries) return this.made(base, given, depth, into);
    for (const { key, value: of } of entries) {
      this.left--;
      if (key === null) this.read(of, given, depth + 1, into);
      else into.set(key, of);
    }
  }

  /** What a variable is given after it is made: `options.vpc = vpc`, `options.update(vpc=vpc)`; what only a branch gives it, it may have. */
  private changes(of: Binding, given: Given, depth: number, into: Map<string, SyntaxNode>): void {
    const { file } = this;
    const made = of.declarations[0]!.node;
    this.left -= of.references.length;
    for (const one of of.references) {
      const around = one.parent;
      const member = around && file.language.member(file.tree, around);
      const outer = around?.parent;
      const isOwn = member?.object === one;
      const assigned = isOwn && around?.field === "left" && /^assignment/.test(outer?.type ?? "") ? outer : null;
      const isUpdated = isOwn && member.key === "update" && around?.field === "function" && outer?.type === "call";
      const isJoined =
        around?.type === "arguments" &&
        file.name(childOf(outer!, "function") ?? one) === "Object.assign" &&
        file.argumentsOf(outer!)[0] === one;
      if (!assigned && !isUpdated && !isJoined) continue;
      const branch = ancestorOf(one, ...branches);
      const target = branch && !(branch.start <= made.start && made.end <= branch.end) ? this.perhaps : into;
      const value = assigned && childOf(assigned, "right");
      if (value && member) target.set(member.key, value);
      else if (outer) {
        const others = file.argumentsOf(outer).slice(isUpdated ? 0 : 1);
        const keywords = isUpdated ? [childOf(outer, "arguments")!] : [];
        for (const other of [...others, ...keywords])
          if (other.type !== "keyword_argument") this.read(other, given, depth + 1, target);
      }
    }
  }

  /** All that a variable stands for which is given several values, one after another. */
  private several(of: Binding, given: Given, depth: number): void {
    this.left -= of.references.length;
    const values = [
      ...of.declarations.map(({ value }) => value),
      ...of.references.map((one) => {
        const around = one.parent;
        return one.field === "left" && around && /^assignment/.test(around.type) ? childOf(around, "right") : null;
      }),
    ];
    for (const value of new Set(values)) if (value) this.read(value, given, depth + 1, this.perhaps);
  }

  /** What a call or an operator makes. */
  private made(node: SyntaxNode, given: Given, depth: number, into: Map<string, SyntaxNode>): void {
    const { file } = this;
    const callee = /^call(?:_expression)?$/.test(node.type) ? childOf(node, "function") : null;
    const isJoined = callee
      ? /^Object\.(?:assign|freeze)$/.test(file.name(callee))
      : node.type === "binary_operator" && file.text(childOf(node, "operator") ?? node) === "|";
    const parts = callee ? file.argumentsOf(node) : partsOf(node).filter(({ named }) => named);
    if (isJoined) {
      for (const one of parts) this.read(one, given, depth + 1, into);
      return;
    }
    const called = callee && functionOf(file, callee);
    const returned = called && returnedBy(called);
    const inside = returned && parametersOf(file, called, node, given);
    if (inside) return this.read(returned, inside, depth + 1, into);
    this.open.push(node);
    const binding = file.scopes.bindingOf(node);
    if (binding) return this.several(binding, given, depth);
    const isChoice = /^(?:ternary_expression|conditional_expression|binary_expression|boolean_operator)$/;
    if (callee || isChoice.test(node.type))
      for (const one of parts) {
        const { base } = file.resolve(one);
        if (one.type === "keyword_argument") this.perhaps.set(file.text(childOf(one, "name")!), childOf(one, "value")!);
        else if (file.entries(base) || base !== node) this.read(one, given, depth + 1, this.perhaps);
      }
  }
}

/** The function of the file that is called there: by its name, or as a method of the class around. */
function functionOf(file: CodeFile, callee: SyntaxNode): SyntaxNode | null {
  const { base, path } = file.resolve(callee);
  if (path.length === 0) {
    if (functions.test(base.type)) return base;
    const [declared, ...others] = file.scopes.bindingOf(base)?.declarations ?? [];
    const around = declared?.node.parent;
    return around && others.length === 0 && functions.test(around.type) ? around : null;
  }
  if (path.length > 1 || !/^(?:this|self)$/.test(file.name(base))) return null;
  let body = callee.parent;
  while (body && !/^(?:class_body|class_definition)$/.test(body.type)) body = body.parent;
  const all = body?.type === "class_definition" ? childOf(body, "body") : body;
  return (
    (all ? partsOf(all) : []).find((one) => functions.test(one.type) && file.text(childOf(one, "name")!) === path[0]) ??
    null
  );
}

/** All that a function returns; null where it does in several places, or in none. */
const returnedBy = oncePer((called: SyntaxNode): SyntaxNode | null => {
  const body = childOf(called, "body");
  if (!body || !/^(?:statement_block|block)$/.test(body.type)) return body;
  const found: SyntaxNode[] = [];
  const open = [body];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "return_statement") found.push(node);
    else if (!functions.test(node.type)) open.push(...node.children);
  }
  return found.length === 1 ? (partsOf(found[0]!)[0] ?? null) : null;
});

/** What the parameters are given; null where that cannot be told. */
function parametersOf(file: CodeFile, called: SyntaxNode, call: SyntaxNode, given: Given): Given | null {
  const list = childOf(called, "parameters");
  const lone = childOf(called, "parameter");
  const written = (list ? partsOf(list) : lone ? [lone] : []).filter(({ named, type }) => named && type !== "comment");
  const names = written.map((one) => (one.type === "identifier" ? one : (childOf(one, "pattern") ?? partsOf(one)[0])));
  if (names[0] && file.text(names[0]) === "self") {
    names.shift();
    written.shift();
  }
  const args = file.argumentsOf(call);
  if (args.some(({ type }) => /^(?:spread_element|list_splat)$/.test(type))) return null;
  const found = new Map<Binding, { readonly value: SyntaxNode; readonly given: Given }>();
  for (const [at, name] of names.entries()) {
    const binding = name?.type === "identifier" ? file.scopes.bindingOf(name) : null;
    if (!binding) return null;
    const isKeywords = written[at]!.type === "dictionary_splat_pattern";
    const keyword = args.find(
      (one) => one.type === "keyword_argument" && file.text(childOf(one, "name")!) === binding.name,
    );
    const value = isKeywords
      ? childOf(call, "arguments")
      : ((keyword && childOf(keyword, "value")) ?? (args[at]?.type === "keyword_argument" ? null : args[at]));
    if (value) found.set(binding, { value, given });
  }
  return found;
}
