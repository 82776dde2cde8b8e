/** Conditions that hold for every request, and so restrict nothing. */
import type { Catalog } from "../../../catalog/catalog";
import { readIpRange } from "../../policy/ip-range";
import type { Item } from "../../policy/model";
import type { PolicyRule } from "../rule";
import { anyOf } from "../support/closest";
import { type ConditionUse, conditionUses, isWhole } from "../support/condition-uses";
import { actionsWithout } from "../support/missing-keys";
import { withoutKey } from "../support/value-fixes";

/** Keys that the requests of all who sign have. */
const ofEverySigned = /^aws:(?:principal(?:arn|account|type)|userid|currenttime|epochtime|securetransport)$/;

/** Why the condition on the key always holds; null where it may not. */
function idleness(use: ConditionUse, catalog: Catalog): string | null {
  const { info, key, name, operator } = use;
  if (!isWhole(use) || key.items.length === 0) return null;
  const values = key.items.map(({ value }) => value?.toLowerCase() ?? null);
  if (values.includes(null)) return null;
  if (info.type === "Null") {
    if (values.every((value) => value === "false") && ofEverySigned.test(name)) return "every signed request has it";
    return values.every((value) => value === "true") ? neverThere(use, catalog) : null;
  }
  if (info.negated ? operator.qualifier !== "ForAnyValue" : operator.ifExists || operator.qualifier === "ForAllValues")
    return neverThere(use, catalog);
  if (info.negated) return null;
  if (info.type === "IpAddress" && coversAll(key.items)) return "its ranges are all the addresses there are";
  return info.type === "Bool" && values.includes("true") && values.includes("false") ? "both values are named" : null;
}

function neverThere(use: ConditionUse, catalog: Catalog): string | null {
  const actions = actionsWithout(use, catalog);
  if (!actions) return null;
  const names = [...new Set(actions.map((one) => one.name))];
  return `a request for ${names.length > 2 ? `${anyOf(names.slice(0, 2))} and ${names.length - 2} more` : anyOf(names)} never has it`;
}

/** Whether the IPv4 ranges are everything together: `0.0.0.0/0`, or both of its halves. */
function coversAll(items: readonly Item[]): boolean {
  const ranges = items.flatMap(({ value }) => {
    const range = value === null ? null : readIpRange(value);
    return range?.version === 4
      ? [{ start: toNumber(range.address.toByteArray()), size: 2 ** (32 - range.prefix) }]
      : [];
  });
  let reached = 0;
  for (const { start, size } of ranges.sort((a, b) => a.start - b.start)) {
    const from = Math.floor(start / size) * size;
    if (from > reached) return false;
    reached = Math.max(reached, from + size);
  }
  return reached >= 2 ** 32;
}

function toNumber(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

const rule: PolicyRule = {
  kind: "policy",
  id: "risk/condition-never-restricts",
  title: "Condition that always holds",
  severity: "info",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "A condition that every request meets looks like a guard and is none: a negated one on a key that the requests never have, every address there is, or the presence of what is always there.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*", "Condition": { "StringNotEquals": { "ec2:InstanceType": "p5.48xlarge" } } }',
    },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringNotEquals": { "ec2:InstanceType": "p5.48xlarge" } } }',
    },
    links: [
      "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ],
  },
  *check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const why = use.statement.effect === null ? null : idleness(use, catalog);
      if (why === null) continue;
      yield {
        at: use.key.entry.keySpan,
        path: use.key.path,
        message: `The condition on \`${use.key.name}\` always holds, as ${why}: it restricts nothing. Take it out, or compare what the request has.`,
        fixes: () => withoutKey(use),
      };
    }
  },
};

export default rule;
