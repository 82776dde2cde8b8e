/**
 * Conditions that keep strangers out: only a value that fixes an account, an organization, a resource or a network does.
 * Anybody can make a role of a given name, a topic, a network or an organization of their own.
 */
import { type CallerKeyKind, callerKeys } from "../../knowledge/caller-keys";
import { arnOf, textOf } from "../../policy/arn";
import { type IpRange, readIpRange } from "../../policy/ip-range";
import type { ConditionBlock, ConditionKey, Item, Statement } from "../../policy/model";
import { type OperatorInfo, operatorInfo } from "../../policy/operators";

/** Whether the key, in small letters, says who calls, from where or on whose behalf. */
export function tellsCaller(key: string): boolean {
  return callerKeys[key] !== undefined;
}

/** Whether a condition of an Allow names who may call, or may do so for all that is known. */
export function keepsStrangersOut({ condition }: Statement): boolean {
  return condition !== null && (!condition.complete || condition.blocks.some(blockNarrows));
}

function blockNarrows(block: ConditionBlock): boolean {
  return !block.complete || block.keys.some((key) => narrows(block, key));
}

/** Whether the condition on this key alone keeps strangers out. */
function narrows({ parsed }: ConditionBlock, key: ConditionKey): boolean {
  const kind = callerKeys[key.name.toLowerCase()];
  const info = parsed && operatorInfo(parsed.name);
  if (kind === undefined || !info || info.type === "Null" || info.negated) return false;
  if (parsed.ifExists || parsed.qualifier === "ForAllValues") return false;
  if (kind === "address") return fixesNetwork(key.items);
  return key.items.every((item) => fixes(kind, item, info));
}

/** Whether a condition asks for an external id: a wildcard, an absent id or another one than this must not do. */
export function asksForExternalId({ condition }: Statement): boolean {
  return (
    condition?.blocks.some(
      ({ parsed, keys }) =>
        parsed !== null &&
        !parsed.ifExists &&
        parsed.qualifier !== "ForAllValues" &&
        /^String(?:Equals|EqualsIgnoreCase|Like)$/.test(parsed.name) &&
        keys.some(
          (key) =>
            key.name.toLowerCase() === "sts:externalid" &&
            key.items.every(({ value }) => value === null || !/^[*?]*$/.test(value)),
        ),
    ) ?? false
  );
}

/** Whether a Deny is about everybody but those whom it names by these keys, in small letters. */
export function deniesAllBut(statements: readonly Statement[], fits: (key: string) => boolean): boolean {
  return statements.some(
    ({ effect, condition }) =>
      effect === "Deny" &&
      condition !== null &&
      condition.blocks.length > 0 &&
      condition.blocks.every(({ parsed, keys }) => {
        const info = parsed && operatorInfo(parsed.name);
        const isUnless = (key: ConditionKey): boolean =>
          info?.negated === true || (info?.type === "Null" && key.items.every(({ value }) => value !== "false"));
        return keys.length > 0 && keys.every((key) => fits(key.name.toLowerCase()) && isUnless(key));
      }),
  );
}

const variable = /\$\{([^{}]*)\}/g;
/** Of whoever has the resource: not for the caller to choose. */
const ofResource = /^(?:aws|s3):resource(?:account|orgid|orgpaths)\b/i;

/**
 * The value with the variables that the caller decides as wildcards. What a template leaves open, and what the resource
 * fills in, is something definite.
 */
function written({ parts }: Item, info: OperatorInfo): { readonly text: string; readonly open: boolean } {
  const text = parts.map((part) => (typeof part === "string" ? part : "0".repeat(12))).join("");
  let filled = false;
  const known = text.replace(variable, (_, name: string) => {
    // What a template is to fill in has no colon, or two: `${ORG_ID}`, `${AWS::AccountId}`.
    if (!/^[a-z0-9.-]+:[^:]/i.test(name) || ofResource.test(name)) return "0".repeat(12);
    filled = true;
    return "*";
  });
  return { text: known, open: (info.wildcards || filled) && /[*?]/.test(known) };
}

function fixes(kind: CallerKeyKind, item: Item, info: OperatorInfo): boolean {
  const { text, open } = written(item, info);
  if (kind === "flag") return text.toLowerCase() === "true";
  // Without wildcards it is one thing, except for providers that are everybody's.
  if (kind === "provider") return text.startsWith("arn:") && (!open || fixesOwner(text));
  if (!open) return true;
  switch (kind) {
    case "arn":
      return fixesOwner(text);
    case "organization":
      return fixesOrganization(text);
    case "organization-path":
      return fixesOrganization(text.split("/")[0]!);
    case "unique-id":
      // `AROA…:*` is every session of one role.
      return /^[^*?:]+:/.test(text) || /^[^*?:]{16}/.test(text);
    default:
      return false;
  }
}

/** AWS gives the ids out; nobody gets one that begins with so many given characters. */
function fixesOrganization(text: string): boolean {
  return !/[*?]/.test(text) || /^o-[a-z0-9]{8,}/.test(text);
}

const account = /^\d{12}$/;

/** Whether an ARN with wildcards fixes the account, or a resource whose name nobody else can have. */
export function fixesOwner(text: string): boolean {
  const arn = arnOf(text);
  // `arn:aws:iam::111122223333*`
  if (!arn) return text.startsWith("arn:") && /^\d{12}\*/.test(text.split(":")[4] ?? "");
  const owner = textOf(arn.account) ?? "";
  if (account.test(owner) || (owner !== "" && !/[*?]/.test(owner))) return true;
  return hasUniqueName(textOf(arn.service) ?? "", textOf(arn.resource) ?? "");
}

/** Ids that AWS gives out: `vpc-0a1b…`, a UUID, a distribution or a hosted zone. */
const assigned = /^(?:[a-z]+-[0-9a-f]{8,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+|[EZ][A-Z0-9]{9,})$/;

/** Buckets and APIs have names that are unique in the world, and AWS's own ids are. */
function hasUniqueName(service: string, resource: string): boolean {
  const segments = resource.split(/[/:]/);
  if (service === "s3" || service === "execute-api")
    return segments[0] !== "" && segments[0] !== "accesspoint" && !/[*?]/.test(segments[0]!);
  if (service === "apigateway") return segments[2] !== undefined && /^[a-z0-9]+$/.test(segments[2]);
  return segments.some((segment) => assigned.test(segment));
}

/** The widest ranges that belong to one network, and how much of all addresses a list may name at most. */
const widest = { 4: 8, 6: 16 } as const;
const mostOfAll = 1 / 16;

/** Whether the addresses are those of networks, rather than most of all there are in pieces. */
export function fixesNetwork(items: readonly Item[]): boolean {
  const ranges = new Map<string, IpRange>();
  for (const { value } of items) {
    const range = value === null ? null : readIpRange(value);
    if (range) ranges.set(`${range.address.toString()}/${range.prefix}`, range);
    else if (value !== null && /^[*?.:]+(?:\/\d+)?$/.test(value)) return false;
  }
  const all = [...ranges.values()];
  if (all.some(({ version, prefix }) => prefix < widest[version])) return false;
  return ([4, 6] as const).every(
    (version) =>
      all.filter((range) => range.version === version).reduce((sum, { prefix }) => sum + 2 ** -prefix, 0) <= mostOfAll,
  );
}
