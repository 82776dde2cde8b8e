/** What a service control policy may say. */
import type { Change } from "../../locate/located";
import { Pattern } from "../../policy/wildcard";
import type { PolicyRule } from "../rule";
import { namedActions, namesSomeAction } from "../support/actions";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";

const scpSyntax = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html";

function scpRule(
  about: Omit<AnalyzerRule, "types" | "links" | "recommendation">,
  check: PolicyRule["check"],
): PolicyRule {
  return analyzerRule({ ...about, types: ["scp"], links: [scpSyntax] }, check);
}

const scpDeny = (more: string): string => `{ "Effect": "Deny"${more}, "Action": "s3:DeleteBucket", "Resource": "*" }`;

const scpPrincipal = scpRule(
  {
    code: "SCP_SYNTAX_ERROR_PRINCIPAL",
    name: "scp-principal",
    kind: "ERROR",
    title: "Principal in a service control policy",
    why: "A service control policy is about all identities of the accounts that it stands on. AWS rejects one that names principals.",
    avoid: scpDeny(', "Principal": "*"'),
    prefer: scpDeny(""),
  },
  function* check({ statements }) {
    for (const { node, principal, notPrincipal } of statements) {
      for (const element of [principal, notPrincipal]) {
        if (!element) continue;
        const { entry, path, name } = element;
        yield {
          at: entry.keySpan,
          path,
          message: `A service control policy takes no \`${name}\`, so AWS rejects it. Remove it; who is meant can be said in a condition on \`aws:PrincipalArn\`.`,
          fixes: () => [
            { title: `Remove ${name}`, kind: "suggestion", changes: [{ kind: "removeEntry", from: node, entry }] },
          ],
        };
      }
    }
  },
);

const scpWildcard = scpRule(
  {
    code: "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
    name: "scp-action-wildcard",
    kind: "ERROR",
    title: "Wildcard in the service of an action",
    why: "In a service control policy a wildcard stands for all actions, or for a part of the name of an action, never for a part of the service.",
    avoid: '{ "Effect": "Deny", "Action": "s3*:DeleteBucket", "Resource": "*" }',
    prefer: '{ "Effect": "Deny", "Action": ["s3:DeleteBucket", "s3express:DeleteBucket"], "Resource": "*" }',
  },
  function* check(policy, { catalog }) {
    for (const { item, element, prefix, name } of namedActions(policy)) {
      if (prefix === null || !/[*?]/.test(prefix)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message:
          "A service control policy takes no wildcard in the service of an action, so AWS rejects it. Write `*` alone, or name the services one by one.",
        fixes: () => {
          const everything = /^\*+$/.test(prefix) && name.length === 1 && name[0] === "*";
          if (everything)
            return [
              { title: "Write *", kind: "suggestion", changes: [{ kind: "replace", node: item.node, value: "*" }] },
            ];
          const pattern = Pattern.of(prefix.toLowerCase());
          const services =
            item.value === null || prefix === "*"
              ? []
              : catalog.prefixes.filter(
                  (one) => pattern.matches(one) === true && namesSomeAction(name, catalog.service(one)!),
                );
          const { array } = element;
          if (!array || services.length === 0 || services.length > 5) return [];
          const changes: readonly Change[] = [
            { kind: "removeItem", from: array, item: item.node },
            ...services.map((one) => ({
              kind: "addItem" as const,
              to: array,
              value: `${one}:${item.value!.slice(prefix.length + 1)}`,
            })),
          ];
          return [{ title: `Name ${services.join(", ")}`, kind: "suggestion", changes }];
        },
      };
    }
  },
);

export default [scpPrincipal, scpWildcard];
