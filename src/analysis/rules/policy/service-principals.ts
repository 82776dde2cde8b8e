/** Services of AWS as principals of a resource: on whose behalf they may call. */
import { say } from "../../../wording/sentence";
import type { ConditionElement, Item, Policy, Statement } from "../../policy/model";
import type { PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { fixesOwner, keepsStrangersOut } from "../support/narrowing";
import { withCondition } from "../support/value-fixes";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"];

/** Keys that say on whose behalf a service calls. */
const sources = new Set(["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"]);
/** Keys that some services used for that before. */
const formerSources = new Set([
  "aws:referer",
  "aws:sourceowner",
  "kms:calleraccount",
  "kms:viaservice",
  "lambda:eventsourcetoken",
]);
/** Keys that say nothing about on whose behalf a service calls, whatever they are compared with. */
const silentOnSource = new Set([
  "aws:securetransport",
  "s3:tlsversion",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:requestedregion",
  "aws:currenttime",
  "aws:viaawsservice",
  "s3:x-amz-acl",
  "s3:x-amz-server-side-encryption",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
  "kms:grantisforawsresource",
]);
/** Keys that tell about an identity, which a service has not. */
const ofIdentity =
  /^aws:(principalarn|principalaccount|principalorgid|principalorgpaths|principaltag\/.*|username|userid|multifactorauthpresent|multifactorauthage)$/;

/** Only services are named. */
function isForServices({ effect, principal }: Statement): boolean {
  return (
    effect === "Allow" &&
    principal !== null &&
    principal.complete &&
    principal.bare === null &&
    principal.groups.length > 0 &&
    principal.groups.every((group) => group.type === "Service")
  );
}

function* grants(policy: Policy): Iterable<Statement> {
  for (const statement of policy.statements) if (isForServices(statement)) yield statement;
}

function isWholeCondition(condition: ConditionElement | null): boolean {
  return condition === null || (condition.complete && condition.blocks.every((block) => block.complete));
}

function keysOf(condition: ConditionElement | null): readonly string[] {
  return condition?.blocks.flatMap((block) => block.keys.map((key) => key.name.toLowerCase())) ?? [];
}

function servicePrincipalRule(about: AnalyzerRule, check: PolicyRule["check"]): PolicyRule {
  return analyzerRule({ ...about, types: ["resource"], links }, check);
}

const avoid =
  '{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-central-1:111122223333:invoices" }';
const prefer =
  '{\n  "Effect": "Allow",\n  "Principal": { "Service": "sns.amazonaws.com" },\n  "Action": "sqs:SendMessage",\n  "Resource": "arn:aws:sqs:eu-central-1:111122223333:invoices",\n  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:eu-central-1:111122223333:orders" } }\n}';

const restrict = servicePrincipalRule(
  {
    code: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
    kind: "SECURITY_WARNING",
    title: "Service that may call on anybody’s behalf",
    why: "A service calls on behalf of its customers, of all of them. Without a condition on the source, anybody can make the service touch this resource by having it do so from an account of theirs (the confused deputy).",
    avoid,
    prefer,
  },
  function* check(policy) {
    for (const statement of grants(policy)) {
      const { principal, condition } = statement;
      if (!principal || !isWholeCondition(condition)) continue;
      const group = principal.groups[0]!;
      const open = anySource(statement);
      if (open) {
        yield {
          at: open.node.span,
          path: open.path,
          message: say`\`${open.value!}\` matches sources in any account, so this service may act here on behalf of strangers, too. Write the account into it, or add a condition on \`aws:SourceAccount\`.`,
        };
        continue;
      }
      if (keysOf(condition).some((key) => !silentOnSource.has(key))) continue;
      const account = ownAccount(policy);
      yield {
        at: group.entry.keySpan,
        path: group.path,
        message: say`This service may act here on behalf of any of its customers, also of strangers. Add a condition on \`aws:SourceArn\` or \`aws:SourceAccount\`.`,
        fixes: () =>
          account === null ? [] : withCondition(statement, "StringEquals", "aws:SourceAccount", account, "safe"),
      };
    }
  },
);

/** Of a condition that names sources and nothing else of the caller: the first ARN that strangers have, too. */
function anySource(statement: Statement): Item | null {
  const blocks = statement.condition?.blocks ?? [];
  const named = blocks.flatMap(({ parsed, keys }) =>
    keys.filter((key) => !silentOnSource.has(key.name.toLowerCase())).map((key) => ({ parsed, key })),
  );
  const areArns = named.every(
    ({ parsed, key }) =>
      key.name.toLowerCase() === "aws:sourcearn" &&
      parsed !== null &&
      !parsed.ifExists &&
      parsed.qualifier !== "ForAllValues" &&
      /^(?:Arn|String)(?:Like|Equals)$/.test(parsed.name),
  );
  if (named.length === 0 || !areArns || keepsStrangersOut(statement)) return null;
  const items = named.flatMap(({ key }) => key.items);
  return items.find(({ value }) => value !== null && /^arn:.*[*?]/s.test(value) && !fixesOwner(value)) ?? null;
}

/** The one account that the policy's own resources are of. */
function ownAccount({ statements }: Policy): string | null {
  const accounts = new Set(
    statements
      .flatMap((one) => one.resource?.items ?? [])
      .map((item) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(item.value ?? "")?.[1] ?? null),
  );
  const [only, ...more] = accounts;
  return more.length === 0 ? (only ?? null) : null;
}

const recommended = servicePrincipalRule(
  {
    code: "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    kind: "SUGGESTION",
    title: "Former condition key for the caller of a service",
    why: "Before there were `aws:SourceArn` and `aws:SourceAccount`, some services put the account into other keys. Those are not meant for it, and the services go over to the new ones.",
    avoid: '"Condition": { "StringEquals": { "aws:Referer": "111122223333" } }',
    prefer: '"Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }',
  },
  function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const { statement, key, name } = use;
      if (
        !formerSources.has(name) ||
        !isForServices(statement) ||
        !isWholeCondition(statement.condition) ||
        keysOf(statement.condition).some((one) => sources.has(one))
      )
        continue;
      const accounts = key.items.length > 0 && key.items.every((item) => /^\d{12}$/.test(item.value ?? ""));
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message: say`\`${key.name}\` is not the key that says on whose behalf a service calls. Write \`aws:SourceAccount\` or \`aws:SourceArn\`.`,
        fixes: () =>
          accounts
            ? [
                suggestion(say`Write aws:SourceAccount`, {
                  kind: "renameKey",
                  entry: key.entry,
                  key: "aws:SourceAccount",
                }),
              ]
            : [],
      };
    }
  },
);

function limits({ info, operator }: ConditionUse): boolean {
  return !info.negated && info.type !== "Null" && !operator.ifExists && operator.qualifier !== "ForAllValues";
}

const unsupported = servicePrincipalRule(
  {
    code: "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    kind: "ERROR",
    title: "Condition on an identity, for a service",
    why: "A service that calls by itself is neither a user nor a role: its requests have no ARN, tags or organization of a principal. A condition on them never holds, and the service is not allowed.",
    avoid:
      '{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } } }',
    prefer:
      '{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceOrgID": "o-abcdefghij" } } }',
  },
  function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const { statement, key, name } = use;
      if (!ofIdentity.test(name) || !limits(use) || !isForServices(statement)) continue;
      const source = /^aws:principal(arn|account|orgid|orgpaths)$/.test(name)
        ? key.name.replace(/principal/i, "Source")
        : null;
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message: say`The requests of a service have no \`${key.name}\`, so this allows nothing. Write \`${source ?? "aws:SourceAccount"}\`, which tells on whose behalf the service calls.`,
        fixes: () =>
          source === null
            ? []
            : [suggestion(say`Write ${source}`, { kind: "renameKey", entry: key.entry, key: source })],
      };
    }
  },
);

export default [restrict, recommended, unsupported];
