/** Plain functions of other files of a program of AWS CDK that give something to those whom they are called with. */
import type { CodeFile } from "../../code/code-file";
import { type FileOfProgram, originOf } from "../../code/program";
import type { Source } from "../../source/source";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { contains, type Span, spanOf } from "../../text";
import { cdkFileOf, isOfCdk } from "../cdk/program";
import { calledBy } from "./passed";

export interface Helper {
  readonly name: string;
  /** Its declaration, with the imports of CDK that it needs and the caller does not have. */
  readonly text: string;
  /** Where the caller calls it first. */
  readonly call: Span;
}

const gives =
  /\.grant|add_?[tT]o_?\w{0,20}[pP]olicy|attach_?[iI]nline_?[pP]olicy|add_?[mM]anaged_?[pP]olicy|add_?[sS]tatements/;
/** What policies are made of. */
const policyPart = /^Policy(?:Statement|Document)$|Principal$/;
const around = /^(?:self|scope|stack|this)$/;
const longest = 4000;
const mostHelpers = 20;

/** Empty where the program calls none. One that needs more of its own file than imports of CDK is none. */
export function helpersOf(source: Source): readonly Helper[] {
  const file = cdkFileOf(source);
  if (!file) return [];
  const here = { file, imports: source.document.imports ?? [] };
  const found: Helper[] = [];
  for (const { name, declarations } of file.scopes.bindings) {
    const [only, ...others] = declarations;
    const imported = only?.imported ?? null;
    const calls = (imported !== null && others.length === 0 && calledBy(file).get(name)) || [];
    const own = calls.filter((call) => childOf(call, "function")?.type === "identifier");
    const origin = own.length > 0 ? originOf(here, imported!, source) : null;
    if (!origin || origin.name !== name || found.length >= mostHelpers) continue;
    const declared = plainFunction(origin.from, name);
    if (!declared || own.some((call) => isOpen(file, call, declared))) continue;
    const imports = importsFor(origin.from.file, declared, file);
    if (imports === null) continue;
    found.push({ name, text: [...imports, textOf(origin.from.file, declared)].join("\n"), call: spanOf(own[0]!) });
  }
  return found;
}

/** A function that stands in the file itself and gives something; null for anything else. */
function plainFunction({ file }: FileOfProgram, name: string): SyntaxNode | null {
  const named = file.tree.nodes.filter(({ type, children, parent }) => {
    const isFunction = /^function_(?:declaration|definition)$/.test(type);
    const isConstant = type === "variable_declarator" && children.some((one) => one.type === "arrow_function");
    const within = isConstant ? parent?.parent : parent;
    return (isFunction || isConstant) && /^(?:program|module|export_statement)$/.test(within?.type ?? "");
  });
  const [only, ...others] = named.filter((one) => {
    const own = childOf(one, "name");
    return own !== null && file.text(own) === name;
  });
  if (!only || others.length > 0) return null;
  const text = file.text(only);
  return text.length <= longest && gives.test(text) && !makesOther(file, only) ? only : null;
}

/** Whether anything is made but policies: that is read where it stands. */
function makesOther(file: CodeFile, declared: SyntaxNode): boolean {
  const own = spanOf(declared);
  return file.tree.nodes.some((node) => {
    if (!contains(own, spanOf(node))) return false;
    const made = node.type === "new_expression" ? childOf(node, "constructor") : null;
    const [first] = node.type === "call" ? file.argumentsOf(node) : [];
    return (
      node.type === "this" ||
      (made !== null && !policyPart.test(file.ownName(made))) ||
      (first !== undefined && around.test(file.text(first)))
    );
  });
}

function functionOf(declared: SyntaxNode): SyntaxNode {
  return declared.type === "variable_declarator" ? (childOf(declared, "value") ?? declared) : declared;
}

/** Whether it is not known what each parameter is given. */
function isOpen(file: CodeFile, call: SyntaxNode, declared: SyntaxNode): boolean {
  const list = childOf(functionOf(declared), "parameters");
  const parameters = list ? partsOf(list).filter(({ named, type }) => named && type !== "comment") : null;
  const isPlain = (one: SyntaxNode): boolean =>
    one.type === "identifier" ||
    (childOf(one, "pattern") ?? childOf(one, "name") ?? partsOf(one)[0])?.type === "identifier";
  return (
    !parameters?.every((one) => isPlain(one) && !/rest|splat/.test(one.type)) ||
    file.argumentsOf(call).some(({ type }) => /spread|splat/.test(type))
  );
}

/** The imports of CDK that a function needs, as they are written; null where it needs anything else of its file, or what the caller has is called so. */
function importsFor(from: CodeFile, declared: SyntaxNode, caller: CodeFile): readonly string[] | null {
  const own = spanOf(declared);
  const needed = from.scopes.bindings.filter(
    ({ references, declarations }) =>
      references.some((one) => contains(own, spanOf(one))) &&
      !declarations.some(({ node }) => contains(own, spanOf(node))),
  );
  const imports = new Set<string>();
  for (const { name, declarations } of needed) {
    const [only, ...others] = declarations;
    const statement = only ? ancestorOf(only.node, "import_statement", "import_from_statement") : null;
    const there = caller.scopes.bindings.filter((one) => one.name === name);
    if (!only || others.length > 0 || !statement || only.imported === null) return null;
    const isSame = there.some((one) => one.declarations.every(({ imported }) => imported === only.imported));
    if (isSame) continue;
    if (there.length > 0 || !isOfCdk(from.text(statement))) return null;
    imports.add(from.text(statement));
  }
  return [...imports];
}

function textOf(file: CodeFile, declared: SyntaxNode): string {
  const text = file.text(declared);
  return declared.type === "variable_declarator" ? `const ${text};` : text;
}
