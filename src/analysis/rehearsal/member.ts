/** What is so of whoever asks in an organization that has a control policy, and of the Regions and accounts that they ask in. */
import { beyondResourceControl, resourceControlServices } from "../knowledge/resource-control-services";
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { plainObject } from "../source/made-values";
import { type ControlPolicy, keysIn, organizationsIn } from "./control-policy";

/** Keys that every request of a role or user has whose account is in an organization. */
const always = /^aws:(?:currenttime|epochtime|principalorgid|requestedregion|securetransport|userid)$/i;

/**
 * Whoever is in the account is in the organization that the policy speaks of, and their requests have what all have. An RCP is about
 * the resources of that organization, and about few services; an SCP about what they do with the resources of anybody.
 */
export function memberOf(control: ControlPolicy): Policy {
  const keys = keysIn(control);
  const organizations = organizationsIn(control);
  const isOfResources = control.type === "rcp";
  const StringEquals = {
    ...(organizations.length > 0 && { "aws:PrincipalOrgID": organizations }),
    ...(isOfResources &&
      keys.some((key) => /^aws:resourceorgid$/i.test(key)) && { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" }),
  };
  const Null = Object.fromEntries(keys.filter((key) => always.test(key)).map((key) => [key, "false"]));
  const Condition = Object.fromEntries(
    Object.entries({ StringEquals, Null }).filter(([, block]) => Object.keys(block).length > 0),
  );
  const Statement = [
    {
      Effect: "Allow",
      Action: isOfResources ? resourceControlServices.map((service) => `${service}:*`) : "*",
      Resource: "*",
      ...(Object.keys(Condition).length > 0 && { Condition }),
    },
    ...(isOfResources ? [{ Effect: "Deny", Action: beyondResourceControl, Resource: "*" }] : []),
  ];
  return readPolicy(plainObject({ Version: "2012-10-17", Statement }), { policyType: "identity" })!;
}

/** With more Regions nothing is said of any. */
const mostRegions = 8;

/**
 * What is in a Region is asked for there, and what is in the account of whoever asks is in their organization.
 * @param principals the ARNs that whoever asks may have
 */
export function withPlaces(
  member: Policy,
  policies: readonly Policy[],
  control: ControlPolicy,
  principals: readonly string[],
): Policy {
  const keys = keysIn(control).map((key) => key.toLowerCase());
  const items = policies.flatMap(({ statements }) => statements.flatMap(({ resource }) => resource?.items ?? []));
  const found = new Set(items.flatMap(({ value }) => inRegion.exec(value ?? "")?.[1] ?? []));
  const regionsOf = keys.includes("aws:requestedregion") && found.size <= mostRegions ? [...found] : [];
  const accounts = new Set(principals.map((one) => one.split(":")[4] ?? ""));
  const [own = "", ...others] = accounts;
  const isOwn = keys.includes("aws:resourceorgid") && others.length === 0 && /^\d{12}$/.test(own);
  const never = [
    ...regionsOf.map((region) => ["aws:RequestedRegion", region, `arn:*:*:${region}:*:*`] as const),
    ...(isOwn ? [["aws:ResourceOrgID", "${aws:PrincipalOrgID}", `arn:*:*:*:${own}:*`] as const] : []),
  ];
  if (never.length === 0) return member;
  const Statement = never.map(([key, value, Resource]) => ({
    Effect: "Deny",
    Action: "*",
    Resource,
    Condition: { StringNotEquals: { [key]: value } },
  }));
  const denying = readPolicy(plainObject({ Version: "2012-10-17", Statement }), { policyType: "identity" })!;
  return { ...member, statements: [...member.statements, ...denying.statements] };
}

const inRegion = /^arn:[^:]{1,40}:[^:]{1,60}:([a-z]{2}-[a-z-]{3,30}-\d):/;
