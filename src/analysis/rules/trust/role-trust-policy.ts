/** What a role's trust policy may say, and which actions fit whom. */
import type { Catalog } from "../../../catalog/catalog";
import type { Change } from "../../locate/located";
import { namesAction } from "../../policy/action-list";
import type { Item, PrincipalGroup, Statement } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";

function rule(
  about: Omit<AnalyzerRule, "family" | "types" | "recommendation">,
  check: PolicyRule["check"],
): PolicyRule {
  return analyzerRule({ ...about, family: "trust", types: ["trust"], recommendation: "cross-account-roles" }, check);
}

function at(item: Item): Pick<PolicyReport, "at" | "path"> {
  return { at: item.node.span, path: item.path };
}

const trustOf = (principal: string, more = ""): string =>
  `{ "Effect": "Allow", ${principal}, "Action": "sts:AssumeRole"${more} }`;
const prefer = trustOf('"Principal": { "AWS": "111122223333" }');

const notPrincipal = rule(
  {
    code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
    name: "not-principal",
    kind: "ERROR",
    title: "NotPrincipal in a trust policy",
    why: "A trust policy names who may assume the role. AWS rejects one that names who may not.",
    avoid: trustOf('"NotPrincipal": { "AWS": "444455556666" }'),
    prefer,
  },
  function* check({ statements }) {
    for (const { notPrincipal: element } of statements) {
      if (!element) continue;
      const { entry, path } = element;
      yield {
        at: entry.keySpan,
        path,
        message:
          "A trust policy takes no `NotPrincipal`, so AWS rejects it. Name those who may assume the role with `Principal`.",
        fixes: () => [
          { title: "Write Principal", kind: "suggestion", changes: [{ kind: "renameKey", entry, key: "Principal" }] },
        ],
      };
    }
  },
);

const wildcard = rule(
  {
    code: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    name: "wildcard-principal",
    kind: "ERROR",
    title: "Everybody as the principal of a trust policy",
    why: 'AWS takes no `"Principal": "*"` in a trust policy: whom the role trusts has to be said.',
    avoid: trustOf('"Principal": "*"'),
    prefer,
  },
  function* check({ statements }) {
    for (const { principal, effect } of statements) {
      const bare = principal?.bare;
      if (bare?.value !== "*" || effect !== "Allow") continue;
      yield {
        ...at(bare),
        message:
          'A trust policy takes no `"Principal": "*"`, so AWS rejects it. Name the accounts, roles or services that may assume the role.',
      };
    }
  },
);

const resource = rule(
  {
    code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
    name: "resource",
    kind: "ERROR",
    title: "Resource in a trust policy",
    why: "A trust policy is about its role. AWS rejects one that names resources.",
    avoid: trustOf('"Principal": { "AWS": "111122223333" }', ', "Resource": "*"'),
    prefer,
  },
  function* check({ statements }) {
    for (const { node, resource: some, notResource: others } of statements) {
      for (const element of [some, others]) {
        if (!element) continue;
        const { entry, path, name } = element;
        yield {
          at: entry.keySpan,
          path,
          message: `A trust policy is about its role and takes no \`${name}\`, so AWS rejects it. Remove it.`,
          fixes: () => [
            { title: `Remove ${name}`, kind: "suggestion", changes: [{ kind: "removeEntry", from: node, entry }] },
          ],
        };
      }
    }
  },
);

/** How a principal signs in. */
type SignIn = "AssumeRole" | "AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity";
const signIns: readonly SignIn[] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

const samlProvider = /^arn:[^:]*:iam::[^:]*:saml-provider\/.+/;
const oidcProvider = /^arn:[^:]*:iam::[^:]*:oidc-provider\/.+/;
const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** How whoever the item names signs in; null where that is not known. */
function signInOf(group: PrincipalGroup, { value }: Item): SignIn | null {
  if (group.type === "AWS" || group.type === "Service") return "AssumeRole";
  if (group.type !== "Federated" || value === null) return null;
  return samlProvider.test(value)
    ? "AssumeRoleWithSAML"
    : oidcProvider.test(value) || domain.test(value)
      ? "AssumeRoleWithWebIdentity"
      : null;
}

/** Principals of a statement that sign in one by one, each known; null where not all is known. */
function signers({
  principal,
}: Statement): readonly { readonly group: PrincipalGroup; readonly item: Item; readonly signIn: SignIn }[] | null {
  if (!principal || principal.bare || !principal.complete || principal.groups.some((group) => !group.complete))
    return null;
  const all = principal.groups.flatMap((group) =>
    group.items.map((item) => ({ group, item, signIn: signInOf(group, item) })),
  );
  return all.every((one) => one.signIn !== null)
    ? (all as readonly { group: PrincipalGroup; item: Item; signIn: SignIn }[])
    : null;
}

function actionName({ value }: Item): string | null {
  return value === null ? null : (/^sts:(\w+)$/i.exec(value)?.[1]?.toLowerCase() ?? null);
}

const mismatch = rule(
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
          ...at(item),
          message: `The principals of this statement do not sign in by \`sts:${used}\`, so it lets nobody in. Write ${wanted.map((one) => `\`sts:${one}\``).join(" or ")}, or name other principals.`,
          related: known.map(({ group, item: principal }) => ({
            at: principal.node.span,
            path: group.items.length === 1 ? group.path : principal.path,
            message: "This principal does not sign in so.",
          })),
          fixes: () =>
            wanted
              .filter((one) => !named.includes(one.toLowerCase()))
              .map((one) => ({
                title: `Write sts:${one}`,
                kind: "suggestion",
                changes: [{ kind: "replace", node: item.node, value: `sts:${one}` }],
              })),
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

const missingAnywhere = rule(
  {
    code: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
    name: "roles-anywhere-actions",
    kind: "ERROR",
    title: "IAM Roles Anywhere without all its actions",
    why: "IAM Roles Anywhere puts the certificate into the tags and the source identity of the session. Without leave for all three actions it cannot assume the role.",
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

const missingAction = rule(
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
        message: `Only who may call \`${action}\` sends \`${key.name}\`, so this condition never holds. Add \`${action}\` to the actions.`,
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
  return (
    name === "tagsession" || name === "setsourceidentity" || name === "setcontext" || name === "assumerolewithsaml"
  );
}

const unsupportedAction = rule(
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
          ...at(item),
          message: `A request for \`${item.value}\` has no \`${key.name}\`, so this statement does not allow it. Allow it in a statement of its own.`,
          related: [{ at: key.entry.keySpan, path: key.path, message: "The condition on the key stands here." }],
          fixes: () =>
            action.array && action.items.length > 1
              ? [
                  {
                    title: `Remove ${item.value}`,
                    kind: "suggestion",
                    changes: [{ kind: "removeItem", from: action.array, item: item.node }],
                  },
                ]
              : [],
        };
      }
    }
  },
);

const federatedSyntax = rule(
  {
    code: "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
    name: "invalid-federated-principal",
    kind: "ERROR",
    title: "Identity provider in a form that AWS does not know",
    why: "An identity provider is named by the ARN under which IAM knows it, or by its domain where AWS knows it by itself. With another name nobody gets the role.",
    avoid: '"Principal": { "Federated": "https://token.actions.githubusercontent.com" }',
    prefer:
      '"Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },\n"Action": "sts:AssumeRoleWithWebIdentity",\n"Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:example/invoices:ref:refs/heads/main" } }',
  },
  function* check({ statements }) {
    for (const { principal } of statements) {
      for (const group of principal?.groups ?? []) {
        if (group.type !== "Federated") continue;
        for (const item of group.items) {
          const { value } = item;
          if (
            value === null ||
            /[*?]|\$\{/.test(value) ||
            samlProvider.test(value) ||
            oidcProvider.test(value) ||
            domain.test(value)
          )
            continue;
          const host = /^https?:\/\/([a-z0-9.-]+)\/?$/.exec(value)?.[1];
          yield {
            ...at(item),
            message: `\`${value}\` names no identity provider, so nobody gets the role. Write the ARN of the provider (\`arn:aws:iam::account:oidc-provider/…\` or \`…:saml-provider/…\`), or its domain.`,
            fixes: () =>
              host === undefined
                ? []
                : [
                    {
                      title: `Write ${host}`,
                      kind: "suggestion",
                      changes: [{ kind: "replace", node: item.node, value: host }],
                    },
                  ],
          };
        }
      }
    }
  },
);

const redundantSession = rule(
  {
    code: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
    name: "redundant-principal",
    kind: "SUGGESTION",
    title: "Session of a role that is named itself",
    why: "Who names a role names all its sessions. The session beside it changes nothing, but makes the policy look narrower than it is.",
    avoid:
      '"Principal": { "AWS": ["arn:aws:iam::111122223333:role/deploy", "arn:aws:sts::111122223333:assumed-role/deploy/anna"] }',
    prefer: '"Principal": { "AWS": ["arn:aws:iam::111122223333:role/deploy"] }',
    unnecessary: true,
  },
  function* check({ statements }) {
    for (const { principal } of statements) {
      for (const { type, items, array } of principal?.groups ?? []) {
        if (type !== "AWS" || !array) continue;
        const roles = new Map(
          items.flatMap((item) => {
            const [, account, name] = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(item.value ?? "") ?? [];
            return item.conditional || account === undefined ? [] : [[`${account}/${name}`, item] as const];
          }),
        );
        for (const item of items) {
          const [, account, name] = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(item.value ?? "") ?? [];
          const role = roles.get(`${account}/${name}`);
          if (!role) continue;
          yield {
            ...at(item),
            message:
              "The role of this session is named beside it and stands for all its sessions. Remove the session, or the role if only the session is meant.",
            related: [{ at: role.node.span, path: role.path, message: "The role stands here." }],
            fixes: () => [
              {
                title: "Remove the session",
                kind: "safe",
                changes: [{ kind: "removeItem", from: array, item: item.node }],
              },
            ],
          };
        }
      }
    }
  },
);

export default [
  notPrincipal,
  wildcard,
  resource,
  mismatch,
  missingAnywhere,
  missingAction,
  unsupportedAction,
  federatedSyntax,
  redundantSession,
];
