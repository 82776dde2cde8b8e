/** Values of condition keys that have a form of their own. */
import type { Catalog } from "../../../catalog/catalog";
import type { Item } from "../../policy/model";
import { tableOf } from "../../table";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { closest } from "../support/closest";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { underOperator } from "../support/value-fixes";

/** A value of which all is known: no variable, no wildcard under an operator that has them. */
function* plainValues({ key, info }: ConditionUse): Iterable<Item & { readonly value: string }> {
  for (const item of key.items) {
    if (item.value === null || item.value.includes("${") || (info.wildcards && /[*?]/.test(item.value))) continue;
    yield item as Item & { readonly value: string };
  }
}

function conditionFormatRule(
  about: AnalyzerRule,
  find: (use: ConditionUse, catalog: Catalog) => Iterable<PolicyReport>,
): PolicyRule {
  return analyzerRule(about, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) if (use.info.type !== "Null") yield* find(use, catalog);
  });
}

function instead(item: Item, values: readonly string[]): () => readonly PolicyFix[] {
  return () => values.map((value) => suggestion(`Write ${value}`, { kind: "replace", node: item.node, value }));
}

/** The keys whose values are `name.amazonaws.com`; what stands before the name is a part of a service, as in `ops.emr-serverless`. */
const calledVia = new Set(["aws:calledvia", "aws:calledviafirst", "aws:calledvialast"]);
const servicePrincipal = /^(?:[a-z0-9-]+\.){1,3}amazonaws\.com(\.cn)?$/;
/** KMS names the service with its Region. */
const regionalPrincipal = /^(?:[a-z0-9-]+\.){1,3}[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?$/;
const anyServicePrincipal = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/;

function formOf(key: string): RegExp | null {
  if (key === "kms:viaservice") return regionalPrincipal;
  return calledVia.has(key) ? servicePrincipal : key === "aws:principalservicename" ? anyServicePrincipal : null;
}

const servicePrincipalFormat = conditionFormatRule(
  {
    code: "INVALID_SERVICE_PRINCIPAL_FORMAT",
    kind: "ERROR",
    title: "Service principal in a form that AWS does not use",
    why: "Requests name the calling service in one form, `cloudformation.amazonaws.com`. A condition on another form never holds.",
    avoid: '"Condition": { "ForAnyValue:StringEquals": { "aws:CalledVia": ["cloudformation"] } }',
    prefer: '"Condition": { "ForAnyValue:StringEquals": { "aws:CalledVia": ["cloudformation.amazonaws.com"] } }',
  },
  function* find(use) {
    const form = formOf(use.name);
    if (!form) return;
    for (const item of plainValues(use)) {
      if (form.test(item.value) && !(form === servicePrincipal && regionalPrincipal.test(item.value))) continue;
      if (form === regionalPrincipal) {
        const service = /^[a-z0-9-]+/.exec(item.value.toLowerCase())?.[0];
        yield {
          at: item.node.span,
          path: item.path,
          message: `\`${item.value}\` does not have the form of a service in \`${use.key.name}\`, so no request matches it. Write \`service.region.amazonaws.com\`.`,
          fixes: () =>
            use.key.items.length === 1 && service !== undefined
              ? underOperator(
                  use,
                  { ...use.operator, name: use.info.negated ? "StringNotLike" : "StringLike" },
                  "suggestion",
                  `${service}.*.amazonaws.com`,
                )
              : [],
        };
        continue;
      }
      const name = item.value
        .trim()
        .toLowerCase()
        .replace(/^(aws|amazon)[ .-]+/, "");
      const [label] = name.split(".", 1);
      const bare = /^[a-z0-9-]+$/.test(name) || regionalPrincipal.test(name) ? `${label}.amazonaws.com` : null;
      yield {
        at: item.node.span,
        path: item.path,
        message: `\`${item.value}\` does not have the form of a service in \`${use.key.name}\`, so no request matches it. Write \`service.amazonaws.com\`.`,
        fixes: instead(item, bare === null ? [] : [bare]),
      };
    }
  },
);

/** By the names under which the console shows them. */
const regionNames: Readonly<Record<string, string>> = tableOf({
  bahrain: "me-south-1",
  canada: "ca-central-1",
  "cape town": "af-south-1",
  california: "us-west-1",
  frankfurt: "eu-central-1",
  "hong kong": "ap-east-1",
  hyderabad: "ap-south-2",
  ireland: "eu-west-1",
  jakarta: "ap-southeast-3",
  london: "eu-west-2",
  melbourne: "ap-southeast-4",
  milan: "eu-south-1",
  mumbai: "ap-south-1",
  "n. california": "us-west-1",
  "n. virginia": "us-east-1",
  ohio: "us-east-2",
  oregon: "us-west-2",
  osaka: "ap-northeast-3",
  paris: "eu-west-3",
  "sao paulo": "sa-east-1",
  seoul: "ap-northeast-2",
  singapore: "ap-southeast-1",
  spain: "eu-south-2",
  stockholm: "eu-north-1",
  sydney: "ap-southeast-2",
  "tel aviv": "il-central-1",
  tokyo: "ap-northeast-1",
  virginia: "us-east-1",
  zurich: "eu-central-2",
});

function knownAs(name: string): readonly string[] | null {
  const code = regionNames[name.trim().toLowerCase()];
  return code === undefined ? null : [code];
}

/** What AWS says in place of a Region: where a service is global, and where Amazon Bedrock chooses it. */
const noRegions: ReadonlySet<string> = new Set(["aws-global", "unspecified"]);

const region = conditionFormatRule(
  {
    code: "INVALID_REGION",
    kind: "ERROR",
    title: "Region in a condition that does not exist",
    why: "A condition on a Region that does not exist never holds: what it should allow is not allowed, what it should deny is not denied.",
    avoid: '"Condition": { "StringEquals": { "aws:RequestedRegion": "eu-central1" } }',
    prefer: '"Condition": { "StringEquals": { "aws:RequestedRegion": "eu-central-1" } }',
  },
  function* find(use, catalog) {
    if (use.name !== "aws:requestedregion") return;
    for (const item of plainValues(use)) {
      if (catalog.partitionOf(item.value) !== undefined || noRegions.has(item.value)) continue;
      const meant = knownAs(item.value) ?? closest(item.value, catalog.regions);
      yield {
        at: item.node.span,
        path: item.path,
        message: `\`${item.value}\` is not an AWS Region (as of ${catalog.date}), so no request matches it. ${meant.length > 0 ? `Did you mean \`${meant[0]}\`?` : "Write its code, such as `eu-central-1`."}`,
        fixes: instead(item, meant),
      };
    }
  },
);

interface IdForm {
  readonly code: string;
  readonly key: string;
  readonly prefix: string;
  readonly what: string;
}

function idRule({ code, key, prefix, what }: IdForm): PolicyRule {
  const form = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  return conditionFormatRule(
    {
      code,
      kind: "ERROR",
      title: `Value that is not the id of a ${what}`,
      why: `The id of a ${what} is \`${prefix}-\` and 8 or 17 characters of 0-9 and a-f. A condition on any other never holds: what it should deny for all but this network is denied for all, what it should allow for none.`,
      avoid: `"Condition": { "StringEquals": { "${key}": "${prefix}_0a1b2c3d" } }`,
      prefer: `"Condition": { "StringEquals": { "${key}": "${prefix}-0a1b2c3d4e5f60718" } }`,
    },
    function* find(use) {
      if (use.name !== key.toLowerCase()) return;
      for (const item of plainValues(use)) {
        if (form.test(item.value)) continue;
        const repaired = item.value
          .trim()
          .toLowerCase()
          .replace(new RegExp(`^${prefix}[-_: ]?`), `${prefix}-`);
        yield {
          at: item.node.span,
          path: item.path,
          message: `\`${item.value}\` is not the id of a ${what}, so no request matches it. Write \`${prefix}-\` and the 8 or 17 characters of the id.`,
          fixes: instead(item, form.test(repaired) ? [repaired] : []),
        };
      }
    },
  );
}

/** Keys of KMS that take a key, not an alias. */
const kmsKeys = /^(s3:x-amz-server-side-encryption-aws-kms-key-id)$/;
const keyId = /^(mrk-)?[0-9a-f-]{32,36}$/;
const keyArn = /^arn:[^:]+:kms:[^:]*:[^:]*:key\/.+$/;

const kmsKey = conditionFormatRule(
  {
    code: "INVALID_KMS_KEY_VALUE",
    kind: "ERROR",
    title: "KMS key that is not named by its ARN",
    why: "S3 puts the ARN of the key into the request, whatever the caller wrote. A condition on an id or an alias never holds.",
    avoid: '"Condition": { "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/invoices" } }',
    prefer:
      '"Condition": { "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" } }',
  },
  function* find(use) {
    if (!kmsKeys.test(use.name)) return;
    for (const item of plainValues(use)) {
      if (keyArn.test(item.value)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `Requests name the key by its ARN, so \`${item.value}\` never matches. Write \`arn:aws:kms:region:account:key/…\`.`,
        fixes: () =>
          use.key.items.length === 1 && keyId.test(item.value)
            ? underOperator(
                use,
                { ...use.operator, name: use.info.negated ? "ArnNotLike" : "ArnLike" },
                "suggestion",
                `arn:aws:kms:*:*:key/${item.value}`,
              )
            : [],
      };
    }
  },
);

export default [
  servicePrincipalFormat,
  region,
  idRule({ code: "INVALID_VPC_FORMAT", key: "aws:SourceVpc", prefix: "vpc", what: "VPC" }),
  idRule({ code: "INVALID_VPCE_FORMAT", key: "aws:SourceVpce", prefix: "vpce", what: "VPC endpoint" }),
  kmsKey,
];
