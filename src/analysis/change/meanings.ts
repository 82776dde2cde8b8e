/** Open values that are written as before and stand for something else, because what they refer to has changed. */
import { conditionOfIf } from "../source/own-conditions";
import { openKey, type ValueNode } from "../value";
import { writtenAlike } from "./canonical";
import type { Definitions, Meanings } from "./names";
import { reachedFrom } from "./reached";
import type { ReadPolicy, Subject } from "./subject";
import { isNarrower } from "./terraform/counts";

/** Before the name of what stands for something else now, among what is not known. */
export const meaningPrefix = "changed meaning of ";

/** An open value as it is written, and where that is. */
export interface Written {
  readonly said: string;
  readonly at: number;
}

/** Before the label of a policy, or what is written in it, for whether and how often it is there. */
export const countPrefix = "count of ";

/** Under these, instead of what is written, stands what is there or not as a whole: what allows, and what denies. */
export const [countKey, denialsKey] = ["count", "count of denials"] as const;
export type CountKey = typeof countKey | typeof denialsKey;

/** Before the name of a condition that alone decides whether something allows, for when that is; and before those that it is made of. */
const [whenPrefix, withinPrefix] = ["when ", "within "] as const;

/** @param at where the policy stands, or what calls its module @param writtenOf null for what is not written with names of the document @param by what has the policy */
export function meaningsOf(
  root: ValueNode,
  at: number,
  text: string,
  definitions: Definitions,
  writtenOf = (node: ValueNode): Written | null => ({
    said: text.slice(node.span.start, node.span.end),
    at: node.span.start,
  }),
  by?: string,
): Meanings {
  const found = new Map<string, Map<string, string>>();
  const add = (said: string, place: number, key = writtenAlike(said), shown = said) => {
    const names = found.get(key) ?? new Map<string, string>();
    for (const [name, all] of reachedFrom(said, place, definitions))
      if (!names.has(name))
        names.set(
          name,
          all
            .map((each) => meant(each.text))
            .sort()
            .join("\n"),
        );
    const chosen = definitions.chosenBy?.(place) ?? "";
    if (chosen !== "") names.set(countPrefix + shown, meant(chosen));
    if (names.size > 0) found.set(key, names);
  };
  const addWhen = (key: string, place: number, { name, said }: When): void => {
    const names = found.get(key) ?? new Map<string, string>();
    for (const one of [name, ...reachedFrom(`Condition: ${name}`, place, definitions).keys()])
      if (definitions.saidBy?.(one, false) != null) names.set(withinPrefix + one, "");
    found.set(key, names.set(whenPrefix + name, said));
  };
  const look = (node: ValueNode): void => {
    if (node.kind === "array") node.items.forEach(look);
    else if (node.kind === "object") {
      // What code may put beside is read by itself.
      for (const { key, value } of node.entries) if (key !== openKey || definitions.namesBeside) look(value);
    } else if (node.kind === "template" || node.kind === "unknown") {
      const written = writtenOf(node);
      // What more there may be of a `dynamic` block is known by what is in the block.
      const block = written?.said === "" && definitions.chosenBy ? blockAt(text, written.at) : null;
      const when = written && whenAllowed(node, text, definitions);
      if (when) addWhen(writtenAlike(written.said), written.at, when);
      if (written && block) add("", written.at, writtenAlike(block), block.split("{", 1)[0]!.trim());
      else if (written) add(written.said, written.at);
      if (node.kind === "template")
        for (const { start, end } of node.substitution?.expressions?.values() ?? []) add(text.slice(start, end), start);
      if (node.kind === "unknown") for (const one of node.alternatives) if (one) look(one);
    }
  };
  look(root);
  const around = definitions.around(at, by);
  if (around !== "") add(around, at, "");
  return found;
}

interface When {
  readonly name: string;
  readonly said: string;
}

/** The condition of a template by which statements that allow are there, and nothing else in their place; null for any other value. */
function whenAllowed(node: ValueNode, text: string, { saidBy }: Definitions): When | null {
  const [first, second, ...others] = node.kind === "unknown" ? node.alternatives : [];
  const [only, isNot] = second === null ? [first, false] : [second, true];
  if (!saidBy || !only || (first && second) || others.length > 0 || !onlyAllows(only, text)) return null;
  const name = conditionOfIf(text.slice(node.span.start, node.span.end));
  const said = name === null ? null : saidBy(name, isNot);
  return said === null ? null : { name: name!, said };
}

/** Whether a value is statements, or documents of them, that all allow something. */
function onlyAllows(node: ValueNode, text: string): boolean {
  if (node.kind === "array") return node.items.length > 0 && node.items.every((item) => onlyAllows(item, text));
  const said = node.kind === "object" ? text.slice(node.span.start, node.span.end) : "";
  return /\bEffect\b/.test(said) && !/\bDeny\b/.test(said) && !/\bEffect["']?\s{0,20}:\s{0,80}["']?[^\s"'A]/.test(said);
}

const longestBlock = 4000;

/** The block that begins at a place, without what it is made for; null where it has no end near. */
function blockAt(text: string, at: number): string | null {
  let depth = 0;
  const rest = text.slice(at, at + longestBlock);
  for (const { 0: brace, index } of rest.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth === 0) return rest.slice(0, index).replace(/^\s{0,80}for_each\s{0,20}=[^\n]{0,1000}$/m, "");
  }
  return null;
}

/** The same for what is written in another order, with other blanks or a comment. */
function meant(text: string): string {
  return writtenAlike(
    text.replace(/^[ \t]{0,80}(?:#|\/\/).{0,500}$/gm, "").replace(
      /([[{])([^[\]{}()]{0,2000})([\]}])/g,
      (_, open: string, items: string, end: string) =>
        open +
        items
          .split(/[,\n]/)
          .map((one) => one.trim())
          .filter((one) => one !== "")
          .sort()
          .join(",") +
        end,
    ),
  );
}

/** The names that open values of both sides are written with and that are defined otherwise, each once. */
export function changedMeanings(before: Subject | null, after: Subject | null): readonly string[] {
  return changedNames(meaningsIn(before), meaningsIn(after));
}

/** The same of what is written with them on the two sides. */
export function changedNames(old: Meanings, current: Meanings): readonly string[] {
  const changed = new Set<string>();
  for (const [written, names] of current)
    for (const [name, said] of names) {
      const then = old.get(written);
      const was = then?.get(name);
      // What the condition says as a whole tells more than what it is made of.
      if (names.has(withinPrefix + name) && then?.has(withinPrefix + name)) continue;
      // What was always there is there less often at most; what denies is there no less often.
      const [less, more] = written === denialsKey ? [said, was] : [was, said];
      const isCount = name.startsWith(countPrefix) || name.startsWith(whenPrefix);
      // What was there everywhere and is not is compared deployment by deployment.
      const isTold = written === denialsKey && was === "";
      const isLess = was !== undefined && isCount && (isTold || isNarrower(less!, more!));
      if (was !== undefined && was !== said && !isLess)
        changed.add(name.startsWith(whenPrefix) ? name.slice(whenPrefix.length) : name);
    }
  return [...changed];
}

/** Several policies of a subject may be written with the same, each in its own place: what it stands for in any of them counts. */
export function meaningsIn(subject: Subject | null): Meanings {
  const policies: readonly ReadPolicy[] = [...(subject?.policies ?? []), ...(subject?.limits ?? [])];
  return joinedMeanings([...policies.map((one) => one.meanings?.()), subject?.boundMeanings?.()]);
}

export function joinedMeanings(given: readonly (Meanings | undefined)[]): Meanings {
  const each = given.filter((one) => one !== undefined && one.size > 0);
  if (each.length === 0) return new Map();
  const all = new Map<string, Map<string, Set<string>>>();
  for (const meanings of each)
    for (const [written, names] of meanings!) {
      const known = all.get(written) ?? new Map<string, Set<string>>();
      for (const [name, said] of names) known.set(name, (known.get(name) ?? new Set()).add(said));
      all.set(written, known);
    }
  const together = (names: ReadonlyMap<string, ReadonlySet<string>>) =>
    new Map([...names].map(([name, said]) => [name, [...said].sort().join("\n---\n")]));
  return new Map([...all].map(([written, names]) => [written, together(names)]));
}
