/** Ways to put a trust policy right. */
import type { Remediation } from "../posture";
import { filledText } from "./filled-text";
import cloudformation from "./trust-remediation.cfn.yaml";
import commands from "./trust-remediation.sh";
import terraform from "./trust-remediation.tf";

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
    { kind: "cli", text: commands },
    {
      kind: "cloudformation",
      text: filledText(cloudformation, {
        TYPE: type,
        WHO: who,
        ACTION:
          key === undefined
            ? action
            : `${action}\n            Condition:\n              ${operator}:\n                '${key}': '${value}'`,
      }),
    },
    {
      kind: "terraform",
      text: filledText(terraform, {
        PRINCIPAL: principal,
        ACTION:
          key === undefined
            ? `"${action}"`
            : `"${action}"\n      Condition = { ${operator} = { "${key}" = "${value}" } }`,
      }),
    },
  ];
}
