/** Variables and outputs of local modules that a change calls otherwise, in the module and in its calls. */
import { argumentOf, readBlocks } from "../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import { writtenAlike } from "../canonical";
import type { Edit } from "../pieces";

/** New names by the old ones. */
export type Renames = ReadonlyMap<string, string>;

const uses = /\bvar\.([\w-]{1,200})/g;
const declared = /^variable\s{1,20}"?([\w-]{1,200})"?/gm;
const given = /^output\s{1,20}"?([\w-]{1,200})"?/gm;
const mostNames = 50;

/** The variables of a module that are used in the same places by another name. */
export function renamedVariables(before: string, after: string): Renames {
  const [old, current] = [before, after].map((text) => new Set([...text.matchAll(declared)].map(([, name]) => name!)));
  const gone = new Set([...old!].filter((name) => !current!.has(name)).slice(0, mostNames));
  const come = new Set([...current!].filter((name) => !old!.has(name)).slice(0, mostNames));
  if (gone.size === 0 || come.size === 0) return new Map();
  return paired(placesOf(before, gone), placesOf(after, come));
}

/** By each name the lines that use it, without names that only one side has. */
function placesOf(text: string, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const places = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const own = [...line.matchAll(uses)].flatMap(([, name]) => (names.has(name!) ? name! : []));
    if (own.length === 0) continue;
    const said = writtenAlike(line.replace(uses, (whole, name: string) => (names.has(name) ? "var" : whole)));
    for (const name of own) places.set(name, [...(places.get(name) ?? []), said]);
  }
  return new Map([...places].map(([name, lines]) => [name, lines.sort().join("\n")]));
}

/** The outputs of a module that give the same by another name. */
export function renamedOutputs(before: SyntaxTree, after: SyntaxTree): Renames {
  const [old, current] = [outputsOf(before), outputsOf(after)];
  const alone = (own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    new Map([...own].filter(([name]) => !other.has(name)));
  return paired(alone(old, current), alone(current, old));
}

function outputsOf(tree: SyntaxTree): ReadonlyMap<string, string> {
  return new Map(
    readBlocks(tree).flatMap((block) => {
      const value = block.type === "output" ? argumentOf(block, "value") : null;
      return value ? [[block.labels[0] ?? "", writtenAlike(textOf(tree, value))] as const] : [];
    }),
  );
}

/** Those that say the same as one of the others, and as no more. */
function paired(old: ReadonlyMap<string, string>, current: ReadonlyMap<string, string>): Renames {
  const found = new Map<string, string>();
  for (const [name, said] of old) {
    const alike = [...old.values()].filter((one) => one === said);
    const others = [...current].filter(([, one]) => one === said);
    if (alike.length === 1 && others.length === 1) found.set(name, others[0]![0]);
  }
  return found;
}

/** What gives a module its new names for its own variables and outputs. */
export function editsOfModule(text: string, variables: Renames, outputs: Renames): readonly Edit[] {
  const edits = (matches: Iterable<RegExpMatchArray>, names: Renames): readonly Edit[] =>
    [...matches].flatMap(({ 0: whole, 1: name = "", index = 0 }) => {
      const to = names.get(name);
      const start = index + whole.lastIndexOf(name);
      return to === undefined ? [] : [{ start, end: start + name.length, text: to }];
    });
  return [
    ...edits(text.matchAll(uses), variables),
    ...edits(text.matchAll(declared), variables),
    ...edits(text.matchAll(given), outputs),
  ];
}

/** What gives the calls of modules the new names. @param of by the folder of a module, as the call names it */
export function editsOfCalls(
  tree: SyntaxTree,
  of: (source: string) => { readonly variables: Renames; readonly outputs: Renames } | undefined,
): readonly Edit[] {
  const outputs = new Map<string, Renames>();
  const edits: Edit[] = [];
  for (const block of readBlocks(tree)) {
    const source = block.type === "module" ? argumentOf(block, "source") : null;
    const found = source ? of(textOf(tree, source).replaceAll('"', "")) : undefined;
    if (!found) continue;
    outputs.set(block.labels[0] ?? "", found.outputs);
    for (const { name, head } of block.arguments) {
      const to = found.variables.get(name);
      if (to !== undefined) edits.push({ ...spanOf(head), text: to });
    }
  }
  for (const { 0: whole, 1: call, 2: output, index } of tree.text.matchAll(references)) {
    const to = outputs.get(call!)?.get(output!);
    const end = index + whole.length;
    if (to !== undefined) edits.push({ start: end - output!.length, end, text: to });
  }
  return edits;
}

const references = /\bmodule\.([\w-]{1,200})(?:\[[^[\]\n]{0,100}\])?\.([\w-]{1,200})/g;
