/** ARNs that are not written as ARNs are. */
import type { Catalog } from "../../../catalog/catalog";
import { orOf, quoted, say, type Sentence, together } from "../../../wording/sentence";
import { prefixesOfName } from "../../knowledge/api-names";
import type { DeclaredResource } from "../../locate/located";
import { canBeAccount, canBeOneOf, partitions, textOf } from "../../policy/arn";
import type { Policy } from "../../policy/model";
import type { PolicyFix, PolicyRule } from "../rule";
import { wentLately } from "../support/actions";
import {
  readItem,
  resourceArns,
  type ResourceItem,
  resourceItems,
  resourceNamed,
  rewritten,
  withAllFields,
} from "../support/arns";
import { closest } from "../support/closest";
import { arnOfDeclared } from "../support/declared-resources";
import { accessAnalyzerPage } from "../support/links";

const arnsPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
const shape = "`arn:partition:service:region:account:resource`";

interface About {
  readonly name: string;
  readonly title: string;
  readonly accessAnalyzer: string;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
}

function arnFormRule(
  { name, title, accessAnalyzer, why, avoid, prefer }: About,
  check: PolicyRule["check"],
): PolicyRule {
  return {
    kind: "policy",
    id: `policy/${name}`,
    title,
    severity: "error",
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer,
    documentation: {
      why,
      avoid: { language: "json", code: `"Resource": "${avoid}"` },
      prefer: { language: "json", code: `"Resource": "${prefer}"` },
      links: [accessAnalyzerPage("error", name), arnsPage],
    },
    check,
  };
}

const prefix = arnFormRule(
  {
    name: "invalid-arn-prefix",
    title: "Resource that is not an ARN",
    accessAnalyzer: "INVALID_ARN_PREFIX",
    why: "A resource is `*` or an ARN, which begins with `arn:`. AWS rejects a policy with anything else.",
    avoid: "s3:::invoices/*",
    prefer: "arn:aws:s3:::invoices/*",
  },
  function* check(policy, { catalog, declared }) {
    for (const { item, statement } of resourceItems(policy)) {
      if (readItem(item).kind !== "other" || isShortForm(policy, item)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: say`This resource is not an ARN, so AWS rejects the policy. Write ${shape}, or \`*\`.`,
        fixes: () => asReference(item, statement, declared, catalog) ?? asArn(item, statement, catalog),
      };
    }
  },
);

/** API Gateway takes `execute-api:/stage/GET/path` in the policy of an API, of which a template may put in the stage. */
function isShortForm({ type }: Policy, { value, parts: [first] }: ResourceItem["item"]): boolean {
  const start = value ?? (typeof first === "string" ? first : "");
  return type === "resource" && start.startsWith("execute-api:");
}

/** What a template calls its own resource is no name that AWS knows; null where nothing there is called so. */
function asReference(
  { value, node }: ResourceItem["item"],
  statement: ResourceItem["statement"],
  declared: readonly DeclaredResource[],
  catalog: Catalog,
): readonly PolicyFix[] | null {
  const arn = value === null ? null : arnOfDeclared(value, statement, declared, catalog);
  if (arn === null) return null;
  return arn === "unclear"
    ? []
    : [{ title: say`Refer to ${value!}`, kind: "suggestion", changes: [{ kind: "replace", node, value: arn }] }];
}

function asArn(
  { value, node }: ResourceItem["item"],
  statement: ResourceItem["statement"],
  catalog: Catalog,
): readonly PolicyFix[] {
  if (value === null) return [];
  const { action } = statement;
  const onlyS3 =
    (action?.items.length ?? 0) > 0 && action!.items.every((item) => item.value?.toLowerCase().startsWith("s3:"));
  const lower = value.replace(/^arn:/i, "arn:");
  const arn =
    lower !== value
      ? lower
      : /^aws(-[a-z-]+)?:[a-z0-9-]+:/.test(value)
        ? `arn:${value}`
        : /^s3:::/.test(value)
          ? `arn:aws:${value}`
          : onlyS3 && /^[a-z0-9][a-z0-9.-]*(\/.*)?$/.test(value)
            ? `arn:aws:s3:::${value}`
            : resourceNamed(value, statement, catalog);
  return arn === null
    ? []
    : [{ title: say`Write ${arn}`, kind: "suggestion", changes: [{ kind: "replace", node, value: arn }] }];
}

const missingField = arnFormRule(
  {
    name: "missing-arn-field",
    title: "ARN that is too short",
    accessAnalyzer: "MISSING_ARN_FIELD",
    why: "An ARN has six fields, of which some may be empty; their colons must stand nevertheless. In the policy of an identity AWS adds `*` for each field that is missing at the end, so that a short ARN often matches more than is meant, or nothing: `arn:aws:sqs` is every queue, and `arn:aws:s3:invoices` no bucket. In other policies AWS rejects it.",
    avoid: "arn:aws:s3:invoices",
    prefer: "arn:aws:s3:::invoices",
  },
  function* check(policy, { catalog }) {
    for (const { item } of resourceItems(policy)) {
      const reading = readItem(item);
      if (reading.kind !== "short") continue;
      const { value, node } = item;
      const completed = item.completed ? textOf(item.completed) : null;
      yield {
        at: node.span,
        path: item.path,
        message:
          completed === null
            ? say`This ARN has ${reading.segments} of its six fields, so AWS rejects the policy. Write ${shape}; a field that is empty keeps its colon.`
            : say`This ARN has ${reading.segments} of its six fields. AWS completes it to \`${completed}\`, ${meaningOf(completed)}. Write ${shape}; a field that is empty keeps its colon.`,
        fixes: () => {
          const whole = value === null || !namesResource(value, catalog) ? null : withAllFields(value, catalog);
          return [
            ...(whole === null || whole === completed ? [] : [writing(whole, node, "suggestion")]),
            ...(completed === null ? [] : [writing(completed, node, "safe")]),
          ];
        },
      };
    }
  },
);

function writing(arn: string, node: ResourceItem["item"]["node"], kind: PolicyFix["kind"]): PolicyFix {
  return { title: say`Write ${arn}`, kind, changes: [{ kind: "replace", node, value: arn }] };
}

/** Whether an ARN that is too short ends in the name of a resource: not in its service, Region or account. */
function namesResource(short: string, catalog: Catalog): boolean {
  const [, , , ...rest] = short.split(":");
  const last = rest.at(-1);
  return last !== undefined && !/^(\d{12}|\**)$/.test(last) && catalog.partitionOf(last) === undefined;
}

/** What a completed ARN stands for: "which is every resource of `sqs`". */
function meaningOf(completed: string): Sentence {
  const [, , service = "", ...rest] = completed.split(":");
  const what = service === "*" ? say`every resource of every service` : say`every resource of \`${service}\``;
  const [region = "", account = ""] = rest;
  if (region === "*" && account === "*") return say`which is ${what}`;
  return account === "*"
    ? say`which is ${what} where \`${region}\` is the Region`
    : say`which is ${what} where \`${region}\` is the Region and \`${account}\` the account`;
}

const partition = arnFormRule(
  {
    name: "invalid-partition",
    title: "Partition that does not exist",
    accessAnalyzer: "INVALID_PARTITION",
    why: "The second field of an ARN names the partition: `aws`, `aws-cn`, `aws-us-gov` or one of a few others. An ARN with another matches nothing.",
    avoid: "arn:amazon:s3:::invoices/*",
    prefer: "arn:aws:s3:::invoices/*",
  },
  function* check(policy) {
    for (const { item, arn } of resourceArns(policy)) {
      if (canBeOneOf(arn.partition, partitions)) continue;
      const written = textOf(arn.partition);
      const meant = written === null ? [] : [...new Set([...closest(written, partitions), "aws"])];
      yield {
        at: item.node.span,
        path: item.path,
        message: say`\`${written ?? ""}\` is not an AWS partition, so this resource matches nothing. Write \`aws\`, or another such as \`aws-cn\` or \`aws-us-gov\`.`,
        fixes: () => meant.flatMap((name) => rewritten(item, "partition", name, `Write ${name}`)),
      };
    }
  },
);

const account = arnFormRule(
  {
    name: "invalid-arn-account",
    title: "Account id that is none",
    accessAnalyzer: "INVALID_ARN_ACCOUNT",
    why: "The fifth field of an ARN is an account id of twelve digits. An ARN with another matches nothing.",
    avoid: "arn:aws:sqs:eu-central-1:11112222333:invoices",
    prefer: "arn:aws:sqs:eu-central-1:111122223333:invoices",
  },
  function* check(policy, { catalog }) {
    for (const { item, arn } of resourceArns(policy)) {
      if (canBeAccount(arn.account)) continue;
      const written = textOf(arn.account) ?? "";
      if (isAccountOfReference(written, textOf(arn.service) ?? "", catalog)) continue;
      const digits = written.replace(/[-\s]/g, "");
      yield {
        at: item.node.span,
        path: item.path,
        message: together(
          say`\`${written}\` is not an account id, so this resource matches nothing.`,
          /^\d+$/.test(digits) && digits.length !== 12
            ? say`An account id has twelve digits, this one ${digits.length}.`
            : say`An account id has twelve digits.`,
        ),
        fixes: () => (/^\d{12}$/.test(digits) ? rewritten(item, "account", digits, `Write ${digits}`) : []),
      };
    }
  },
);

/** Whether the reference itself writes this text there: `offering` of AWS Elemental MediaConnect. */
function isAccountOfReference(written: string, service: string, catalog: Catalog): boolean {
  return (catalog.arnTypes(service) ?? []).some(({ arns }) => arns.some((arn) => arn.split(":")[4] === written));
}

const serviceCase = arnFormRule(
  {
    name: "invalid-arn-service-case",
    title: "Service in capital letters",
    accessAnalyzer: "INVALID_ARN_SERVICE_CASE",
    why: "The service in an ARN is written in small letters. ARNs compare with regard to case, so this one matches nothing.",
    avoid: "arn:aws:S3:::invoices/*",
    prefer: "arn:aws:s3:::invoices/*",
  },
  function* check(policy, { catalog }) {
    for (const { item, arn } of resourceArns(policy)) {
      const written = textOf(arn.service);
      const lower = written?.toLowerCase();
      if (written === null || lower === undefined || written === lower || !isService(lower, catalog)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: say`The service \`${written}\` is written in capital letters, so this resource matches nothing. Write \`${lower}\`.`,
        fixes: () => rewritten(item, "service", lower, `Write ${lower}`),
      };
    }
  },
);

const service: PolicyRule = {
  ...arnFormRule(
    {
      name: "invalid-service",
      title: "Service in an ARN that is unknown or retired",
      accessAnalyzer: "INVALID_SERVICE",
      why: "The third field of an ARN names a service. An ARN of a service that does not exist matches nothing.",
      avoid: "arn:aws:dynamo:eu-central-1:111122223333:table/invoices",
      prefer: "arn:aws:dynamodb:eu-central-1:111122223333:table/invoices",
    },
    function* check(policy, { catalog }) {
      for (const { item, arn } of resourceArns(policy)) {
        const written = textOf(arn.service);
        if (written === null || /[*?]/.test(written) || isService(written.toLowerCase(), catalog)) continue;
        const retired = catalog.retiredService(written);
        if (retired && wentLately("service", retired, catalog)) continue;
        const meant = written === "" ? [] : servicesMeant(written, catalog);
        yield {
          at: item.node.span,
          path: item.path,
          message:
            written === ""
              ? say`This ARN names no service, so it matches nothing. Write the service between the second and the third colon.`
              : retired
                ? say`${retired.name} (\`${written}\`) has been retired, so this resource matches nothing. Verify that nothing needs it, and remove it.`
                : together(
                    say`\`${written}\` is not among the services that AWS documents (as of ${catalog.date}), so this resource probably matches nothing.`,
                    meant.length > 0 ? say`Did you mean ${orOf(quoted(meant))}?` : say`Verify it.`,
                  ),
          fixes: () => (retired ? [] : meant.flatMap((name) => rewritten(item, "service", name, `Write ${name}`))),
        };
      }
    },
  ),
  severity: "warning",
  confidence: "medium",
};

function servicesMeant(written: string, catalog: Catalog): readonly string[] {
  const known = prefixesOfName(written);
  return known.length > 0 ? known : closest(written, catalog.prefixes);
}

/** A service that has ended no longer counts, though others may still list its ARNs. */
function isService(name: string, catalog: Catalog): boolean {
  return catalog.service(name) !== undefined || (catalog.arnTypes(name) !== undefined && !catalog.retiredService(name));
}

export default [prefix, missingField, partition, account, serviceCase, service];
