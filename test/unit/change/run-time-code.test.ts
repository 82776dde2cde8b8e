/** Code that names a managed policy of AWS: one that calls AWS while it runs attaches nothing where it is deployed. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
const python = (library: string, line: string) => `import ${library}\ndef handler(event, context):\n    ${line}\n`;
const attaching = `client.attach_role_policy(RoleName=event["role"], PolicyArn="${arn}")`;

describe("code that calls AWS while it runs", () => {
  it("names a policy: nothing", async () =>
    assert.deepEqual(await diffTexts("s.py", python("boto3", "pass"), python("boto3", attaching)), []));
  it("names one in TypeScript: nothing", async () => {
    const code = (line: string) => `import { IAMClient } from "@aws-sdk/client-iam";\n${line}\n`;
    const given = `new AttachRolePolicyCommand({ RoleName: role, PolicyArn: "${arn}" });`;
    assert.deepEqual(await diffTexts("s.ts", code(""), code(given)), []);
  });
  it("sets up a role that it names: told", async () => {
    const named = attaching.replace('event["role"]', '"reader"');
    assert.notDeepEqual(await diffTexts("s.py", python("boto3", "pass"), python("boto3", named)), []);
  });
  it("declares what has it with a library: told", async () => {
    const declared = `aws.iam.Role("Reader", managed_policy_arns=["${arn}"])`;
    assert.notDeepEqual(await diffTexts("s.py", python("pulumi_aws", "pass"), python("pulumi_aws", declared)), []);
  });
});
