/** Whoever says with `--policy-type` that a file holds a policy is told where it does not. */
import assert from "node:assert/strict";

import { policyOptions } from "../../../src/analysis/policy/model";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const statement = '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::parcels/*" }';
const policy = `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const missing = "MISSING_STATEMENT";

/** The file, its text, and the line of the problem, or the finding. */
const without: readonly (readonly [name: string, text: string, told: number | typeof missing])[] = [
  ["text.json", "no json at all", 1],
  ["text.txt", "\n\n  let everybody read\n", 3],
  ["text", "let everybody read", 1],
  ["text.md", "# Everybody may read\n", 1],
  ["empty.json", "", 1],
  ["spaces.json", " \n\t\n", 3],
  ["mark.json", "\uFEFF", 1],
  ["mark-text.json", "\uFEFFno json", 1],
  ["scalar.json", "42", 1],
  ["text-scalar.json", '"arn:aws:iam::aws:policy/ReadOnlyAccess"', 1],
  ["null.json", "\n\nnull\n", 3],
  ["array.json", "[]", 1],
  ["array-of-numbers.json", "[1, 2]", 1],
  ["array-of-statements.json", `[${statement}]`, 1],
  ["object.json", "{}", 1],
  ["other.json", '{ "name": "parcels", "version": 3 }', 1],
  ["other.yaml", "name: parcels\nreplicas: 3\n", 1],
  ["scalar.yaml", "just a text\n", 1],
  ["empty.yaml", "# nothing\n", 1],
  ["broken.json", `{ "Version": "2012-10-17",\n "Statement" [`, 2],
  ["wrapped.json", '{ "Policy": { "Arn": "arn:aws:iam::111122223333:policy/parcels" } }', 1],
  ["template.json", '{ "Resources": { "Bucket": { "Type": "AWS::S3::Bucket" } } }', 1],
  ["main.tf", 'resource "aws_s3_bucket" "parcels" {\n}\n', 1],
  ["version.json", '{ "Version": "2012-10-17" }', missing],
  ["old-version.json", '{ "Version": "2008-10-17", "Id": "parcels" }', missing],
  ["mark-version.json", '\uFEFF{ "Version": "2012-10-17" }', missing],
  ["id.json", '{ "Id": "parcels" }', missing],
  ["version.yaml", 'Version: "2012-10-17"\n', missing],
  ["statement-alone.json", statement, missing],
];

describe("check --policy-type", () => {
  for (const [name, text, told] of without)
    for (const standardInput of [false, true])
      it(`of ${JSON.stringify(text)} as ${standardInput ? "standard input, " : ""}${name}`, async () => {
        const folder = temporaryFolder({ [name]: text });
        const given = standardInput ? ["-", "--stdin-filename", name] : [name];
        const args = ["check", ...given, "--policy-type", "identity"];
        const plain = await planeguard(folder.path, args, text);
        const { exit, out } = await planeguard(folder.path, [...args, "--format", "json"], text);
        folder.remove();
        const { findings, problems } = JSON.parse(out);
        assert.doesNotMatch(plain.out, /Nothing found/);
        if (told === missing) {
          assert.equal(exit, 1);
          assert.ok(findings.some((one: { accessAnalyzer: string }) => one.accessAnalyzer === missing));
        } else {
          assert.equal(exit, 2);
          assert.deepEqual([problems[0].file, problems[0].range.start.line], [name, told]);
        }
      });

  for (const type of policyOptions)
    it(`${type} is told of, too`, async () => {
      const folder = temporaryFolder({ "a.json": "{}" });
      const { exit } = await planeguard(folder.path, ["check", "a.json", "--policy-type", type]);
      folder.remove();
      assert.equal(exit, 2);
    });

  it("finds the policy wherever it is wrapped, and has nothing to tell then", async () => {
    const texts = {
      "bare.json": policy,
      "wrapped.json": `{ "PolicyVersion": { "Document": ${policy} } }`,
      "escaped.json": `{ "Policy": ${JSON.stringify(policy)} }`,
      "list.json": `[${policy}]`,
      "policy.yaml": `Version: "2012-10-17"\nStatement:\n  - ${statement}\n`,
      "marked.json": `\uFEFF${policy}`,
      policy,
    };
    const folder = temporaryFolder(texts);
    const { exit, out } = await planeguard(folder.path, ["check", ...Object.keys(texts), "--policy-type", "identity"]);
    folder.remove();
    assert.equal(exit, 0, out);
    assert.match(out, /Nothing found in 7 files \(7 policies\)/);
  });

  it("says nothing of what a walk of a folder comes across, nor without it", async () => {
    const folder = temporaryFolder({ "README.md": "# Policies", "package.json": "{}", "a.json": policy });
    const walked = await planeguard(folder.path, ["check", ".", "--policy-type", "identity"]);
    const named = await planeguard(folder.path, ["check", "README.md", "package.json"]);
    folder.remove();
    assert.deepEqual([walked.exit, named.exit], [0, 0]);
  });
});
