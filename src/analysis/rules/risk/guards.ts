/** Conditions that are meant to guard and do not, each with the request that gets past it. */
import type { Catalog } from "../../../catalog/catalog";
import { valuesOf } from "../../knowledge/key-values";
import { arnOf, textOf } from "../../policy/arn";
import type { Item, Policy, PolicyType, Statement } from "../../policy/model";
import { formatOperator } from "../../policy/operators";
import type { PolicyContext, PolicyReport, PolicyRule } from "../rule";
import { actionPattern, removal } from "../support/actions";
import { atKey } from "../support/condition-key-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { asked, requestPastDeny, requestWithout } from "../support/request-past";
import { underOperator } from "../support/value-fixes";

interface About {
  readonly id: string;
  readonly title: string;
  readonly severity?: PolicyRule["severity"];
  readonly confidence?: PolicyRule["confidence"];
  readonly recommendation?: PolicyRule["recommendation"];
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly link: string;
  readonly types?: readonly PolicyType[];
}

function guardRule(
  about: About,
  find: (use: ConditionUse, policy: Policy, context: PolicyContext) => Iterable<PolicyReport>,
): PolicyRule {
  return {
    kind: "policy",
    id: about.id,
    title: about.title,
    severity: about.severity ?? "warning",
    confidence: about.confidence ?? "high",
    recommendation: about.recommendation ?? "least-privilege",
    accessAnalyzer: null,
    ...(about.types ? { types: about.types } : {}),
    documentation: {
      why: about.why,
      avoid: { language: "json", code: about.avoid },
      prefer: { language: "json", code: about.prefer },
      links: [about.link],
    },
    *check(policy, context) {
      for (const use of conditionUses(policy, context.catalog)) yield* find(use, policy, context);
    },
  };
}

const operatorsPage =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists";
const grants: readonly PolicyType[] = ["identity", "resource", "trust", "boundary"];

/** Keys that tell whom to keep out and that requests may lack, with how they come to lack them. */
const lacking: readonly (readonly [RegExp, string])[] = [
  [
    /^aws:(sourcevpc|sourcevpce|sourcevpcarn|vpcsourceip|vpceaccount|vpceorgid)$/,
    "a request that comes over the internet",
  ],
  [/^aws:sourceip$/, "a request through an endpoint of a VPC"],
  [
    /^aws:(sourcearn|sourceaccount|sourceorgid|sourceorgpaths)$/,
    "a request that no service makes for another resource",
  ],
  [/^aws:(principalorgid|principalorgpaths|principalaccount)$/, "a request from outside of any organization"],
  [/^aws:principaltag\/.+$/, "the request of a caller without this tag"],
  [/^(aws|[a-z0-9-]+):resourcetag\/.+$/, "a request for a resource without this tag"],
  [/^sts:externalid$/, "a request without an external id"],
];

function lackOf(key: string): string | undefined {
  return lacking.find(([name]) => name.test(key))?.[1];
}

const ifExists = guardRule(
  {
    id: "risk/if-exists-on-allow",
    title: "Guard that a request without the key gets past",
    types: grants,
    why: "`IfExists` lets a condition hold for every request that lacks the key. On an Allow that opens what the condition should guard: who calls without the key is let in. It belongs into a Deny, or beside a key that not all actions have.",
    avoid:
      '{\n  "Effect": "Allow",\n  "Action": "s3:GetObject",\n  "Resource": "arn:aws:s3:::invoices/*",\n  "Condition": { "StringEqualsIfExists": { "aws:SourceVpce": "vpce-1a2b3c4d" } }\n}',
    prefer:
      '{\n  "Effect": "Allow",\n  "Action": "s3:GetObject",\n  "Resource": "arn:aws:s3:::invoices/*",\n  "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } }\n}',
    link: operatorsPage,
  },
  function* find(use, policy, { catalog }) {
    const { statement, operator, info, name, key } = use;
    const how = operator.ifExists && !info.negated && statement.effect === "Allow" ? lackOf(name) : undefined;
    const request = how === undefined ? null : requestWithout(policy, statement, (one) => one === name, catalog);
    if (!request) return;
    yield {
      ...atKey(use),
      message: `${asked(request)} is allowed to ${how}: it has no \`${key.name}\`, and with \`IfExists\` the condition then holds. Write \`${formatOperator({ ...operator, ifExists: false })}\`.`,
      // What has another type may have no tags, and no request for it the key.
      fixes: () =>
        ofResource.test(name) && namesSeveralTypes(statement)
          ? []
          : underOperator(use, { ...operator, ifExists: false }, "safe"),
    };
  },
);

const ofResource = /:resourcetag\//;

function namesSeveralTypes({ resource }: Statement): boolean {
  const types = resource?.items.map(({ value, parts }) => {
    const arn = arnOf(value ?? parts);
    return arn ? `${textOf(arn.service)} ${textOf(arn.resource)?.split(/[/:]/)[0]}` : "";
  });
  return new Set(types).size > 1;
}

const orgPaths = /^aws:(principalorgpaths|sourceorgpaths|vpceorgpaths|calledvia|principalservicenameslist)$/;
const calledVia = "aws:calledvia";

/** Whether AWS documents that the service calls on behalf of who called it: only then has a request the key. */
function callsOn({ value }: Item, catalog: Catalog): boolean {
  return valuesOf({ name: calledVia }, catalog).some((known) => known.value === value);
}

const leadingKeys = "dynamodb:leadingkeys";
const scan = "dynamodb:Scan";

const forAllValues = guardRule(
  {
    id: "risk/for-all-values-on-allow",
    title: "Guard on a list that an empty list gets past",
    types: grants,
    why: "`ForAllValues` holds where the request has none of the values at all. On an Allow whoever lacks the key is let in: a caller outside of any organization, a scan of a table that names no key.",
    avoid:
      '"Condition": { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-ab12/ou-ab12-11111111/*" } }',
    prefer:
      '"Condition": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-ab12/ou-ab12-11111111/*" } }',
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
  },
  function* find(use, policy, { catalog }) {
    const { statement, operator, info, name, key } = use;
    if (operator.qualifier !== "ForAllValues" || info.negated || statement.effect !== "Allow") return;
    const scanning =
      name === leadingKeys
        ? statement.action?.items.find((item) => actionPattern(item).matches(scan.toLowerCase()) === true)
        : undefined;
    if (!scanning && !orgPaths.test(name)) return;
    const request = requestWithout(policy, statement, (one) => one === name, catalog, scanning && scan);
    if (!request) return;
    const removed =
      scanning && !/[*?]/.test(scanning.value!) ? removal({ item: scanning, element: statement.action! }) : null;
    yield {
      ...atKey(use),
      message: `${asked(request)} is allowed: this request has no \`${key.name}\`, and \`ForAllValues\` holds for none. ${scanning ? "Take `dynamodb:Scan` out of this statement: it reads every item." : "Write `ForAnyValue`."}`,
      fixes: () =>
        scanning
          ? removed
            ? [{ title: "Remove dynamodb:Scan", kind: "safe", changes: [removed] }]
            : []
          : name === calledVia && !key.items.every((item) => callsOn(item, catalog))
            ? []
            : underOperator(use, { ...operator, qualifier: "ForAnyValue", ifExists: false }, "safe"),
    };
  },
);

const mfa = /^aws:multifactorauth(present|age)$/;

const avoidableMfa = guardRule(
  {
    id: "risk/avoidable-mfa",
    title: "MFA that an access key gets past",
    recommendation: "separate-administrators",
    why: "Requests that are signed with a long-term access key have no `aws:MultiFactorAuthPresent`, neither true nor false. `BoolIfExists` on an Allow then holds, and `Bool … false` on a Deny does not: whoever has the key needs no MFA.",
    avoid:
      '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }',
    prefer:
      '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }',
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
  },
  function* find(use, policy, { catalog }) {
    const { statement, operator, info, name, key } = use;
    if (!mfa.test(name) || info.type === "Null" || operator.qualifier !== null) return;
    if (
      statement.effect === "Allow" &&
      operator.ifExists &&
      (info.type !== "Bool" || key.items.every((item) => item.value?.toLowerCase() === "true"))
    ) {
      const request = requestWithout(policy, statement, (one) => mfa.test(one), catalog);
      if (!request) return;
      yield {
        ...atKey(use),
        message: `${asked(request)} is allowed to whoever signs with a long-term access key and has no MFA: such a request has no \`${key.name}\`, and with \`IfExists\` the condition then holds. Write \`${operator.name}\`.`,
        fixes: () => underOperator(use, { ...operator, ifExists: false }, "safe"),
      };
    } else if (
      statement.effect === "Deny" &&
      !operator.ifExists &&
      (info.type !== "Bool" || key.items.every((item) => item.value?.toLowerCase() === "false"))
    ) {
      const request = requestPastDeny(policy, statement, {}, catalog);
      if (!request) return;
      yield {
        ...atKey(use),
        message: `This does not deny ${asked(request)} to whoever signs with a long-term access key and has no MFA: such a request has no \`${key.name}\`. Write \`${operator.name}IfExists\`, which also denies it.`,
        fixes: () => underOperator(use, { ...operator, ifExists: true }, "safe"),
      };
    }
  },
);

const requestTag = /^aws:requesttag\/(.+)$/;

const allMissing = guardRule(
  {
    id: "risk/deny-only-if-all-missing",
    title: "Deny that one tag of several gets past",
    confidence: "medium",
    recommendation: "tag-restrictions",
    why: "All keys of a condition must hold together. A Deny for requests without tag one and without tag two denies only those that have neither: with either of them everything may be made.",
    avoid:
      '{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "Null": { "aws:RequestTag/team": "true", "aws:RequestTag/stage": "true" } } }',
    prefer:
      '[\n  { "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "Null": { "aws:RequestTag/team": "true" } } },\n  { "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "Null": { "aws:RequestTag/stage": "true" } } }\n]',
    link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
  },
  function* find(use, policy, { catalog }) {
    const { statement, block, info, name, key } = use;
    const said = (one: typeof key): boolean =>
      requestTag.test(one.name.toLowerCase()) && one.items.length === 1 && one.items[0]!.value === "true";
    if (statement.effect !== "Deny" || info.type !== "Null" || !requestTag.test(name) || block.keys.find(said) !== key)
      return;
    const others = block.keys.filter((one) => one !== key && said(one));
    if (others.length === 0) return;
    const request = requestPastDeny(policy, statement, { [key.name]: "any" }, catalog);
    if (!request) return;
    yield {
      ...atKey(use),
      message: `${asked(request)} with \`${key.name}\` alone is not denied, though ${others.map((one) => `\`${one.name}\``).join(" and ")} ${others.length === 1 ? "is" : "are"} missing: all keys of a condition must hold. Write a Deny for each tag.`,
    };
  },
);

export default [ifExists, forAllValues, avoidableMfa, allMissing];
