/** Counts of Terraform as they were written before 0.12: in quotes, with texts for what is true, and what is true for one. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = 'resource "aws_iam_role" "r" {\n  name = "r"\n}\n';
const variable = (value: string) => `variable "on" {\n  default = ${value}\n}\n`;
const attached = (count: string) =>
  `resource "aws_iam_role_policy_attachment" "a" {\n  count = ${count}\n  role = aws_iam_role.r.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"\n}\n`;
const module = (value: string, count: string) => variable(value) + role + attached(count);
const more = ["aws_iam_role.r identity: sqs:* on *"];
const less = ["-aws_iam_role.r identity: sqs:* on *"];

const counts: readonly (readonly [count: string, off: string, on: string])[] = [
  ['"${var.on ? 1 : 0}"', "false", "true"],
  ['"${var.on ? 1 : 0}"', '"false"', '"true"'],
  ["var.on ? 1 : 0", '"false"', '"true"'],
  ["var.on ? 1 : 0", '"0"', '"1"'],
  ['"${var.on}"', "false", "true"],
  ['"${var.on}"', "0", "1"],
  ['"${var.on}"', '"0"', '"1"'],
  ['"${1 - var.on}"', "1", "0"],
  ['"${var.on == "yes" ? 1 : 0}"', '"no"', '"yes"'],
  ['"${var.on != "no" ? 1 : 0}"', '"no"', '"yes"'],
  ['"${!var.on ? 0 : 1}"', '"false"', '"true"'],
  ['"${var.on && "true" ? 1 : 0}"', '"false"', '"true"'],
  ['"${length(var.on)}"', "[]", '["a"]'],
];

describe("counts in quotes", () => {
  for (const [count, off, on] of counts) {
    it(`${count} by ${off} and ${on}`, async () => {
      assert.deepEqual(await diffTexts("main.tf", module(off, count), module(on, count)), more);
      assert.deepEqual(await diffTexts("main.tf", module(on, count), module(off, count)), less);
    });
  }

  it("are the same without the quotes", async () => {
    const [quoted, plain] = ['"${var.on ? 1 : 0}"', "var.on ? 1 : 0"].map((count) => module("true", count));
    assert.deepEqual(await diffTexts("main.tf", quoted!, plain!), []);
  });

  for (const [from, to] of [
    ['"off"', '"on"'],
    ['""', '"many"'],
  ] as const)
    it(`are not known of ${from} and ${to}`, async () => {
      const lines = await diffTexts("main.tf", module(from, '"${var.on}"'), module(to, '"${var.on}"'));
      assert.match(lines[0]!, /^[!?]/);
    });
});
