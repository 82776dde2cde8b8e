/** Conditions on who calls, or on what is touched, whose values let others in too. */
import type { Statement } from "../../policy/model";
import { variablesIn } from "../../policy/variables";
import type { PolicyReport, PolicyRule } from "../rule";
import { actionPattern } from "../support/actions";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { safeFix } from "../support/fixes";
import { isKnownProvider } from "../support/oidc-kinds";
import { withCondition, withoutKey } from "../support/value-fixes";

function permissiveValueRule(about: AnalyzerRule, find: (use: ConditionUse) => Iterable<PolicyReport>): PolicyRule {
  return analyzerRule(about, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) yield* find(use);
  });
}

/** Keys whose values are ids: a pattern means accounts or networks that nobody has looked at. */
const ids = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "kms:calleraccount",
]);

/** Claims of identity providers that say who signs in. */
const subject = /^[^:.]*\.[^:]*:(sub|job_workflow_ref)$/;
const fewest = 6;

/** Whether Access Analyzer asks for so many characters before what stands for anything: after the last colon, so that a bare `:*` has none. */
function isSubject({ name, statement, info }: ConditionUse): boolean {
  return subject.test(name) && statement.effect === "Allow" && !info.negated;
}

function isTooShort(before: string): boolean {
  return before.slice(Math.max(...[":", "*", "?", "}"].map((end) => before.lastIndexOf(end))) + 1).length < fewest;
}

/** Whether the values of the key say whom the statement lets in: allowed for these, or denied for all but these. */
function letsIn({ statement: { effect }, info }: ConditionUse): boolean {
  return effect === "Allow" ? !info.negated : effect === "Deny" && info.negated;
}

const wildcard = permissiveValueRule(
  {
    code: "WILDCARD_USAGE_TOO_PERMISSIVE",
    kind: "ERROR",
    title: "Wildcard in an id that should keep others out",
    why: "Ids of accounts, organizations and networks have no order: a pattern such as `o-*` or `1111*` also means those of strangers, who can make accounts and networks until an id fits. In the subject of an identity provider at least six characters have to stand before a wildcard.",
    avoid: '"Condition": { "StringLike": { "aws:PrincipalOrgID": "o-*" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
  },
  function* find(use) {
    if (!use.info.wildcards) return;
    // Of the providers that many use it is known what tells their customers apart: other rules judge their subjects.
    if (isSubject(use) && !isKnownProvider(use.name.slice(0, use.name.lastIndexOf(":")))) yield* openSubjects(use);
    if (!ids.has(use.name) || !letsIn(use)) return;
    for (const item of use.key.items) {
      if (item.value === null || !/[*?]/.test(item.value.replace(/\$\{[^{}]*\}/g, ""))) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `\`${item.value}\` also matches the ids of others, so that \`${use.key.name}\` does not keep strangers out. Write the whole ids under \`StringEquals\`.`,
        fixes: () => {
          const { array } = use.key;
          return array && array.items.length > 1 && array.items.includes(item.node)
            ? [safeFix(`Remove ${item.value}`, { kind: "removeItem", from: array, item: item.node })]
            : [];
        },
      };
    }
  },
);

/** Subjects in which too little stands before a wildcard. */
function* openSubjects({ key }: ConditionUse): Iterable<PolicyReport> {
  for (const item of key.items) {
    const { value } = item;
    const at =
      value === null || value.includes("${")
        ? -1
        : ([...value.matchAll(/[*?]/g)].find(({ index }) => isTooShort(value.slice(0, index)))?.index ?? -1);
    if (value === null || at < 0) continue;
    yield {
      at: item.node.span,
      path: item.path,
      message: `Less than ${fewest} characters stand between the last colon and the wildcard in \`${value}\`, so that subjects of others, or kinds of them that nobody thought of, may match \`${key.name}\`. Write more of the subject.`,
    };
  }
}

const variable = permissiveValueRule(
  {
    code: "VARIABLE_USAGE_TOO_PERMISSIVE",
    kind: "ERROR",
    title: "Condition that compares a key with itself",
    why: "A variable is filled in from the request. Where a key is compared with itself, the condition holds for every request that has it.",
    avoid: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "${aws:PrincipalOrgID}" } }',
    prefer: '"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }',
  },
  function* find(use) {
    if (!use.info.variables || !letsIn(use)) return;
    if (isSubject(use)) yield* variableSubjects(use);
    for (const item of use.key.items) {
      const [only, ...more] = item.value === null || !item.value.includes("${") ? [] : variablesIn(item.value);
      if (
        !only ||
        more.length > 0 ||
        only.problem !== null ||
        only.start !== 0 ||
        only.end !== item.value!.length ||
        only.name.toLowerCase() !== use.name
      )
        continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `This compares \`${use.key.name}\` with itself, which holds for every request that has it. Write the value that is meant.`,
        fixes: () => withoutKey(use),
      };
    }
  },
);

/** Subjects in which too little stands before a variable. */
function* variableSubjects({ key }: ConditionUse): Iterable<PolicyReport> {
  for (const item of key.items) {
    const { value } = item;
    const open =
      value !== null &&
      value.includes("${") &&
      variablesIn(value).some(
        ({ start, name, problem }) => problem === null && name.includes(":") && isTooShort(value.slice(0, start)),
      );
    if (open)
      yield {
        at: item.node.span,
        path: item.path,
        message: `Less than ${fewest} characters stand before the variable in \`${value}\`, so that what is filled in decides which \`${key.name}\` matches. Write the subject itself, or more of it before the variable.`,
      };
  }
}

function mayDo({ action, notAction }: Statement, names: readonly string[]): boolean {
  if (notAction) return true;
  return action?.items.some((item) => names.some((name) => actionPattern(item).matches(name) === true)) ?? false;
}

const readsItems = ["dynamodb:query", "dynamodb:scan", "dynamodb:getitem", "dynamodb:batchgetitem"];

const attributes = permissiveValueRule(
  {
    code: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
    kind: "SECURITY_WARNING",
    title: "Limit on attributes that a read can avoid",
    why: "`dynamodb:Attributes` holds the attributes that a request names. A request that names none gets all of them, unless `dynamodb:Select` asks that it names some.",
    avoid: '"Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "total"] } }',
    prefer:
      '"Condition": {\n  "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "total"] },\n  "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }\n}',
    links: ["https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html"],
  },
  function* find(use) {
    const { statement, condition, name, info, operator } = use;
    if (
      name !== "dynamodb:attributes" ||
      info.type === "Null" ||
      statement.effect !== "Allow" ||
      info.negated ||
      operator.qualifier === "ForAnyValue"
    )
      return;
    if (
      !condition.complete ||
      condition.blocks.some(
        (block) => !block.complete || block.keys.some((key) => key.name.toLowerCase() === "dynamodb:select"),
      ) ||
      !mayDo(statement, readsItems)
    )
      return;
    yield {
      at: use.key.entry.keySpan,
      path: use.key.path,
      message:
        'A request that names no attributes gets all of them past `dynamodb:Attributes`. Add `"StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }`.',
      fixes: () => withCondition(statement, "StringEqualsIfExists", "dynamodb:Select", "SPECIFIC_ATTRIBUTES", "safe"),
    };
  },
);

const prefix = permissiveValueRule(
  {
    code: "S3_PREFIX_IN_NEGATIVE_CONTEXT",
    kind: "SECURITY_WARNING",
    title: "Folder kept back by its prefix",
    why: "A listing names the prefix that it asks for. Whoever asks for a shorter one, or for none, gets the names under the folder that is kept back as well.",
    avoid:
      '{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices", "Condition": { "StringLike": { "s3:prefix": "private/*" } } }',
    prefer:
      '{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices", "Condition": { "StringLike": { "s3:prefix": "public/*" } } }',
  },
  function* find(use) {
    const {
      statement: { effect },
      info,
      name,
      key,
    } = use;
    if (name !== "s3:prefix" || info.type === "Null" || effect === null || (effect === "Allow") !== info.negated)
      return;
    // The root of the bucket is no folder: `""` kept back keeps back the listing of all.
    if (key.items.every((item) => item.value === "")) return;
    yield {
      at: key.entry.keySpan,
      path: key.path,
      message:
        "A listing with a shorter `s3:prefix`, or none, also shows what this keeps back. Allow the prefixes that may be listed instead.",
    };
  },
);

export default [wildcard, variable, attributes, prefix];
