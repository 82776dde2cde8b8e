/** What "Ignore here with a reason…" writes: a comment that accepts the finding and nothing else, or an entry of planeguard.json. */
import assert from "node:assert/strict";

import { suppressingComment } from "../../../src/analysis/control/new-comment";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { applyEdits } from "../../../src/analysis/text";
import { readConfiguration } from "../../../src/workspace/configuration/read";
import { statementOf, withSuppression } from "../../../src/workspace/configuration/write";
import { createEngine } from "../../../src/workspace/engine";
import { expandKeys } from "../../support/fake-keys";
import { readFixtures } from "../../support/fixtures";

const engine = createEngine();
const analyze = (document: SourceDocument) => engine.analyze(document);
const heredoc = (body: string) => `resource "aws_iam_policy" "x" {\n  policy = <<-EOT\n${body}\n  EOT\n}\n`;
const json = `{\n  "Version": "2012-10-17",\n  "Statement": [{\n    "Effect": "Allow",\n    "Action": ["s3:Get*", "s3:GetObject"],\n    "Resource": "arn:aws:s3:::a/*"\n  }]\n}`;

async function ignored(name: string, text: string, until: string | null = null): Promise<string | null> {
  const document = { name, text };
  const {
    findings: [finding],
  } = await analyze(document);
  const edit = await suppressingComment(document, [finding!], "the migration\nreads them", until, analyze);
  return edit && applyEdits(text, [edit]);
}

describe("the comment that accepts a finding", () => {
  it("stands above it, as far to the right, and may end some day", async () => {
    const text =
      'Version: "2012-10-17"\r\nStatement:\r\n  - Effect: Allow\r\n    Action: ["s3:Get*", "s3:GetObject"]\r\n    Resource: "arn:aws:s3:::a/*"\r\n';
    assert.equal(
      await ignored("a.yaml", text),
      text.replace(
        "    Action",
        "    # planeguard-ignore policy/redundant-action: the migration reads them\r\n    Action",
      ),
    );
    assert.match(
      (await ignored("a.yaml", text, "2999-12-31"))!,
      /# planeguard-ignore policy\/redundant-action until 2999-12-31: the migration reads them\r\n/,
    );
  });

  it("accepts all that follows from one cause", async () => {
    const text = 'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: "*"\n    Resource: "*"\n';
    const document = { name: "a.yaml", text };
    const [first, ...others] = (await analyze(document)).findings;
    assert.ok(others.length >= 2);
    const edit = await suppressingComment(document, [first!, ...others], "break glass", null, analyze);
    const after = applyEdits(text, [edit!]);
    const { findings, suppressed } = await analyze({ name: "a.yaml", text: after });
    assert.deepEqual([findings, suppressed.length], [[], others.length + 1], after);
  });

  it("stands in a block of commands in place of a comment of Markdown", async () => {
    const text = expandKeys(
      "```sh\nexport AWS_ACCESS_KEY_ID={{id:markdown     }}\nexport AWS_SECRET_ACCESS_KEY={{secret:markdown                     }}\n```\n",
    );
    assert.match(
      (await ignored("GUIDE.md", text))!,
      /^```sh\n# planeguard-ignore credentials\/access-key: the migration reads them\nexport/,
    );
  });

  for (const [what, name, text] of [
    ["strict JSON", "policy.json", json],
    ["JSON in a heredoc", "main.tf", heredoc(json)],
    [
      "JSON in a block of YAML",
      "template.yaml",
      `Resources:\n  P:\n    Type: AWS::SSM::Parameter\n    Properties:\n      Policy: |\n${json.replace(/^/gm, "        ")}\n`,
    ],
    [
      "a file of which it is not known how its comments are written",
      "notes.unknown",
      expandKeys(
        "AWS_ACCESS_KEY_ID={{id:unknown      }} AWS_SECRET_ACCESS_KEY={{secret:unknown                      }}\n",
      ),
    ],
  ] as const) {
    it(`is not written into ${what}`, async () => {
      const { findings } = await analyze({ name, text });
      if (findings.length > 0) assert.equal(await ignored(name, text), null);
      else assert.equal(what, "JSON in a block of YAML");
    });
  }

  it("accepts that finding and no other, wherever it is written", async () => {
    let written = 0;
    for (const { ruleId, name, text, kind } of readFixtures().filter((_, index) => index % 7 === 0)) {
      if (kind !== "found" || ruleId.startsWith("suppression/")) continue;
      const before = await analyze({ name, text });
      const finding = before.findings.find((one) => one.ruleId === ruleId);
      const edit = finding && (await suppressingComment({ name, text }, [finding], "for the test", null, analyze));
      if (!edit) continue;
      written++;
      const after = await analyze({ name, text: applyEdits(text, [edit]) });
      const count = (all: readonly { ruleId: string }[]) => all.filter((one) => one.ruleId !== ruleId).length;
      assert.equal(count(after.findings), count(before.findings), `${ruleId} ${name}`);
      assert.ok(after.findings.length < before.findings.length, `${ruleId} ${name}`);
    }
    assert.ok(written >= 20, `only ${written}`);
  });
});

describe("the entry that accepts a finding", () => {
  const entry = { rules: ["policy/redundant-action"], path: "a.json", statement: 0, reason: "why" };

  for (const [what, text] of [
    ["a new file", ""],
    ["an empty object", "{}"],
    ["a file with comments and tabs", '{\n\t// ours\n\t"preset": "strict",\n}\n'],
    [
      "a file with others",
      '{\n  "suppressions": [\n    { "rules": ["policy/invalid-action"], "path": "b.json", "reason": "why" }\n  ]\n}\n',
    ],
    ["a file of Windows", '{\r\n  "preset": "strict"\r\n}\r\n'],
  ] as const) {
    it(`is added to ${what}, which keeps what it has`, () => {
      const before = readConfiguration(text === "" ? "{}" : text).configuration;
      const written = withSuppression(text, entry)!;
      const { configuration, mistakes } = readConfiguration(written);
      assert.deepEqual(mistakes, []);
      assert.deepEqual(configuration.suppressions.length, before.suppressions.length + 1);
      const { rules, path, statement, reason } = configuration.suppressions.at(-1)!;
      assert.deepEqual({ rules, path, statement, reason }, entry);
      assert.equal(configuration.preset, before.preset);
      assert.ok(!text.includes("// ours") || written.includes("// ours"));
      assert.equal(/(?<!\r)\n/.test(written), !text.includes("\r\n"));
    });
  }

  it("is added to nothing that cannot be read", () => {
    for (const text of ["[]", '"x"', '{ "suppressions": {} }']) assert.equal(withSuppression(text, entry), null);
  });

  it("names the statement by a Sid of its own, else by its index, and the policy where there are several", async () => {
    const statement = (more: object) => ({
      Effect: "Allow",
      Action: ["s3:Get*", "s3:GetObject"],
      Resource: "arn:aws:s3:::a/*",
      ...more,
    });
    const policy = {
      Version: "2012-10-17",
      Statement: [statement({ Sid: "Read" }), statement({ Resource: "arn:aws:s3:::b/*" })],
    };
    const places = async (value: object) => {
      const document = { name: "a.json", text: JSON.stringify(value, null, 2) };
      const { findings } = await analyze(document);
      return Promise.all(findings.map((finding) => statementOf(document, finding)));
    };
    assert.deepEqual(await places(policy), [{ statement: "Read" }, { statement: 1 }]);
    const managed = {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: { ...policy, Statement: policy.Statement[0] } },
    };
    assert.deepEqual(await places({ Resources: { One: managed, Two: managed } }), [
      { policy: "One", statement: "Read" },
      { policy: "Two", statement: "Read" },
    ]);
  });
});
