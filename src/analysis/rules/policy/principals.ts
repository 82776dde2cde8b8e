/** Principals as policies on resources name them. */
import { readArn } from "../../policy/arn";
import type { Item, Policy, PrincipalElement, PrincipalGroup, Statement } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { anyOf, closest } from "../support/closest";
import { isWrittenKey } from "../support/condition-uses";
import { safeFix, suggestion } from "../support/fixes";
import { elementPage } from "../support/links";
import { isBracketed } from "../support/placeholders";
import { withoutStatement } from "../support/removal-fixes";
import { atItem } from "../support/trust-rule";
import { principalInCondition } from "../support/value-fixes";

interface ElementUse {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly element: PrincipalElement;
}

function principalRule(about: AnalyzerRule, find: (use: ElementUse) => Iterable<PolicyReport>): PolicyRule {
  return analyzerRule({ ...about, links: [elementPage("principal")] }, function* check(policy) {
    for (const statement of policy.statements) {
      for (const element of [statement.principal, statement.notPrincipal])
        if (element) yield* find({ policy, statement, element });
    }
  });
}

function* groupItems(
  { element }: ElementUse,
  ...types: readonly string[]
): Iterable<{ readonly group: PrincipalGroup; readonly item: Item & { readonly value: string } }> {
  for (const group of element.groups) {
    if (!types.includes(group.type)) continue;
    for (const item of group.items)
      if (item.value !== null) yield { group, item: item as Item & { readonly value: string } };
  }
}

function replacement(item: Item, value: string): readonly PolicyFix[] {
  return [{ title: `Write ${value}`, kind: "suggestion", changes: [{ kind: "replace", node: item.node, value }] }];
}

const keys = ["AWS", "CanonicalUser", "Federated", "Service"];
const uniqueId = /^A(RO|ID)A[A-Z0-9]{8,}$/;

/** Whether it may name accounts, users, roles or sessions; a digit too many is another matter. */
function isAwsPrincipal(value: string): boolean {
  return (
    value.includes("${") ||
    value === "*" ||
    /^\d{12}$/.test(value) ||
    uniqueId.test(value) ||
    readArn(value).kind === "arn"
  );
}

const format = principalRule(
  {
    code: "INVALID_PRINCIPAL_FORMAT",
    kind: "ERROR",
    title: "Principal that is none",
    why: "A principal is `*` or an object that says what kind of principal it names: an account id or an ARN under `AWS`, a name such as `lambda.amazonaws.com` under `Service`. AWS rejects a policy with any other.",
    avoid: '"Principal": "111122223333"',
    prefer: '"Principal": { "AWS": "111122223333" }',
  },
  function* find(use) {
    const { bare } = use.element;
    if (bare && bare.value !== null && bare.value !== "*" && !bare.value.includes("${")) {
      const key = /\.amazonaws\.com(\.cn)?$/.test(bare.value) ? "Service" : "AWS";
      yield {
        ...atItem(bare),
        message: `A principal stands in an object that says its kind, so AWS rejects this policy. Write \`{ "${key}": "${bare.value}" }\`.`,
        fixes: () => [
          suggestion(`Write { "${key}": "${bare.value}" }`, {
            kind: "replace",
            node: bare.node,
            value: { [key]: bare.value! },
          }),
        ],
      };
    }
    for (const { item } of groupItems(use, "AWS")) {
      if (isAwsPrincipal(item.value) || /[*?]/.test(item.value)) continue;
      const digits = item.value.replace(/[-\s]/g, "");
      yield {
        ...atItem(item),
        message: `\`${item.value}\` is neither an account id nor an ARN, so AWS rejects this policy. Write twelve digits, or \`arn:aws:iam::account:role/name\`.`,
        fixes: () => (/^\d{12}$/.test(digits) ? replacement(item, digits) : []),
      };
    }
  },
);

const key = principalRule(
  {
    code: "INVALID_PRINCIPAL_KEY",
    kind: "ERROR",
    title: "Kind of principal that does not exist",
    why: "There are four kinds of principals: `AWS`, `Service`, `Federated` and `CanonicalUser`. AWS rejects a policy with another.",
    avoid: '"Principal": { "Services": "lambda.amazonaws.com" }',
    prefer: '"Principal": { "Service": "lambda.amazonaws.com" }',
  },
  function* find({ element }) {
    for (const { type, entry, path } of element.groups) {
      if (keys.includes(type) || !isWrittenKey(type) || isBracketed(type)) continue;
      const meant = /^(account|user|role|arn|iam)s?$/i.test(type)
        ? ["AWS"]
        : [...new Set([...keys.filter((one) => one.toLowerCase() === type.toLowerCase()), ...closest(type, keys)])];
      yield {
        at: entry.keySpan,
        path,
        message: `\`${type}\` is not a type of principal, so AWS rejects this policy. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Write `AWS`, `Service`, `Federated` or `CanonicalUser`."}`,
        fixes: () => meant.map((name) => suggestion(`Write ${name}`, { kind: "renameKey", entry, key: name })),
      };
    }
  },
);

const unsupported = principalRule(
  {
    code: "UNSUPPORTED_PRINCIPAL",
    kind: "ERROR",
    title: "Principal in the policy of an identity",
    why: "The policy of a user, group or role is about this identity. AWS rejects it where it names a principal.",
    avoid:
      '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    prefer: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    types: ["identity", "boundary"],
  },
  function* find({ statement, element: { name, entry, path } }) {
    yield {
      at: entry.keySpan,
      path,
      message: `The policy of an identity takes no \`${name}\`, so AWS rejects it. Remove it, or put the policy on the resource or into the trust policy of the role.`,
      fixes: () => [suggestion(`Remove ${name}`, { kind: "removeEntry", from: statement.node, entry })],
    };
  },
);

const wildcard = principalRule(
  {
    code: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    kind: "ERROR",
    title: "Wildcard in a principal",
    why: "In a principal `*` stands for everybody or for itself, never for a part of a name. AWS rejects a policy with `role/deploy-*`.",
    avoid: '"Principal": { "AWS": "arn:aws:iam::111122223333:role/deploy-*" }',
    prefer:
      '"Principal": { "AWS": "111122223333" }, "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*" } }',
    types: ["resource", "trust"],
  },
  function* find(use) {
    for (const { group, item } of groupItems(use, ...keys)) {
      const text = item.value.replace(/\$\{[^{}]*\}/g, "");
      if (!/[*?]/.test(text) || (group.type === "AWS" && text === "*")) continue;
      yield {
        ...atItem(item),
        message:
          group.type === "AWS"
            ? `A wildcard cannot stand for a part of a principal, so AWS rejects this policy. Name the principals, or the account and the pattern in a condition on \`aws:PrincipalArn\`.`
            : `A principal under \`${group.type}\` takes no wildcard, so AWS rejects this policy. Name it.`,
        fixes: () => principalInCondition(use.statement, item),
      };
    }
  },
);

interface Reference {
  readonly code: string;
  readonly kind: string;
  readonly form: RegExp;
  readonly prefix: string;
}

const references = (
  [
    { code: "INVALID_ROLE_REFERENCE", kind: "role", form: /^AROA[A-Z0-9]{8,}$/, prefix: "AROA" },
    { code: "INVALID_USER_REFERENCE", kind: "user", form: /^AIDA[A-Z0-9]{8,}$/, prefix: "AIDA" },
  ] satisfies Reference[]
).map(({ code, kind, form, prefix }) =>
  principalRule(
    {
      code,
      kind: "WARNING",
      title: `Id in place of a ${kind}`,
      why: `AWS writes the id of a ${kind} into a policy when the ${kind} has been deleted. It names nobody any more: a new ${kind} of the same name has another id.`,
      avoid: `"Principal": { "AWS": "${prefix}EXAMPLEEXAMPLE" }`,
      prefer: `"Principal": { "AWS": "arn:aws:iam::111122223333:${kind}/invoices" }`,
    },
    function* find(use) {
      for (const { group, item } of groupItems(use, "AWS")) {
        if (!form.test(item.value)) continue;
        const { array } = group;
        yield {
          ...atItem(item),
          message: `This is the id of a ${kind}, which has probably been deleted; a new one of the same name would not match. Write the ARN of the ${kind}, or remove it.`,
          fixes: () =>
            array && array.items.length > 1
              ? [safeFix(`Remove ${item.value}`, { kind: "removeItem", from: array, item: item.node })]
              : [],
        };
      }
    },
  ),
);

const allowNot = principalRule(
  {
    code: "ALLOW_WITH_NOT_PRINCIPAL",
    kind: "SECURITY_WARNING",
    title: "Everybody but a few allowed",
    why: "All but those that `NotPrincipal` names are allowed: every other account of AWS, and whoever calls without signing the request.",
    avoid:
      '{ "Effect": "Allow", "NotPrincipal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    prefer:
      '{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    types: ["resource"],
  },
  function* find({ statement: { effect }, element: { name, entry, path } }) {
    if (name !== "NotPrincipal" || effect !== "Allow") return;
    yield {
      at: entry.keySpan,
      path,
      message: "This allows everybody in the world but those named here. Name those that are meant with `Principal`.",
      fixes: () => [
        { title: "Write Principal", kind: "suggestion", changes: [{ kind: "renameKey", entry, key: "Principal" }] },
      ],
    };
  },
);

const federated = principalRule(
  {
    code: "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
    kind: "ERROR",
    title: "Identity provider as a principal of a resource",
    why: "Identity providers are principals of trust policies only: who signs in with them gets a role, and it is the role that calls. AWS rejects the policy of a resource that names one.",
    avoid:
      '{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    prefer:
      '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/visitor" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    types: ["resource"],
  },
  function* find({ policy, statement, element }) {
    // A policy of which the content had to tell the type may be a trust policy with a mistake.
    if (!policy.typeKnown) return;
    for (const { type, entry, path } of element.groups) {
      if (type !== "Federated") continue;
      const { value } = element.entry;
      yield {
        at: entry.keySpan,
        path,
        message:
          "The policy of a resource takes no identity provider as its principal, so AWS rejects it. Name the role that its users get.",
        fixes: () =>
          value.kind === "object" && value.entries.length > 1
            ? [{ title: "Remove Federated", kind: "safe", changes: [{ kind: "removeEntry", from: value, entry }] }]
            : withoutStatement(policy, statement, "safe"),
      };
    }
  },
);

export default [format, key, unsupported, wildcard, ...references, allowNot, federated];
