import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: api.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:GetItem
              Resource: "*"
            - Effect: Deny
              Action: sqs:*
              Resource: "*"
`;
const terraform = `resource "aws_iam_role" "worker" {
  name = "night-shift"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}
`;
const scp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "NoEmail", Effect: "Deny", Action: "ses:*", Resource: "*" }],
});

const session = (role: string) => `arn:aws:sts::777788889999:assumed-role/${role}/a`;

describe("planeguard denied", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  before(() => {
    folder = temporaryFolder({ "template.yaml": template, "main.tf": terraform, "organization/scp.json": scp });
  });
  after(() => folder.remove());

  async function denied(text: string) {
    const { exit, out } = await planeguard(folder.path, ["denied", "-", "--format", "json"], text);
    assert.equal(exit, 0);
    const [denial, ...others] = JSON.parse(out).denials;
    assert.equal(others.length, 0);
    const places = denial.places.map(
      (one: { file: string; range: { start: { line: number } }; what: string }) =>
        `${one.what} ${one.file.replace("\\", "/")}:${one.range.start.line}`,
    );
    return { ...denial, places };
  }

  it("finds the policy of the role of a function, and offers a statement", async () => {
    const table = "arn:aws:dynamodb:eu-west-1:777788889999:table/Orders";
    const { places, statement, advice, name } = await denied(
      `User: ${session("shop-ApiRole-1A2B")} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    assert.equal(name, "shop-ApiRole-1A2B");
    assert.deepEqual(places, ["belongs template.yaml:8"]);
    assert.deepEqual(statement, { Effect: "Allow", Action: "dynamodb:PutItem", Resource: table });
    assert.match(advice, /Add the statement there/);
  });

  it("finds a role of Terraform by the name that it gives", async () => {
    const { places } = await denied(
      `User: ${session("night-shift")} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::a/b" because no identity-based policy allows the s3:PutObject action`,
    );
    assert.deepEqual(places, ["belongs main.tf:10"]);
  });

  it("finds the statement that denies", async () => {
    const { places, statement } = await denied(
      `User: ${session("shop-ApiRole-1A2B")} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:777788889999:a with an explicit deny in an identity-based policy`,
    );
    assert.deepEqual(places, ["denies template.yaml:12"]);
    assert.equal(statement, null);
  });

  it("says that no edit of a role helps against the organization", async () => {
    const denial = await denied(
      `User: ${session("shop-ApiRole-1A2B")} is not authorized to perform: ses:SendEmail on resource: arn:aws:ses:eu-west-1:777788889999:identity/a with an explicit deny in a service control policy`,
    );
    assert.deepEqual(denial.places, ["denies organization/scp.json:1"]);
    assert.match(denial.advice, /management account/);
    const elsewhere = await denied(
      `User: ${session("a")} is not authorized to perform: ec2:RunInstances with an explicit deny in a service control policy`,
    );
    assert.deepEqual(elsewhere.places, []);
    assert.match(elsewhere.advice, /no edit here helps/);
  });

  it("offers a statement for the policy of the resource", async () => {
    const { statement } = await denied(
      `User: ${session("a")} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/b because no resource-based policy allows the kms:Decrypt action`,
    );
    assert.deepEqual(statement, {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::777788889999:role/a" },
      Action: "kms:Decrypt",
      Resource: "arn:aws:kms:eu-west-1:111122223333:key/b",
    });
  });

  it("says what it needs where the message says nothing", async () => {
    const { advice } = await denied(
      "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
    );
    assert.match(advice, /GetObject/);
  });

  it("ends with 2 where there is no message, and where the file is not there", async () => {
    const none = await planeguard(folder.path, ["denied", "main.tf"]);
    assert.equal(none.exit, 2);
    assert.match(none.err, /no message of an access denial/);
    assert.equal((await planeguard(folder.path, ["denied", "nothing.log"])).exit, 2);
  });
});
