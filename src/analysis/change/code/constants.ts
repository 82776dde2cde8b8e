/** The constants and loops of code that the values of a policy may be written with. */
import { type CodeFile, codeOf } from "../../code/code-file";
import type { Binding } from "../../code/scopes";
import { lazily } from "../../lazily";
import type { Source } from "../../source/source";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { cdkName, isSelf } from "../../units/cdk/declarations";
import { type Beside, nothingBeside, partOf } from "../beside";
import { writtenAlike } from "../canonical";
import type { Definition, Definitions } from "../names";
import { computedBy } from "./computed-values";
import { contextIn, contextOf } from "./context-values";
import { fieldOf } from "./fields";
import { goneOver } from "./gone-over";
import { givenByFunction, importedConstant } from "./imported-constants";
import { classNamed, membersOfClass, membersOfHeirs } from "./members";
import { callersOf, givenTo, importedData, membersOf, parameterAt, saidWith } from "./passed";

/** What is computed or made stands for itself. */
const computed = /call|new_expression|creation_expression|composite_literal|function|lambda|arrow|closure/;

const functions = /function|arrow|method_definition/;
/** Characters of a function that a value may be computed by: a longer one does other things. */
const longestFunction = 2000;

/** The constants of a file: literals, what is made of other constants, and short functions; null for what no grammar was loaded for. */
export function constantsOf(
  source: Source,
  beside: Beside | null = null,
  context = beside?.context ?? null,
): Definitions | null {
  const file = codeOf(source);
  if (!file) return null;
  const known = new Map<Binding, readonly Definition[]>();
  const data = (beside?.files ?? []).map(({ name }) => baseOf(name));
  const readsData = (node: SyntaxNode): boolean =>
    data.length > 0 && (reading.test(file.text(node)) || data.some((name) => file.text(node).includes(name)));
  const definitionsOf = (binding: Binding): readonly Definition[] => {
    let found = known.get(binding);
    if (!found) {
      found = binding.declarations.flatMap(({ node, value }): Definition[] => {
        const given = value && file.language.unwrap(value);
        const stands = shortFunction(node, value) ?? given ?? goneOver(file, node) ?? openedAs(node);
        const isKnown =
          stands !== null &&
          (functions.test(stands.type) ||
            isConstant(file, stands) ||
            isImported(file, stands) ||
            (readsData(stands) && !isOther(file, stands)));
        if (!isKnown) return [];
        return [{ text: file.text(stands), at: stands.start }];
      });
      known.set(binding, found);
    }
    return found;
  };
  /** What stands in other files, or where something is made or called, by the part of it that is taken. */
  const constantsIn = (one: Source) => constantsOf(one, null, context);
  const callers = lazily(() => callersOf(source, beside ?? nothingBeside, constantsIn));
  /** What classes of other files that extend one say in place of a member. */
  const inHeirs = (owner: SyntaxNode, member: string): readonly Definition[] => {
    const name = childOf(owner, "name");
    const texts = callers().flatMap((caller) => {
      const other = caller.source === source ? null : codeOf(caller.source);
      const said = other && name ? membersOfHeirs(other, file.text(name), member) : [];
      return said.map((one) => saidWith(other!, one, caller.constants()));
    });
    return [...new Set(texts)].sort().map((text) => ({ text, at: -1, isWhole: true }));
  };
  const elsewhere = (node: SyntaxNode): readonly Definition[] => {
    const [binding, path] = [file.scopes.bindingOf(node), membersOf(file, node)];
    const asked = context ? contextKept(file, binding) : null;
    const given = asked === null ? null : contextOf(asked, context, [...binding!.constant!.path, ...path]);
    if (given !== null) return [{ text: given, at: -1, isWhole: true }];
    const ofProgram = importedConstant(source, file, node, path, constantsIn);
    if (ofProgram.length > 0) return ofProgram;
    const byFunction = givenByFunction(file, binding, path, definitions);
    if (byFunction.length > 0 || !beside) return byFunction;
    const [name, ...rest] = path;
    if (name !== undefined && isSelf(file, node)) {
      const { values, parameters } = fieldOf(file, node, name) ?? { values: [], parameters: [] };
      const owner = ancestorOf(node, "class_declaration", "abstract_class_declaration", "class", "class_definition");
      const inherited = owner ? membersOfClass(file, owner, name, true).filter((one) => !values.includes(one)) : [];
      return [
        ...(owner ? inHeirs(owner, name) : []),
        ...inherited.map((value): Definition => ({ text: file.text(value), at: value.start })),
        ...values.map((value): Definition => {
          const construct = constructIn(file, value) ?? ownConstruct(file, value, rest);
          return construct === null
            ? { text: file.text(value), at: value.start }
            : { text: construct, at: value.start, isWhole: true };
        }),
        ...parameters.flatMap((one) => givenTo(one.parameter, [...one.path, ...rest], callers())),
      ];
    }
    const named = name !== undefined ? classNamed(file, node) : null;
    const members = named ? membersOfClass(file, named, name!, false) : [];
    if (members.length > 0) return members.map((value): Definition => ({ text: file.text(value), at: value.start }));
    const imported = binding && importedData(binding, path, beside);
    if (imported) return imported;
    const taken = binding?.constant ?? null;
    const from = taken?.value && taken.path.length > 0 ? taken.value : null;
    const parameter = parameterAt(file, from ?? node);
    return parameter ? givenTo(parameter, [...(from ? taken!.path : []), ...path], callers()) : [];
  };
  const names = new Map<SyntaxNode, string>();
  const nameOf = (node: SyntaxNode): string => {
    let name = names.get(node);
    if (name === undefined) {
      const isPart = elsewhere(node).length > 0;
      names.set(node, (name = [file.text(node), ...(isPart ? membersOf(file, node) : [])].join(".")));
    }
    return name;
  };
  const references = file.tree.nodes
    .filter((node) => file.language.isReference(node) || isSelf(file, node))
    .sort((one, other) => one.start - other.start);
  const definitions: Definitions = {
    namesIn: (within, at) => {
      const names: string[] = [];
      for (let next = firstFrom(references, at); next < references.length; next++) {
        const node = references[next]!;
        if (node.start >= at + within.length) break;
        names.push(nameOf(node));
      }
      const asked = context ? contextIn(within) : [];
      return [...names, ...asked, ...data.filter((one) => within.includes(one)).map((one) => dataPrefix + one)];
    },
    of: (name, at) => {
      const given = contextOf(name, context);
      if (given !== null) return [{ text: given, at: -1, isWhole: true }];
      if (name.startsWith(dataPrefix)) {
        const files = (beside?.files ?? []).filter((one) => baseOf(one.name) === name.slice(dataPrefix.length));
        return files.map((one): Definition => ({ text: `${one.name} ${partOf(one, [])}`, at: -1, isWhole: true }));
      }
      // The first of the name from there on is the one that was named.
      for (let next = firstFrom(references, at); next < references.length; next++) {
        const node = references[next]!;
        if (!name.startsWith(file.text(node)) || nameOf(node) !== name) continue;
        const binding = file.scopes.bindingOf(node);
        const ofOthers = elsewhere(node);
        const found = [...(binding ? definitionsOf(binding) : []), ...ofOthers];
        const computed = binding ? computedBy(file, node, binding, ofOthers.length > 0) : [];
        return [...found, ...computed.filter((one) => !found.some(({ at }) => at === one.at))];
      }
      return [];
    },
    partAt: (at, path) => {
      const node = references[firstFrom(references, at)];
      return node?.start === at ? importedConstant(source, file, node, path, constantsIn) : [];
    },
    around: () => "",
  };
  return definitions;
}

/** What a variable keeps of the context, as it is asked for; null for any other. */
function contextKept(file: CodeFile, binding: Binding | null): string | null {
  const value = binding?.constant?.value ?? null;
  const call = value && file.language.unwrap(value);
  return call && /^call/.test(call.type) ? (contextIn(file.shortName(call))[0] ?? null) : null;
}

/** Before the name of a file among the names of a document. */
const dataPrefix = "file ";
/** What takes data out of a file, or out of the text of one. */
const reading = /\b(?:JSON\.parse|(?:json|yaml)\.(?:safe_)?loads?|read_?(?:File(?:Sync)?|text|json\w{0,10})|open)\(/i;

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `open("actions.json")` of `with open("actions.json") as file` */
function openedAs(name: SyntaxNode): SyntaxNode | null {
  return ancestorOf(name, "with_item", "as_pattern");
}

/** What stands elsewhere and is named here: `Bucket.fromBucketArn(this, "B", "arn:…")`. */
function isImported(file: CodeFile, value: SyntaxNode): boolean {
  const callee = /^call/.test(value.type) ? childOf(value, "function") : null;
  return callee !== null && /\.from_?[A-Za-z]\w{0,80}$/.test(file.name(callee));
}

/** A construct that is no policy: which data it is made of changes nothing about what is granted to it, or on it. */
function isOther(file: CodeFile, value: SyntaxNode): boolean {
  const made = constructAs(file, value);
  return made !== null && !made.startsWith("iam.");
}

/** A construct of CDK by its class and id, whatever else it is made with; null for anything else. */
function constructAs(file: CodeFile, value: SyntaxNode): string | null {
  const made = file.language.unwrap(value);
  const callee = childOf(made, "constructor") ?? (made.type === "call" ? childOf(made, "function") : null);
  const name = callee && cdkName(file, callee);
  const [scope, id] = file.argumentsOf(made);
  if (!name || !/^[\w-]+\.[A-Z]\w*$/.test(name) || !scope || !id || !/^\w{1,100}$/.test(file.text(scope))) return null;
  return `${name} ${file.language.literal(file.tree, file.resolve(id).base)?.text ?? file.text(id)}`;
}

/** A construct of the program's own, by its class and id, where it is taken itself, or its class tells that it is one resource. */
function ownConstruct(file: CodeFile, value: SyntaxNode, path: readonly string[]): string | null {
  const callee = childOf(value, "constructor") ?? (value.type === "call" ? childOf(value, "function") : null);
  const name = callee ? file.ownName(callee) : "";
  const [scope, id] = file.argumentsOf(value);
  const text = id && file.language.literal(file.tree, file.resolve(id).base)?.text;
  if (!/^[A-Z]/.test(name) || !scope || !/^(?:this|self|scope)$/.test(file.text(scope)) || text == null) return null;
  return path.length === 0 || oneResource.test(name) ? `${name} ${text}` : null;
}

const oneResource = /(?:Function|Lambda|Handler|Role|Bucket|Queue|Topic|Table|Key|Secret)$/;

/** The same of a choice between constructs and what is given: `props.role ?? new Role(this, "Role", …)`. */
function constructIn(file: CodeFile, value: SyntaxNode): string | null {
  const own = constructAs(file, value);
  if (
    own !== null ||
    !/^(?:binary_expression|boolean_operator|ternary_expression|conditional_expression)$/.test(value.type)
  )
    return own;
  const { text } = file.tree;
  let [said, from] = ["", value.start];
  for (const part of partsOf(value)) {
    const construct = constructIn(file, file.language.unwrap(part));
    if (construct === null) continue;
    said += text.slice(from, part.start) + construct;
    from = part.end;
  }
  return said === "" ? null : writtenAlike(said + text.slice(from, value.end));
}

/** The function of a name; null where it is none, or a long one. */
function shortFunction(name: SyntaxNode, value: SyntaxNode | null): SyntaxNode | null {
  const { parent } = name;
  const found =
    value && functions.test(value.type)
      ? value
      : parent && name.field === "name" && functions.test(parent.type)
        ? parent
        : null;
  return found && found.end - found.start <= longestFunction ? found : null;
}

/** The index of the first node that begins at a place or behind it. */
function firstFrom(nodes: readonly SyntaxNode[], place: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.start < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a value is written out, other constants aside. */
export function isConstant(file: CodeFile, value: SyntaxNode): boolean {
  return !holds(file, value, computed);
}

/** Whether nodes of such types stand within another, or it is one. */
export function holds({ tree }: CodeFile, { start, end }: SyntaxNode, types: RegExp): boolean {
  for (let next = firstFrom(tree.nodes, start); next < tree.nodes.length; next++) {
    const node = tree.nodes[next]!;
    if (node.start >= end) break;
    if (node.end <= end && types.test(node.type)) return true;
  }
  return false;
}
