/** Whom a role's trust policy may name, and how. */
import { safeFix, suggestion } from "../support/fixes";
import { domain, oidcProvider, samlProvider } from "../support/sign-ins";
import { atItem, trustRule } from "../support/trust-rule";

const trustOf = (principal: string, more = ""): string =>
  `{ "Effect": "Allow", ${principal}, "Action": "sts:AssumeRole"${more} }`;
const prefer = trustOf('"Principal": { "AWS": "111122223333" }');

const notPrincipal = trustRule(
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

const wildcard = trustRule(
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
        ...atItem(bare),
        message:
          'A trust policy takes no `"Principal": "*"`, so AWS rejects it. Name the accounts, roles or services that may assume the role.',
      };
    }
  },
);

const resource = trustRule(
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

const federatedSyntax = trustRule(
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
            ...atItem(item),
            message: `\`${value}\` names no identity provider, so nobody gets the role. Write the ARN of the provider (\`arn:aws:iam::account:oidc-provider/…\` or \`…:saml-provider/…\`), or its domain.`,
            fixes: () =>
              host === undefined
                ? []
                : [suggestion(`Write ${host}`, { kind: "replace", node: item.node, value: host })],
          };
        }
      }
    }
  },
);

const redundantSession = trustRule(
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
            ...atItem(item),
            message:
              "The role of this session is named beside it and stands for all its sessions. Remove the session, or the role if only the session is meant.",
            related: [{ at: role.node.span, path: role.path, message: "The role stands here." }],
            fixes: () => [safeFix("Remove the session", { kind: "removeItem", from: array, item: item.node })],
          };
        }
      }
    }
  },
);

export default [notPrincipal, wildcard, resource, federatedSyntax, redundantSession];
