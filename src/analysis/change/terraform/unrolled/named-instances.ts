/** Of roles, users and groups that there are several of, those that something of the other side names otherwise: by another key, or all of them. */
import { addressOf, type Block } from "../../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { writtenAlike } from "../../canonical";
import { type Known, plainOf, written } from "./known";

const instances = /\b(aws_iam_(?:role|user|group)\.[\w-]{1,200})\s?(\[[^[\]]{0,200}\]|\.\d{1,4}\b|\.\*)?/g;
/** How often there is what names them. */
const loops = /\b(?:count|for_each)\s{0,40}=\s{0,5}[^\n]{0,300}/g;

const openNames = /\b(?:var|local)\.[\w-]{1,200}/g;

const ofHolders = /^aws_iam_\w{0,40}(?:policy|attachment|membership)$/;

interface Computed {
  writtenOutAt(address: string): string | null;
  named(reference: string): Known | null;
}

interface Named {
  readonly tree: SyntaxTree;
  readonly blocks: readonly Block[];
}

/**
 * The addresses of those that resources name otherwise than on the other side.
 * @param touched the variables and locals that stand for something else there
 */
export function namedOtherwise(
  before: Named | null,
  after: Named | null,
  touched: ReadonlySet<string>,
): ReadonlySet<string> {
  if (!before || !after) return new Set();
  const [old, current] = [before, after].map((side) => waysIn(side, touched, side === before ? "then" : "now"));
  const all = new Set([...old!.keys(), ...current!.keys()]);
  return new Set([...all].filter((one) => waysOf(old!, one) !== waysOf(current!, one)));
}

function waysOf(ways: ReadonlyMap<string, readonly string[]>, address: string): string {
  return [...(ways.get(address) ?? [])].sort().join("\n");
}

/** By the address of each, how blocks name it: the keys, and how often there is the block, or what it says where it names one of them. */
function waysIn(
  { tree, blocks }: Named,
  touched: ReadonlySet<string>,
  side: string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { node, type } of blocks) {
    if (type !== "resource" && type !== "data" && type !== "module") continue;
    const text = textOf(tree, node);
    const keys = keysIn(text);
    if (keys.size === 0) continue;
    const isTouched = touched.size > 0 && [...text.matchAll(openNames)].some(([name]) => touched.has(name));
    const often = (text.match(loops) ?? []).map(writtenAlike).join() + (isTouched ? side : "");
    for (const [address, all] of keys) {
      const named = [...all].sort();
      // What one of them has is told of that one.
      const how = named.some((one) => literal.test(one)) ? withoutKeys(text) : often;
      found.set(address, [...(found.get(address) ?? []), `${named.join()} ${how}`]);
    }
  }
  return found;
}

/**
 * The addresses of those of which something that gives permissions names one that it did not name before, in place of another.
 * @param computed what each side says with the keys that can be computed
 */
export function namedInPlaceOfOthers(
  before: Named | null,
  after: Named | null,
  computed: readonly (Computed | null)[],
): ReadonlySet<string> {
  if (!before || !after) return new Set();
  const [old, current] = [givingIn(before, computed[0]!), givingIn(after, computed[1]!)];
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

function givingIn({ tree, blocks }: Named, computed: Computed | null): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap((block) => {
      if (block.type !== "resource" || !ofHolders.test(block.labels[0] ?? "")) return [];
      const [address, text] = [addressOf(block), textOf(tree, block.node)];
      const given = computedKey.test(text) ? computed?.writtenOutAt(address) : null;
      return [[address, given?.replace(instances, (said) => withKey(said, computed!)) ?? text] as const];
    }),
  );
}

const computedKey = /\baws_iam_(?:role|user|group)\.[\w-]{1,200}\s?\[\s?(?:each|count|var|local)\./;

/** With the key that a variable or local says. */
function withKey(said: string, computed: Computed): string {
  return said.replace(/(?<=\[)(?:var|local)\.[\w-]{1,200}(?=\]$)/, (name) => {
    const known = computed.named(name);
    return known && plainOf(known) !== null ? written(known) : name;
  });
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
