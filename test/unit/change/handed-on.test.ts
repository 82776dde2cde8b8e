/** Roles that are given to functions of other files, and variables that several blocks declare, in programs of AWS CDK. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string) => `import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import { NagSuppressions } from "cdk-nag";
import { allowAccess, suppressFindings } from "./access";
class S { constructor(scope: any, id: string, props: any) {
  const role = new iam.Role(this, "R", {});
  const fn = new lambda.Function(this, "F", { handler: "i.h" });
  const bucket = new s3.Bucket(this, "B");
  ${line}
} }
`;
const block = (name: string, keyword: string, end = "") => `{
    const ${name} = new iam.Policy(this, "${name}", { roles: [role] });
    ${keyword} own = new iam.PolicyStatement();
    own.addActions("sns:Publish"); own.addResources("arn:aws:sns:us-east-1:111122223333:${name}");
    ${name}.addStatements(own);
  } ${end}`;
const published = (name: string) => [`role identity: sns:Publish on arn:aws:sns:us-east-1:111122223333:${name}`];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["the role of a function", "", "allowAccess(bucket.bucketName, fn.role);", ["?fn identity"]],
  ["a role among properties", "", "allowAccess({ bucket, role });", ["?role identity"]],
  ["the same call", "allowAccess({ bucket, role });", "const n = 1; allowAccess({ bucket,\n role });", []],
  ["no role", "", "allowAccess(bucket.bucketName);", []],
  ["a function that only suppresses", "", "suppressFindings(role);", []],
  ["a library that only suppresses", "", "NagSuppressions.addResourceSuppressions(role, []);", []],
  [
    "one more block with a variable of the same name",
    block("a", "var"),
    block("b", "var") + block("a", "var"),
    published("b"),
  ],
  ["the same of constants", block("a", "const"), block("b", "const") + block("a", "const"), published("b")],
  [
    "variables in place of constants",
    block("a", "const") + block("b", "const"),
    block("a", "var") + block("b", "var"),
    [],
  ],
];

describe("what a program of CDK hands on, and declares several times", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("s.ts", typescript(before), typescript(after)), lines));
});
