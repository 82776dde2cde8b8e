/** Documents of every form, changed at random but the same for the same seed. */
import type { SourceDocument } from "../../../src/analysis/source/document";
import { credentialKinds, credentialPlaces } from "../credential-places";
import { readFixtures } from "../fixtures";
import { random } from "../random";

/** What breaks readers: brackets and quotes out of place, holes, tabs, control characters, half of a surrogate pair. */
const tokens = [
  ..."{}[]()\"'`,:=\t \\#",
  "\n",
  "\r\n",
  "\r",
  "\u0000",
  "\uFEFF",
  "\u2028",
  "\uD83D",
  "💥",
  "//",
  "/*",
  "*/",
  "<<EOF\n",
  "<<-'EOF'\n",
  "\nEOF\n",
  "${",
  "${aws:username}",
  "$${",
  "$(",
  "{{",
  "}}",
  "%{",
  "!Sub ",
  "!Ref x",
  "!If [a, b, c]",
  "&a ",
  "*a",
  "<<: *a",
  "---\n",
  "...",
  "|-\n",
  ">+1\n",
  "- ",
  "? ",
  "null",
  "-1e999",
  '"Statement"',
  '"Statement": [',
  "Statement",
  "Effect",
  '"Version": "2012-10-17"',
  '"Action": "*"',
  '"Condition": {',
  "NotAction",
  "s3:*",
  "arn:aws:s3:::",
  '"Fn::If": ["a", {}, {"Ref": "AWS::NoValue"}]',
  "jsonencode(",
  "new PolicyStatement({",
  'dynamic "statement" {',
  "for_each = ",
  "constructor",
  "__proto__",
  "toString: ",
  '"hasOwnProperty": ',
  'f"',
  "\u0391KIA",
  "AWS_SECRET_ACCESS_KEY=",
  "export ",
  "ENV ",
  "ARG A\nRUN ",
  " \\\n",
  "environment:\n      - ",
  "with:\n          aws-access-key-id: ",
  "<!--",
  "]]>",
  "<![CDATA[",
  '<add key="',
  "&amp;",
  "[default]\n",
  '"cells": [',
  '"source": [',
  "%env ",
  "# planeguard-ignore ",
  "```\n",
] as const;

export interface FuzzedDocument extends SourceDocument {
  /** The form of which it was made. */
  readonly form: string;
}

interface Pool {
  readonly form: string;
  readonly documents: readonly SourceDocument[];
}

let pools: readonly Pool[] | undefined;

/** The documents to change, by form: fixtures of every rule, and credentials of every kind in every kind of file. */
function documentPools(): readonly Pool[] {
  return (pools ??= [
    { form: "any", documents: readFixtures() },
    ...credentialPlaces.map(({ title, has, write }) => ({
      form: title,
      documents: [
        ...readFixtures().filter(({ name }) => has.test(name)),
        ...credentialKinds.flatMap(({ real, lookAlike }) => [write(real), write([...lookAlike, ...real])]),
      ],
    })),
  ]);
}

/** What can be drawn in place of chance. */
export interface Dice {
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

function dice(seed: number): Dice {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)]! };
}

/** The dice of one document of a run: it can be had again without those before it. */
export function diceOf(seed: number, index: number): Dice {
  return dice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
}

/** A document of a form at random, changed in one to four places. Half are of any form, as the rules' fixtures are. */
export function fuzzedDocument({ below, pick }: Dice): FuzzedDocument {
  const all = documentPools();
  const { form, documents } = below(2) === 0 ? all[0]! : pick(all.slice(1));
  const { name, text } = pick(documents);
  return { form, name, text: changed(text, 1 + below(4), { below, pick }) };
}

export function changed(text: string, times: number, dice: Dice): string {
  let result = text;
  for (let left = times; left > 0; left--) result = change(result, dice);
  return result;
}

function change(text: string, { below, pick }: Dice): string {
  const start = below(text.length + 1);
  const end = Math.min(text.length, start + below(below(2) ? 4 : 200));
  switch (below(7)) {
    case 0:
      return text.slice(0, start) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(start);
    case 2:
      return text.slice(0, start) + pick(tokens) + text.slice(start);
    case 3:
      return text.slice(0, start) + pick(tokens) + text.slice(end);
    case 4:
      return text.slice(0, start);
    case 5: {
      const lines = text.split("\n");
      [lines[below(lines.length)], lines[below(lines.length)]] = [pick(lines), pick(lines)];
      return lines.join("\n");
    }
    default: {
      const other = pick(pick(documentPools()).documents).text;
      const from = below(other.length);
      return text.slice(0, start) + other.slice(from, from + below(400)) + text.slice(end);
    }
  }
}
