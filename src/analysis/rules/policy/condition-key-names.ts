/** Condition keys that do not exist, or are not written whole. */
import type { Catalog } from "../../../catalog/catalog";
import type { Policy } from "../../policy/model";
import { variablesIn } from "../../policy/variables";
import { tableOf } from "../../table";
import { anyOf, closest } from "../support/closest";
import { atKey, conditionKeyRule, renamed } from "../support/condition-key-rule";
import { conditionUses, keyInfo } from "../support/condition-uses";
import { unlistedKeys } from "../support/unlisted-keys";

/** The key without the slash at its end, where a tag's name is to follow it. */
function lacksTag(name: string, catalog: Catalog): string | null {
  const stem = name.replace(/\/$/, "");
  if (!/tag$/i.test(stem) || keyInfo(stem, catalog)) return null;
  const whole = keyInfo(`${stem}/x`, catalog);
  return whole && /\/(\$\{|<|tag-key$)/.test(whole.name) ? whole.name.replace(/\/[^/]*$/, "") : null;
}

const keyFormat = conditionKeyRule(
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
      ...atKey(use),
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

const globalKey = conditionKeyRule(
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
      ...atKey(use),
      message: `\`${use.key.name}\` is not a global condition key that AWS documents (as of ${catalog.date}), so no request has it and the condition does not do what it seems to. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Verify it."}`,
      fixes: renamed(use, meant),
    };
  },
);

/** Keys of identity providers begin with their host, and may hold anything. */
function isOfProvider(name: string): boolean {
  return /^[^:]*[./]/.test(name);
}

const serviceKey = conditionKeyRule(
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
      ...atKey(use),
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

const missingTag = conditionKeyRule(
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
      ...atKey(use),
      message: `\`${use.key.name}\` does not say which tag is compared, so AWS rejects this policy. Write the name of the tag behind it: \`${stem}/team\`.`,
      fixes: () =>
        renamed(
          use,
          tagsNamed(policy, catalog).map((tag) => `${stem}/${tag}`),
        )(),
    };
  },
);

const prefixOfKey = conditionKeyRule(
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
        ...atKey(use),
        message: `\`${prefix}\` is not a service, so no request has \`${use.key.name}\`. Did you mean ${anyOf(meant)}?`,
        fixes: renamed(use, meant),
      };
  },
);

export default [keyFormat, globalKey, serviceKey, missingTag, prefixOfKey];
