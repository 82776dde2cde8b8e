/** What constructs of serverless-lift allow, which only the plugin knows. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const service = (constructs: object, more: object = {}) =>
  JSON.stringify({
    service: "s",
    provider: { name: "aws" },
    functions: { f: { handler: "h.f" } },
    plugins: ["serverless-lift"],
    constructs,
    ...more,
  });
const storage = { files: { type: "storage" } };
const queue = (more: object = {}) => ({ jobs: { type: "queue", worker: { handler: "w.f" }, ...more } });

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a bucket", service({}), service(storage), ["?files identity"]],
  ["one more", service(storage), service({ ...storage, ...queue() }), ["?jobs identity"]],
  [
    "an extension",
    service(storage),
    service({ files: { type: "storage", extensions: { b: {} } } }),
    ["?files identity"],
  ],
  ["another size of a batch", service(queue({ batchSize: 1 })), service(queue({ batchSize: 9, alarm: "a@b.c" })), []],
  ["a network", service({}), service({ v: { type: "vpc" } }), []],
  ["the same in another order", service({ ...storage, ...queue() }), service({ ...queue(), ...storage }), []],
  ["something else of the service", service(storage), service(storage, { functions: { g: { handler: "h.g" } } }), []],
];

describe("constructs of serverless-lift", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("serverless.json", before, after), lines));
});
