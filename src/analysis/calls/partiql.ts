/**
 * Statements of PartiQL in calls of Amazon DynamoDB: each is authorised by its verb, on the table or the index that it names
 * (Amazon DynamoDB Developer Guide: "IAM security policies with PartiQL for DynamoDB").
 */
import { type Stretch, text, type Thing } from "./things";

export interface Statement {
  readonly action: string;
  /** Null where it cannot be read which. */
  readonly table: Thing | null;
  readonly index: Thing | null;
}

/** By verb: the action, and what stands before the table. */
const verbs: readonly (readonly [RegExp, string, RegExp])[] = [
  [/^\s{0,99}select\b/i, "dynamodb:PartiQLSelect", /\sfrom\s{1,99}/i],
  [/^\s{0,99}insert\b/i, "dynamodb:PartiQLInsert", /^\s{0,99}insert\s{1,99}into\s{1,99}/i],
  [/^\s{0,99}update\b/i, "dynamodb:PartiQLUpdate", /^\s{0,99}update\s{1,99}/i],
  [/^\s{0,99}delete\b/i, "dynamodb:PartiQLDelete", /^\s{0,99}delete\s{1,99}from\s{1,99}/i],
];

/** In double quotes, which may be escaped where they stand, or a word; what is put in stands between `\u0001` and `\u0002`. */
const named =
  /^(?:\\?"([\w.\u0001\u0002-]{1,300})\\?"|([\w\u0001\u0002]{1,300}))(?:\.(?:\\?"([\w.\u0001\u0002-]{1,300})\\?"|([\w\u0001\u0002]{1,300})))?/;

const longest = 4000;

/** A statement as it stands in the code; null where its verb cannot be read. */
export function statementIn(thing: Thing): Statement | null {
  if (thing.kind !== "text") return null;
  const { stretches } = thing;
  const written = stretches
    .map((one, index) => (typeof one === "string" ? one : `\u0001${index}\u0002`))
    .join("")
    .slice(0, longest);
  const [, action, before] = verbs.find(([verb]) => verb.test(written)) ?? [];
  if (action === undefined || !before) return null;
  const start = before.exec(written);
  const names = start && named.exec(written.slice(start.index + start[0].length));
  if (!names) return { action, table: null, index: null };
  const [, table, plainTable, index, plainIndex] = names;
  const thingOf = (name: string | undefined): Thing | null => (name ? withStretches(name, stretches) : null);
  return { action, table: thingOf(table ?? plainTable), index: thingOf(index ?? plainIndex) };
}

/** A name with what is put into it. */
function withStretches(name: string, stretches: readonly Stretch[]): Thing {
  const parts = name.split(/(\u0001\d{1,4}\u0002)/).filter((part) => part !== "");
  return text(...parts.map((part) => (part.startsWith("\u0001") ? stretches[Number(part.slice(1, -1))]! : part)));
}
