/** Both sides of a module of Terraform with the loops written out in which something changes. */
import { writtenAlike } from "../../canonical";
import { type Piece, textOfPieces } from "../../pieces";
import { isNarrower } from "../counts";
import type { Loop } from "./computed-module";
import { chosenBetween, filledOf, namedIn, type UnrolledSide, type Values } from "./given-values";
import type { Instances } from "./instances";
import { type Known, plainOf, written } from "./known";
import { namedInPlaceOfOthers, namedOtherwise } from "./named-instances";
import { Rewriter } from "./rewriter";
import { withoutSpareNames } from "./spare-names";
import { newNames, touchedNames } from "./touched";

export interface UnrolledSides {
  /** Null for a side that stays as it is. */
  readonly sides: readonly [Unrolled | null, Unrolled | null];
  /** What is made for others than before, or perhaps, and is not written out. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  readonly address: string;
  /** The argument. */
  readonly by: string;
}

export interface Unrolled {
  readonly pieces: readonly Piece[];
  /** What people call the instances that are written out, by their addresses. */
  readonly shown: ReadonlyMap<string, string>;
}

const mostRounds = 6;

/** Whether a module may have something to write out, or to compute. */
export function mayUnroll(text: string): boolean {
  return /[?(]|\b(?:for_each|count|dynamic|for|var|local)\b/.test(text);
}

/** The variables and locals that stand for something else on the other side: `var.on`. */
export function touchedBetween(before: UnrolledSide, after: UnrolledSide): ReadonlySet<string> {
  const [old, current] = [before, after].map((side) => {
    const tree = side.source.syntax("hcl");
    return tree && namedIn(tree, side);
  });
  return touchedNames(old ?? null, current ?? null);
}

type Rewriters = readonly (Rewriter | null)[];

export function unrolled(before: UnrolledSide | null, after: UnrolledSide | null): UnrolledSides {
  const given = [before, after];
  const trees = given.map((side) => side && side.source.syntax("hcl"));
  const named = given.map((side, at) => (side && trees[at] ? namedIn(trees[at], side) : null));
  const values = named.map((one) => one?.values ?? null);
  const touched = touchedNames(named[0]!, named[1]!);
  const chosen = named[0] && named[1] ? chosenBetween(named[0], named[1], touched) : undefined;
  const fresh = newNames(named[0]!, named[1]!);
  const rewritersFor = (
    variables: (own: Values | null, other: Values | null) => ReadonlyMap<string, Known>,
  ): Rewriters =>
    trees.map(
      (tree, at) =>
        tree &&
        new Rewriter(tree, {
          variables: variables(values[at] ?? null, values[1 - at] ?? null),
          files: given[at]?.files,
          touched,
          chosen,
          fresh: at === 1 ? fresh : undefined,
          other: trees[1 - at]?.text ?? null,
        }),
    );
  const rewriters = rewritersFor(filledOf);
  const looped = new Set(rewriters.flatMap((one) => one?.looped() ?? []));
  const switched = new Set([...looped].filter((address) => isSwitchedOff(address, rewriters)));
  for (const one of rewriters) one?.leaveOpen(switched);
  const lone = loneIn(
    looped,
    rewriters,
    rewritersFor(
      (own) =>
        new Map([...(own ?? [])].flatMap(([name, value]) => (value && value.kind !== "null" ? [[name, value]] : []))),
    ),
  );
  const renamed = namedOtherwise(named[0]!, named[1]!, touched);
  const needed = neededIn(rewriters, lone, renamed);
  const changed = new Set([...needed].filter((one) => lone[0]!.has(one) || isNeeded(one, rewriters)));
  let addresses = needed;
  for (let round = 0; round < mostRounds; round++) {
    for (const [at, one] of rewriters.entries()) one?.writeOut(addresses, lone[at]);
    const made = withoutSpareNames(rewriters, trees);
    const left = new Set(made.flatMap((pieces) => (pieces ? leftIn(textOfPieces(pieces), addresses) : [])));
    for (const one of left) if (lone[0]!.has(one) || hasRest(one, rewriters)) left.delete(one);
    if (left.size > 0) {
      addresses = new Set([...addresses].filter((one) => !left.has(one)));
      continue;
    }
    const result = made.map((pieces, at) =>
      pieces && textOfPieces(pieces) !== trees[at]!.text ? finished(pieces, rewriters[at]!, addresses) : null,
    );
    const unread = [...looped].flatMap((one) => {
      const by = addresses.has(one) ? null : unreadBy(one, rewriters, changed);
      return by ? [{ address: one, by }] : [];
    });
    const others = [...namedInPlaceOfOthers(named[0]!, named[1]!, rewriters)].flatMap((address) =>
      addresses.has(address) || lone[0]!.has(address) ? [] : { address, by: "key" },
    );
    return { sides: [result[0] ?? null, result[1] ?? null], unread: [...unread, ...others, ...openIn(rewriters)] };
  }
  return { sides: [null, null], unread: [...changed].map((address) => ({ address, by: "for_each" })) };
}

/** Whether only one side has something, which is not there by default and which others may switch on. */
function isSwitchedOff(address: string, rewriters: Rewriters): boolean {
  const [only, ...others] = rewriters.filter((one) => one?.textAt(address) != null);
  const found = only?.instancesOf(address);
  return others.length === 0 && found?.pairs.length === 0 && only?.loopAt(address, found.by)?.isTouched === true;
}

function finished(pieces: readonly Piece[], rewriter: Rewriter, addresses: ReadonlySet<string>): Unrolled {
  const shown = new Map<string, string>();
  for (const address of addresses) {
    const found = rewriter.instancesOf(address);
    const type = address.slice(0, address.lastIndexOf("."));
    found?.names.forEach((name, at) => {
      if (address.endsWith(`.${name}`)) return;
      const key = found.pairs[at]![0];
      shown.set(`${type}.${name}`, `${address}[${found.by === "count" ? (plainOf(key) ?? at) : written(key)}]`);
    });
  }
  return { pieces, shown };
}

/** What is called a policy, and allows nobody anything: of networks, balancers, caches, schedules and how long something is kept. */
const isOtherPolicy =
  /^aws_(?:batch_scheduling|(?:app)?autoscaling|\w{1,20}_stickiness|load_balancer(?:_\w{1,20})?|lb_ssl_negotiation|cloudfront_\w{1,40}|\w{1,40}_lifecycle|networkfirewall_firewall|route53_traffic|fms|efs_backup|resiliencehub_resiliency)_policy\./;

/** What decides of whom something is allowed what, or to whom. */
const ofAccess = /^aws_(?:iam_|kms_grant|lambda_permission|ssoadmin_|\w{0,80}_policy|s3_bucket_public_access_block)/;

/** A policy of its own tells by itself that it may be there or not (`Definitions.countAt`). */
const isPolicy = /^aws_(?:iam_(?:\w{1,40}_)?policy\.|(?!iam_)\w{0,80}_policy\.)/;

/** By what something is made for others than before, though nobody can write it out. */
const isBlock = /^aws_s3_bucket_public_access_block\./;

const boundary = "permissions_boundary";

/** By resource type, arguments of which the policies tell nothing where they are left open. */
const decisive: readonly (readonly [type: RegExp, names: readonly string[]])[] = [
  [/^aws_iam_(?:role|user)\./, [boundary]],
  [/^aws_iam_\w{0,40}policy_attachment\./, ["policy_arn", "role", "user", "group"]],
  [isBlock, ["block_public_policy", "restrict_public_buckets"]],
];

/** What both sides have and others decide, so that nobody knows whether it is as before. */
function openIn(rewriters: Rewriters): readonly Unread[] {
  const [before, after] = rewriters;
  const hasPolicies = after?.addresses().some((address) => address.startsWith("aws_s3_bucket_policy.")) === true;
  return (after?.addresses() ?? []).flatMap((address) => {
    const names = decisive.flatMap(([type, all]) =>
      type.test(address) && (!isBlock.test(address) || hasPolicies) ? all : [],
    );
    if (names.length === 0 || before?.textAt(address) == null) return [];
    // A boundary where there was none lets nothing more through, whatever it is.
    const isNew = (name: string) => name === boundary && !before.isGiven(address, name);
    return after!.openAt(address, names).flatMap((by) => (isNew(by) ? [] : { address, by }));
  });
}

function unreadBy(address: string, rewriters: Rewriters, needed: ReadonlySet<string>): Instances["by"] | null {
  if (!ofAccess.test(address) || isOtherPolicy.test(address)) return null;
  const isOpen = rewriters.some((one) => one?.instancesOf(address) === null) || !isOfOneRest(address, rewriters);
  const isUnread = (by: Instances["by"], isTouched: (loop: Loop) => boolean): boolean => {
    const [old, current] = rewriters.map((one) => one?.loopAt(address, by) ?? null);
    if (!old || !current) return false;
    // The same conditions as before, and more, make it less often at most.
    const isLess = by === "count" && !old.isTouched && isNarrower(old.conditions, current.conditions);
    if (isLess && !needed.has(address)) return false;
    return (
      needed.has(address) ||
      (isOpen && (isTouched(old) || isTouched(current) || writtenAlike(old.said) !== writtenAlike(current.said)))
    );
  };
  // What is written with other names than before is told of what stands in the loop.
  if (isUnread("for_each", () => false)) return "for_each";
  return !isPolicy.test(address) && isUnread("count", (loop) => loop.isTouched) ? "count" : null;
}

/**
 * Of what there is once or not at all by `count`, and other than on the other side, how often it is there on each.
 * @param byDefault with the values of all variables, those that both sides have alike too
 */
function loneIn(
  looped: ReadonlySet<string>,
  rewriters: Rewriters,
  byDefault: Rewriters,
): readonly ReadonlyMap<string, number>[] {
  const sizesOf = (address: string, all: Rewriters): readonly (number | null)[] =>
    all.map((one) => {
      const found = one?.instancesOf(address);
      if (found === undefined) return one?.textAt(address) == null ? null : 1;
      return found?.by === "count" && found.pairs.length <= 1 ? found.pairs.length : null;
    });
  const isKnown = (sizes: readonly (number | null)[]) => sizes.every((size) => size !== null);
  const found = [...looped].flatMap((address) => {
    const isTouched = rewriters.some((one) => one?.loopAt(address, "count")?.isTouched);
    const sizes = sizesOf(address, rewriters);
    if (isKnown(sizes)) return isTouched || sizes[0] !== sizes[1] ? [{ address, sizes }] : [];
    const likely = isTouched ? sizesOf(address, byDefault) : [];
    // What is not there by default on either side others may switch on.
    return likely.length > 0 && isKnown(likely) && likely[0] !== likely[1] ? [{ address, sizes: likely }] : [];
  });
  return [0, 1].map((at) => new Map(found.map(({ address, sizes }) => [address, sizes[at] ?? 0])));
}

/** The addresses of which one side has others than the other; those that nobody can compute on both sides stay as they are. */
function neededIn(
  rewriters: Rewriters,
  lone: readonly ReadonlyMap<string, number>[],
  renamed: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set(rewriters.flatMap((one) => one?.looped() ?? []));
  let needed = new Set(lone[0]!.keys());
  for (let size = -1; size !== needed.size;) {
    size = needed.size;
    const next = new Set(needed);
    // What is made for others that are written out is written out as well.
    for (const [at, rewriter] of rewriters.entries()) rewriter?.writeOut(needed, lone[at]);
    const several = [...renamed].filter((address) => all.has(address) && areSeveral(address, rewriters));
    for (const address of several) next.add(address);
    for (const address of all)
      if (isNeeded(address, rewriters) || namesOneOf(address, several, rewriters)) next.add(address);
    needed = next;
  }
  return needed;
}

/** Whether others give both sides the same beside what is written out. */
function isOfOneRest(address: string, rewriters: Rewriters): boolean {
  const rests = rewriters.flatMap((one) => one?.instancesOf(address) ?? []).map(({ rest = "" }) => writtenAlike(rest));
  return new Set(rests).size < 2;
}

/** Whether what is written out stands beside what nobody can list, under its own name. */
function hasRest(address: string, rewriters: Rewriters): boolean {
  return rewriters.some((one) => one?.instancesOf(address)?.rest !== undefined);
}

/** Whether a loop names something of which each is known by itself. */
function namesOneOf(address: string, several: readonly string[], rewriters: Rewriters): boolean {
  if (!ofAccess.test(address)) return false;
  const texts = rewriters.map((one) => one?.textAt(address) ?? "");
  return several.some((one) => one !== address && texts.some((text) => text.includes(`${one}[each.`)));
}

/** Whether it is known on both sides what something is made for, and that is more than one. */
function areSeveral(address: string, rewriters: Rewriters): boolean {
  const found = rewriters.map((one) => one?.instancesOf(address));
  const isKnown = found.every((one) => one && one.rest === undefined);
  return isKnown && found.some((one) => one?.by === "for_each" || one!.pairs.length > 1);
}

function isNeeded(address: string, rewriters: Rewriters): boolean {
  const found = rewriters.map((one) => one?.instancesOf(address));
  if (found.includes(null) || !isOfOneRest(address, rewriters)) return false;
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
  // What is written otherwise may still be the same, beside the same rest.
  const isWritten = old !== current || rewriters.some((one) => one?.loopAt(address, "for_each")?.isTouched);
  if (isWritten && hasRest(address, rewriters)) return true;
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
