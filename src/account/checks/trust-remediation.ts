/** Ways to put a trust policy right. */
import type { Remedies } from "../posture";
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
export function trustRemediation(change: string, principal: string, condition?: TrustCondition): Remedies {
  const { action = "sts:AssumeRole", operator, key, value } = condition ?? {};
  const [type = "", who = ""] = principal.split(" = ");
  return {
    console: `IAM > Roles > (the role) > Trust relationships > Edit trust policy: ${change}`,
    cli: commands,
    cloudformation: filledText(cloudformation, {
      TYPE: type,
      WHO: who,
      ACTION:
        key === undefined
          ? action
          : `${action}\n            Condition:\n              ${operator}:\n                '${key}': '${value}'`,
    }),
    terraform: filledText(terraform, {
      PRINCIPAL: principal,
      ACTION:
        key === undefined
          ? `"${action}"`
          : `"${action}"\n      Condition = { ${operator} = { "${key}" = "${value}" } }`,
    }),
  };
}
