/** Conditions on keys that the requests of an action never have. */
import type { Statement } from "../../policy/model";
import type { PolicyReport, PolicyRule, RuleDocumentation } from "../rule";
import { anyOf } from "../support/closest";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { actionsWithout } from "../support/missing-keys";
import { withoutKey } from "../support/value-fixes";

/** Whether a request without the key keeps the condition from holding. */
function needsKey({ info, operator }: ConditionUse): boolean {
  return info.type !== "Null" && !info.negated && !operator.ifExists && operator.qualifier !== "ForAllValues";
}

function unheededKeysRule(
  about: Pick<PolicyRule, "id" | "title" | "severity" | "confidence">,
  effect: Statement["effect"],
  documentation: RuleDocumentation,
  message: (names: string, key: string) => string,
): PolicyRule {
  return {
    kind: "policy",
    ...about,
    recommendation: "tag-restrictions",
    accessAnalyzer: null,
    documentation,
    *check(policy, { catalog }): Iterable<PolicyReport> {
      for (const use of conditionUses(policy, catalog)) {
        if (use.statement.effect !== effect) continue;
        const actions = needsKey(use) ? actionsWithout(use, catalog) : null;
        if (actions) {
          const names = [...new Set(actions.map((one) => one.name))];
          yield {
            at: use.key.entry.keySpan,
            path: use.key.path,
            message: message(
              names.length > 2
                ? `${names
                    .slice(0, 2)
                    .map((name) => `\`${name}\``)
                    .join(", ")} or ${names.length - 2} more`
                : anyOf(names),
              use.key.name,
            ),
            fixes: () => withoutKey(use),
          };
        }
      }
    },
  };
}

const links = [
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
];
const example = (effect: string, action: string): string =>
  `{ "Effect": "${effect}", "Action": "${action}", "Resource": "*", "Condition": { "StringEquals": { "ec2:InstanceType": "p5.48xlarge" } } }`;
const why =
  "Each action has its own condition keys. A key that its requests never have is missing, and a condition on a missing key does not hold";

export default [
  unheededKeysRule(
    {
      id: "risk/deny-never-applies",
      title: "Deny whose condition never holds",
      severity: "warning",
      confidence: "medium",
    },
    "Deny",
    {
      why: `${why}: the Deny denies nothing, and what it should prevent is allowed wherever another statement allows it.`,
      avoid: { language: "json", code: example("Deny", "ec2:CreateVolume") },
      prefer: { language: "json", code: example("Deny", "ec2:RunInstances") },
      links,
    },
    (names, key) =>
      `A request for ${names} never has \`${key}\`, so this denies nothing. Deny it without the condition, or name the actions that have the key.`,
  ),
  unheededKeysRule(
    {
      id: "risk/allow-never-applies",
      title: "Allow whose condition never holds",
      severity: "info",
      confidence: "medium",
    },
    "Allow",
    {
      why: `${why}: the Allow allows nothing. Whoever finds that it does not work often takes the whole condition out.`,
      avoid: { language: "json", code: example("Allow", "ec2:CreateVolume") },
      prefer: { language: "json", code: example("Allow", "ec2:RunInstances") },
      links,
    },
    (names, key) =>
      `A request for ${names} never has \`${key}\`, so this allows nothing. Name the actions that have the key, or limit them by their resources.`,
  ),
];
