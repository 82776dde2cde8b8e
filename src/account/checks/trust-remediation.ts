/** Ways to put a trust policy right. */
import type { Remediation } from "../posture";

export interface TrustCondition {
  readonly action: string;
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

/** What to change in the console, and the role as a whole; the principal as Terraform writes it (`AWS = "…"`). */
export function trustRemediation(
  change: string,
  principal: string,
  condition?: TrustCondition,
): readonly Remediation[] {
  const { action = "sts:AssumeRole", operator, key, value } = condition ?? {};
  const [type = "", who = ""] = principal.split(" = ");
  return [
    { kind: "console", text: `IAM > Roles > (the role) > Trust relationships > Edit trust policy: ${change}` },
    {
      kind: "cli",
      text: "aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument > trust.json\n# Edit trust.json, which replaces the whole trust policy; then:\naws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json",
    },
    {
      kind: "cloudformation",
      text: `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal:\n              ${type}: ${who}\n            Action: ${action}${key === undefined ? "" : `\n            Condition:\n              ${operator}:\n                '${key}': '${value}'`}`,
    },
    {
      kind: "terraform",
      text: `resource "aws_iam_role" "this" {\n  name = "ROLE"\n  assume_role_policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect    = "Allow"\n      Principal = { ${principal} }\n      Action    = "${action}"${key === undefined ? "" : `\n      Condition = { ${operator} = { "${key}" = "${value}" } }`}\n    }]\n  })\n}`,
    },
  ];
}
