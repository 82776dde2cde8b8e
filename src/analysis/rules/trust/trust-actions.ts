/** Which actions fit whom, and which a condition asks for. */
import type { Catalog } from "../../../catalog/catalog";
import type { Change } from "../../locate/located";
import { namesAction } from "../../policy/action-list";
import type { Item, Statement } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { signers, signIns } from "../support/sign-ins";
import { atItem, trustRule } from "../support/trust-rule";

function actionName({ value }: Item): string | null {
  return value === null ? null : (/^sts:(\w+)$/i.exec(value)?.[1]?.toLowerCase() ?? null);
}

const mismatch = trustRule(
  {
    code: "MISMATCHED_ACTION_FOR_PRINCIPAL",
    name: "mismatched-action",
    kind: "ERROR",
    title: "Action by which this principal cannot sign in",
    why: "Accounts, users, roles and services call `sts:AssumeRole`, users of a SAML provider `sts:AssumeRoleWithSAML`, those of an OIDC provider `sts:AssumeRoleWithWebIdentity`. With another action nobody gets the role.",
    avoid:
      '{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/corporate" }, "Action": "sts:AssumeRole" }',
    prefer:
      '{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/corporate" }, "Action": "sts:AssumeRoleWithSAML" }',
  },
  function* check({ statements }) {
    for (const statement of statements) {
      const known = statement.effect === "Allow" && statement.action ? signers(statement) : null;
      if (!known || known.length === 0) continue;
      for (const item of statement.action!.items) {
        const used = signIns.find((one) => one.toLowerCase() === actionName(item));
        if (used === undefined || known.some((one) => one.signIn === used)) continue;
        const wanted = [...new Set(known.map((one) => one.signIn))];
        const named = statement.action!.items.map(actionName);
        yield {
          ...atItem(item),
          message: `The principals of this statement do not sign in by \`sts:${used}\`, so it lets nobody in. Write ${wanted.map((one) => `\`sts:${one}\``).join(" or ")}, or name other principals.`,
          related: known.map(({ group, item: principal }) => ({
            at: principal.node.span,
            path: group.items.length === 1 ? group.path : principal.path,
            message: "This principal does not sign in so.",
          })),
          fixes: () =>
            wanted
              .filter((one) => !named.includes(one.toLowerCase()))
              .map((one) => suggestion(`Write sts:${one}`, { kind: "replace", node: item.node, value: `sts:${one}` })),
        };
      }
    }
  },
);

const rolesAnywhere = "rolesanywhere.amazonaws.com";
const neededAnywhere = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

function allows({ action, notAction }: Statement, name: string): boolean {
  if (notAction) return true;
  return action !== null && namesAction(action.items, name.toLowerCase()) !== false;
}

/** The actions more in the list of the statement. */
function withActions({ action }: Statement, names: readonly string[]): readonly PolicyFix[] {
  if (!action?.complete) return [];
  const { array, entry, items } = action;
  const changes: readonly Change[] = array
    ? names.map((value) => ({ kind: "addItem", to: array, value }))
    : [{ kind: "replace", node: entry.value, value: [...items.map((item) => item.value!), ...names] }];
  return [{ title: `Add ${names.join(" and ")}`, kind: "suggestion", changes }];
}

const missingAnywhere = trustRule(
  {
    code: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
    name: "roles-anywhere-actions",
    kind: "ERROR",
    title: "IAM Roles Anywhere without all its actions",
    why: "IAM Roles Anywhere puts the certificate into the tags and the source identity of the session. Unless all three actions are allowed it cannot assume the role.",
    avoid: `{ "Effect": "Allow", "Principal": { "Service": "${rolesAnywhere}" }, "Action": "sts:AssumeRole" }`,
    prefer: `{ "Effect": "Allow", "Principal": { "Service": "${rolesAnywhere}" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }`,
  },
  function* check({ statements }) {
    const about = statements.filter(
      ({ effect, principal }) =>
        effect === "Allow" &&
        principal?.groups.some(
          (group) => group.type === "Service" && group.items.some((item) => item.value === rolesAnywhere),
        ),
    );
    if (about.some((one) => one.action?.complete === false)) return;
    const missing = neededAnywhere.filter((name) => !about.some((one) => allows(one, name)));
    const first = about.find((one) => one.action);
    if (missing.length === 0 || !first?.action) return;
    yield {
      at: first.action.entry.keySpan,
      path: first.action.path,
      message: `IAM Roles Anywhere also needs ${missing.map((name) => `\`${name}\``).join(" and ")} to assume this role, so nobody gets it. Add ${missing.length === 1 ? "it" : "them"}.`,
      fixes: () => withActions(first, missing),
    };
  },
);

/** Keys that a request has only where another action is called with it. */
const bound: readonly (readonly [RegExp, string])[] = [
  [/^sts:sourceidentity$/, "sts:SetSourceIdentity"],
  [/^(aws:requesttag\/.*|sts:transitivetagkeys)$/, "sts:TagSession"],
];

const missingAction = trustRule(
  {
    code: "MISSING_ACTION_FOR_CONDITION_KEY",
    name: "missing-action-for-key",
    kind: "ERROR",
    title: "Condition on what no action here may set",
    why: "Who assumes a role with session tags or a source identity needs `sts:TagSession` or `sts:SetSourceIdentity` as well. Without it the condition never holds and nobody gets the role.",
    avoid:
      '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole", "Condition": { "StringLike": { "sts:SourceIdentity": "*" } } }',
    prefer:
      '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Condition": { "StringLike": { "sts:SourceIdentity": "*" } } }',
  },
  function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const action = bound.find(([name]) => name.test(use.name))?.[1];
      const { statement, key } = use;
      if (
        action === undefined ||
        statement.effect !== "Allow" ||
        !statement.action?.complete ||
        policy.statements.some((one) => one.effect === "Allow" && allows(one, action))
      )
        continue;
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message: `Only whoever may call \`${action}\` sends \`${key.name}\`, so this condition never holds. Add \`${action}\` to the actions.`,
        fixes: () => withActions(statement, [action]),
      };
    }
  },
);

const federatedKey = /^(saml:|[^:./]*[./][^:]*:)/;

/** Whether the action never has the key, as far as the reference tells. */
function lacksKey(name: string, { name: key, known }: ConditionUse, catalog: Catalog): boolean {
  const action = catalog.service("sts")?.action(name);
  if (!action) return false;
  const listed = known !== null && action.conditionKeys.includes(known.name);
  if (key === "sts:externalid") return !listed && name.startsWith("assumerolewith");
  if (!federatedKey.test(key) || listed) return false;
  if (key.startsWith("saml:")) return true;
  // AWS's own guides allow `sts:TagSession` beside the sign-in, under the condition on the claims of its token.
  return name === "setsourceidentity" || name === "setcontext" || name === "assumerolewithsaml";
}

/** What a sign-in does besides: those who sign in need it, so that it is not taken away. Whether STS looks at the claims of the token for it, AWS does not say. */
const isSetting = /^set(?:sourceidentity|context)$/;

const unsupportedAction = trustRule(
  {
    code: "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    name: "unsupported-action-for-key",
    kind: "ERROR",
    title: "Action that does not know the condition key",
    why: "A condition on a key that the request of an action never has does not hold for this action: the statement does not allow it.",
    avoid:
      '"Action": ["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"], "Condition": { "StringEquals": { "accounts.google.com:aud": "1234567890" } }',
    prefer:
      '"Principal": { "Federated": "accounts.google.com" },\n"Action": "sts:AssumeRoleWithWebIdentity",\n"Condition": { "StringEquals": { "accounts.google.com:aud": "1234567890" } }',
  },
  function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const {
        statement: { action, effect },
        key,
        info,
      } = use;
      if (!action || effect !== "Allow" || info.type === "Null") continue;
      for (const item of action.items) {
        const name = actionName(item);
        if (name === null || !lacksKey(name, use, catalog)) continue;
        yield {
          ...atItem(item),
          message: isSetting.test(name)
            ? `\`${item.value}\` does not have \`${key.name}\` among its condition keys, and Access Analyzer rejects the two in one statement. Allow the action in a statement of its own.`
            : `A request for \`${item.value}\` has no \`${key.name}\`, so this statement does not allow it. Allow it in a statement of its own.`,
          related: [{ at: key.entry.keySpan, path: key.path, message: "The condition on the key stands here." }],
          fixes: () =>
            action.array && action.items.length > 1 && !isSetting.test(name)
              ? [suggestion(`Remove ${item.value}`, { kind: "removeItem", from: action.array, item: item.node })]
              : [],
        };
      }
    }
  },
);

export default [mismatch, missingAnywhere, missingAction, unsupportedAction];
