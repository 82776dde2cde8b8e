/** Condition keys that do not exist, are not written whole, or are not to be relied on. */
import type { Catalog } from "../../../catalog/catalog";
import type { Policy } from "../../policy/model";
import { variablesIn } from "../../policy/variables";
import { tableOf } from "../../table";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { anyOf, closest } from "../support/closest";
import { type ConditionUse, conditionUses, keyInfo } from "../support/condition-uses";
import { unlistedKeys } from "../support/unlisted-keys";
import { withCondition, withoutKey } from "../support/value-fixes";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"];

function rule(
  about: AnalyzerRule,
  find: (use: ConditionUse, catalog: Catalog, policy: Policy) => Iterable<PolicyReport>,
): PolicyRule {
  return analyzerRule({ ...about, links }, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) yield* find(use, catalog, policy);
  });
}

function at({ key }: ConditionUse): Pick<PolicyReport, "at" | "path"> {
  return { at: key.entry.keySpan, path: key.path };
}

function renamed(
  { key: { entry } }: ConditionUse,
  names: readonly string[],
): () => ReturnType<NonNullable<PolicyReport["fixes"]>> {
  return () =>
    names.map((key) => ({ title: `Write ${key}`, kind: "suggestion", changes: [{ kind: "renameKey", entry, key }] }));
}

/** The key without the slash at its end, where a tag's name is to follow it. */
function lacksTag(name: string, catalog: Catalog): string | null {
  const stem = name.replace(/\/$/, "");
  if (!/tag$/i.test(stem) || keyInfo(stem, catalog)) return null;
  const whole = keyInfo(`${stem}/x`, catalog);
  return whole && /\/(\$\{|<|tag-key$)/.test(whole.name) ? whole.name.replace(/\/[^/]*$/, "") : null;
}

const keyFormat = rule(
  {
    code: "INVALID_CONDITION_KEY_FORMAT",
    kind: "ERROR",
    title: "Condition key without its service",
    why: "A condition key is the prefix of a service (or `aws`), a colon and a name. AWS rejects a policy with any other.",
    avoid: '"Condition": { "StringEquals": { "PrincipalOrgID": "o-abcdefghij" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
  },
  function* find(use, catalog) {
    if (/^[^:\s]+:[^\s].*$/.test(use.key.name)) return;
    const bare = use.key.name.replace(/^:|:$|\s/g, "").replace(/^aws[._/-]/i, "");
    const meant = keyInfo(`aws:${bare}`, catalog)
      ? [`aws:${bare}`]
      : closest(
          `aws:${bare}`,
          catalog.globalKeys.map((key) => key.name),
        );
    yield {
      ...at(use),
      message: `\`${use.key.name}\` is not a condition key, so AWS rejects this policy. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Write `service:key`, or `aws:key` for a global one."}`,
      fixes: renamed(use, meant),
    };
  },
);

/** What people write for global keys, in small letters. */
const otherNames: Readonly<Record<string, string>> = tableOf({
  "aws:accountid": "aws:PrincipalAccount",
  "aws:ip": "aws:SourceIp",
  "aws:ipaddress": "aws:SourceIp",
  "aws:mfa": "aws:MultiFactorAuthPresent",
  "aws:mfaage": "aws:MultiFactorAuthAge",
  "aws:mfapresent": "aws:MultiFactorAuthPresent",
  "aws:organizationid": "aws:PrincipalOrgID",
  "aws:orgid": "aws:PrincipalOrgID",
  "aws:principalid": "aws:userid",
  "aws:region": "aws:RequestedRegion",
  "aws:sourceipaddress": "aws:SourceIp",
  "aws:sourceregion": "aws:RequestedRegion",
  "aws:sourcevpcendpoint": "aws:SourceVpce",
  "aws:sourcevpcid": "aws:SourceVpc",
  "aws:ssl": "aws:SecureTransport",
  "aws:user": "aws:username",
  "aws:vpc": "aws:SourceVpc",
});

const globalKey = rule(
  {
    code: "INVALID_GLOBAL_CONDITION_KEY",
    kind: "ERROR",
    title: "Global condition key that does not exist",
    why: "No request has a key that AWS does not know: the condition never holds, or, with an operator that negates or `IfExists`, always.",
    avoid: '"Condition": { "StringEquals": { "aws:PrincipalOrgId2": "o-abcdefghij" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
  },
  function* find(use, catalog) {
    if (
      use.known ||
      !use.name.startsWith("aws:") ||
      unlistedKeys.has(use.name) ||
      use.name === "aws:" ||
      lacksTag(use.key.name, catalog) !== null
    )
      return;
    const other = otherNames[use.name];
    const meant =
      other === undefined
        ? closest(
            use.key.name,
            catalog.globalKeys.map((key) => key.name).filter((name) => !name.includes("$")),
          )
        : [other];
    yield {
      ...at(use),
      message: `\`${use.key.name}\` is no global condition key that AWS documents (as of ${catalog.date}), so no request has it and the condition does not do what it seems to. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Verify it."}`,
      fixes: renamed(use, meant),
    };
  },
);

/** Keys of identity providers begin with their host, and may hold anything. */
function isOfProvider(name: string): boolean {
  return /^[^:]*[./]/.test(name);
}

const serviceKey = rule(
  {
    code: "INVALID_SERVICE_CONDITION_KEY",
    kind: "ERROR",
    title: "Condition key that the service does not have",
    why: "No request has a key that the service does not know: the condition never holds, or, with an operator that negates or `IfExists`, always.",
    avoid: '"Condition": { "StringEquals": { "s3:prefx": "home/" } }',
    prefer: '"Condition": { "StringEquals": { "s3:prefix": "home/" } }',
    confidence: "medium",
  },
  function* find(use, catalog) {
    const colon = use.name.indexOf(":");
    const prefix = use.name.slice(0, colon);
    if (
      use.known ||
      colon <= 0 ||
      prefix === "aws" ||
      isOfProvider(use.name) ||
      lacksTag(use.key.name, catalog) !== null
    )
      return;
    const service = catalog.service(prefix);
    if (!service || service.conditionKeys.length === 0) return;
    const meant = closest(
      use.key.name,
      service.conditionKeys.map((key) => key.name).filter((name) => !name.includes("$")),
    );
    yield {
      ...at(use),
      message: `\`${use.key.name}\` is not a condition key of ${service.name} that AWS documents (as of ${catalog.date}), so no request has it and the condition does not do what it seems to. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Compare it with the service reference."}`,
      fixes: renamed(use, meant),
    };
  },
);

const tagOf = /^[a-z0-9-]+:\w*tag\/([^/]+)$/i;

/** The tags that the policy names elsewhere: behind other keys, in variables and under `aws:TagKeys`. */
function tagsNamed(policy: Policy, catalog: Catalog): readonly string[] {
  const tags = conditionUses(policy, catalog).flatMap(({ name, key }) => [
    tagOf.exec(key.name)?.[1],
    ...key.items.flatMap(({ value }) =>
      value === null ? [] : variablesIn(value).map((variable) => tagOf.exec(variable.name)?.[1]),
    ),
    ...(name === "aws:tagkeys"
      ? key.items.map(({ value }) => (value !== null && !/[*?$]/.test(value) ? value : undefined))
      : []),
  ]);
  return [...new Set(tags.filter((tag) => tag !== undefined))].slice(0, 3);
}

const missingTag = rule(
  {
    code: "MISSING_TAG_KEY_IN_CONDITION",
    kind: "ERROR",
    title: "Tag condition without the name of the tag",
    why: "The name of the tag belongs to the key: `aws:ResourceTag/team`. Without it the key does not exist, and AWS rejects the policy.",
    avoid: '"Condition": { "StringEquals": { "aws:ResourceTag": "invoices" } }',
    prefer: '"Condition": { "StringEquals": { "aws:ResourceTag/team": "invoices" } }',
  },
  function* find(use, catalog, policy) {
    const stem = lacksTag(use.key.name, catalog);
    if (stem === null) return;
    yield {
      ...at(use),
      message: `\`${use.key.name}\` does not say which tag is compared, so AWS rejects this policy. Write the name of the tag behind it: \`${stem}/team\`.`,
      fixes: () =>
        renamed(
          use,
          tagsNamed(policy, catalog).map((tag) => `${stem}/${tag}`),
        )(),
    };
  },
);

const oldArn = "aws:arn";
const arnInstead = ["aws:PrincipalArn", "aws:SourceArn"];

const deprecatedKey = rule(
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
        ...at(use),
        message:
          "`aws:ARN` is deprecated and not in every request. Write `aws:PrincipalArn` for the caller, or `aws:SourceArn` for the resource on whose behalf a service calls.",
        fixes: renamed(use, arnInstead),
      };
  },
);

const unsupportedKey = rule(
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
        ...at(use),
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

const untrustworthy = rule(
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
      ...at(use),
      message: `A caller chooses ${what} itself, so whoever knows the value gets past this condition. Use what it cannot choose, such as \`aws:SourceVpce\`, \`aws:PrincipalOrgID\` or \`aws:SourceIp\`.`,
      fixes: () => (isAlone(use) ? [] : withoutKey(use)),
    };
  },
);

const ownAccount = new Set(["s3:resourceaccount", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"]);

const irrelevant = rule(
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
      ...at(use),
      message: `\`${use.key.name}\` is always that of the resource on which this policy stands, so the condition restricts nobody. Write \`${instead}\` if the caller is meant.`,
      fixes: renamed(use, [instead]),
    };
  },
);

const pairs = new Map([
  ["aws:vpcsourceip", ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]],
  ["aws:ec2instancesourceprivateipv4", ["aws:Ec2InstanceSourceVpc"]],
]);

const paired = rule(
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
        ...at(use),
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

const supportedServices = rule(
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
        ...at(use),
        message: `Only some services put \`${use.key.name}\` into a request, and this statement is about all of them: for the others the condition does not do what is meant. Name the services that support it in \`Action\`, or add \`"Null": { "${use.key.name}": "false" }\`.`,
        fixes: () => withCondition(use.statement, "Null", use.key.name, "false"),
      };
  },
);

const prefixOfKey = rule(
  {
    code: "INVALID_SERVICE",
    name: "invalid-service-in-condition-key",
    kind: "ERROR",
    title: "Condition key of a service that does not exist",
    why: "A condition key begins with the prefix of a service. No request has a key of one that does not exist.",
    avoid: '"Condition": { "StringEquals": { "secretmanager:Name": "invoices" } }',
    prefer: '"Condition": { "StringEquals": { "secretsmanager:Name": "invoices" } }',
    confidence: "medium",
  },
  function* find(use, catalog) {
    const prefix = /^([a-z0-9-]+):./i.exec(use.key.name)?.[1];
    if (prefix === undefined || use.known || prefix.toLowerCase() === "aws" || isOfProvider(use.name)) return;
    if (catalog.service(prefix) || catalog.retiredService(prefix)) return;
    // Some services have keys under another prefix than their actions: only what is near one is a mistake.
    const rest = use.key.name.slice(prefix.length);
    const meant = closest(prefix, catalog.prefixes)
      .map((name) => `${name}${rest}`)
      .filter((name) => keyInfo(name, catalog));
    if (meant.length > 0)
      yield {
        ...at(use),
        message: `\`${prefix}\` is not a service, so no request has \`${use.key.name}\`. Did you mean ${anyOf(meant)}?`,
        fixes: renamed(use, meant),
      };
  },
);

export default [
  keyFormat,
  globalKey,
  serviceKey,
  missingTag,
  deprecatedKey,
  unsupportedKey,
  untrustworthy,
  irrelevant,
  paired,
  supportedServices,
  prefixOfKey,
];
