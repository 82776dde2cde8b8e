/** Outputs of local modules that are called otherwise on the other side and give the same. */
import { argumentOf, readBlocks } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import { textOf } from "../../source/syntax-tree";
import type { Beside } from "../beside";
import { definitionsOf } from "../definitions";
import type { Edit } from "../pieces";

export interface CallingSide {
  readonly source: Source;
  readonly beside: Beside;
}

const outputs = /\bmodule\.[\w-]{1,200}\.[\w-]{1,200}/g;

/** Whether a document may name an output. */
export function mayNameOutputs(text: string): boolean {
  return /\bmodule\.\w/.test(text);
}

/** What gives the first side the names that outputs have on the second. */
export function editsOfOutputs(old: CallingSide, current: CallingSide): readonly Edit[] {
  const [was, is] = [old, current].map(({ source }) => new Set(source.text.match(outputs)));
  const gone = [...was!].filter((name) => !is!.has(name));
  const come = [...is!].filter((name) => !was!.has(name));
  if (gone.length === 0 || come.length === 0) return [];
  const [then, now] = [givenBy(old, gone), givenBy(current, come)];
  const names = new Map(
    [...then].flatMap(([said, from]) => {
      const to = now.get(said) ?? [];
      return from.length === 1 && to.length === 1 ? [[from[0]!, to[0]!] as const] : [];
    }),
  );
  return [...old.source.text.matchAll(outputs)].flatMap(({ 0: name, index }) => {
    const to = names.get(name);
    return to === undefined ? [] : [{ start: index, end: index + name.length, text: to }];
  });
}

/** By the call and what it gives, the outputs of it that give that. */
function givenBy({ source, beside }: CallingSide, names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const definitions = definitionsOf(source, [], beside);
  const tree = source.syntax("hcl");
  const folders = new Map(
    (tree ? readBlocks(tree) : []).flatMap((block) => {
      const folder = tree && block.type === "module" ? argumentOf(block, "source") : null;
      return folder ? [[`module.${block.labels[0]}` as string, textOf(tree!, folder)] as const] : [];
    }),
  );
  const found = new Map<string, string[]>();
  for (const name of names) {
    const all = definitions?.of(name, 0) ?? [];
    if (all.length === 0) continue;
    const call = name.slice(0, name.lastIndexOf("."));
    const key = JSON.stringify([call, folders.get(call), all.map(({ text }) => text)]);
    found.set(key, [...(found.get(key) ?? []), name]);
  }
  return found;
}
