/** All that an assertion permits, as policies: what goes beyond them breaks it. */
import type { Symbols } from "../change/symbols";
import type { Item, Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { plainObject } from "../source/made-values";
import type { TextPart } from "../value";
import type { Claim, Exceptions } from "./assertion";

/** What belongs to a place of the workspace, such as `table:Orders`. */
export interface Places {
  /** An ARN as it is, and a shorthand as the document of a subject writes it. */
  resources(texts: readonly string[]): readonly (readonly TextPart[])[];
  /** The same of what must not be allowed. */
  asked(texts: readonly string[]): readonly (readonly TextPart[])[];
  readonly symbols: Symbols;
}

type Shape = Readonly<Record<string, unknown>>;

/** Services that answer in one Region, wherever one works (AWS: "Deny access to AWS based on the requested AWS Region"). As of November 2026. */
const withoutRegions = [
  "a4b:*",
  "account:*",
  "artifact:*",
  "aws-portal:*",
  "billing:*",
  "budgets:*",
  "ce:*",
  "chime:*",
  "cloudfront:*",
  "consolidatedbilling:*",
  "cur:*",
  "ec2:DescribeRegions",
  "freetier:*",
  "globalaccelerator:*",
  "health:*",
  "iam:*",
  "invoicing:*",
  "organizations:*",
  "payments:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "savingsplans:*",
  "shield:*",
  "sts:*",
  "support:*",
  "supportplans:*",
  "sustainability:*",
  "tax:*",
  "trustedadvisor:*",
  "waf:*",
];

type Limit = Extract<Claim, { readonly kind: "never" | "regions" }>;

/** What holders may be allowed. */
export function permittedIdentity(claim: Limit, places: Places): Policy {
  return policyOf(statementsOf(claim, places), "identity");
}

/**
 * What policies of resources may allow, with all that they may give to whom: `principals` as a Principal has them, and conditions
 * that make anybody one of them.
 */
export function permittedResource(
  claim: Limit,
  places: Places,
  principals: readonly Shape[],
  conditions: readonly Shape[],
): Policy {
  const anything = { Action: "*" };
  return policyOf(
    [
      ...statementsOf(claim, places).map((one) => ({ ...one, Principal: "*" })),
      ...principals.map((Principal) => ({ ...anything, Principal })),
      ...conditions.map((Condition) => ({ ...anything, Principal: "*", Condition })),
    ],
    "resource",
  );
}

function statementsOf(claim: Limit, places: Places): readonly Shape[] {
  const { except } = claim;
  if (claim.kind === "regions")
    return [
      { Action: withoutRegions, Resource: "*" },
      // What the ARN itself puts into a Region, into that which is deployed to, or into none.
      {
        Action: "*",
        Resource: [
          "arn:*:*::*",
          places.symbols.resource(itemOf(["arn:*:*:", { name: "AWS::Region" }, ":*"]), ""),
          ...claim.regions.map((region) => `arn:*:*:${region}:*`),
        ],
      },
      {
        Action: "*",
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": claim.regions } },
      },
      ...exceptions(except, places),
    ];
  const { actions, on } = claim;
  return [
    { NotAction: actions, Resource: "*" },
    ...(on.length > 0 ? [{ Action: actions, NotResource: writtenAs(places.asked(on), places) }] : []),
    ...exceptions(except, places),
  ];
}

function exceptions({ actions, resources, when }: Exceptions, places: Places): readonly Shape[] {
  return [
    ...(actions.length > 0 ? [{ Action: actions, Resource: "*" }] : []),
    ...(resources.length > 0 ? [{ Action: "*", Resource: textsOf(resources, places) }] : []),
    ...when.map((Condition) => ({ Action: "*", Resource: "*", Condition })),
  ];
}

function textsOf(texts: readonly string[], { resources, symbols }: Places): readonly string[] {
  return writtenAs(resources(texts), { symbols });
}

function writtenAs(all: readonly (readonly TextPart[])[], { symbols }: Pick<Places, "symbols">): readonly string[] {
  return all.map((parts) => symbols.resource(itemOf(parts), ""));
}

const nowhere = { kind: "null", span: { start: 0, end: 0 } } as const;

/** A text that stands in no document. */
export function itemOf(parts: readonly TextPart[]): Item {
  const isText = parts.every((part) => typeof part === "string");
  return { value: isText ? parts.join("") : null, parts, node: nowhere, path: [], conditional: false };
}

function policyOf(statements: readonly Shape[], policyType: "identity" | "resource"): Policy {
  const Statement = statements.map((one) => ({ Effect: "Allow", ...one }));
  return readPolicy(plainObject({ Version: "2012-10-17", Statement }), { policyType })!;
}
