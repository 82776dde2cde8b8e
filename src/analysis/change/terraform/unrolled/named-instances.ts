/** Of roles, users and groups that there are several of, those that something of the other side names otherwise: by another key, or all of them. */
import { addressOf, type Block } from "../../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { writtenAlike } from "../../canonical";

const instances = /\b(aws_iam_(?:role|user|group)\.[\w-]{1,200})\s?(\[[^[\]]{0,200}\]|\.\d{1,4}\b|\.\*)?/g;
/** How often there is what names them. */
const loops = /\b(?:count|for_each)\s{0,40}=\s{0,5}[^\n]{0,300}/g;

const ofHolders = /^aws_iam_\w{0,40}(?:policy|attachment|membership)$/;

interface Named {
  readonly tree: SyntaxTree;
  readonly blocks: readonly Block[];
}

/** The addresses of those that resources name otherwise than on the other side. */
export function namedOtherwise(before: Named | null, after: Named | null): ReadonlySet<string> {
  if (!before || !after) return new Set();
  const [old, current] = [waysIn(before), waysIn(after)];
  const all = new Set([...old.keys(), ...current.keys()]);
  return new Set([...all].filter((one) => waysOf(old, one) !== waysOf(current, one)));
}

function waysOf(ways: ReadonlyMap<string, readonly string[]>, address: string): string {
  return [...(ways.get(address) ?? [])].sort().join("\n");
}

/** By the address of each, how blocks name it: the keys, and how often there is the block, or what it says where it names one of them. */
function waysIn({ tree, blocks }: Named): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { node, type } of blocks) {
    if (type !== "resource" && type !== "data" && type !== "module") continue;
    const text = textOf(tree, node);
    const keys = keysIn(text);
    if (keys.size === 0) continue;
    const often = (text.match(loops) ?? []).map(writtenAlike).join();
    for (const [address, all] of keys) {
      const named = [...all].sort();
      // What one of them has is told of that one.
      const how = named.some((one) => literal.test(one)) ? withoutKeys(text) : often;
      found.set(address, [...(found.get(address) ?? []), `${named.join()} ${how}`]);
    }
  }
  return found;
}

/** The addresses of those of which something that gives permissions names one that it did not name before, in place of another. */
export function namedInPlaceOfOthers(before: Named | null, after: Named | null): ReadonlySet<string> {
  if (!before || !after) return new Set();
  const [old, current] = [givingIn(before), givingIn(after)];
  const found = new Set<string>();
  const gone = new Map([...old].flatMap(([one, text]) => (current.has(one) ? [] : [[withoutKeys(text), text]])));
  for (const [address, text] of current) {
    // What is only called otherwise is the same.
    const other = old.get(address) ?? gone.get(withoutKeys(text));
    const keys = other === undefined ? new Map<string, Set<string>>() : keysIn(other);
    for (const [holder, all] of keysIn(text)) {
      const its = keys.get(holder);
      const isNew = (one: string, others: ReadonlySet<string>) => literal.test(one) && !others.has(one);
      if (its && [...all].some((one) => isNew(one, its)) && [...its].some((one) => isNew(one, all))) found.add(holder);
    }
  }
  return found;
}

const literal = /^\[(?:\d|")/;

function givingIn({ tree, blocks }: Named): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap((block) =>
      block.type === "resource" && ofHolders.test(block.labels[0] ?? "")
        ? [[addressOf(block), textOf(tree, block.node)] as const]
        : [],
    ),
  );
}

function withoutKeys(text: string): string {
  return writtenAlike(text.slice(text.indexOf("{")).replace(instances, "$1"));
}

function keysIn(text: string): ReadonlyMap<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const [, address = "", key = ""] of text.matchAll(instances))
    keys.set(address, (keys.get(address) ?? new Set()).add(keyOf(key)));
  return keys;
}

/** `.0` is `[0]`, and `.*` is `[*]`. */
function keyOf(written: string): string {
  return written.startsWith(".") ? `[${written.slice(1)}]` : written.replace(/\s+/g, "");
}
