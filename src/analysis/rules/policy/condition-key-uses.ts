/** Condition keys that exist, but are not to be relied on where they stand. */
import type { PolicyFix } from "../rule";
import { anyOf } from "../support/closest";
import { atKey, conditionKeyRule, renamed } from "../support/condition-key-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { withCondition, withoutKey } from "../support/value-fixes";

const oldArn = "aws:arn";
const arnInstead = ["aws:PrincipalArn", "aws:SourceArn"];

const deprecatedKey = conditionKeyRule(
  {
    code: "DEPRECATED_GLOBAL_CONDITION_KEY",
    deprecated: true,
    kind: "WARNING",
    title: "Global condition key of the past",
    why: "`aws:ARN` has been replaced by two keys that say whose ARN is meant: that of the caller, or that of the resource on whose behalf a service calls.",
    avoid: '"Condition": { "ArnLike": { "aws:ARN": "arn:aws:iam::111122223333:role/deploy" } }',
    prefer: '"Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy" } }',
    types: ["identity", "boundary", "scp"],
  },
  function* find(use) {
    if (use.name === oldArn)
      yield {
        ...atKey(use),
        message:
          "`aws:ARN` is deprecated and not in every request. Write `aws:PrincipalArn` for the caller, or `aws:SourceArn` for the resource on whose behalf a service calls.",
        fixes: renamed(use, arnInstead),
      };
  },
);

const unsupportedKey = conditionKeyRule(
  {
    code: "UNSUPPORTED_GLOBAL_CONDITION_KEY",
    kind: "ERROR",
    title: "Global condition key that this policy cannot use",
    why: "`aws:ARN` is not in the requests that a resource decides about: the condition does not hold.",
    avoid: '"Condition": { "ArnLike": { "aws:ARN": "arn:aws:iam::111122223333:role/deploy" } }',
    prefer: '"Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy" } }',
    types: ["resource", "trust", "rcp"],
  },
  function* find(use) {
    if (use.name === oldArn)
      yield {
        ...atKey(use),
        message:
          "A policy on a resource cannot use `aws:ARN`. Write `aws:PrincipalArn` for the caller, or `aws:SourceArn` for the resource on whose behalf a service calls.",
        fixes: renamed(use, arnInstead),
      };
  },
);

/** Whether nothing else restricts the statement. */
function isAlone({ condition: { blocks } }: ConditionUse): boolean {
  return blocks.length === 1 && blocks[0]!.keys.length === 1;
}

const forgeable = new Map([
  ["aws:referer", "the page it pretends to come from"],
  ["aws:useragent", "the name of its program"],
]);

const untrustworthy = conditionKeyRule(
  {
    code: "UNTRUSTWORTHY_CONDITION_KEY",
    kind: "SECURITY_WARNING",
    title: "Condition on what the caller says of itself",
    why: "The caller writes `aws:Referer` and `aws:UserAgent` as it likes. Who learns the value, which is no secret, gets past the condition.",
    avoid: '"Condition": { "StringLike": { "aws:Referer": "https://www.example.com/*" } }',
    prefer: '"Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" } }',
  },
  function* find(use) {
    const what = forgeable.get(use.name);
    if (what === undefined || use.info.type === "Null") return;
    yield {
      ...atKey(use),
      message: `A caller chooses ${what} itself, so whoever knows the value gets past this condition. Use what it cannot choose, such as \`aws:SourceVpce\`, \`aws:PrincipalOrgID\` or \`aws:SourceIp\`.`,
      fixes: () => (isAlone(use) ? [] : withoutKey(use)),
    };
  },
);

const ownAccount = new Set(["s3:resourceaccount", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"]);

const irrelevant = conditionKeyRule(
  {
    code: "IRRELEVANT_CONDITION_KEY_IN_POLICY",
    kind: "SUGGESTION",
    title: "Condition on what is always the same here",
    why: "A policy on a resource is about this resource, whose account and organization are always the same: a condition on them tells nothing about who calls.",
    avoid: '"Condition": { "StringEquals": { "s3:ResourceAccount": "111122223333" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } }',
    types: ["resource", "trust"],
  },
  function* find(use, _catalog, { type, place }) {
    // The policy of an endpoint is about the resources of others; where it stands has to be known.
    const carrier = type === "trust" ? "role" : place.resourceType;
    if (carrier === undefined || carrier.endsWith("::VPCEndpoint") || !ownAccount.has(use.name)) return;
    const instead = use.key.name.replace(/^s3:/i, "aws:").replace(/resource/i, "Principal");
    yield {
      ...atKey(use),
      message: `\`${use.key.name}\` is always that of the resource on which this policy stands, so the condition restricts nobody. Write \`${instead}\` if the caller is meant.`,
      fixes: renamed(use, [instead]),
    };
  },
);

const pairs = new Map([
  ["aws:vpcsourceip", ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]],
  ["aws:ec2instancesourceprivateipv4", ["aws:Ec2InstanceSourceVpc"]],
]);

const paired = conditionKeyRule(
  {
    code: "MISSING_PAIRED_CONDITION_KEYS",
    kind: "SECURITY_WARNING",
    title: "Private address without its network",
    why: "Private addresses are the same in every VPC of the world. Without the VPC, a condition on one holds for whoever gives that address to a machine of their own.",
    avoid: '"Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.1.0/24" } }',
    prefer:
      '"Condition": {\n  "IpAddress": { "aws:VpcSourceIp": "10.0.1.0/24" },\n  "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" }\n}',
  },
  function* find(use, catalog, policy) {
    const others = pairs.get(use.name);
    const { condition } = use;
    if (
      !others ||
      use.info.type === "Null" ||
      isOfRequest(use) ||
      !condition.complete ||
      condition.blocks.some((block) => !block.complete)
    )
      return;
    const has = condition.blocks.some((block) =>
      block.keys.some((key) => others.some((other) => other.toLowerCase() === key.name.toLowerCase())),
    );
    if (!has)
      yield {
        ...atKey(use),
        message: `Other networks have the same private addresses, so whoever uses this one in a VPC of their own gets past \`${use.key.name}\`. Add a condition on ${anyOf(others)}.`,
        fixes: () => networkNamed(use, others, conditionUses(policy, catalog)),
      };
  },
);

/** Whether the address is compared with one that the request has too, rather than with one of a network. */
function isOfRequest({ key: { items } }: ConditionUse): boolean {
  return items.length > 0 && items.every(({ value }) => value !== null && /^\$\{[^{}]*\}$/.test(value));
}

/** The network that the policy names elsewhere, in this condition too. */
function networkNamed(use: ConditionUse, keys: readonly string[], uses: readonly ConditionUse[]): readonly PolicyFix[] {
  // A Deny for all but these would deny less with a condition more.
  if (use.info.negated) return [];
  return uses
    .filter(({ name, info }) => keys.some((key) => key.toLowerCase() === name) && info.type === "String")
    .slice(0, 1)
    .flatMap(({ key }) => {
      const values = key.items.map((item) => item.value);
      const known = values.length > 0 && values.every((value) => value !== null);
      return known
        ? withCondition(use.statement, "StringEquals", key.name, values.length === 1 ? values[0]! : values)
        : [];
    });
}

const ofEndpoint = new Set(["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"]);

/** Whether the statement is about requests that have the key only. */
function asksWhether({ condition, name }: ConditionUse): boolean {
  return condition.blocks.some(
    (block) =>
      block.parsed?.name === "Null" &&
      block.keys.some((key) => key.name.toLowerCase() === name && key.items.some((item) => item.value === "false")),
  );
}

const supportedServices = conditionKeyRule(
  {
    code: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    kind: "WARNING",
    title: "Condition key of few services, for all of them",
    why: "Only some services put the owner of the VPC endpoint into the request. In a statement about all services the condition fails for the others, and a Deny cuts them off.",
    avoid:
      '{\n  "Effect": "Deny",\n  "Action": "*",\n  "Resource": "*",\n  "Condition": { "StringNotEquals": { "aws:VpceOrgID": "o-abcdefghij" } }\n}',
    prefer:
      '{\n  "Effect": "Deny",\n  "Action": "s3:*",\n  "Resource": "*",\n  "Condition": { "StringNotEquals": { "aws:VpceOrgID": "o-abcdefghij" } }\n}',
  },
  function* find(use) {
    const { action, notAction } = use.statement;
    if (!ofEndpoint.has(use.name) || use.info.type === "Null" || use.operator.ifExists || asksWhether(use)) return;
    const everything =
      notAction !== null || (action?.items.some((item) => item.value !== null && /^[*?]/.test(item.value)) ?? false);
    if (everything)
      yield {
        ...atKey(use),
        message: `Only some services put \`${use.key.name}\` into a request, and this statement is about all of them: for the others the condition does not do what is meant. Name the services that support it in \`Action\`, or add \`"Null": { "${use.key.name}": "false" }\`.`,
        fixes: () => withCondition(use.statement, "Null", use.key.name, "false"),
      };
  },
);

export default [deprecatedKey, unsupportedKey, untrustworthy, irrelevant, paired, supportedServices];
