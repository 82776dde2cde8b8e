/** What is written with other blanks and says the same, in what a program of CDK makes by what it reads: nothing; what says something else: not known. */
import assert from "node:assert/strict";

import { writtenAlike } from "../../../src/analysis/change/canonical";
import { type Change, programsBothWays } from "../../support/both-ways";

const stack = (made: string) => `import { Stack } from "aws-cdk-lib";
import * as s3 from "aws-cdk-lib/aws-s3";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const bucket = new s3.Bucket(this, "B");
  const other = new s3.Bucket(this, "O");
  const cfn = ${made} as s3.CfnBucket;
  cfn.addOverride("Properties.Config.HeadersPolicyId", props.p);
} }
`;
const python = (given: string) => `from aws_cdk import Stack, aws_iam as iam, aws_secretsmanager as secret
class S(Stack):
    def __init__(self, scope, id, users):
        for idx, user in enumerate(users):
            arn = user["arn"]
            entry = secret.Secret.from_secret_name_v2(${given})
            if entry:
                iam.Role(self, f"r-{idx}", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
                    managed_policies=[iam.ManagedPolicy.from_managed_policy_arn(self, f"p-{idx}", managed_policy_arn=arn)])
`;
const given = 'self, id=f"s-{idx}", secret_name=user["secret"]';

const rows: readonly Change[] = [
  ["a line break before a member", "bucket.node.defaultChild", "bucket.node\n    .defaultChild", [], []],
  ["two of them", "bucket.node.defaultChild", "bucket\n    .node\n    .defaultChild", [], []],
  [
    "blanks around a keyword's value",
    given,
    'self,\n  id = f"s-{idx}",\n  secret_name =user["secret"]',
    [],
    [],
    python,
  ],
];

describe("what is written with other blanks", () => {
  programsBothWays(rows, stack, python);

  const alike: readonly (readonly [one: string, other: string, isAlike: boolean])[] = [
    ["a\n  .b()", "a.b()", true],
    ["f(a = 1)", "f(a=1)", true],
    ["a == b", "a = b", false],
    ["a != b", "a ! = b", false],
    ["a >= b", "a > b", false],
    ["(a) => a", "(a)= a", false],
    ["a .5", "a.5", false],
    ["a b", "ab", false],
    ["a.b", "a.c", false],
  ];
  for (const [one, other, isAlike] of alike)
    it(`${JSON.stringify(one)} ${isAlike ? "is" : "is not"} ${JSON.stringify(other)}`, () =>
      assert.equal(writtenAlike(one) === writtenAlike(other), isAlike));
});
