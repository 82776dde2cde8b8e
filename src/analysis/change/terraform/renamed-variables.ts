/** Variables of Terraform without a default that are called otherwise than before, and resources of which there are several now: nobody knows whether they are the same. */
import { groupBy } from "../../group-by";
import type { AllowedChange } from "../allowed";
import type { Allowed } from "../differences";
import { anotherPrefix } from "../others";
import type { Subject } from "../subject";

const variableNames = /\bvar\.[\w-]{1,200}/g;

interface Side {
  readonly before: Subject | null;
  readonly after: Subject | null;
}

/** A change without what is the same but for the name of such a variable, or for which of several resources it is where there was one: nobody knows that. */
export function withRenamed(change: AllowedChange, side: Side): AllowedChange {
  const { newlyAllowed, noLongerAllowed } = change;
  return newlyAllowed.length === 0 || noLongerAllowed.length === 0
    ? change
    : withKeys(withRenamedVariables(change, side));
}

const keys = /(\baws_\w{1,100}\.[\w-]{1,200})\[[^[\]]{1,210}\](?=\.)/g;

function withKeys(change: AllowedChange): AllowedChange {
  const { newlyAllowed, noLongerAllowed } = change;
  const plain = (one: Allowed): string => textOf(one).replace(keys, "$1");
  const left = new Map(noLongerAllowed.map((one) => [plain(one), one]));
  const names = new Set<string>();
  const paired = new Set<Allowed>();
  for (const one of newlyAllowed) {
    const other = left.get(plain(one));
    const [now, then] = [one, other].map((allowed) => (allowed ? [...textOf(allowed).matchAll(keys)] : []));
    if (!other || (now!.length === 0) === (then!.length === 0)) continue;
    paired.add(one).add(other);
    for (const [, name] of [...now!, ...then!]) names.add(name!);
  }
  return withoutPaired(change, paired, names);
}

function withRenamedVariables(change: AllowedChange, { before, after }: Side): AllowedChange {
  const { newlyAllowed, noLongerAllowed } = change;
  const [old, current] = [declaredBy(before), declaredBy(after)];
  const [gone, come] = [without(old, current), without(current, old)];
  if (gone.size === 0 || come.size === 0) return change;
  const left = groupBy(
    noLongerAllowed.filter((one) => unnamed(one, gone) !== null),
    (one) => unnamed(one, gone)!,
  );
  const names = new Set<string>();
  const paired = new Set<Allowed>();
  // Where more is the same but for a name than there was, the rest is new: the nearest name is the one of before.
  const candidates = newlyAllowed
    .flatMap((one) =>
      (left.get(unnamed(one, come) ?? "") ?? []).map((other) => ({ one, other, near: near(one, other) })),
    )
    .sort((a, b) => b.near - a.near);
  for (const { one, other } of candidates) {
    if (paired.has(one) || paired.has(other)) continue;
    paired.add(one).add(other);
    for (const name of textOf(one).match(variableNames) ?? []) if (come.has(name)) names.add(name);
  }
  return withoutPaired(change, paired, names);
}

function withoutPaired(change: AllowedChange, paired: ReadonlySet<Allowed>, names: ReadonlySet<string>): AllowedChange {
  if (names.size === 0) return change;
  return {
    verdict: "unknown",
    newlyAllowed: change.newlyAllowed.filter((one) => !paired.has(one)),
    noLongerAllowed: change.noLongerAllowed.filter((one) => !paired.has(one)),
    unknown: [...change.unknown, ...[...names].map((name) => anotherPrefix + name)],
  };
}

/** How far the first variables of two begin alike. */
function near(one: Allowed, other: Allowed): number {
  const [first = "", second = ""] = [one, other].map((allowed) => textOf(allowed).match(variableNames)?.[0]);
  const differs = [...first].findIndex((letter, at) => letter !== second[at]);
  return differs < 0 ? first.length : differs;
}

/** What is allowed with one name for all of some variables; null where it has none of them. */
function unnamed(one: Allowed, variables: ReadonlySet<string>): string | null {
  const text = textOf(one);
  const said = text.replace(variableNames, (name) => (variables.has(name) ? "var" : name));
  return said === text ? null : said;
}

function textOf({ actions, resources, principals, conditions, byPermission }: Allowed): string {
  return JSON.stringify([actions, resources, principals, conditions, byPermission]);
}

/** The variables that the documents of a subject declare. */
function declaredBy(subject: Subject | null): ReadonlySet<string> {
  const texts = new Set(subject?.policies.map(({ document }) => document.text));
  return new Set(
    [...texts].flatMap((text) =>
      [...text.matchAll(/^variable\s{1,20}"?([\w-]{1,200})"?/gm)].map(([, name]) => `var.${name}`),
    ),
  );
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => !others.has(name)));
}
