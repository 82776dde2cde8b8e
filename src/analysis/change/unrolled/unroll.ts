/** Both sides of a module of Terraform with the loops written out in which something changes. */
import { readOuterArguments } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import type { SyntaxTree } from "../../source/syntax-tree";
import { writtenAlike } from "../canonical";
import type { NamedText } from "../join";
import type { Piece } from "../pieces";
import { Evaluator } from "./evaluator";
import { type Known, plainOf, written } from "./known";
import { Rewriter, textOfPieces } from "./rewriter";

export interface UnrolledSide {
  readonly source: Source;
  /** Variables files that Terraform reads by itself, in its order. */
  readonly values: readonly NamedText[];
  /** What files say, by the path that a call names. */
  readonly files?: ReadonlyMap<string, string> | undefined;
}

export interface UnrolledSides {
  /** Null for a side that stays as it is. */
  readonly sides: readonly [Unrolled | null, Unrolled | null];
  /** The addresses that are made for others than before, or perhaps, and are not written out. */
  readonly unread: readonly string[];
}

export interface Unrolled {
  readonly pieces: readonly Piece[];
  /** What people call the instances that are written out, by their addresses. */
  readonly shown: ReadonlyMap<string, string>;
}

const mostRounds = 6;

/** Whether a module may have something to write out. */
export function mayUnroll(text: string): boolean {
  return /\b(?:for_each|count|dynamic|for|file|templatefile)\b/.test(text);
}

export function unrolled(before: UnrolledSide | null, after: UnrolledSide | null): UnrolledSides {
  const trees = [before, after].map((side) => side && side.source.syntax("hcl"));
  const values = [before, after].map((side, at) => (side && trees[at] ? valuesOf(trees[at], side) : null));
  const filled = values.map((own, at) => filledOf(own, values[1 - at] ?? null));
  const rewriters = trees.map(
    (tree, at) => tree && new Rewriter(tree, { variables: filled[at]!, files: [before, after][at]?.files }),
  );
  const looped = new Set(rewriters.flatMap((one) => one?.looped() ?? []));
  const needed = neededIn(rewriters);
  let addresses = needed;
  for (let round = 0; round < mostRounds; round++) {
    for (const one of rewriters) one?.writeOut(addresses);
    const made = rewriters.map((one) => one?.rewritten() ?? null);
    const left = new Set(made.flatMap((pieces) => (pieces ? leftIn(textOfPieces(pieces), addresses) : [])));
    if (left.size > 0) {
      addresses = new Set([...addresses].filter((one) => !left.has(one)));
      continue;
    }
    const result = made.map((pieces, at) =>
      pieces && textOfPieces(pieces) !== trees[at]!.text ? finished(pieces, rewriters[at]!, addresses) : null,
    );
    const unread = [...looped].filter((one) => !addresses.has(one) && isUnread(one, rewriters, needed));
    return { sides: [result[0] ?? null, result[1] ?? null], unread };
  }
  return { sides: [null, null], unread: [...needed] };
}

function finished(pieces: readonly Piece[], rewriter: Rewriter, addresses: ReadonlySet<string>): Unrolled {
  const shown = new Map<string, string>();
  for (const address of addresses) {
    const found = rewriter.instancesOf(address);
    const type = address.slice(0, address.lastIndexOf("."));
    found?.names.forEach((name, at) => {
      const key = found.pairs[at]![0];
      shown.set(`${type}.${name}`, `${address}[${found.by === "count" ? (plainOf(key) ?? at) : written(key)}]`);
    });
  }
  return { pieces, shown };
}

/** What decides of whom something is allowed what, or to whom. */
const ofAccess = /^(?:data\.)?aws_(?:iam_|kms_grant|lambda_permission|ssoadmin_|\w{0,80}_policy)/;

/** Whether something is made for others than before, though nobody can write it out. */
function isUnread(address: string, rewriters: readonly (Rewriter | null)[], needed: ReadonlySet<string>): boolean {
  if (!ofAccess.test(address) || address.startsWith("data.")) return false;
  const [old, current] = rewriters.map((one) => one?.loopAt(address) ?? null);
  const isOpen = rewriters.some((one) => one?.instancesOf(address) === null);
  return (
    old != null && current != null && (needed.has(address) || (isOpen && writtenAlike(old) !== writtenAlike(current)))
  );
}

/** The addresses of which one side has others than the other; those that nobody can compute on both sides stay as they are. */
function neededIn(rewriters: readonly (Rewriter | null)[]): ReadonlySet<string> {
  const all = new Set(rewriters.flatMap((one) => one?.looped() ?? []));
  let needed = new Set<string>();
  for (let size = -1; size !== needed.size;) {
    size = needed.size;
    const next = new Set(needed);
    // What is made for others that are written out is written out as well.
    for (const rewriter of rewriters) rewriter?.writeOut(needed);
    for (const address of all) if (isNeeded(address, rewriters)) next.add(address);
    needed = next;
  }
  return needed;
}

function isNeeded(address: string, rewriters: readonly (Rewriter | null)[]): boolean {
  const found = rewriters.map((one) => one?.instancesOf(address));
  if (found.includes(null)) return false;
  const sizes = found.map((one) => one?.pairs.length ?? 0);
  if (found.every((one) => !one || one.by === "count") && sizes.every((size) => size <= 1)) return false;
  const texts = rewriters.map((one) => one?.textAt(address) ?? null);
  const [old, current] = texts;
  // What is there several times in the same way allows no more than once; but for roles and users, which are several.
  const isAlike = found.every((one, at) => !one || (one.by === "count" && !/\bcount\.index\b/.test(texts[at] ?? "")));
  if (isAlike && !/^aws_iam_(?:role|user|group)\./.test(address)) return false;
  if (old == null || current == null || !found[0] || !found[1]) return true;
  const [was, is] = found.map((one) => one!.by + one!.pairs.map((pair) => pair.map(written).join("=")).join());
  if (was !== is) return true;
  if (old !== current) return /attachment/.test(address);
  const [first, second] = rewriters.map((one) => one!.writtenOutAt(address));
  return first !== second;
}

/** The addresses that something still names without its key. */
function leftIn(text: string, addresses: ReadonlySet<string>): readonly string[] {
  return [...addresses].filter((address) => {
    for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1))
      if (!/[\w.-]/.test(text[at - 1] ?? " ") && !/[\w-]/.test(text[at + address.length] ?? " ")) return true;
    return false;
  });
}

/** By the name of a variable what it is given. */
function valuesOf(tree: SyntaxTree, { source, values }: UnrolledSide): ReadonlyMap<string, Known | null> {
  const rewriter = new Rewriter(tree, { variables: new Map() });
  const found = new Map<string, Known | null>();
  for (const { type, labels } of rewriter.blocks)
    if (type === "variable" && labels[0] !== undefined) found.set(labels[0], rewriter.defaultOf(labels[0]));
  for (const { name, text } of values) {
    const given = name.endsWith(".json") ? null : source.syntaxOf("hcl", text);
    const evaluator =
      given && new Evaluator(given, [], { variables: new Map(), resources: () => null, rewritten: () => "" });
    for (const one of given ? readOuterArguments(given) : [])
      if (found.has(one.name)) found.set(one.name, evaluator!.evaluate(one.value, new Map()));
  }
  return found;
}

/** The variables to which the sides give other values, or that one side alone has with a value that says something. */
function filledOf(
  own: ReadonlyMap<string, Known | null> | null,
  other: ReadonlyMap<string, Known | null> | null,
): ReadonlyMap<string, Known> {
  const filled = new Map<string, Known>();
  for (const [name, value] of own ?? []) {
    if (!value || !other || value.kind === "null") continue;
    const theirs = other.get(name);
    // Who has none by default is given one by others.
    if (theirs?.kind === "null") continue;
    const isOther = theirs ? written(theirs) !== written(value) : !other.has(name) && !isEmpty(value);
    if (isOther) filled.set(name, value);
  }
  return filled;
}

/** What a variable is where its caller is to give it something. */
function isEmpty(value: Known): boolean {
  if (value.kind === "list") return value.items.length === 0;
  if (value.kind === "map") return value.entries.size === 0;
  return plainOf(value) === "";
}
