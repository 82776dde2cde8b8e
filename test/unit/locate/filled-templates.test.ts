/** What is said of templates with the values that a file of Terraform fills them in with. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/create-engine";

describe("templates that Terraform fills in", () => {
  const engine = createEngine();
  const statement = '{ "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:s3:::${bucket}/*" }';
  const template = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statement}\n  ]\n}\n`;

  async function found(call: string, text = template, argument = "policy", type = "aws_iam_policy"): Promise<string[]> {
    const templates = [{ path: "policies/read.json.tftpl", name: "live/policies/read.json.tftpl", text }];
    const document = {
      name: "live/main.tf",
      text: `resource "${type}" "p" {\n  ${argument} = ${call}\n}\n`,
      templates,
    };
    const { findings, problems } = await engine.analyze(document);
    assert.deepEqual(problems, []);
    return findings.map(({ ruleId, range: { start, end }, related }) => {
      const where = document.text.slice(start.offset, end.offset);
      return `${ruleId} ${where} ${related[0]?.file}:${related[0]?.range.start.line}`;
    });
  }

  it("says where a value is given what it makes wrong in the template", async () => {
    const call =
      'templatefile("${path.module}/policies/read.json.tftpl", { action = "s3:GetObjct", bucket = var.bucket })';
    assert.deepEqual(await found(call), ['policy/invalid-action "s3:GetObjct" live/policies/read.json.tftpl:4']);
  });

  it("judges it as what the argument takes", async () => {
    const trust =
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "${who}" } } }';
    const call = 'templatefile("./policies/read.json.tftpl", { who = "*" })';
    assert.deepEqual(await found(call, trust, "assume_role_policy", "aws_iam_role"), [
      'trust/any-principal "*" live/policies/read.json.tftpl:1',
    ]);
  });

  it("reads the JSON of a value that is given", async () => {
    const encoded = template.replace('"${action}"', "${jsonencode(actions)}");
    const call = (value: string) => `templatefile("policies/read.json.tftpl", { actions = ${value}, bucket = "b" })`;
    assert.deepEqual(await found(call('["s3:GetObject", "s3:PutObjct"]'), encoded), [
      'policy/invalid-action "s3:PutObjct" live/policies/read.json.tftpl:4',
    ]);
    assert.deepEqual(await found(call('["s3:GetObject"]'), encoded), []);
    assert.deepEqual(await found(call("var.actions"), encoded), []);
  });

  it("says of a file what is wrong only where it is taken", async () => {
    const reading =
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }';
    const call = 'file("${path.module}/policies/read.json.tftpl")';
    assert.deepEqual(await found(call, reading), []);
    assert.deepEqual(await found(call, reading, "policy", "aws_s3_bucket_policy"), [
      `policy/missing-principal ${call} live/policies/read.json.tftpl:1`,
    ]);
    const open = reading
      .replace('"Action"', '"Principal": { "AWS": "*" }, "Action"')
      .replace('"Resource": "*"', '"Resource": "arn:aws:s3:::reports/*"');
    assert.deepEqual(await found(call, open), [`policy/unsupported-principal ${call} live/policies/read.json.tftpl:1`]);
    // What is wrong wherever it is taken, the file itself says.
    const wrong = reading.replace("s3:GetObject", "s3:GetObjct");
    assert.deepEqual(await found(call, wrong), []);
  });

  it("says nothing that is the template's own matter, or of values that nobody knows", async () => {
    const own = template.replace("${action}", "s3:GetObjct");
    for (const call of [
      'templatefile("policies/read.json.tftpl", { bucket = "b" })',
      'templatefile("policies/read.json.tftpl", var.values)',
      'templatefile("policies/${var.name}.tftpl", { action = "s3:GetObjct" })',
      'templatefile("other.tftpl", { action = "s3:GetObjct" })',
      'file("policies/read.json.tftpl")',
    ])
      assert.deepEqual(await found(call, own), []);
  });
});
