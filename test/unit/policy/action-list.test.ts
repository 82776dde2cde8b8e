import assert from "node:assert/strict";

import { namesAction } from "../../../src/analysis/policy/action-list";
import type { Item } from "../../../src/analysis/policy/model";

const span = { start: 0, end: 0 };

function item(value: string, conditional = false): Item {
  return { value, parts: [value], node: { kind: "string", span, value }, path: [], conditional };
}

const open: Item = { ...item(""), value: null, parts: ["s3:", { name: "Action" }] };
const others = ["ec2:RunInstances", "ec2:StopInstances", "sqs:SendMessage", "sns:Publish", "kms:Decrypt"].map((name) =>
  item(name),
);

const cases: readonly [what: string, items: readonly Item[], action: string, expected: unknown][] = [
  ["its name in another case", [item("S3:getObject")], "s3:getobject", true],
  ["a name of the same length", [item("s3:PutObjecz")], "s3:putobject", false],
  ["a wildcard", [item("s3:Get*")], "s3:getobject", true],
  ["a wildcard of another service", [item("ec2:*")], "s3:getobject", false],
  ["a name in one branch of a template", [item("s3:GetObject", true)], "s3:getobject", "unknown"],
  ["a name in one branch and in all", [item("s3:GetObject", true), item("s3:GetObject")], "s3:getobject", true],
  ["a name that a template leaves open", [open], "s3:getobject", "unknown"],
  ["an open name of another service", [open], "ec2:runinstances", false],
  ["nothing", [], "s3:getobject", false],
];

describe("a list of actions", () => {
  for (const [what, items, action, expected] of cases)
    it(`with ${what} names it the same in a short list and in a long one`, () => {
      assert.equal(namesAction(items, action), expected);
      const own = others.filter(({ value }) => value!.toLowerCase() !== action);
      assert.equal(namesAction([...own, ...items], action), expected);
    });
});
