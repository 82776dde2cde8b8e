/** Ways to put a policy right, with the statement that a rule of the analysis prefers as the example. */
import type { PolicyRule } from "../../analysis/rules/rule";
import type { Remediation } from "../posture";

const cli = `# A customer-managed policy (of its five versions the oldest may have to go first). See first what is in force:
aws iam get-policy --policy-arn POLICY_ARN --query Policy.DefaultVersionId
aws iam create-policy-version --policy-arn POLICY_ARN --policy-document file://policy.json --set-as-default
# An inline policy is replaced as a whole. See first what it says:
aws iam get-role-policy --role-name ROLE --policy-name POLICY
aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json
aws iam get-user-policy --user-name USER --policy-name POLICY
aws iam put-user-policy --user-name USER --policy-name POLICY --policy-document file://policy.json
aws iam get-group-policy --group-name GROUP --policy-name POLICY
aws iam put-group-policy --group-name GROUP --policy-name POLICY --policy-document file://policy.json`;

/** What to change in the console, and the narrower policy as a whole. */
export function narrowedPolicy(change: string, rule?: PolicyRule): readonly Remediation[] {
  const example = rule?.documentation.prefer.code;
  const statements =
    example === undefined || !/^[{[]/.test(example)
      ? null
      : example.startsWith("[")
        ? example
        : `[\n${indented(example, 2)}\n]`;
  return [
    {
      kind: "console",
      text: `IAM > Policies > (the policy) > Edit > JSON: ${change} For an inline policy: IAM > Users, User groups or Roles > (who has it) > Permissions.`,
    },
    { kind: "cli", text: cli },
    ...(statements === null
      ? []
      : [
          {
            kind: "cloudformation" as const,
            text: `Resources:\n  NarrowPolicy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n${indented(statements, 10)}`,
          },
          {
            kind: "terraform" as const,
            text: `resource "aws_iam_policy" "narrow" {\n  name = "narrow"\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = ${indented(statements, 4).trimStart()}\n  })\n}`,
          },
        ]),
  ];
}

function indented(text: string, by: number): string {
  return text
    .split("\n")
    .map((line) => " ".repeat(by) + line)
    .join("\n");
}
