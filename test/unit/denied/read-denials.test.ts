import assert from "node:assert/strict";

import { type Denial, readDenials } from "../../../src/analysis/denied/read-denials";

type Said = Partial<Omit<Denial, "count">>;

const user = "arn:aws:iam::777788889999:user/Parcels";
const session = "arn:aws:sts::777788889999:assumed-role/shop-ApiRole-1A2B3C/shop-Api";
const table = "arn:aws:dynamodb:eu-west-1:777788889999:table/Orders";

/** The kinds of AWS's page on troubleshooting, and what SDKs and logs make of them. */
const messages: readonly (readonly [string, string, Said])[] = [
  [
    "no identity-based policy",
    `User: ${session} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    { principal: session, action: "dynamodb:PutItem", resource: table, by: "identity", isExplicit: false },
  ],
  [
    "a deny in an identity-based policy",
    `User: ${user} is not authorized to perform: codedeploy:ListDeployments with an explicit deny in an identity-based policy`,
    { principal: user, action: "codedeploy:ListDeployments", by: "identity", isExplicit: true },
  ],
  [
    "no service control policy",
    `User: ${user} is not authorized to perform: codecommit:ListRepositories because no service control policy allows the codecommit:ListRepositories action`,
    { principal: user, action: "codecommit:ListRepositories", by: "scp", isExplicit: false },
  ],
  [
    "a service control policy by its ARN",
    `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::parcels/a" with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-a/service_control_policy/p-b.`,
    {
      principal: user,
      action: "s3:PutObject",
      resource: "arn:aws:s3:::parcels/a",
      by: "scp",
      isExplicit: true,
      policy: "arn:aws:organizations::111122223333:policy/o-a/service_control_policy/p-b",
    },
  ],
  [
    "a resource control policy",
    `User: ${user} is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:777788889999:secret:a with an explicit deny in a resource control policy`,
    {
      principal: user,
      action: "secretsmanager:GetSecretValue",
      resource: "arn:aws:secretsmanager:eu-west-1:777788889999:secret:a",
      by: "rcp",
      isExplicit: true,
    },
  ],
  [
    "a VPC endpoint policy",
    `User: ${user} is not authorized to perform: codecommit:ListRepositories because no VPC endpoint policy allows the codecommit:ListRepositories action`,
    { principal: user, action: "codecommit:ListRepositories", by: "endpoint", isExplicit: false },
  ],
  [
    "a permissions boundary",
    `User: ${user} is not authorized to perform: dynamodb:PutItem on resource: ${table} with an explicit deny in a permissions boundary`,
    { principal: user, action: "dynamodb:PutItem", resource: table, by: "boundary", isExplicit: true },
  ],
  [
    "a session policy",
    `User: ${session} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no session policy allows the dynamodb:PutItem action`,
    { principal: session, action: "dynamodb:PutItem", resource: table, by: "session", isExplicit: false },
  ],
  [
    "a resource-based policy, with a resource that has no name",
    `User: ${session} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no resource-based policy allows the kms:Decrypt action`,
    { principal: session, action: "kms:Decrypt", by: "resource", isExplicit: false },
  ],
  [
    "a trust policy",
    `User: ${user} is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    { principal: user, action: "sts:AssumeRole", by: "trust", isExplicit: false },
  ],
  [
    "an older message",
    `com.amazonaws.AmazonServiceException: User: ${user} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:777788889999:jobs (Service: AmazonSQS; Status Code: 403)`,
    { principal: user, action: "sqs:SendMessage", resource: "arn:aws:sqs:eu-west-1:777788889999:jobs" },
  ],
  [
    "a masked account and nobody",
    "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9999:a1/prod/GET/ with an explicit deny",
    {
      principal: "anonymous",
      action: "execute-api:Invoke",
      resource: "arn:aws:execute-api:eu-west-1:********9999:a1/prod/GET/",
      isExplicit: true,
    },
  ],
  [
    "a message of EC2 with a rest that is encoded",
    `You are not authorized to perform this operation. User: ${user} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:777788889999:instance/* because no identity-based policy allows the ec2:RunInstances action. Encoded authorization failure message: aGFs`,
    {
      principal: user,
      action: "ec2:RunInstances",
      resource: "arn:aws:ec2:eu-west-1:777788889999:instance/*",
      by: "identity",
      isExplicit: false,
      isEncoded: true,
    },
  ],
  [
    "a log in JSON, quoted twice",
    JSON.stringify({
      log: JSON.stringify({
        errorMessage: `User: ${session} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::parcels/a b"\nbecause no identity-based policy allows the s3:GetObject action`,
      }),
    }),
    {
      principal: session,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::parcels/a",
      by: "identity",
      isExplicit: false,
    },
  ],
  [
    "an exception of boto3 that says no more",
    "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
    { operation: "GetObject" },
  ],
  [
    "an event of CloudTrail",
    JSON.stringify({
      Records: [
        {
          eventSource: "s3.amazonaws.com",
          eventName: "GetObject",
          errorCode: "AccessDenied",
          errorMessage: "Access Denied",
          userIdentity: { arn: session },
          resources: [{ ARN: "arn:aws:s3:::parcels/a" }],
        },
      ],
    }),
    { operation: "GetObject", principal: session, resource: "arn:aws:s3:::parcels/a" },
  ],
];

const nothing: Required<Said> = {
  principal: null,
  action: null,
  operation: null,
  resource: null,
  by: null,
  isExplicit: null,
  policy: null,
  isEncoded: false,
};

describe("messages of access denials", () => {
  for (const [name, text, said] of messages)
    it(`reads ${name}`, () => {
      assert.deepEqual(readDenials(text), [{ ...nothing, ...said, count: 1 }]);
    });

  it("reads an exception with its message once, and counts what comes again", () => {
    const text = `An error occurred (AccessDeniedException) when calling the PutItem operation: ${messages[0]![1]}`;
    assert.deepEqual(readDenials(`${text}\n${text}`), [{ ...nothing, ...messages[0]![2], count: 2 }]);
  });

  it("reads all of a log", () => {
    const found = readDenials(messages.map(([, text]) => text).join("\n"));
    const withActions = messages.filter(([, , { action }]) => action !== undefined);
    assert.deepEqual(
      found.filter(({ action }) => action !== null).map(({ action }) => action),
      withActions.map(([, , { action }]) => action),
    );
  });

  it("finds none in other texts", () => {
    assert.deepEqual(readDenials("The user is authorized to perform: all of it. 403 Forbidden"), []);
    assert.deepEqual(readDenials(""), []);
  });
});
