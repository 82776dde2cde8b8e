/** Services of the Serverless Framework that are written in code. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const aws = (name: string): string => `"arn:aws:iam::aws:policy/${name}"`;
const own = (kind: string, name: string): string => `"arn:aws:iam::111122223333:${kind}/${name}"`;
const service = (
  role: string,
  functions = 'hello: { handler: "a.b" }',
  more = "",
): string => `import type { AWS } from "@serverless/typescript";

const config: AWS = {
  service: "s",
  provider: { name: "aws", iam: { role: ${role} } },
  functions: { ${functions} },
  ${more}
};

module.exports = config;
`;
const attached = (...policies: readonly string[]): string => service(`{ managedPolicies: [${policies.join(", ")}] }`);
const statements = (...actions: readonly string[]): string =>
  service(
    `{ statements: [${actions.map((one) => `{ Effect: "Allow", Action: "${one}", Resource: "*" }`).join(", ")}] }`,
  );
const withRole = (role: string): string => service("{}", `hello: { handler: "a.b", role: ${role} }`);
const url = (value: string): string => service("{}", `hello: { handler: "a.b", url: ${value} }`);
const resource = (policies: string): string =>
  service(
    "{}",
    undefined,
    `resources: { Resources: { R: { Type: "AWS::IAM::Role", Properties: { ManagedPolicyArns: [${policies}] } } } },`,
  );

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a policy of the account", attached(), attached(own("policy", "p")), ["?provider identity"]],
  [
    "the same policy of the account",
    attached(own("policy", "p")),
    attached(own("policy", "p"), own("policy", "p")),
    [],
  ],
  [
    "a policy of AWS",
    attached(),
    attached(aws("AWSCloud9User")).replace("AWSCloud9User", "AdministratorAccess"),
    ["provider identity: * on *"],
  ],
  ["a policy that has gone", attached(own("policy", "p")), attached(), []],
  [
    "a statement",
    statements("s3:GetObject"),
    statements("s3:GetObject", "s3:PutObject"),
    ["provider identity: s3:PutObject on *"],
  ],
  ["another role of a function", withRole(own("role", "a")), withRole(own("role", "b")), ["?hello identity"]],
  [
    "the same role, by a constant",
    `const role = ${own("role", "a")};\n${withRole("role")}`,
    withRole(own("role", "a")),
    [],
  ],
  ["another role of the service", service(own("role", "a")), service(own("role", "b")), ["?hello identity"]],
  [
    "another role of functions that stand elsewhere",
    service(own("role", "a")).replace(/functions: .*/, "functions,"),
    service(own("role", "b")).replace(/functions: .*/, "functions,"),
    ["?functions identity"],
  ],
  ["a URL for everybody", url("false"), url("true"), ["hello resource: lambda:InvokeFunctionUrl by *"]],
  ["a URL that asks who calls", url("false"), url('{ authorizer: "aws_iam" }'), []],
  ["a policy of the account, for a role in its resources", resource(""), resource(own("policy", "p")), ["?R identity"]],
  ["another name of the service", service("{}"), service("{}").replace('"s"', '"t"'), []],
  [
    "an object that is no service",
    `const roles = { hello: { role: ${own("role", "a")} } };`,
    `const roles = { hello: { role: ${own("role", "b")} } };`,
    [],
  ],
];

describe("a service in code", () => {
  for (const [title, before, after, lines] of rows)
    for (const file of ["serverless.ts", "serverless.js"]) {
      const plain = (text: string): string =>
        file.endsWith(".ts") ? text : text.replace(/^import.*$/m, "").replace(": AWS", "");
      it(`${title}, in ${file}`, async () =>
        assert.deepEqual(await diffTexts(file, plain(before), plain(after)), lines));
    }
});
