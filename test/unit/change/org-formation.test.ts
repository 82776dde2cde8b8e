/** Control policies as org-formation writes them. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const document = (...actions: string[]) =>
  `{"Version": "2012-10-17", "Statement": [{"Action": ${JSON.stringify(actions)}, "Resource": "*", "Effect": "Deny"}]}`;
const forms: readonly (readonly [title: string, properties: (document: string) => string])[] = [
  [
    "Community::Organizations::Policy",
    (said) => `PolicyType: SERVICE_CONTROL_POLICY\n      TargetIds: [ou-1]\n      Content: >-\n        ${said}`,
  ],
  [
    "Community::Organizations::Policy, as it was once",
    (said) => `PolicyType: SERVICE_CONTROL_POLICY\n      TargetIds: [ou-1]\n      PolicyDocument: ${said}`,
  ],
  ["OC::ORG::ServiceControlPolicy", (said) => `PolicyName: p\n      Policy: ${said}`],
];

describe("control policies of org-formation", () => {
  for (const [type, properties] of forms) {
    const template = (...actions: string[]) =>
      `Resources:\n  Scp:\n    Type: ${type.split(",", 1)[0]}\n    Properties:\n      ${properties(document(...actions))}\n`;
    it(type, async () => {
      const both = template("s3:PutObject", "cloudtrail:StopLogging");
      assert.deepEqual(await diffTexts("t.yaml", both, template("s3:PutObject")), [
        "Scp scp: cloudtrail:StopLogging on *",
      ]);
      assert.deepEqual(await diffTexts("t.yaml", template("s3:PutObject"), both), [
        "-Scp scp: cloudtrail:StopLogging on *",
      ]);
      assert.deepEqual(await diffTexts("t.yaml", both, template("cloudtrail:StopLogging", "s3:PutObject")), []);
    });
  }
});
