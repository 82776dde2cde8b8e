/** Which files of code are tests, for whoever compares what is deployed. */
import assert from "node:assert/strict";

import { testsOf } from "../../../src/workspace/diff/test-code";
import type { Tree } from "../../../src/workspace/diff/tree";

function treeOf(files: Readonly<Record<string, string>>): Tree {
  return {
    paths: Object.keys(files),
    has: (path) => path in files,
    isSame: async () => false,
    read: async (path) => ({ text: files[path]!, damage: null }) as never,
    end() {},
  };
}

const expecting = 'import { Template } from "aws-cdk-lib/assertions"; it.hasResource({ Effect: "Allow" });';
const app = (command: string) => `{ "app": "${command}" }`;

const rows: readonly (readonly [title: string, path: string, files: Record<string, string>, isTest: boolean])[] = [
  ["a test beside a stack", "lib/stack.test.ts", {}, true],
  ["a test of pytest", "tests/unit/test_stack.py", {}, true],
  ["a program", "lib/stack.ts", {}, false],
  ["a template in a folder of tests", "tests/template.yaml", {}, false],
  ["what an integration test of CDK keeps", "test/integ.queue.ts.snapshot/queue.template.json", {}, true],
  ["the template that one of version 1 expects", "test/integ.queue.expected.json", {}, true],
  ["the same of a runner of its own", "src/__tests__/queue.integ.cdkout/queue.template.json", {}, true],
  ["another JSON beside it", "test/integ.queue.json", {}, false],
  ["the same of an older version", "test/sqs.integ.snapshot/queue.template.json", {}, true],
  ["a snapshot of Jest's", "test/__snapshots__/stack.template.json", {}, true],
  ["a folder of snapshots that no test keeps", "db/snapshots/template.json", {}, false],
  ["a policy in a folder of tests", "tests/policy.json", {}, false],
  ["a test of Terraform", "tests/main.tftest.hcl", {}, true],
  ["a module in a folder of tests", "tests/main.tf", {}, false],
  [
    "what an app in a folder of tests is made of",
    "tests/app/lib/stack.ts",
    { "tests/app/cdk.json": app("node bin") },
    false,
  ],
  ["a test of that app", "tests/app/lib/stack.test.ts", { "tests/app/cdk.json": app("node bin") }, true],
  [
    "what a cdk.json runs",
    "test/integ/app.ts",
    { "cdk.json": app("npx ts-node --prefer-ts-exts test/integ/app.ts") },
    false,
  ],
  [
    "what stands beside it",
    "test/integ/stack.ts",
    { "cdk.json": app("npx ts-node test/integ/app"), "test/integ/app.ts": "" },
    false,
  ],
  [
    "what a cdk.json does not run",
    "test/other/stack.ts",
    { "cdk.json": app("npx ts-node bin/app.ts"), "bin/app.ts": "" },
    true,
  ],
  [
    "what code imports",
    "lib/stack.test.ts",
    { "bin/app.ts": 'import { Stack } from "../lib/stack.test";\nnew Stack();' },
    false,
  ],
  [
    "what a test imports",
    "lib/stack.test.ts",
    { "lib/other.test.ts": 'import { Stack } from "./stack.test";\nnew Stack();' },
    true,
  ],
];

describe("tests among what has changed", () => {
  for (const [title, path, files, isTest] of rows)
    it(`${title}: ${isTest ? "left out" : "compared"}`, async () =>
      assert.equal(await testsOf([treeOf({}), treeOf({ [path]: expecting, ...files })])(path), isTest));
});
