import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { contentOf } from "../../../src/workspace/files";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const engine = createEngine();
const statement = '{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::reports/*" }';

describe("bad input", () => {
  it("truncated JSON: a problem with a position, and what can be read is checked", async () => {
    const text = `{ "Version": "2012-10-17", "Statement": [${statement}, { "Effect": "Al`;
    const { findings, problems } = await engine.analyze({ name: "policy.json", text });
    assert.ok(problems.length > 0);
    assert.ok(problems[0]!.range);
    assert.ok(findings.some((one) => one.ruleId === "policy/invalid-action"));
  });

  it("JSON that has nothing to do with IAM stays silent, broken or not", async () => {
    for (const text of ['{ "a": [1, 2', '{ "compilerOptions": { "strict": true, } }', ""]) {
      const { findings, problems } = await engine.analyze({ name: "tsconfig.json", text });
      assert.deepEqual([findings, problems], [[], []]);
    }
  });

  it("a 5 MB file: not checked, and said", async () => {
    const text = `{ "Version": "2012-10-17", "Statement": [${Array(60_000).fill(statement).join(",")}] }`;
    assert.ok(text.length > 5_000_000);
    const { problems } = await engine.analyze({ name: "policy.json", text });
    assert.match(problems[0]!.message, /not checked/);
  });

  for (const [what, anchors, statements] of [
    ["aliases elsewhere that stand for very much", 5, "[*all]"],
    ["a list of lists that aliases make", 5, "*a4"],
  ] as const)
    it(`${what}: said, and nothing is called clean`, async () => {
      const lists = Array.from({ length: anchors }, (_, at) => {
        const before = at === 0 ? "*all" : `*a${at - 1}`;
        return `  a${at}: &a${at} [${Array(10).fill(before).join(", ")}]`;
      });
      const text = [
        "Metadata:",
        '  all: &all { Effect: Allow, Action: "*", Resource: "*" }',
        ...lists,
        "Resources:",
        "  P:",
        "    Type: AWS::IAM::ManagedPolicy",
        `    Properties: { PolicyDocument: { Version: "2012-10-17", Statement: ${statements} } }`,
        "",
      ].join("\n");
      const { problems } = await engine.analyze({ name: "template.yaml", text });
      assert.match(problems[0]!.message, /too much to be read/);
      assert.ok(problems[0]!.range);
    });

  it("invalid UTF-8: a problem where it begins, and the rest is checked", async () => {
    const folder = temporaryFolder({
      "policy.json": Buffer.concat([
        Buffer.from(`{ "Statement": [${statement}],\n "Id": "`),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('" }'),
      ]),
    });
    const { exit, out } = await planeguard(folder.path, ["check", "policy.json", "--format", "json"]);
    folder.remove();
    const report = JSON.parse(out);
    assert.equal(exit, 2);
    assert.match(report.problems[0].message, /not valid UTF-8/);
    assert.equal(report.problems[0].range.start.line, 2);
    assert.ok(report.findings.some((one: { ruleId: string }) => one.ruleId === "policy/invalid-action"));
  });

  it("UTF-16 with a byte order mark is read", () => {
    const bytes = Buffer.from(`\uFEFF${statement}`, "utf16le");
    assert.deepEqual(contentOf(bytes), { text: statement, bytes: bytes.length, damage: null });
  });

  it("tabs in YAML: a problem with a position", async () => {
    const text =
      "Resources:\n  Role:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n\t\tStatement:\n\t\t  - Effect: Allow\n\t\t    Action: s3:GetObjct\n";
    const { problems } = await engine.analyze({ name: "template.yaml", text });
    assert.ok(problems.length > 0);
    assert.ok(problems[0]!.range!.start.line >= 5);
    assert.match(problems[0]!.message, /[Tt]ab/);
  });

  it("duplicate keys are found", async () => {
    const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }`;
    const { findings, problems } = await engine.analyze({ name: "policy.json", text });
    assert.ok(findings.length + problems.length > 0);
  });

  for (const depth of [1000, 100_000]) {
    it(`a policy nested ${depth} deep: a problem, no exception`, async () => {
      for (const [open, close] of [
        ["[", "]"],
        ['{"a":', "}"],
      ] as const) {
        const text = `{ "Version": "2012-10-17", "Statement": ${open.repeat(depth)}${statement}${close.repeat(depth)} }`;
        const { problems, findings } = await engine.analyze({ name: "policy.json", text });
        assert.ok(problems.length + findings.length > 0);
        for (const { message } of problems) assert.doesNotMatch(message, /report it|Maximum call stack/);
        const yaml = `Statement: ${open.repeat(depth)}x${close.repeat(depth)}\nEffect: Allow\nAction: x\n`;
        const inYaml = await engine.analyze({ name: "policy.yaml", text: yaml });
        for (const { message } of inYaml.problems) assert.doesNotMatch(message, /report it|Maximum call stack/);
      }
    });
  }

  it("nothing throws on values of any wrong type", async () => {
    const odd = ["null", "[]", "{}", '"x"', "5", "true", "[[]]", "[null]", '{"a":{}}'];
    for (const key of [
      "Version",
      "Id",
      "Statement",
      "Sid",
      "Effect",
      "Action",
      "NotAction",
      "Resource",
      "NotResource",
      "Principal",
      "NotPrincipal",
      "Condition",
    ]) {
      for (const value of odd) {
        const inner = ["Version", "Id", "Statement"].includes(key) ? "" : `, "${key}": ${value}`;
        const outer = ["Version", "Id", "Statement"].includes(key) ? `, "${key}": ${value}` : "";
        const text = `{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"${inner} }]${outer} }`;
        const { problems } = await engine.analyze({ name: "policy.json", text }, { fixes: true });
        for (const { message } of problems) assert.doesNotMatch(message, /report it/, text);
      }
    }
  });
});
