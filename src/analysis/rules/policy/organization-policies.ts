/** What policies of an organization may say: service and resource control policies. */
import type { Change } from "../../locate/located";
import type { ListElement, PrincipalElement, Statement } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import type { PolicyFix, PolicyRule } from "../rule";
import { namedActions, namesSomeAction, removal } from "../support/actions";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { withoutStatement } from "../support/removal-fixes";
import { withCondition } from "../support/value-fixes";

const scpSyntax = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html";
const rcpSyntax = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html";

type About = Omit<AnalyzerRule, "types" | "links" | "recommendation">;

function scpRule(about: About, check: PolicyRule["check"]): PolicyRule {
  return analyzerRule({ ...about, types: ["scp"], links: [scpSyntax] }, check);
}

function rcpRule(about: About, check: PolicyRule["check"]): PolicyRule {
  return analyzerRule({ ...about, types: ["rcp"], links: [rcpSyntax] }, check);
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

const rcpDeny = (more: string, action = '"Action": "s3:*"', principal = '"Principal": "*"'): string =>
  `{ "Effect": "Deny", ${principal}, ${action}, "Resource": "*"${more} }`;

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
              : [
                  {
                    title: 'Write "Principal": "*"',
                    kind: "suggestion",
                    changes: [{ kind: "replace", node: entry.value, value: "*" }],
                  },
                ],
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
    {
      title: "Leave them out by a condition on aws:PrincipalArn",
      kind: "suggestion",
      changes: [
        { kind: "renameKey", entry, key: "Principal" },
        { kind: "replace", node: entry.value, value: "*" },
        {
          kind: "addEntry",
          to: node,
          key: "Condition",
          value: {
            ArnNotEquals: { "aws:PrincipalArn": arns.length === 1 ? arns[0]! : arns },
            BoolIfExists: { [serviceKey]: "false" },
          },
        },
      ],
    },
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

/** The services that take resource control policies (AWS: "List of AWS services that support RCPs"). */
const rcpServices = [
  "s3",
  "sts",
  "kms",
  "sqs",
  "secretsmanager",
  "ecr",
  "aoss",
  "cognito-identity",
  "cognito-idp",
  "logs",
  "dynamodb",
];

/** All services but those that are left out as a whole. */
function otherServices({ entry, items, complete }: ListElement): readonly PolicyFix[] {
  const left = items.map(({ value }) => /^([a-z0-9-]+):\*$/i.exec(value ?? "")?.[1]?.toLowerCase());
  if (!complete || left.length === 0 || left.includes(undefined)) return [];
  const others = rcpServices.filter((service) => !left.includes(service)).map((service) => `${service}:*`);
  return [
    {
      title: "Name the other services with Action",
      kind: "suggestion",
      changes: [
        { kind: "renameKey", entry, key: "Action" },
        { kind: "replace", node: entry.value, value: others },
      ],
    },
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
      if (!wild && (prefix === null || rcpServices.includes(prefix.toLowerCase()))) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: wild
          ? "A resource control policy takes no wildcard in the place of the service, so AWS rejects it. Write the services, such as `s3:*`."
          : `Resource control policies are not known to work for \`${prefix}\` (as of ${catalog.date}), so AWS rejects this one. Deny it with a service control policy instead.`,
        fixes: () => {
          const removed = wild ? null : removal(named);
          if (isAny) {
            const { array } = element;
            const services = rcpServices.map((service) => `${service}:*`);
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

const serviceKey = "aws:PrincipalIsAWSService";
const ofPrincipal = /^aws:principal(orgid|orgpaths|account|arn)$/;
const ofSource = /^aws:source(orgid|orgpaths|account|arn)$/;

interface Missing {
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly why: string;
  readonly concerns: (use: ConditionUse) => boolean;
  /** The operator, key and value that are to stand beside it. */
  readonly needed: readonly [operator: string, key: string, value: string];
  readonly message: (key: string) => string;
  readonly example: string;
}

function mentions({ condition }: Statement, ...names: readonly string[]): boolean {
  return (
    condition?.blocks.some((block) =>
      block.keys.some((key) => names.some((name) => name.toLowerCase() === key.name.toLowerCase())),
    ) ?? false
  );
}

const missing: readonly Missing[] = [
  {
    code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
    name: "rcp-principal-key-alone",
    title: "Limit on principals that also meets services",
    why: "A resource control policy also meets services of AWS that call by themselves, which have no account or organization of a principal. Denied with the strangers, they no longer work.",
    concerns: ({ name, info }) => ofPrincipal.test(name) && info.negated,
    needed: ["BoolIfExists", serviceKey, "false"],
    message: (key) =>
      `Services of AWS that call by themselves have no \`${key}\` and are denied as well. Add \`"BoolIfExists": { "${serviceKey}": "false" }\`.`,
    example: '"StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-abcdefghij" }',
  },
  {
    code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    name: "rcp-source-key-alone",
    title: "Limit on the source that also meets principals",
    why: "Only services that call on somebody’s behalf send a source. Without a condition that it is a service that calls, users and roles are denied with the strangers.",
    concerns: ({ name, info }) => ofSource.test(name) && info.negated,
    needed: ["Bool", serviceKey, "true"],
    message: (key) =>
      `Users and roles have no \`${key}\` and are denied as well. Add \`"Bool": { "${serviceKey}": "true" }\`.`,
    example: '"StringNotEqualsIfExists": { "aws:SourceOrgID": "o-abcdefghij" }',
  },
];

const related = missing.map(({ code, name, title, why, concerns, needed, message, example }) =>
  rcpRule(
    {
      code,
      name,
      kind: "WARNING",
      title,
      why,
      avoid: rcpDeny(`, "Condition": { ${example} }`),
      prefer: rcpDeny(`, "Condition": { ${example}, "${needed[0]}": { "${needed[1]}": "${needed[2]}" } }`),
    },
    function* check(policy, { catalog }) {
      for (const use of firstOfStatement(conditionUses(policy, catalog).filter(concerns))) {
        if (mentions(use.statement, serviceKey, "aws:ViaAWSService")) continue;
        yield {
          at: use.key.entry.keySpan,
          path: use.key.path,
          message: message(use.key.name),
          fixes: () => withCondition(use.statement, ...needed),
        };
      }
    },
  ),
);

const nullCheck = rcpRule(
  {
    code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    name: "rcp-source-null-check",
    kind: "WARNING",
    title: "Limit on the source where there may be none",
    why: "Some integrations of services send no source at all. Without a test that there is one, a resource control policy cuts them off.",
    avoid: rcpDeny(
      ', "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-abcdefghij" }, "Bool": { "aws:PrincipalIsAWSService": "true" } }',
    ),
    prefer: rcpDeny(
      ', "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-abcdefghij" }, "Null": { "aws:SourceAccount": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } }',
    ),
  },
  function* check(policy, { catalog }) {
    const uses = conditionUses(policy, catalog);
    for (const use of firstOfStatement(
      uses.filter(({ name, info }) => /^aws:source(orgid|orgpaths)$/.test(name) && info.negated),
    )) {
      if (uses.some((one) => one.statement === use.statement && one.info.type === "Null" && ofSource.test(one.name)))
        continue;
      yield {
        at: use.key.entry.keySpan,
        path: use.key.path,
        message: `Some services send no \`${use.key.name}\` and are cut off by this. Add \`"Null": { "aws:SourceAccount": "false" }\`.`,
        fixes: () => withCondition(use.statement, "Null", "aws:SourceAccount", "false"),
      };
    }
  },
);

/** The first use in each statement that denies, where all of its condition is known. */
function* firstOfStatement(uses: readonly ConditionUse[]): Iterable<ConditionUse> {
  const seen = new Set<Statement>();
  for (const use of uses) {
    if (
      use.statement.effect !== "Deny" ||
      !use.condition.complete ||
      use.condition.blocks.some((block) => !block.complete) ||
      seen.has(use.statement)
    )
      continue;
    seen.add(use.statement);
    yield use;
  }
}

export default [scpPrincipal, scpWildcard, rcpPrincipal, rcpAllow, rcpNotAction, rcpAction, ...related, nullCheck];
