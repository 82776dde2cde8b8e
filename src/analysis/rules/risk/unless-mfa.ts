/** What is allowed to those alone who have not signed in with MFA. */
import type { Item, Statement } from "../../policy/model";
import type { PolicyFix, PolicyRule } from "../rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { underOperator } from "../support/value-fixes";

/** What somebody needs who is to set up MFA, and so has none yet. */
const settingUp =
  /^(?:iam:(?:get|list)\w*|iam:\w*mfadevices?|iam:changepassword|sts:getsessiontoken|sts:getcalleridentity)$/i;

function setsUpMfa({ action }: Statement): boolean {
  return (
    action !== null && action.items.every(({ value }) => value !== null && settingUp.test(value.replace(/[*?]/g, "")))
  );
}

function isEach(items: readonly Item[], text: string): boolean {
  return items.length > 0 && items.every(({ value }) => value?.toLowerCase() === text);
}

/** `Bool … true`: with `IfExists` a request without the key would pass. */
function askingForMfa(use: ConditionUse): readonly PolicyFix[] {
  if (use.operator.ifExists || use.operator.qualifier !== null) return underOperator(use, "Bool", "suggestion", "true");
  return [suggestion('Write "true"', { kind: "replace", node: use.key.entry.value, value: "true" })];
}

const rule: PolicyRule = {
  kind: "policy",
  id: "risk/allow-without-mfa",
  title: "Allowed only without MFA",
  severity: "warning",
  confidence: "high",
  recommendation: "separate-administrators",
  accessAnalyzer: null,
  types: ["identity", "resource", "trust", "boundary"],
  documentation: {
    why: "A condition on `aws:MultiFactorAuthPresent` that is `false` turns the usual one around: those who signed in with MFA are refused, and those without it are let in. On an Allow that is hardly ever meant, except for setting up MFA.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::invoices/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }',
    },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::invoices/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }',
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"],
  },
  *check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const { statement, info, name, key } = use;
      if (statement.effect !== "Allow" || !/^aws:multifactorauth(?:present|age)$/.test(name) || setsUpMfa(statement))
        continue;
      const isPresent = name.endsWith("present");
      const turned = isPresent && info.type === "Bool" && isEach(key.items, "false");
      if (!turned && !(info.type === "Null" && isEach(key.items, "true"))) continue;
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message:
          'This allows only those who have not signed in with MFA, and refuses those who have. Write `"Bool": { "aws:MultiFactorAuthPresent": "true" }` if MFA is to be asked for, or take the condition out.',
        fixes: () => (turned ? askingForMfa(use) : []),
      };
    }
  },
};

export default rule;
