/** ARNs that are not written as ARNs are. */
import type { Catalog } from "../../../catalog/catalog";
import { say, type Sentence } from "../../../wording/sentence";
import type { DeclaredResource } from "../../locate/located";
import { canBeOneOf, partitions, textOf } from "../../policy/arn";
import type { Policy } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { arnFormRule } from "../support/arn-form-rule";
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

const shape = "`arn:partition:service:region:account:resource`";

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

export default [prefix, missingField, partition];
