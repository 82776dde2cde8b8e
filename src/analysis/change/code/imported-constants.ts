/** What names stand for that a file of code takes from others of its program. */
import type { CodeFile } from "../../code/code-file";
import { constantElsewhere, isAtTop } from "../../code/program";
import type { Binding } from "../../code/scopes";
import { addTo } from "../../group-by";
import type { Source } from "../../source/source";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { firstFrom } from "../../text";
import type { Definition, Definitions } from "../names";
import { membersOfClass } from "./members";
import { saidWith } from "./passed";

/** Characters of what a value may be computed by: what is longer does other things. */
const longestFunction = 2000;
const mostKnown = 5000;
/** What works with files and processes makes something, and gives no value that a policy takes. */
const works = /\b(?:fse?|fsExtra|child_process|shutil|subprocess)\.|\b(?:exec|spawn|mkdir|write|copy|unlink)\w{0,20}\(/;

const known = new WeakMap<CodeFile, Map<string, readonly Definition[]>>();

/**
 * What an imported name, or a member that is read of it, is where it stands, with the constants that this is written with; none for any other name.
 * @param constantsIn the constants of a file
 */
export function importedConstant(
  source: Source,
  file: CodeFile,
  reference: SyntaxNode,
  path: readonly string[],
  constantsIn: (source: Source) => Definitions | null,
): readonly Definition[] {
  const imports = source.document.imports ?? [];
  const imported = file.scopes.bindingOf(reference)?.declarations[0]!.imported;
  if (imports.length === 0 || imported == null) return [];
  let found = known.get(file);
  if (!found) known.set(file, (found = new Map()));
  const key = [imported, ...path].join(" ");
  let definitions = found.get(key);
  if (definitions === undefined) {
    // One that leads back to itself stands for nothing.
    if (found.size < mostKnown) found.set(key, []);
    let left: readonly string[] = [];
    const finds = (from: CodeFile, name: string, members: readonly string[]) => {
      const value = valueNamed(from, name, members);
      left = value?.left ?? [];
      return value?.node ?? null;
    };
    const origin = constantElsewhere({ file, imports }, source, { base: reference, path }, finds);
    const constants = origin?.from.source ? constantsIn(origin.from.source) : null;
    definitions = origin ? said(origin.from.file, keptAt(origin.from.file, origin.node, left), constants) : [];
    if (found.size < mostKnown) found.set(key, definitions);
  }
  return definitions;
}

/**
 * What a variable, or a member of it, keeps of a function of the file that it is given by: `const config = configFor(stage)`; none for any other.
 * @param constants those of the file
 */
export function givenByFunction(
  file: CodeFile,
  binding: Binding | null,
  path: readonly string[],
  constants: Definitions,
): readonly Definition[] {
  const value = binding?.constant?.value;
  const call = value ? file.language.unwrap(value) : null;
  const callee = call && /^call/.test(call.type) ? childOf(call, "function") : null;
  const called = callee && file.language.isReference(callee) ? file.scopes.bindingOf(callee) : null;
  const members = [...(binding?.constant?.path ?? []), ...path];
  if (!called || !callee) return [];
  const [declared] = called.declarations;
  const own = declared!.imported === null ? functionIn(file, declared!.node, declared!.value) : null;
  return own ? said(file, keptAt(file, own, members), constants) : (constants.partAt?.(callee.start, members) ?? []);
}

function said(file: CodeFile, nodes: readonly SyntaxNode[], constants: Definitions | null): readonly Definition[] {
  const texts = new Set(nodes.map((node) => saidWith(file, node, constants)));
  return [...texts].sort().map((text) => ({ text, at: -1, isWhole: true }));
}

/** The short function that is declared with a name; null for anything else. */
function functionIn(file: CodeFile, { parent, field }: SyntaxNode, value: SyntaxNode | null): SyntaxNode | null {
  const made = value && /function/.test(value.type) ? value : field === "name" && parent ? parent : null;
  const isShort = made && /function/.test(made.type) && made.end - made.start <= longestFunction;
  return isShort && !works.test(file.text(made)) ? made : null;
}

/** What a name at the top of a file stands for, or as many of its members as it says, and what is left of these: also a function, or a method of a class. */
function valueNamed(
  file: CodeFile,
  name: string,
  path: readonly string[],
): { readonly node: SyntaxNode; readonly left: readonly string[] } | null {
  const binding = file.scopes.bindings.find(({ declarations: [one] }) => one!.name === name && isAtTop(file, one!));
  const declared = binding?.declarations[0];
  const owner = declared?.node.parent;
  if (!declared || !owner || declared.imported !== null) return null;
  const [first, ...rest] = path;
  if (/class|enum/.test(owner.type)) {
    const [member, ...others] = first === undefined ? [] : membersOfClass(file, owner, first, false);
    return member && others.length === 0 ? partOf(file, member, rest) : null;
  }
  const made = functionIn(file, declared.node, declared.value);
  if (made) return { node: made, left: path };
  const isOther = /function/.test(owner.type) || /function/.test(declared.value?.type ?? "function");
  return isOther || !binding.constant ? null : partOf(file, declared.value!, [...declared.path, ...path]);
}

/** What stands in an object at a path, or at as much of it as leads somewhere, and what is left of it. */
function partOf(file: CodeFile, whole: SyntaxNode, path: readonly string[]) {
  let node = whole;
  for (const [step, key] of path.entries()) {
    const entries = file.entries(file.resolve(node).base);
    const named = (entries ?? []).filter((one) => one.key === key);
    if (named.length !== 1) return { node, left: path.slice(step) };
    node = named[0]!.value;
  }
  return { node, left: [] };
}

/** The values at the last of several keys that stands anywhere in what chooses between objects; all of it where none does. */
function keptAt(file: CodeFile, whole: SyntaxNode, path: readonly string[]): readonly SyntaxNode[] {
  const { tree } = file;
  const values = new Map<string, SyntaxNode[]>();
  const first = firstFrom(tree.nodes, whole.start, (node) => node.start);
  for (let next = path.length > 0 ? first : tree.nodes.length; next < tree.nodes.length; next++) {
    const node = tree.nodes[next]!;
    if (node.start >= whole.end) break;
    const isPair = /^(?:pair|keyword_argument)$/.test(node.type);
    const [key, value] = isPair ? [childOf(node, "key") ?? childOf(node, "name"), childOf(node, "value")] : [];
    if (key && value) addTo(values, file.text(key).replace(/^["']|["']$/g, ""), value);
  }
  const last = path.findLast((key) => values.has(key));
  return last === undefined ? [whole] : values.get(last)!;
}
