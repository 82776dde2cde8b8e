/** What names stand for that a file of code takes from others of its program. */
import type { CodeFile } from "../../code/code-file";
import { constantElsewhere, isAtTop } from "../../code/program";
import type { Source } from "../../source/source";
import type { SyntaxNode } from "../../source/syntax-tree";
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
    const origin = constantElsewhere({ file, imports }, source, { base: reference, path }, valueNamed);
    const constants = origin?.from.source ? constantsIn(origin.from.source) : null;
    definitions = origin ? [{ text: saidWith(origin.from.file, origin.node, constants), at: -1, isWhole: true }] : [];
    if (found.size < mostKnown) found.set(key, definitions);
  }
  return definitions;
}

/** What a name at the top of a file stands for, or as many of its members as it says: also a function, or a method of a class. */
function valueNamed(file: CodeFile, name: string, path: readonly string[]): SyntaxNode | null {
  const binding = file.scopes.bindings.find(({ declarations: [one] }) => one!.name === name && isAtTop(file, one!));
  const declared = binding?.declarations[0];
  const owner = declared?.node.parent;
  if (!declared || !owner || declared.imported !== null) return null;
  const [first, ...rest] = path;
  if (/class|enum/.test(owner.type)) {
    const members = first === undefined ? [] : membersOfClass(file, owner, first, false);
    return members.length === 1 ? partOf(file, members[0]!, rest) : null;
  }
  const isFunction = /function/.test(owner.type) && declared.node.field === "name";
  if (isFunction) return owner.end - owner.start <= longestFunction && !works.test(file.text(owner)) ? owner : null;
  return declared.value && (binding.constant ? partOf(file, declared.value, [...declared.path, ...path]) : null);
}

/** What stands in an object at a path, or at as much of it as leads somewhere. */
function partOf(file: CodeFile, whole: SyntaxNode, path: readonly string[]): SyntaxNode {
  let found = whole;
  for (const key of path) {
    const entries = file.entries(file.resolve(found).base);
    const named = (entries ?? []).filter((one) => one.key === key);
    if (named.length !== 1) break;
    found = named[0]!.value;
  }
  return found;
}
