/** Managed policies that a new template attaches by the default of a parameter. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const reads = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
const all = "arn:aws:iam::aws:policy/AdministratorAccess";
const template = (type: string, value: string, said: string) => `Parameters:
  Policies: { Type: ${type}${value && `, Default: "${value}"`} }
Resources:
  Runs:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      ManagedPolicyArns: ${said}
`;
const trusted = "Runs trust: sts:AssumeRole by Service lambda.amazonaws.com";
const none = { "readme.txt": "a" };

const split = '!Split [",", !Ref Policies]';
const rows: readonly (readonly [title: string, type: string, value: string, said: string, lines: readonly string[]])[] =
  [
    ["a text that is split", "String", `${all},${all}`, split, ["Runs identity: * on *", trusted]],
    ["a list", "CommaDelimitedList", `${all}, ${all}`, "!Ref Policies", ["Runs identity: * on *", trusted]],
    ["one in a list", "String", all, "[!Ref Policies]", ["Runs identity: * on *", trusted]],
    ["no default", "String", "", split, ["?Runs identity", trusted]],
    ["an empty default", "String", " ", split, ["?Runs identity", trusted]],
    ["one of the account", "String", "arn:aws:iam::111122223333:policy/own", split, ["?Runs identity", trusted]],
    ["one of the account among them", "String", `${all},own`, split, ["?Runs identity", trusted]],
  ];

describe("managed policies by default in a new template", () => {
  for (const [title, type, value, said, lines] of rows)
    it(title, async () => {
      const made = await diffTrees(none, { ...none, "t.yaml": template(type, value, said) });
      assert.deepEqual([...made].sort(), [...lines].sort());
    });

  it("of a template that has moved", async () => {
    const text = template("String", all, split);
    assert.deepEqual(await diffTrees({ "a.yaml": text }, { "b/t.yaml": text }), []);
  });

  it("of one that has moved, with another default", async () => {
    const made = await diffTrees(
      { "a.yaml": template("String", reads, split) },
      { "b/t.yaml": template("String", all, split) },
    );
    assert.ok(made.includes("Runs identity: * on *"), made.join("\n"));
  });

  it("stays open in a template that was there", async () => {
    const text = (more: string) => template("String", all, split) + more;
    assert.deepEqual(await diffTrees({ "t.yaml": text("") }, { "t.yaml": text("# more\n") }), []);
  });
});
