/** ARNs that differ from what the service reference says of their service. */
import type { Catalog } from "../../../catalog/catalog";
import { MemoOf, oncePer } from "../../memo";
import { type Arn, canBeOneOf, hasWildcard, type Parts, textOf } from "../../policy/arn";
import { tableOf } from "../../table";
import type { PolicyRule } from "../rule";
import { documentedFormats, resourceArns, type ResourceItem, resourceNamed, rewritten } from "../support/arns";
import { anyOf, Candidates, closest } from "../support/closest";
import { accessAnalyzerPage, serviceReference } from "../support/links";

interface About {
  readonly name: string;
  readonly title: string;
  readonly accessAnalyzer: string | null;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly severity?: PolicyRule["severity"];
  readonly confidence?: PolicyRule["confidence"];
}

type Check = (
  one: ResourceItem & { readonly arn: Arn },
  catalog: Catalog,
) => { readonly message: string; readonly fixes?: ReturnType<typeof rewritten> } | null;

function arnReferenceRule(
  { name, title, accessAnalyzer, why, avoid, prefer, severity = "error", confidence = "medium" }: About,
  check: Check,
): PolicyRule {
  return {
    kind: "policy",
    id: `policy/${name}`,
    title,
    severity,
    confidence,
    recommendation: "least-privilege",
    accessAnalyzer,
    documentation: {
      why,
      avoid: { language: "json", code: `"Resource": "${avoid}"` },
      prefer: { language: "json", code: `"Resource": "${prefer}"` },
      links: accessAnalyzer === null ? [serviceReference] : [accessAnalyzerPage("error", name), serviceReference],
    },
    *check(policy, { catalog }) {
      for (const one of resourceArns(policy)) {
        const found = check(one, catalog);
        if (!found) continue;
        const { message, fixes } = found;
        yield { at: one.item.node.span, path: one.item.path, message, fixes: () => fixes ?? [] };
      }
    },
  };
}

/** Empty, without doubt. */
function isEmpty(segment: Parts): boolean {
  return segment.length === 0;
}

/** Something is written, and not just a wildcard or a hole that may stand for nothing. */
function isWritten(segment: Parts): boolean {
  const text = textOf(segment);
  return text !== null && text !== "" && !/^[*]+$/.test(text);
}

function serviceOf(arn: Arn): string {
  return textOf(arn.service) ?? "";
}

const regionNotAllowed = arnReferenceRule(
  {
    name: "arn-region-not-allowed",
    title: "Region in an ARN that has none",
    accessAnalyzer: "ARN_REGION_NOT_ALLOWED",
    why: "Resources of global services, and the buckets of S3, have no Region in their ARN. With one, the ARN matches nothing.",
    avoid: "arn:aws:iam:eu-central-1:111122223333:role/invoices",
    prefer: "arn:aws:iam::111122223333:role/invoices",
  },
  ({ item, arn }, catalog) => {
    if (!isWritten(arn.region)) return null;
    const formats = documentedFormats(arn, catalog);
    if (!formats?.known || formats.fitting.some((format) => format.hasRegion)) return null;
    return {
      message: `ARNs of \`${serviceOf(arn)}\` like this one have no Region, so this resource matches nothing. Leave the Region empty.`,
      fixes: rewritten(item, "region", "", "Remove the Region"),
    };
  },
);

const accountNotAllowed = arnReferenceRule(
  {
    name: "arn-account-not-allowed",
    title: "Account in an ARN that has none",
    accessAnalyzer: "ARN_ACCOUNT_NOT_ALLOWED",
    why: "Some resources, such as the buckets of S3, have no account in their ARN. With one, the ARN matches nothing.",
    avoid: "arn:aws:s3::111122223333:invoices",
    prefer: "arn:aws:s3:::invoices",
  },
  ({ item, arn }, catalog) => {
    if (!isWritten(arn.account)) return null;
    const formats = documentedFormats(arn, catalog);
    if (!formats?.known || formats.fitting.some((format) => format.hasAccount)) return null;
    return {
      message: `ARNs of \`${serviceOf(arn)}\` like this one have no account, so this resource matches nothing. Leave the account empty.`,
      fixes: rewritten(item, "account", "", "Remove the account"),
    };
  },
);

const missingRegion = arnReferenceRule(
  {
    name: "missing-arn-region",
    title: "ARN without its Region",
    accessAnalyzer: "MISSING_ARN_REGION",
    why: "Most resources are in a Region, which their ARN names. Without it the ARN matches nothing.",
    avoid: "arn:aws:sqs::111122223333:invoices",
    prefer: "arn:aws:sqs:eu-central-1:111122223333:invoices",
  },
  ({ item, arn }, catalog) => {
    if (!isEmpty(arn.region)) return null;
    const formats = documentedFormats(arn, catalog);
    if (!formats?.known || formats.fitting.some((format) => !format.hasRegion)) return null;
    return {
      message: `ARNs of \`${serviceOf(arn)}\` like this one name a Region, so this resource matches nothing. Write the Region, or \`*\` for all.`,
      fixes: rewritten(item, "region", "*", "Write * for every Region"),
    };
  },
);

/** AWS's own documents, parameters and views have no account. */
const ownedByAws = /(^|[/:])(aws|amazon)/i;
/** AWS publishes resources of these types for everybody, which a wildcard may mean. */
const published: Readonly<Record<string, RegExp>> = tableOf({ ssm: /^(document|automation-definition|parameter)\// });

const missingAccount = arnReferenceRule(
  {
    name: "missing-arn-account",
    title: "ARN without its account",
    accessAnalyzer: "MISSING_ARN_ACCOUNT",
    why: "Most resources belong to an account, which their ARN names. Without it the ARN matches nothing.",
    avoid: "arn:aws:sqs:eu-central-1::invoices",
    prefer: "arn:aws:sqs:eu-central-1:111122223333:invoices",
  },
  ({ item, arn }, catalog) => {
    if (!isEmpty(arn.account)) return null;
    const formats = documentedFormats(arn, catalog);
    if (!formats?.known || formats.fitting.some((format) => !format.hasAccount)) return null;
    if (
      arn.resource.some((part) => typeof part === "string" && ownedByAws.test(part)) ||
      published[serviceOf(arn)]?.test(String(arn.resource[0] ?? ""))
    )
      return null;
    return {
      message: `ARNs of \`${serviceOf(arn)}\` like this one name an account, so this resource matches nothing. Write the account id, or \`*\`.`,
      fixes: rewritten(item, "account", "*", "Write * for every account"),
    };
  },
);

const invalidRegion = arnReferenceRule(
  {
    name: "invalid-arn-region",
    title: "Region that does not exist",
    accessAnalyzer: "INVALID_ARN_REGION",
    why: "The fourth field of an ARN is a Region. An ARN with a Region that does not exist matches nothing.",
    avoid: "arn:aws:sqs:eu-central1:111122223333:invoices",
    prefer: "arn:aws:sqs:eu-central-1:111122223333:invoices",
  },
  ({ item, arn }, catalog) => {
    // Beside Regions, some ARNs name `global`, `aws-global` or an Availability Zone there.
    const text = textOf(arn.region) ?? "";
    if (isEmpty(arn.region) || catalog.partitionOf(text) !== undefined || canBeOneOf(arn.region, catalog.regions))
      return null;
    if (/global$/.test(text) || catalog.partitionOf(text.replace(/[a-z]$/, "")) !== undefined) return null;
    const formats = documentedFormats(arn, catalog);
    if (formats?.known && !formats.fitting.some((format) => format.hasRegion)) return null;
    const meant = /[*?]/.test(text) ? [] : closest(text, catalog.regions);
    return {
      message: `\`${text}\` is not a Region known as of ${catalog.date}, so this resource matches nothing. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Verify it."}`,
      fixes: meant.flatMap((region) => rewritten(item, "region", region, `Write ${region}`)),
    };
  },
);

/** Nothing in the ARN is left to wildcards and holes. */
const isConcrete = oncePer((arn: Arn): boolean => {
  const segments = [arn.partition, arn.service, arn.region, arn.account, arn.resource];
  return segments.every((segment) => textOf(segment) !== null && !hasWildcard(segment));
});

/** Names of resource types that differ from one of the service's own in case only or by a letter. */
function typesMeant({ service, resource }: Arn, catalog: Catalog): readonly string[] {
  const written = /^([^/:*?]+)[/:]/.exec(textOf(resource) ?? "")?.[1];
  const near = written === undefined ? [] : beginningsOf(textOf(service) ?? "", catalog).closest(written);
  // Of a type that is right something else is missing.
  return near.filter((type) => type !== written);
}

const beginnings = new MemoOf<Catalog, Candidates>();

/** What the resource parts of the ARNs of a service begin with: `instance`, `role`. */
function beginningsOf(service: string, catalog: Catalog): Candidates {
  return beginnings.get(catalog, service, () => {
    const types = catalog.arnTypes(service) ?? [];
    const all = types.flatMap((type) =>
      type.arns.map((text) => /^([^$/:]+)[/:]/.exec(text.split(":").slice(5).join(":"))?.[1] ?? ""),
    );
    return new Candidates(new Set(all.filter((text) => text !== "")));
  });
}

function unknownResource(
  one: ResourceItem & { readonly arn: Arn },
  catalog: Catalog,
  onlyNear: boolean,
): ReturnType<Check> {
  const { arn, item, statement } = one;
  const formats = documentedFormats(arn, catalog);
  if (!formats || formats.known) return null;
  const text = textOf(arn.resource);
  const meant = typesMeant(arn, catalog);
  if (onlyNear && meant.length === 0) return null;
  return {
    message: `${text === null ? "This" : `\`${text}\``} does not have the form of any resource of \`${serviceOf(arn)}\` that AWS documents (as of ${catalog.date}), so it probably matches nothing. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Compare it with the service reference."}`,
    fixes:
      text === null
        ? []
        : [
            ...meant.map((type) => ({ resource: text.replace(/^[^/:*?]+/, type), title: `Write ${type}` })),
            ...(meant.length > 0 ? [] : [resourceNamed(text, statement, catalog)]).flatMap((named) => {
              const resource = named?.split(":").slice(5).join(":");
              return resource === undefined ? [] : [{ resource, title: `Write ${resource}` }];
            }),
          ].flatMap(({ resource, title }) =>
            rewritten({ ...item, value: item.value?.slice(0, -text.length) + resource }, "arn", "arn", title),
          ),
  };
}

const invalidResource = arnReferenceRule(
  {
    name: "invalid-arn-resource",
    title: "ARN of no kind of resource",
    accessAnalyzer: "INVALID_ARN_RESOURCE",
    why: "The last field of an ARN begins with the kind of the resource, as the service writes it, also with regard to case. An ARN in another form matches nothing.",
    avoid: "arn:aws:dynamodb:eu-central-1:111122223333:invoices",
    prefer: "arn:aws:dynamodb:eu-central-1:111122223333:table/invoices",
  },
  (one, catalog) => (isConcrete(one.arn) ? unknownResource(one, catalog, false) : null),
);

/** Access Analyzer says nothing about these, and the reference lacks some forms: only what is nearly one of them is a mistake. */
const unknownPattern = arnReferenceRule(
  {
    name: "unknown-resource-form",
    title: "ARN pattern that fits no kind of resource",
    accessAnalyzer: null,
    severity: "info",
    confidence: "low",
    why: "The last field of an ARN begins with the kind of the resource, as the service writes it, also with regard to case. A pattern in another form matches nothing.",
    avoid: "arn:aws:states:*:*:statemachine:invoices-*",
    prefer: "arn:aws:states:*:*:stateMachine:invoices-*",
  },
  (one, catalog) => (isConcrete(one.arn) ? null : unknownResource(one, catalog, true)),
);

export default [
  regionNotAllowed,
  accountNotAllowed,
  missingRegion,
  missingAccount,
  invalidRegion,
  invalidResource,
  unknownPattern,
];
