/** How an offer is written where the cursor stands. */
import assert from "node:assert/strict";

import type { PolicyForm } from "../../../src/analysis/locate/locate";
import type { Offer } from "../../../src/language/completion/offer";
import { tokensAt } from "../../../src/language/completion/token";
import { Pen } from "../../../src/language/completion/write";

const key = (text: string, shape: NonNullable<Offer["shape"]>, snippet?: string): Offer => ({
  kind: "element",
  detail: "",
  text,
  shape,
  ...(snippet !== undefined && { snippet }),
});
const value = (text: string, more: Partial<Offer> = {}): Offer => ({ kind: "value", detail: "", text, ...more });
const written = { text: "text", list: "list", object: "object", objects: "objects" } as const;
const several: Offer = value("all", {
  entries: [
    { key: "Effect", value: "Allow" },
    ...Object.values(written).map((shape) => ({ key: shape, value: { shape } })),
  ],
});

type Row = readonly [offer: Offer, newText: string, isSnippet?: "snippet"];
type Place = readonly [
  what: string,
  form: PolicyForm,
  text: string,
  kind: "key" | "value",
  replaced: string,
  ...rows: Row[],
];

const places: readonly Place[] = [
  [
    "a key of JSON, with its quotes",
    "json",
    '{ "E¦" }',
    "key",
    '"E"',
    [key("Effect", "text"), '"Effect": "$1"', "snippet"],
    [key("Action", "list"), '"Action": ["$1"]', "snippet"],
    [key("Condition", "object"), '"Condition": {\n\t$1\n}', "snippet"],
    [key("Statement", "objects"), '"Statement": [\n\t{\n\t\t$1\n\t}\n]', "snippet"],
    [key("tag/K", "text", "tag/${1:K}"), '"tag/${1:K}": "$2"', "snippet"],
    [key("a/b", "text", "${11:a}/${12:b}"), '"${11:a}/${12:b}": "$3"', "snippet"],
    [
      several,
      '"Effect": "Allow",\n"text": "$1",\n"list": ["$2"],\n"object": {\n\t$3\n},\n"objects": [\n\t{\n\t\t$4\n\t}\n]',
      "snippet",
    ],
  ],
  ["a key that is not closed", "json", '{ "E¦', "key", '"E', [key("Effect", "text"), '"Effect": "$1"', "snippet"]],
  [
    "a key before another entry",
    "json",
    '{ "¦"\n "Sid": "a" }',
    "key",
    '""',
    [key("Effect", "text"), '"Effect": "$1",', "snippet"],
    [{ ...several, entries: [{ key: "Effect", value: "Deny" }] }, '"Effect": "Deny",', "snippet"],
  ],
  [
    "a key that has its value",
    "json",
    '{ "A¦": 1 }',
    "key",
    "A",
    [key("Effect", "text"), "Effect"],
    [key("tag/K", "text", "tag/${1:K}"), "tag/${1:K}", "snippet"],
  ],
  [
    "a value in quotes",
    "json",
    '{ "a": "x¦" }',
    "value",
    "x",
    [value("s3:", { again: true }), "s3:"],
    [value("*"), "*"],
    [value("a$b}"), "a$b}"],
    [value("arn:X", { snippet: "arn:${1:X}" }), "arn:${1:X}", "snippet"],
    [value("${a.arn}", { isExpression: true }), "${a.arn}"],
  ],
  [
    "a value that is not closed, and closes it",
    "json",
    '{ "a": "x¦',
    "value",
    "x",
    [value("s3:", { again: true }), 's3:$0"', "snippet"],
    [value("s3:GetObject"), 's3:GetObject"'],
    [value("a$b}", { again: true }), 'a\\$b\\}$0"', "snippet"],
    [value("arn:X", { snippet: "arn:${1:X}" }), 'arn:${1:X}"', "snippet"],
    [value("${a.arn}", { isExpression: true }), '${a.arn}"'],
  ],
  [
    "a value without quotes",
    "json",
    '{ "a": ¦ }',
    "value",
    "",
    [value("s3:", { again: true }), '"s3:$0"', "snippet"],
    [value("Effect", { again: true }), '"Effect"'],
    [value("s3:"), '"s3:"'],
    [value("a$b}"), '"a$b}"'],
    [value("arn:X", { snippet: "arn:${1:X}" }), '"arn:${1:X}"', "snippet"],
    [{ ...several, entries: [{ key: "Effect", value: "Deny" }] }, '{\n\t"Effect": "Deny"\n}', "snippet"],
  ],
  [
    "a key of YAML",
    "yaml",
    "  E¦",
    "key",
    "E",
    [key("Effect", "text"), "Effect: $1", "snippet"],
    [key("Action", "list"), "Action:\n\t- $1", "snippet"],
    [key("Condition", "object"), "Condition:\n\t$1", "snippet"],
    [key("Statement", "objects"), "Statement:\n\t- $1", "snippet"],
    [key("12", "text"), "'12': $1", "snippet"],
  ],
  [
    "a key of YAML behind a dash and before another one",
    "yaml",
    "  - ¦\n    a: b",
    "key",
    "",
    [several, "Effect: Allow\n  text: $1\n  list:\n  \t- $2\n  object:\n  \t$3\n  objects:\n  \t- $4", "snippet"],
  ],
  [
    "a value of YAML, with the quotes that it needs",
    "yaml",
    "  - ¦",
    "value",
    "",
    ...(
      [
        ["s3:GetObject", "s3:GetObject"],
        ["arn:aws:s3:::a/*", "arn:aws:s3:::a/*"],
        ["a-2012-10-17", "a-2012-10-17"],
        ["2012", "'2012'"],
        ["2012-10-17", "'2012-10-17'"],
        ["true", "'true'"],
        ["trueish", "trueish"],
        ["*", "'*'"],
        ["s3:", "'s3:'"],
        ["a: b", "'a: b'"],
        ["a ", "'a '"],
        ["a b", "a b"],
        ["a,b", "'a,b'"],
        ["@a", "'@a'"],
        ["{a}", "'{a}'"],
        ["${a}", "${a}"],
        ["a{b}", "'a{b}'"],
      ] as const
    ).map(([text, newText]): Row => [value(text), newText]),
    [value("s3:", { again: true }), "s3:"],
    [value("arn:X", { snippet: "arn:${1:X}" }), "arn:${1:X}", "snippet"],
  ],
  ["a value of YAML in quotes", "yaml", "  - 'x¦'", "value", "x", [value("*"), "*"]],
  [
    "a key of Terraform before another one",
    "hcl",
    "  E¦\n  a = 1",
    "key",
    "E",
    [key("Effect", "text"), 'Effect = "$1"', "snippet"],
    [key("a:b", "text"), '"a:b" = "$1"', "snippet"],
    [key("1a", "text"), '"1a" = "$1"', "snippet"],
    [value("statement", { snippet: "statement {$1}", isExpression: true }), "statement {$1}", "snippet"],
    [
      several,
      'Effect = "Allow"\ntext = "$1"\nlist = ["$2"]\nobject = {\n\t$3\n}\nobjects = [\n\t{\n\t\t$4\n\t}\n]',
      "snippet",
    ],
  ],
  [
    "a key of JSON in Terraform before another one",
    "hcl",
    '  "¦"\n  "Sid": "a"',
    "key",
    '""',
    [key("Effect", "text"), '"Effect": "$1",', "snippet"],
  ],
  [
    "a value of Terraform",
    "hcl",
    "  a = [¦]",
    "value",
    "",
    [value("a.b.arn", { isExpression: true }), "a.b.arn"],
    [value("*"), '"*"'],
  ],
  ["a value of TypeScript", "typescript", "{ a: ¦ }", "value", "", [value("*"), "'*'"]],
  ["a value of Python", "python", "{'a': ¦}", "value", "", [value("*"), '"*"']],
  ["a key of TypeScript", "typescript", "{ 'E¦' }", "key", "'E'", [key("Effect", "text"), "'Effect': '$1'", "snippet"]],
];

describe("an offer", () => {
  for (const [what, form, text, kind, replaced, ...rows] of places) {
    const whole = text.replace("¦", "");
    const token = tokensAt(whole, text.indexOf("¦"), form)[0]!;
    const pen = new Pen({ form, token }, kind === "key");
    it(`for ${what} takes the place of ${replaced || "nothing"}`, () =>
      assert.equal(whole.slice(pen.replaces.start, pen.replaces.end), replaced));
    for (const [offer, newText, isSnippet] of rows)
      it(`${offer.snippet ?? offer.text} for ${what}: ${JSON.stringify(newText)}`, () =>
        assert.deepEqual(pen.write(offer), {
          newText,
          isSnippet: isSnippet === "snippet",
          filterText: kind === "key" && /^["']/.test(replaced) ? `${replaced[0]}${offer.text}` : offer.text,
        }));
  }
});
