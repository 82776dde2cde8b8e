/** `may`, as somebody calls it. */
import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const policy = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const read = { Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::reports/*" };

const files = {
  "role.json": policy(read, { Effect: "Deny", Action: "s3:GetObjectAcl", Resource: "*" }),
  "scp.json": policy({ Effect: "Allow", Action: "ec2:*", Resource: "*" }),
  "deny.scp.json": policy({ Sid: "Trail", Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" }),
  "list.scp.json": policy({ Effect: "Allow", Action: "ec2:*", Resource: "*" }),
  "open.scp.yaml":
    "Resources:\n  Scp:\n    Type: AWS::Organizations::Policy\n    Properties:\n      Type: SERVICE_CONTROL_POLICY\n      Content:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: !Ref Effect\n            Action: s3:*\n            Resource: '*'\n",
  "bucket.json": policy({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/api" } }),
  "open.yaml":
    "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Ref Place\n",
  "role.tf":
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version   = "2012-10-17"\n    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]\n  })\n}\n',
  "all.json": policy({ Effect: "Allow", Action: "*", Resource: "*" }),
  "list.json": policy({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }),
  "none.json": "{}",
  "broken.json": '{"Version": "2012-10-17", "Statement": [',
};

let folder: ReturnType<typeof temporaryFolder>;
before(() => void (folder = temporaryFolder(files)));
after(() => folder.remove());

const rows: readonly (readonly [call: string, exit: number, verdict: string | null, because?: RegExp])[] = [
  ["--policy role.json --action s3:GetObject", 1, "yes", /^Statement 1 \(Read\) of role\.json allows it/],
  ["--policy role.json --action s3:GetObjectAcl", 0, "no", /^Statement 2 of role\.json denies/],
  ["--policy role.json --action s3:Put*", 0, "no", /^No statement allows it\.$/],
  ["--policy role.json --action s3:Put* s3:GetObject", 1, "yes"],
  ["--policy role.json --action s3:* --resource arn:aws:s3:::reports/2026/*", 1, "yes"],
  ["--policy role.json --action s3:* --resource arn:aws:s3:::other/* arn:aws:s3:::more", 0, "no"],
  ["--policy role.tf --action s3:GetObject", 1, "yes"],
  ["--policy open.yaml --action s3:GetObject", 2, "unknown", /leaves open/],
  ["--policy open.yaml --action s3:PutObject", 0, "no"],
  ["--policy bucket.json --action s3:GetObject", 1, "yes"],
  ["--policy bucket.json --action s3:GetObject --principal anyone", 0, "no"],
  ["--policy bucket.json --action s3:GetObject --principal 111122223333", 1, "yes"],
  ["--policy bucket.json --action s3:GetObject --principal 444455556666", 0, "no"],
  ["--policy deny.scp.json all.json --action ec2:RunInstances", 1, "yes", /^Statement 1 of all\.json allows it/],
  ["--policy all.json deny.scp.json --action cloudtrail:StopLogging", 0, "no", /^Statement 1 \(Trail\) of deny\.scp/],
  ["--policy deny.scp.json --action ec2:RunInstances", 1, "yes"],
  ["--policy list.scp.json all.json --action ec2:RunInstances", 1, "yes"],
  ["--policy list.scp.json all.json --action s3:GetObject", 0, "no", /^A service control policy does not allow it/],
  ["--policy list.scp.json deny.scp.json all.json --action s3:GetObject", 0, "no", /^A service control policy/],
  ["--policy open.scp.yaml all.json --action ec2:RunInstances", 2, "unknown", /leaves open/],
  ["--policy role.json --policy-type boundary --action s3:GetObject", 1, "yes"],
  ["--policy nowhere.json --action s3:GetObject", 2, "unknown", /^nowhere\.json: Could not read it/],
  ["--policy none.json --action s3:GetObject", 2, "unknown", /^none\.json: /],
  ["--policy broken.json --action s3:GetObject", 2, "unknown", /^broken\.json: /],
  ["--policy all.json --action s3:GetObject --resource arn:aws:sqs:eu-west-1:111122223333:q", 0, "no", /never about/],
  ["--policy all.json --action s3:GetObject --resource arn:aws:s3:::reports", 0, "no", /never about/],
  ["--policy all.json --action s3:GetObject --resource arn:aws:s3:::rep*", 1, "yes"],
  ["--policy all.json --action s3:GetObject --resource *", 1, "yes"],
  ["--policy all.json --action * --resource arn:aws:sqs:eu-west-1:111122223333:q", 1, "yes"],
  ["--policy list.json --action s3:* --resource arn:aws:s3:::reports/*", 0, "no"],
  ["--policy list.json --action s3:* --resource *", 1, "yes"],
  ["--policy all.json --action s3:NoSuch", 2, "unknown", /^As of [\d-]{10}, AWS has no action `s3:NoSuch`\.$/],
  ["--policy all.json --action nosuch:*", 2, "unknown", /no action `nosuch:\*`/],
  ["--policy all.json --action s3:NoSuch s3:GetObject", 1, "yes"],
  ["--policy role.json --action s3:NoSuch", 2, "unknown", /^As of [\d-]{10}, AWS has no action `s3:NoSuch`\.$/],
  ["--policy role.json --action nosuch:Do", 2, "unknown", /no action `nosuch:Do`/],
  ["--policy role.json --action nosuch:Do s3:NoSuch", 2, "unknown", /no action `nosuch:Do` or `s3:NoSuch`/],
  ["--policy role.json --action nosuch:Do s3:GetObject", 1, "yes"],
  ["--policy role.json --action GetObject", 2, null],
  ["--policy role.json --action s3:GetObject --resource reports", 2, null],
  ["--policy role.json --action s3:GetObject --principal me", 2, null],
  ["--policy role.json", 2, null],
  ["--action s3:GetObject", 2, null],
];

describe("may", () => {
  for (const [call, exit, verdict, because = /./] of rows)
    it(`${call}: ${verdict ?? "not asked"}`, async () => {
      const found = await planeguard(folder.path, ["may", ...call.split(" "), "--format", "json"]);
      assert.equal(found.exit, exit, found.err);
      if (verdict === null) {
        assert.equal(found.out, "");
        assert.match(found.err, /\S/);
        return;
      }
      const answer = JSON.parse(found.out) as { schema: number; verdict: string; witness: unknown; because: string };
      assert.deepEqual(Object.keys(answer), ["schema", "verdict", "witness", "because"]);
      assert.deepEqual([answer.schema, answer.verdict], [1, verdict]);
      assert.equal(answer.witness !== null, verdict === "yes");
      assert.match(answer.because, because);
    });

  it("says it in words, with the request", async () => {
    const { out, exit } = await planeguard(folder.path, ["may", "--policy", "role.json", "--action", "s3:GetObject"]);
    assert.deepEqual(
      [exit, out],
      [
        1,
        "yes  Statement 1 (Read) of role.json allows it, and nothing denies it.\n     for example s3:GetObject on arn:aws:s3:::reports/example by arn:aws:iam::111122223333:role/Example\n",
      ],
    );
  });
});
