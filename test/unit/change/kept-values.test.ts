/** Statements that a service of the Serverless Framework keeps in `custom`. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

interface Parts {
  readonly custom: string;
  readonly statements: string;
  readonly plugins?: string;
}
const service = ({ custom, statements, plugins = "[]" }: Parts) => `
service: a
plugins: ${plugins}
custom: ${custom}
provider: { name: aws, iam: { role: { statements: ${statements} } } }
functions: { f: { handler: i.h } }
`;
const allow = (action: string) => `{ Effect: Allow, Action: ["${action}"], Resource: "*" }`;
const send = `[${allow("sqs:SendMessage")}]`;
const [read, write] = ["identity: s3:GetObject on", "identity: s3:PutObject on"];

type Row = readonly [title: string, made: (action: string) => Parts, lines: readonly string[]];

const rows: readonly Row[] = [
  ["what nobody takes", (action) => ({ custom: `{ st: ${allow(action)} }`, statements: send }), []],
  ["a list that nobody takes", (action) => ({ custom: `{ all: [${allow(action)}] }`, statements: send }), []],
  [
    "an anchor that is completed",
    (action) => ({
      custom: `{ st: &st ${allow(action)} }`,
      statements: `[{ <<: *st, Resource: "arn:aws:s3:::b/*" }]`,
    }),
    [`provider ${write} arn:aws:s3:::b/*`, `-provider ${read} arn:aws:s3:::b/*`],
  ],
  [
    "a list by a variable",
    (action) => ({ custom: `{ all: [${allow(action)}] }`, statements: '"${self:custom.all}"' }),
    [`provider ${write} *`, `-provider ${read} *`],
  ],
  [
    "what a plugin is told",
    (action) => ({
      custom: `{ warmup: ${allow(action)} }`,
      statements: send,
      plugins: "[serverless-plugin-warmup]",
    }),
    [`serverless.yml ${write} *`, `-serverless.yml ${read} *`],
  ],
];

describe("what a service keeps in custom", () => {
  for (const [title, made, lines] of rows)
    it(title, async () => {
      const [before, after] = ["s3:GetObject", "s3:PutObject"].map((action) => service(made(action)));
      assert.deepEqual(await diffTrees({ "serverless.yml": before! }, { "serverless.yml": after! }), lines);
    });
});
