/** Policies for roles that a template has from a stack within it. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const template = (action: string, role: string) => `Parameters: { Name: { Type: String } }
Conditions: { Own: !Not [!Equals [!Ref Name, ""]] }
Resources:
  Inner: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: "https://example.org/t.yaml" } }
  Reader: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [] } } }
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [${role}]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: "${action}", Resource: "*" }] }
`;
const told = (name: string) => [`${name} identity: s3:PutObject on *`, `-${name} identity: s3:GetObject on *`];

const rows: readonly (readonly [title: string, role: string, lines: readonly string[]])[] = [
  ["is told once", "!GetAtt Inner.Outputs.Role", told("role ${Inner.Outputs.Role}")],
  [
    "is told beside another",
    "!If [Own, !Ref Name, !GetAtt Inner.Outputs.Role]",
    [...told("role ${Inner.Outputs.Role}"), ...told("role ${Name}")],
  ],
  ["is none of the template", "!Ref Reader", told("Reader")],
];

describe("a policy for the role of a stack", () => {
  for (const [title, role, lines] of rows)
    it(title, async () =>
      assert.deepEqual(
        (await diffTexts("t.yaml", template("s3:GetObject", role), template("s3:PutObject", role))).sort(),
        [...lines].sort(),
      ),
    );
});
