/** What `check --fix-dry-run` shows of the lines around a fix. */
import assert from "node:assert/strict";

import { applyPatch } from "diff";

import { visibleLines } from "../../../src/escape/visible";
import { fixDiff } from "../../../src/report/fix-diff";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { hostileTexts } from "../../support/hostile-texts";
import { screenOf, workflowCommandsIn } from "../../support/sinks";
import { planeguard } from "../../support/terminal";

const id = fakeKeyId("fix-diff");
const secret = fakeSecret("fix-diff");
const other = fakeSecret("fix-diff-other");
/** Words that stand for passwords: no tool knows them by their looks. */
const password = "parcels-and-pigeons";
const keys = `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`;
const python = `import boto3\ns3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")\n`;
const redundant = `{\n\t"Version": "2012-10-17",\n\t"Statement": {\n\t\t"Effect": "Allow",\n\t\t"Action": [\n\t\t\t"s3:Get*",\n\t\t\t"s3:GetObject"\n\t\t],\n\t\t"Resource": "*"\n\t}\n}\n`;
const pem = [
  "-----BEGIN PRIVATE KEY-----",
  "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDtest1",
  "-----END PRIVATE KEY-----",
];

/** A file with a fix, and what of it must not be seen. */
const files: readonly (readonly [name: string, text: string, hidden: readonly string[]])[] = [
  ["s3.env", `${keys}S3_KEY=${fakeKeyId("fix-diff-s3")}\nS3_SECRET=${other}\n`, [other]],
  ["named.env", `DB_PASSWORD=${password}\n${keys}`, [password]],
  ["unnamed.env", `PIGEONS=${password}\n${keys}`, [password]],
  ["quoted.env", `PIGEONS="${password}"\n${keys}export OTHER='${password}'\n`, [password]],
  ["address.env", `DATABASE=postgres://parcels:${password}@db.example/parcels\n${keys}`, [password]],
  ["pem.env", `${keys}${pem.join("\n")}\n`, [pem[1]!]],
  ["neighbour.py", `password = "${password}"\n${python}`, [password]],
  ["call.py", `${python}connect("parcels", "${password}")\n`, [password]],
  ["comment.py", `# the pigeons are ${password}\n${python}`, [password]],
  [
    "policy.json",
    `{ "MasterUserPassword": "${password}",\n  "Policy": {\n    "Version": "2012-10-17",\n    "Statement": [\n      { "Effect": "Allow",\n        "Action": [\n          "s3:Get*",\n          "s3:GetObject"\n        ], "Resource": "*" } ] },\n  "SecretString": "${password}",\n  "Key": "${other}" }\n`,
    [password, other],
  ],
];

/** Around what a fix changes, in a template. */
const template = (around: string) =>
  `Resources:\n  Parcels:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Resource: "*"\n            Action: ["s3:Get*", "s3:GetObject"]\n${around}`;
/** Around what a fix changes, in a module of Terraform. */
const terraform = (around: string) =>
  `resource "aws_iam_policy" "parcels" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{ Effect = "Allow", Action = ["s3:Get*", "s3:GetObject"], Resource = "*" }]\n  })\n}\n${around}`;

const beside: readonly (readonly [what: string, name: string, text: string])[] = [
  [
    "several words",
    "a.yaml",
    template(`  Store: { MasterUserPassword: a ${password} }\n  DbPassword: two ${password} words\n`),
  ],
  ["a block", "a.yaml", template(`  DbPassword: |\n    ${password}\n    again ${password}\n`)],
  ["the next line", "a.yaml", template(`  DbPassword:\n    ${password}\n`)],
  ["a name and a value", "a.yaml", template(`  List:\n  - Name: DB_PASSWORD\n    Value: ${password}\n`)],
  ["a name and a value in one line", "a.yaml", template(`  List:\n  - { Name: DB_PASSWORD, Value: "${password}" }\n`)],
  ["a value before its name", "a.yaml", template(`  List:\n  - Value: ${password}\n    Name: API_TOKEN\n`)],
  ["an option of a command", "a.yaml", template(`  Command: mysql --password ${password} --user parcels\n`)],
  ["an element", "a.yaml", template(`  Body: <dbPassword>${password}</dbPassword>\n`)],
  ["an attribute", "a.yaml", template(`  Body: <add key="DbPassword" value="${password}"/>\n`)],
  ["a statement of Go", "a.tf", terraform(`# password := "${password}"\n`)],
  ["a declaration with a type", "a.tf", terraform(`# const password: string = "${password}"\n`)],
  ["a call", "a.tf", terraform(`# setPassword("${password}")\n`)],
  ["two arguments", "a.tf", terraform(`# put("password", "${password}")\n`)],
  ["a variable", "a.tf", terraform(`variable "db_password" { default = "${password}" }\n`)],
];

async function dryRun(name: string, text: string): Promise<string> {
  const folder = temporaryFolder({ [name]: text });
  const { out, err } = await planeguard(folder.path, ["check", name, "--fix-dry-run"]);
  folder.remove();
  assert.equal(err, "");
  return out;
}

describe("check --fix-dry-run", () => {
  for (const [name, text, hidden] of files)
    it(`shows no secret beside what it changes: ${name}`, async () => {
      const diff = await dryRun(name, text);
      assert.match(diff, /^--- a\//);
      for (const one of [...hidden, id, secret]) assert.ok(!diff.includes(one), "a secret is shown");
    });

  for (const [what, name, text] of beside)
    it(`shows no password in ${what}`, async () => {
      const diff = await dryRun(name, text);
      assert.match(diff, /^--- a\//);
      assert.ok(!diff.includes(password), diff);
      assert.ok(diff.includes("…"), diff);
    });

  it("shows text of which neither a terminal nor a log takes anything for a command", async () => {
    for (const hostile of hostileTexts) {
      const around = `# ${hostile.replace(/[\n\r\u0085\u2028\u2029]/g, "\n# ")}\n`.replaceAll("\n# ::", "\n::");
      const diff = await dryRun("a.tf", terraform(around));
      assert.match(diff, /^--- a\//);
      assert.deepEqual(workflowCommandsIn(diff), [], diff);
      assert.equal(visibleLines(diff), diff);
      const { lines } = await screenOf(diff, { rows: 200 });
      for (const line of ["--- a/a.tf", "+++ b/a.tf", ' resource "aws_iam_policy" "parcels" {'])
        assert.ok(lines.includes(line), lines.join("\n"));
    }
  });

  it("names whatever file as git does", async function () {
    if (process.platform === "win32") this.skip();
    for (const name of ["a\n::error::b.json", "\u001b[2Ja.json", 'a "b".json', "\u202ea.json", "a\\b.json"]) {
      const diff = await dryRun(name, redundant);
      assert.deepEqual(workflowCommandsIn(diff), []);
      assert.equal(visibleLines(diff), diff);
      assert.match(diff, /^--- "?a\//);
    }
  });

  it("can be applied where nothing had to be masked, whatever the ends of the lines", () => {
    for (const end of ["\n", "\r\n"]) {
      const before = redundant.replaceAll("\n", end);
      const after = before.replace(/,\s*"s3:GetObject"/, "");
      assert.notEqual(after, before);
      assert.equal(applyPatch(before, fixDiff({ file: "a.json", before, after }, [])), after);
    }
  });

  it("shows none of what a comment accepts either", async () => {
    const accepted = `${keys}# planeguard-ignore credentials/secret-key: to be gone soon\nOTHER_AWS_SECRET_ACCESS_KEY=${other}\n`;
    assert.ok(!(await dryRun("accepted.env", accepted)).includes(other));
  });

  it("shows whatever is no secret as it is", async () => {
    const text = `{\n  "Version": "2012-10-17",\n  "Statement": {\n    "Sid": "ReadSecrets",\n    "Effect": "Allow",\n    "Action": ["secretsmanager:*", "secretsmanager:GetSecretValue"],\n    "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:parcels-AbCdEf",\n    "Condition": { "StringEquals": { "aws:RequestTag/token": "tokens" } }\n  }\n}\n`;
    const lines = (await dryRun("policy.json", text)).split("\n");
    for (const line of text
      .split("\n")
      .filter((one) => one !== "" && !/"Action"/.test(one) && /Sid|Effect|Resource|Cond/.test(one)))
      assert.ok(lines.includes(` ${line}`), line);
  });
});
