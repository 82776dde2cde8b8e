/** What a resource control policy may say of whom, and of which actions. */
import { resourceControlServices } from "../../knowledge/resource-control-services";
import type { ListElement, PrincipalElement, Statement } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { namedActions, removal } from "../support/actions";
import { suggestion } from "../support/fixes";
import { withoutStatement } from "../support/removal-fixes";
import { rcpDeny, rcpRule } from "../support/resource-control-rule";

const rcpPrincipal = rcpRule(
  {
    code: "RCP_SYNTAX_ERROR_PRINCIPAL",
    name: "rcp-principal",
    kind: "ERROR",
    title: "Principal of a resource control policy that is not everybody",
    why: 'A resource control policy is about whoever calls: it takes `"Principal": "*"` and no other. Who is meant, a condition says.',
    avoid: rcpDeny("", '"Action": "s3:*"', '"Principal": { "AWS": "111122223333" }'),
    prefer: rcpDeny(', "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } }'),
  },
  function* check({ statements }) {
    for (const statement of statements) {
      const { principal, notPrincipal } = statement;
      for (const element of [principal, notPrincipal]) {
        if (!element || (!element.complete && element.name === "Principal")) continue;
        const everybody = element.bare
          ? element.bare.value === "*" || element.bare.value === null
          : element.groups.length === 1 &&
            element.groups[0]!.type === "AWS" &&
            element.groups[0]!.items.every((item) => item.value === "*" || item.value === null);
        if (element.name === "Principal" && everybody) continue;
        const { entry, path, name } = element;
        yield {
          at: entry.keySpan,
          path,
          message:
            name === "NotPrincipal"
              ? 'A resource control policy takes no `NotPrincipal`, so AWS rejects it. Write `"Principal": "*"`, and who is left out in a condition on `aws:PrincipalArn`.'
              : 'A resource control policy takes no principal but `"*"`, so AWS rejects it. Write that, and who is meant in a condition on `aws:PrincipalArn` or `aws:PrincipalAccount`.',
          fixes: () =>
            name === "NotPrincipal"
              ? leftOutByCondition(statement, element)
              : [suggestion('Write "Principal": "*"', { kind: "replace", node: entry.value, value: "*" })],
        };
      }
    }
  },
);

/** Everybody, and those who are left out in a condition. */
function leftOutByCondition(
  { condition, node }: Statement,
  { entry, groups, complete }: PrincipalElement,
): readonly PolicyFix[] {
  const [group, ...more] = groups;
  const arns = group?.items.map(({ value }) => value) ?? [];
  if (
    condition ||
    !complete ||
    more.length > 0 ||
    group?.type !== "AWS" ||
    arns.length === 0 ||
    !arns.every((arn) => arn?.startsWith("arn:") && !arn.endsWith(":root"))
  )
    return [];
  return [
    suggestion(
      "Leave them out by a condition on aws:PrincipalArn",
      { kind: "renameKey", entry, key: "Principal" },
      { kind: "replace", node: entry.value, value: "*" },
      {
        kind: "addEntry",
        to: node,
        key: "Condition",
        value: {
          ArnNotEquals: { "aws:PrincipalArn": arns.length === 1 ? arns[0]! : arns },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ),
  ];
}

const rcpAllow = rcpRule(
  {
    code: "RCP_SYNTAX_ERROR_ALLOW",
    name: "rcp-allow",
    kind: "ERROR",
    title: "Allow in a resource control policy",
    why: "Resource control policies only deny; what is not denied AWS’s own policy `RCPFullAWSAccess` leaves open.",
    avoid: '{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }',
    prefer: rcpDeny(', "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-abcdefghij" } }'),
  },
  function* check(policy) {
    for (const statement of policy.statements) {
      const { effect, effectEntry, path } = statement;
      if (effect !== "Allow" || !effectEntry) continue;
      yield {
        at: effectEntry.value.span,
        path: [...path, "Effect"],
        message:
          "A resource control policy takes no `Allow`, so AWS rejects it. Deny what must not happen; the rest stays open.",
        fixes: () => withoutStatement(policy, statement),
      };
    }
  },
);

const rcpNotAction = rcpRule(
  {
    code: "RCP_SYNTAX_ERROR_NOTACTION",
    name: "rcp-not-action",
    kind: "ERROR",
    title: "NotAction in a resource control policy",
    why: "A resource control policy names the actions that it is about. AWS rejects one with `NotAction`.",
    avoid: rcpDeny("", '"NotAction": "s3:GetObject"'),
    prefer: rcpDeny("", '"Action": ["s3:PutObject", "s3:DeleteObject"]'),
  },
  function* check({ statements }) {
    for (const { notAction } of statements) {
      if (!notAction) continue;
      const { entry, path } = notAction;
      yield {
        at: entry.keySpan,
        path,
        message:
          "A resource control policy takes no `NotAction`, so AWS rejects it. Name the actions that are meant with `Action`.",
        fixes: () => otherServices(notAction),
      };
    }
  },
);

/** All services but those that are left out as a whole. */
function otherServices({ entry, items, complete }: ListElement): readonly PolicyFix[] {
  const left = items.map(({ value }) => /^([a-z0-9-]+):\*$/i.exec(value ?? "")?.[1]?.toLowerCase());
  if (!complete || left.length === 0 || left.includes(undefined)) return [];
  const others = resourceControlServices.filter((service) => !left.includes(service)).map((service) => `${service}:*`);
  return [
    suggestion(
      "Name the other services with Action",
      { kind: "renameKey", entry, key: "Action" },
      { kind: "replace", node: entry.value, value: others },
    ),
  ];
}

const rcpAction = rcpRule(
  {
    code: "RCP_SYNTAX_ERROR_ACTION",
    name: "rcp-action",
    kind: "ERROR",
    title: "Action that a resource control policy cannot control",
    why: "Resource control policies work for the resources of a few services, whose prefixes have to be written. AWS rejects one with `*` alone, or with other services.",
    avoid: rcpDeny("", '"Action": "*"'),
    prefer: rcpDeny("", '"Action": ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"]'),
    confidence: "medium",
  },
  function* check(policy, { catalog }) {
    for (const named of namedActions(policy)) {
      const { item, prefix, isAny, element } = named;
      if (element.name !== "Action") continue;
      const wild = isAny || (prefix !== null && /[*?]/.test(prefix));
      if (!wild && (prefix === null || resourceControlServices.includes(prefix.toLowerCase()))) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: wild
          ? "A resource control policy takes no wildcard in place of the service, so AWS rejects it. Write the services, such as `s3:*`."
          : `Resource control policies are not known to work for \`${prefix}\` (as of ${catalog.date}), so AWS rejects this one. Deny it with a service control policy instead.`,
        fixes: () => {
          const removed = wild ? null : removal(named);
          if (isAny) {
            const { array } = element;
            const services = resourceControlServices.map((service) => `${service}:*`);
            return [
              {
                title: "Name the services that take these policies",
                kind: "suggestion",
                changes: array
                  ? [
                      { kind: "removeItem", from: array, item: item.node },
                      ...services.map((value) => ({ kind: "addItem" as const, to: array, value })),
                    ]
                  : [{ kind: "replace", node: item.node, value: services }],
              },
            ];
          }
          return removed ? [{ title: `Remove ${item.value ?? "it"}`, kind: "suggestion", changes: [removed] }] : [];
        },
      };
    }
  },
);

export default [rcpPrincipal, rcpAllow, rcpNotAction, rcpAction];
