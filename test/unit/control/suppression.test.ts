/** Suppressions in every form that has comments; what is no comment there, or says something else, suppresses nothing. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const id = fakeKeyId("suppression");
const secret = fakeSecret("suppression");
const redundant = "policy/redundant-action";
const key = "credentials/access-key";

/** A document with one finding of `rule`, the start of a comment above its line, and (where there is one) behind it. */
interface Case {
  readonly name: string;
  readonly rule: string;
  /** `»` is where a comment may stand in a line of its own, `«` where one may end a line. */
  readonly text: string;
  readonly open: string;
  readonly close?: string;
  /** The text of a comment that stands in a string, above the finding: `»` is replaced by it. */
  readonly lookAlike?: string;
}

const statement = (actions: string) => `"Effect": "Allow",\n${actions}\n"Resource": "arn:aws:s3:::a/*"`;
const json = `{ "Version": "2012-10-17", "Statement": [{\n${statement('»"Action": ["s3:Get*", "s3:GetObject"],«')} }] }\n`;
const cdk =
  "new iam.PolicyStatement({\n»  actions: ['s3:Get*', 's3:GetObject'],«\n  resources: ['arn:aws:s3:::a/*'],\n});\n";
const named = `accessKeyId: '${id}', secretAccessKey: '${secret}'`;

const cases: readonly Case[] = [
  { name: "policy.jsonc", rule: redundant, text: json, open: "// " },
  { name: "block.jsonc", rule: redundant, text: json, open: "/* ", close: " */" },
  {
    name: "policy.json",
    rule: redundant,
    text: json,
    open: "// ",
    lookAlike: json.replace("»", '"Sid": "// ⟨⟩",\n').replace("«", ""),
  },
  {
    name: "policy.yaml",
    rule: redundant,
    text: 'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n»    Action: ["s3:Get*", "s3:GetObject"]«\n    Resource: "arn:aws:s3:::a/*"\n',
    open: "# ",
    lookAlike:
      'Description: |\n  # ⟨⟩\nVersion: "2012-10-17"\nStatement: { Effect: Allow, Action: ["s3:Get*", "s3:GetObject"], Resource: "arn:aws:s3:::a/*" }\n',
  },
  {
    name: "main.tf",
    rule: redundant,
    text: 'data "aws_iam_policy_document" "x" {\n  statement {\n»    actions = ["s3:Get*", "s3:GetObject"]«\n    resources = ["arn:aws:s3:::a/*"]\n  }\n}\n',
    open: "# ",
    lookAlike:
      'data "aws_iam_policy_document" "x" {\n  statement {\n    sid = "# ⟨⟩"\n    actions = ["s3:Get*", "s3:GetObject"]\n    resources = ["arn:aws:s3:::a/*"]\n  }\n}\n',
  },
  {
    name: "slashes.tf",
    rule: redundant,
    text: 'data "aws_iam_policy_document" "x" {\n  statement {\n»    actions = ["s3:Get*", "s3:GetObject"]«\n    resources = ["arn:aws:s3:::a/*"]\n  }\n}\n',
    open: "// ",
  },
  {
    name: "stack.ts",
    rule: redundant,
    text: cdk,
    open: "// ",
    lookAlike: cdk.replace("»", "  sid: '// ⟨⟩',\n").replace("«", ""),
  },
  { name: "stack.js", rule: redundant, text: cdk, open: "/* ", close: " */" },
  {
    name: "stack.py",
    rule: redundant,
    text: 'iam.PolicyStatement(\n»    actions=["s3:Get*", "s3:GetObject"],«\n    resources=["arn:aws:s3:::a/*"],\n)\n',
    open: "# ",
    lookAlike:
      'text = """\n# ⟨⟩"""; iam.PolicyStatement(actions=["s3:Get*", "s3:GetObject"], resources=["arn:aws:s3:::a/*"])\n',
  },
  { name: "client.tsx", rule: key, text: `»const s3 = new S3Client({ credentials: { ${named} } });«\n`, open: "// " },
  {
    name: "client.go",
    rule: key,
    text: `package main\n\n»var p = credentials.NewStaticCredentialsProvider("${id}", "${secret}", "")«\n`,
    open: "// ",
    lookAlike: `package main\n\nvar text = \`\n// ⟨⟩\`; var p = credentials.NewStaticCredentialsProvider("${id}", "${secret}", "")\n`,
  },
  {
    name: "Client.java",
    rule: key,
    text: `class Client {\n»  Object c = AwsBasicCredentials.create("${id}", "${secret}");«\n}\n`,
    open: "// ",
  },
  {
    name: "Client.cs",
    rule: key,
    text: `class Client {\n»  object c = new BasicAWSCredentials("${id}", "${secret}");«\n}\n`,
    open: "// ",
  },
  {
    name: "client.rb",
    rule: key,
    text: `»s3 = Aws::S3::Client.new(access_key_id: '${id}', secret_access_key: '${secret}')«\n`,
    open: "# ",
  },
  {
    name: "client.php",
    rule: key,
    text: `<?php\n»$s3 = new S3Client(['credentials' => ['key' => '${id}', 'secret' => '${secret}']]);«\n`,
    open: "// ",
  },
  {
    name: "client.rs",
    rule: key,
    text: `fn main() {\n»    let c = Credentials::new("${id}", "${secret}", None, None, "x");«\n}\n`,
    open: "// ",
  },
  {
    name: "backup.sh",
    rule: key,
    text: `»AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret} aws s3 ls«\n`,
    open: "# ",
    lookAlike: `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret} echo " # ⟨⟩"\n`,
  },
  {
    name: "Dockerfile",
    rule: key,
    text: `FROM node\n»ENV AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}\n`,
    open: "# ",
  },
  { name: ".env", rule: key, text: `»AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`, open: "# " },
  {
    name: "settings.ini",
    rule: key,
    text: `[default]\n»aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
    open: "; ",
  },
  { name: "app.properties", rule: key, text: `»aws.accessKeyId=${id}\naws.secretKey=${secret}\n`, open: "! " },
  {
    name: "settings.toml",
    rule: key,
    text: `[aws]\n»aws_access_key_id = "${id}"«\naws_secret_access_key = "${secret}"\n`,
    open: "# ",
    lookAlike: `[aws]\naws_access_key_id = "${id}"; x = " # ⟨⟩"\naws_secret_access_key = "${secret}"\n`,
  },
  {
    name: "deploy.ps1",
    rule: key,
    text: `»$env:AWS_ACCESS_KEY_ID = "${id}"«\n$env:AWS_SECRET_ACCESS_KEY = "${secret}"\n`,
    open: "# ",
  },
  {
    name: "deploy.bat",
    rule: key,
    text: `»set AWS_ACCESS_KEY_ID=${id}\nset AWS_SECRET_ACCESS_KEY=${secret}\n`,
    open: "REM ",
  },
  { name: "App.kt", rule: key, text: `»val c = AwsBasicCredentials.create("${id}", "${secret}")\n`, open: "// " },
  {
    name: "GUIDE.md",
    rule: key,
    text: `\`\`\`sh\n»export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secret}\n\`\`\`\n`,
    open: "# ",
    lookAlike: `# ⟨⟩\nAWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}\n`,
  },
  {
    name: "NOTES.md",
    rule: key,
    text: `»AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}\n`,
    open: "<!-- ",
    close: " -->",
  },
];

async function rulesOf(name: string, text: string): Promise<{ found: string[]; suppressed: string[] }> {
  const { findings, suppressed, problems } = await engine.analyze({ name, text });
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  return {
    found: findings.map(({ ruleId }) => ruleId),
    suppressed: suppressed.map(({ finding, reason }) => `${finding.ruleId}: ${reason}`),
  };
}

describe("a suppression in a comment", () => {
  for (const { name, rule, text, open, close = "", lookAlike } of cases) {
    const comment = `${open}planeguard-ignore ${rule}: for the test${close}`;
    const plain = text.replace("»", "").replace("«", "");

    describe(`of ${name}`, () => {
      it("holds for the line below", async () => {
        assert.deepEqual((await rulesOf(name, plain)).found, [rule], "without it");
        assert.deepEqual(await rulesOf(name, text.replace("»", `${comment}\n`).replace("«", "")), {
          found: [],
          suppressed: [`${rule}: for the test`],
        });
      });

      it("holds for the whole file", async () => {
        const marked = text.replace("»", `${comment.replace("-ignore", "-ignore-file")}\n\n`).replace("«", "");
        assert.deepEqual(await rulesOf(name, marked), { found: [], suppressed: [`${rule}: for the test`] });
      });

      if (text.includes("«")) {
        it("holds for its own line", async () => {
          assert.deepEqual(await rulesOf(name, text.replace("»", "").replace("«", ` ${comment}`)), {
            found: [],
            suppressed: [`${rule}: for the test`],
          });
        });
      }
      if (lookAlike !== undefined) {
        it("is none in a string", async () => {
          const { found, suppressed } = await rulesOf(
            name,
            lookAlike.replace("⟨⟩", `planeguard-ignore ${rule}: for the test`),
          );
          assert.ok(found.includes(rule), found.join());
          assert.deepEqual(suppressed, []);
        });
      }
    });
  }

  const yaml = (...comments: string[]) =>
    `Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n${comments.map((comment) => `    ${comment}\n`).join("")}    Action: ["s3:Get*", "s3:GetObject", "s3:PutObjct"]\n    Resource: "arn:aws:s3:::a/*"\n`;

  it("may name several rules, and stand above another", async () => {
    const both = [`${redundant}: so`, "policy/invalid-action: so"];
    for (const comments of [
      [`# planeguard-ignore ${redundant}, policy/invalid-action: so`],
      [`# planeguard-ignore ${redundant} policy/invalid-action: so`],
      [`# planeguard-ignore ${redundant}: so`, "# planeguard-ignore policy/invalid-action: so"],
    ]) {
      const { found, suppressed } = await rulesOf("a.yaml", yaml(...comments));
      assert.deepEqual(found, []);
      assert.deepEqual(suppressed, both);
    }
  });

  it("holds through its last day, and no longer", async () => {
    const text = yaml(`# planeguard-ignore ${redundant}, policy/invalid-action until 2027-01-31: so`);
    const on = async (today: string) =>
      (await engine.analyze({ name: "a.yaml", text }, { today })).findings.map(({ ruleId }) => ruleId);
    assert.deepEqual(await on("2027-01-31"), []);
    assert.deepEqual(await on("2027-02-01"), ["suppression/expired", redundant, "policy/invalid-action"]);
  });

  it("is not called unused where the file could not be read to its end, or the rule is off", async () => {
    const ids = async (text: string, control = {}) =>
      (await engine.analyze({ name: "a.yaml", text }, { control })).findings.map(({ ruleId }) => ruleId);
    const text = yaml("# planeguard-ignore policy/invalid-effect: so").replace(', "s3:GetObject", "s3:PutObjct"', "");
    assert.deepEqual(await ids(text), ["suppression/unused"]);
    assert.deepEqual(await ids(`${text}Id: "unclosed\n`), []);
    assert.deepEqual(await ids(text, { rules: { "policy/*": "off" } }), []);
  });

  it("is read in the cells of a notebook", async () => {
    const lines = [
      `# planeguard-ignore ${key}: for the test\n`,
      `s3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")`,
    ];
    const notebook = (source: readonly string[]) =>
      JSON.stringify(
        {
          cells: [{ cell_type: "code", metadata: {}, outputs: [], source: ["import boto3\n", ...source] }],
          metadata: {},
          nbformat: 4,
          nbformat_minor: 5,
        },
        null,
        1,
      );
    assert.deepEqual((await rulesOf("a.ipynb", notebook(lines.slice(1)))).found, [key]);
    assert.deepEqual(await rulesOf("a.ipynb", notebook(lines)), { found: [], suppressed: [`${key}: for the test`] });
  });

  it("keeps no fix of another finding from being offered", async () => {
    const { findings } = await engine.analyze(
      { name: "a.yaml", text: yaml(`# planeguard-ignore ${redundant}: so`) },
      { fixes: true },
    );
    assert.deepEqual(
      findings.map(({ ruleId, fixes }) => [ruleId, fixes.length > 0]),
      [["policy/invalid-action", true]],
    );
  });
});

describe("the quotes before a suppression of a shell script", () => {
  const keys = `AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}`;
  const comment = "# planeguard-ignore credentials/access-key: for the test";
  const cases: readonly (readonly [what: string, before: string, isComment: boolean])[] = [
    ["none", "echo a", true],
    ["a string that has ended", `echo "a" 'b'`, true],
    ["a string that goes on", `echo "a`, false],
    ["a string that goes on behind a quote of its own", String.raw`echo "a \"`, false],
    ["a string that holds the other quote", `echo "it's`, false],
    ["the other quote in a string that has ended", `echo "it's"`, true],
    ["a backslash at the end of a string in single quotes", String.raw`echo 'a \'`, true],
  ];
  for (const [what, before, isComment] of cases)
    it(`${isComment ? "leave it a comment" : "make it a part of a string"}: ${what}`, async () => {
      const text = `${keys} ${before} ${comment}${isComment ? "" : `"`}\n`;
      const { suppressed } = await rulesOf("deploy.sh", text);
      assert.equal(suppressed.length, isComment ? 1 : 0);
    });
});
