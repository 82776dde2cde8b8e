/** Variables of Terraform with a default, by the name that they have on the other side, where they say the same and stand in the same lines. */
import { argumentOf, type Block, readBlocks } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import { partsOf, textOf } from "../../source/syntax-tree";
import { writtenAlike } from "../canonical";
import type { Edit } from "../pieces";

/** Whether a text may have such a variable; the test is cheap. */
export function mayHaveDefaults(text: string): boolean {
  return /^variable\b/m.test(text) && /\bdefault\b/.test(text);
}

const used = /\bvar\.([\w-]{1,200})/g;

/** What gives the first side the names of the second; `given` are texts that give variables values. */
export function editsOfDefaults(old: Source, current: Source, given: readonly string[]): readonly Edit[] {
  const [was, is] = [variablesOf(old), variablesOf(current)];
  const gone = [...was.values()].filter(({ name }) => !is.has(name));
  const come = [...is.values()].filter(({ name }) => !was.has(name));
  if (gone.length === 0 || come.length === 0 || gone.length * (gone.length + come.length) > mostPairs) return [];
  const [then, now] = [linesOf(old.text), linesOf(current.text)];
  const isGiven = (name: string): boolean => given.some((text) => text.includes(name));
  const names = new Map(
    gone.flatMap(({ name, said }) => {
      const lines = then.get(name);
      const same = come.filter((one) => one.said === said && lines !== undefined && now.get(one.name) === lines);
      const isOnly = gone.filter((one) => one.said === said && then.get(one.name) === lines).length === 1;
      const [to, ...others] = same;
      return to && isOnly && others.length === 0 && !isGiven(name) && !isGiven(to.name)
        ? [[name, to.name] as const]
        : [];
    }),
  );
  const declared = [...names].flatMap(([name, to]): readonly Edit[] => {
    const label = partsOf(was.get(name)!.block.node)[1];
    return label ? [{ start: label.start, end: label.end, text: `"${to}"` }] : [];
  });
  const named = [...old.text.matchAll(used)].flatMap(({ 0: whole, 1: name, index }) => {
    const to = names.get(name!);
    return to === undefined ? [] : [{ start: index, end: index + whole.length, text: `var.${to}` }];
  });
  return [...declared, ...named].sort((a, b) => a.start - b.start);
}

interface Variable {
  readonly name: string;
  readonly block: Block;
  /** Its default. */
  readonly said: string;
}

function variablesOf(source: Source): ReadonlyMap<string, Variable> {
  const tree = source.syntax("hcl");
  const blocks = tree ? readBlocks(tree).filter(({ type }) => type === "variable") : [];
  return new Map(
    blocks.flatMap((block) => {
      const [name = ""] = block.labels;
      if (!tree || !argumentOf(block, "default")) return [];
      const parts = ["default", "nullable"].map((one) => argumentOf(block, one));
      const said = JSON.stringify(parts.map((one) => one && writtenAlike(textOf(tree, one))));
      return [[name, { name, block, said }] as const];
    }),
  );
}

/** By variable, the lines that it stands in, without its name; of one in a long line nobody asks. */
function linesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string[]>();
  for (const line of text.split("\n"))
    for (const name of new Set([...line.matchAll(used)].map(([, name]) => name!))) {
      const lines = found.get(name) ?? [];
      found.set(name, lines);
      const said =
        line.length > longestLine ? line : line.replace(used, (whole, one) => (one === name ? "var" : whole));
      lines.push(said.replace(/\s+/g, " ").trim());
    }
  return new Map([...found].map(([name, lines]) => [name, lines.sort().join("\n")]));
}

const longestLine = 2000;
/** So many pairs are looked at. */
const mostPairs = 40_000;
