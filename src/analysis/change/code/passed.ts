/** What a program gives the parameters of its classes and functions, where it makes and calls them. */
import { type CodeFile, codeOf } from "../../code/code-file";
import type { Entry } from "../../code/language";
import type { Binding } from "../../code/scopes";
import { groupBy } from "../../group-by";
import { lazily } from "../../lazily";
import { joinedFolder } from "../../locate/terraform/called-modules";
import { Source } from "../../source/source";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { isOnlyShown } from "../../source/test-files";
import { type Beside, partOf } from "../beside";
import type { Definition, Definitions } from "../names";
import { reachedFrom } from "../reached";
import { parentsOf } from "./members";

/** A parameter: of which class or function, at which place and by which name. */
export interface Parameter {
  readonly of: string;
  readonly at: number;
  readonly name: string;
  /** It takes all that is given from there on. */
  readonly isRest: boolean;
}

/** The members that are read of a reference: `acts` of `props.acts`. */
export function membersOf(file: CodeFile, reference: SyntaxNode): readonly string[] {
  const path: string[] = [];
  for (let node = reference; ;) {
    const member = node.parent && file.language.member(file.tree, node.parent);
    if (!member || member.object !== node) return path;
    path.push(member.key);
    node = node.parent!;
  }
}

/** What files with data say where code imports them; null for any other name. */
export function importedData(
  { declarations }: Binding,
  path: readonly string[],
  { files }: Beside,
): readonly Definition[] | null {
  for (const { imported } of declarations) {
    if (imported === null || !imported.startsWith(".")) continue;
    const whole = joinedFolder("", imported);
    const file = files.find(({ name }) => whole === name || whole.startsWith(`${name}.`));
    if (!file) continue;
    const keys = whole.slice(file.name.length + 1).split(".");
    const own = keys.filter((key) => key !== "" && key !== "default" && key !== "*");
    return [{ text: partOf(file, [...own, ...path]), at: -1, isWhole: true }];
  }
  return null;
}

/** The parameter that a reference means; null for any other. */
export function parameterAt(file: CodeFile, reference: SyntaxNode): Parameter | null {
  const binding = file.scopes.bindingOf(reference);
  if (binding) return parameterOf(file, binding);
  // What a construct is given, in a file that does not say so.
  const owner = file.text(reference) === "props" ? ancestorOf(reference, ...classes) : null;
  const name = owner && childOf(owner, "name");
  return name ? { of: file.text(name), at: placeOfProps, name: "props", isRest: false } : null;
}

export const classes = ["class_declaration", "abstract_class_declaration", "class", "class_definition"];

/** Behind the scope and the id (docs.aws.amazon.com/cdk/v2/guide/constructs.html). */
export const placeOfProps = 2;

export function parameterOf(file: CodeFile, { declarations }: Binding): Parameter | null {
  const [only, ...others] = declarations;
  const list = only && others.length === 0 ? ancestorOf(only.node, "formal_parameters", "parameters") : null;
  const made = list?.parent;
  if (!only || !list || !made) return null;
  const declared = partsOf(list).findIndex(({ start, end }) => start <= only.node.start && only.node.end <= end);
  const called =
    childOf(made, "name") ?? (made.parent?.type === "variable_declarator" ? childOf(made.parent, "name") : null);
  const own = called ? file.text(called) : "";
  const isMaking = own === "constructor" || own === "__init__";
  const owner = isMaking ? ancestorOf(made, ...classes) : null;
  const name = owner ? childOf(owner, "name") : /function|method_definition/.test(made.type) ? called : null;
  if (!name || declared < 0 || (isMaking && !owner)) return null;
  const isRest = /^(?:rest_pattern|list_splat_pattern)$/.test(only.node.parent?.type ?? "");
  // A method of Python is called without the object that it is called on.
  const [first] = partsOf(list);
  const isOfClass = ancestorOf(made, "class_definition", "function_definition")?.type === "class_definition";
  const isMethod = own === "__init__" || (isOfClass && first !== undefined && /^(?:self|cls)$/.test(file.text(first)));
  return { of: file.text(name), at: isMethod ? declared - 1 : declared, name: only.name, isRest };
}

/** Files in which something may be made or called, each with its constants. */
export interface Caller {
  readonly source: Source;
  readonly constants: () => Definitions | null;
}

/** @param constantsIn the constants of a file */
export function callersOf(
  own: Source,
  { callers = [] }: Beside,
  constantsIn: (source: Source) => Definitions | null,
): readonly Caller[] {
  const others = callers.map((document) => new Source(document, own.parsers));
  const shown = others.filter(({ document, form }) => !isOnlyShown({ document, form }));
  return [own, ...shown].map((source) => ({ source, constants: lazily(() => constantsIn(source)) }));
}

/** What a parameter, or a part of it, is given, each once. */
export function givenTo(
  parameter: Parameter,
  path: readonly string[],
  callers: readonly Caller[],
): readonly Definition[] {
  const texts = new Set(callers.flatMap((caller) => givenIn(caller, parameter, path)));
  return [...texts].sort().map((text) => ({ text, at: -1, isWhole: true }));
}

const known = new WeakMap<CodeFile, ReadonlyMap<string, readonly SyntaxNode[]>>();

/** The calls of a file, by what is called or made. */
export function calledBy(file: CodeFile): ReadonlyMap<string, readonly SyntaxNode[]> {
  let calls = known.get(file);
  if (!calls) {
    const found = file.tree.nodes.filter(({ type }) => /^(?:new_expression|call_expression|call)$/.test(type));
    known.set(file, (calls = groupBy(found, (call) => file.calledName(call))));
  }
  return calls;
}

/** What classes that extend another call its constructor by: `super(…)`, `super().__init__(…)`. */
function callsAbove(file: CodeFile, name: string): readonly SyntaxNode[] {
  const calls = [...(calledBy(file).get("super") ?? []), ...(calledBy(file).get("__init__") ?? [])];
  return calls.filter((call) => {
    const owner = ancestorOf(call, ...classes);
    return owner !== null && parentsOf(file, owner).includes(name);
  });
}

function givenIn(
  { source, constants }: Caller,
  { of, at, name, isRest }: Parameter,
  path: readonly string[],
): readonly string[] {
  const file = codeOf(source);
  if (!file) return [];
  const isNamed = (one: SyntaxNode | undefined) => one?.type === "keyword_argument";
  return [...(calledBy(file).get(of) ?? []), ...callsAbove(file, of)].flatMap((call) => {
    const given = file.argumentsOf(call);
    if (isRest) return given.slice(at).map((one) => saidBy(file, one, path, constants()));
    const byName = given.find((one) => isNamed(one) && file.text(childOf(one, "name") ?? one) === name);
    const value = byName ? childOf(byName, "value") : isNamed(given[at]) ? null : given[at];
    // Of several properties nobody knows which one is taken.
    const isKnown = value && (path.length > 0 || file.entries(value) === null);
    return isKnown ? [saidBy(file, value, path, constants())] : [];
  });
}

/** A value, or what stands in it at a path and what may stand in its place, with the constants that these are written with. */
function saidBy(file: CodeFile, value: SyntaxNode, path: readonly string[], constants: Definitions | null): string {
  let part: SyntaxNode | null = value;
  const beside: SyntaxNode[] = [];
  for (const [step, key] of path.entries()) {
    // A variable that keeps an object says what that says.
    const { base, path: rest } = file.resolve(part);
    const entries: readonly Entry[] | null = file.entries(part) ?? (rest.length === 0 ? file.entries(base) : null);
    if (!entries) {
      // What another file keeps is said by the part of it that is taken.
      const elsewhere = constants?.partAt?.(base.start, [...rest, ...path.slice(step)]) ?? [];
      if (elsewhere.length > 0) return elsewhere.map(({ text }) => text).join("\n");
      break;
    }
    const at = entries.findIndex((one) => one.key === key);
    const found: Entry | undefined = entries[at];
    // What is spread before it says nothing of it.
    const spread = entries.slice(at + 1).filter((one) => one.key === null && mayHave(file, one.value, key));
    if (!found && spread.length === 0 && part !== value) break;
    beside.push(...spread.map((one) => one.value));
    part = found?.value ?? null;
    if (!part) break;
  }
  return [...(part ? [part] : []), ...beside].map((one) => saidWith(file, one, constants)).join("\n");
}

const deepestSpread = 5;
/** Expressions that are one of several, as the program chooses. */
export const choosing = /^(?:ternary_expression|conditional_expression|binary_expression|boolean_operator)$/;

/** Whether an object that is spread may have a key: one that is written out tells, also one of several, and what a function gives that is called there. */
function mayHave(file: CodeFile, spread: SyntaxNode, key: string, depth = 0): boolean {
  const { base, path } = file.resolve(spread);
  if (depth > deepestSpread || path.length > 0) return true;
  const entries = file.entries(base);
  if (entries)
    return entries.some((one) => one.key === key || (one.key === null && mayHave(file, one.value, key, depth + 1)));
  const parts = choosing.test(base.type) ? partsOf(base).filter(({ named }) => named) : returnedBy(file, base);
  if (parts === null || parts.length === 0) return !/^(?:undefined|null|None|false|False)$/.test(file.text(base));
  const values =
    base.type === "ternary_expression" ? parts.slice(1) : parts.slice(base.type === "binary_expression" ? -1 : 0);
  return values.some((one) => mayHave(file, one, key, depth + 1));
}

/** What a function gives that is called where it is written: `(() => { … return { a }; })()`; null for anything else. */
function returnedBy(file: CodeFile, call: SyntaxNode): readonly SyntaxNode[] | null {
  const callee = call.type === "call_expression" ? childOf(call, "function") : null;
  const made = callee && file.language.unwrap(callee);
  if (!made || !/^(?:arrow_function|function_expression)$/.test(made.type)) return null;
  const body = childOf(made, "body");
  if (!body || body.type !== "statement_block") return body ? [body] : null;
  const returns = file.tree.nodes.filter(
    (one) =>
      one.type === "return_statement" &&
      one.start >= body.start &&
      one.end <= body.end &&
      ancestorOf(one, "arrow_function", "function_expression", "function_declaration", "method_definition") === made,
  );
  return returns.flatMap((one) => partsOf(one).filter(({ named }) => named));
}

/** What is written, with the constants that it is written with. */
export function saidWith(file: CodeFile, part: SyntaxNode, constants: Definitions | null): string {
  const reached = constants ? [...reachedFrom(file.text(part), part.start, constants)] : [];
  const meant = reached.map(([name, all]) => `${name} ${all.map(({ text }) => text).join("\n")}`);
  return [file.text(part), ...meant.sort()].join("\n");
}
