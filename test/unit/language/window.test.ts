import assert from "node:assert/strict";

import type { PolicyForm } from "../../../src/analysis/locate/locate";
import { windowAround } from "../../../src/language/window";

const filler = Array.from(
  { length: 600 },
  (_, index) => `    {\n      "Sid": "S${index}",\n      "Action": ["s3:GetObject"]\n    },`,
).join("\n");

/** The window around `¦`, with the mark put back. */
function around(text: string, form: PolicyForm = "json"): string {
  const offset = text.indexOf("¦");
  const { text: seen, shift } = windowAround(text.replace("¦", ""), offset, form);
  return `${seen.slice(0, offset - shift)}¦${seen.slice(offset - shift)}`;
}

describe("the window around a cursor", () => {
  it("is the whole of a small text", () => assert.equal(around('{ "a": "¦" }'), '{ "a": "¦" }'));

  it("is the whole of what is not large, to the last character", () => {
    const text = (length: number) => `{\n  "a": "¦"\n}\n${"\n".repeat(length)}`.slice(0, length + 1);
    assert.equal(around(text(12_000)), text(12_000));
    assert.ok(around(text(12_001)).length < 12_000);
  });

  it("stands on a blank line in the block before it", () => {
    const seen = around(`{\n  "Statement": [\n${filler}\n    {\n      "Action": "s3:GetObject",\n¦\n    }\n  ]\n}\n`);
    assert.ok(seen.includes('"Action": "s3:GetObject",\n¦'), seen.slice(-200));
    assert.ok(seen.startsWith('{\n  "Statement": ['), seen.slice(0, 100));
    assert.ok(around(`\n¦\n${"# a\n".repeat(6000)}`).includes("¦"));
  });

  it("has the block around it and what encloses that, balanced", () => {
    const seen = around(
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n${filler}\n    {\n      "Action": "s3:¦"\n    },\n${filler}\n    {}\n  ],\n  "Id": "x"\n}\n`,
    );
    assert.ok(seen.includes('"Action": "s3:¦"') && seen.includes('"Version"') && seen.includes('"Id": "x"'), seen);
    assert.ok(seen.length < 20_000, `${seen.length} characters`);
    assert.doesNotThrow(() => JSON.parse(seen.replace("¦", "")), seen);
  });

  it("goes over blocks that end on the line where the next begins", () => {
    const compact = Array.from({ length: 900 }, () => '  "Action": "s3:GetObject"\n}, {').join("\n");
    const seen = around(`{ "Statement": [{\n${compact}\n  "Action": "s3:¦"\n}, {\n${compact}\n  "Action": "*"\n}] }\n`);
    assert.equal(seen.split("[{").length, 2, seen);
    assert.equal(seen.split("{").length, seen.split("}").length, seen);
  });

  it("keeps the type of a resource", () => {
    const statements = Array.from(
      { length: 600 },
      (_, index) => `          - Sid: S${index}\n            Action: s3:GetObject`,
    ).join("\n");
    const seen = around(
      `Resources:\n  A:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n${statements}\n          - Action: s3:¦\n${statements}\n`,
      "yaml",
    );
    assert.ok(seen.includes("Type: AWS::IAM::ManagedPolicy") && seen.includes("PolicyDocument:"), seen);
  });

  it("keeps what Terraform declares", () => {
    const seen = around(
      `resource "aws_s3_bucket" "reports" {\n  bucket = "reports"\n}\n\ndata "aws_iam_policy_document" "d" {\n${'  statement {\n    actions = ["s3:GetObject"]\n  }\n'.repeat(600)}  statement {\n    actions = ["s3:¦"]\n  }\n}\n`,
      "hcl",
    );
    assert.ok(seen.includes('resource "aws_s3_bucket" "reports" {\n}'), seen);
  });
});
