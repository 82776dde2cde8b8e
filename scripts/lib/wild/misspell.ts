/** Recall by mutation: a misspelt action is a mistake that must be found wherever a policy is seen. */
import type { Catalog } from "../../../src/catalog/catalog";
import { random } from "../../../test/support/random";

/** A run of lines with actions of AWS's, of which one is misspelt in the copy. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The action as it was. */
  readonly action: string;
}

/** An action that stands alone in quotes or as an item of a list in YAML. */
const action = /(?<=["'`]|^[ \t]*-[ \t]+)([a-z][a-z0-9-]{1,40}):([A-Z][A-Za-z0-9]{2,70})(?=["'`]|[ \t]*\r?$)/gm;

/** Actions so many lines apart are of one place. */
const nearby = 4;

/** An action as it stands in a text. */
export interface Written {
  readonly index: number;
  readonly line: number;
  readonly service: string;
  readonly name: string;
}

/** The places of a text. Comments are left as they are. */
export function placesOf(text: string, catalog: Catalog): readonly (readonly Written[])[] {
  const groups: Written[][] = [];
  let line = 1;
  let from = 0;
  for (const { 0: whole, 1: service, 2: name, index } of text.matchAll(action)) {
    for (let at = text.indexOf("\n", from); at >= 0 && at < index; at = text.indexOf("\n", from)) {
      line++;
      from = at + 1;
    }
    if (/^\s*(?:#|\/\/|\*|--)/.test(text.slice(from, from + 200))) continue;
    if (!catalog.service(service!)?.action(name!)) continue;
    const one = { index: index + whole.length - name!.length, line, service: service!, name: name! };
    const last = groups.at(-1);
    if (last && line - last.at(-1)!.line <= nearby) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** A copy of a text in which one valid action of each place is misspelt. What IAM does not judge is counted apart. */
export function misspell(
  file: string,
  text: string,
  catalog: Catalog,
  seed: number,
): { readonly text: string; readonly places: readonly Place[]; readonly leftOut: number } {
  const next = random(seed + text.length);
  const groups = placesOf(text, catalog);
  const lines = text.split("\n");
  const policies = groups.filter((group) => !isOfOwnPermissions(group, lines));
  let copy = "";
  let done = 0;
  const places = policies.map((group): Place => {
    const { index, line: at, service, name } = group[Math.floor(next() * group.length)]!;
    // Of the same length, so that every other place stays where it is.
    copy += `${text.slice(done, index)}${name.slice(0, 2)}qq${name.slice(4)}`;
    done = index + name.length;
    return { file, line: at, action: `${service}:${name}` };
  });
  return { text: copy + text.slice(done), places, leftOut: groups.length - policies.length };
}

/** So many lines around a place tell whether it is of a statement. */
const around = 15;

/**
 * Whether all actions of a place are permissions of OpenSearch Serverless or QuickSight, near which permissions are spoken of and neither an effect
 * nor a statement: data access policies, and who may see an analysis. These services judge them by lists of their own, with names that IAM has not.
 */
function isOfOwnPermissions(
  group: readonly { readonly line: number; readonly service: string }[],
  lines: readonly string[],
): boolean {
  if (!group.every(({ service }) => service === "aoss" || service === "quicksight")) return false;
  const from = Math.max(0, group[0]!.line - 1 - around);
  const near = lines.slice(from, group.at(-1)!.line + around).join("\n");
  return /permission/i.test(near) && !/\beffect\b|statement/i.test(near);
}
