/** What a module of Terraform looks up (`data`), by the name that it has on the other side, where that asks for the same. */
import { addressOf, type Block, readBlocks } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import { partsOf, type SyntaxTree } from "../../source/syntax-tree";
import { writtenAlike } from "../canonical";
import type { Edit } from "../pieces";

/** Whether a text may look something up that has another name on the other side; the test is cheap. */
export function mayNameData(text: string): boolean {
  return /^data\b/m.test(text);
}

/** What gives the first side the names that the same data have on the second. */
export function editsOfData(old: Source, current: Source): readonly Edit[] {
  const [was, is] = [dataOf(old), dataOf(current)];
  if (!was || !is) return [];
  const [gone, come] = [alone(was, is), alone(is, was)];
  const names = new Map(
    [...gone].flatMap(([said, from]) => {
      const to = come.get(said) ?? [];
      return from.length === 1 && to.length === 1 ? [[from[0]!, to[0]!] as const] : [];
    }),
  );
  if (names.size === 0) return [];
  const declared = [...was.blocks].flatMap(([address, block]): readonly Edit[] => {
    const label = names.has(address) ? partsOf(block.node)[2] : undefined;
    const name = names.get(address)?.split(".")[2];
    return label ? [{ start: label.start, end: label.end, text: `"${name}"` }] : [];
  });
  const used = [...old.text.matchAll(named)].flatMap(({ 0: name, index }) => {
    const to = names.get(name);
    return to === undefined ? [] : [{ start: index, end: index + name.length, text: to }];
  });
  return [...declared, ...used].sort((a, b) => a.start - b.start);
}

/** What gives the first side the attributes by which the second asks for the same of its data: `name`, `id` and `region` of a Region are one. */
export function editsOfAttributes(old: Source, current: Source): readonly Edit[] {
  const used = new Map([...current.text.matchAll(attributes)].map(({ 0: whole, 1: data }) => [data!, whole] as const));
  const all = new Set(current.text.match(attributes));
  return [...old.text.matchAll(attributes)].flatMap(({ 0: whole, 1: data, index }) => {
    const to = all.has(whole) ? undefined : used.get(data!);
    return to === undefined ? [] : [{ start: index, end: index + whole.length, text: to }];
  });
}

const attributes =
  /\b(data\.(?:aws_region\.[\w-]{1,200}(?=\.(?:name|id|region)\b)|aws_caller_identity\.[\w-]{1,200}(?=\.(?:account_)?id\b)))\.\w{1,10}/g;

const named = /\bdata\.[\w-]{1,200}\.[\w-]{1,200}/g;

interface Data {
  readonly tree: SyntaxTree;
  readonly blocks: ReadonlyMap<string, Block>;
}

/** Documents of policies are known again by what they say. */
function dataOf(source: Source): Data | null {
  const tree = source.syntax("hcl");
  if (!tree) return null;
  const blocks = readBlocks(tree).filter(
    ({ type, labels }) => type === "data" && labels[0] !== "aws_iam_policy_document",
  );
  return { tree, blocks: new Map(blocks.map((block) => [addressOf(block), block])) };
}

/** By what they look up, the names of those that the other side does not have. */
function alone({ tree, blocks }: Data, other: Data): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [address, { node, labels }] of blocks) {
    const label = other.blocks.has(address) ? undefined : partsOf(node)[2];
    if (!label) continue;
    const key = `${labels[0]} ${writtenAlike(tree.text.slice(label.end, node.end))}`;
    found.set(key, [...(found.get(key) ?? []), address]);
  }
  return found;
}
