/** What `check --fix-dry-run` shows of the lines around a fix. */
import assert from "node:assert/strict";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const id = fakeKeyId("fix-diff");
const secret = fakeSecret("fix-diff");
const other = fakeSecret("fix-diff-other");
/** Words that stand for passwords: no tool knows them by their looks. */
const password = "parcels-and-pigeons";
const keys = `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`;
const python = `import boto3\ns3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")\n`;
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
