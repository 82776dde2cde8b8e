/** iam:PassRole and iam:CreateServiceLinkedRole allowed on every role: six codes of Access Analyzer's each. */
import { say, type Sentence } from "../../../wording/sentence";
import type { Severity } from "../../finding";
import type { Change, NewValue } from "../../locate/located";
import type { Policy, Statement } from "../../policy/model";
import type { PolicyFix, PolicyRule, RuleDocumentation } from "../rule";
import {
  type ActionForm,
  type Grant,
  grantsOnEveryRole,
  type ResourceForm,
  type RoleAction,
} from "../support/every-role";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage } from "../support/links";
import { servicesThatTakeRoles } from "../support/passed-services";

interface Subject extends RoleAction {
  /** Of rule ids and of codes. */
  readonly id: string;
  readonly code: string;
  readonly severity: Severity;
  readonly titleOf: (how: string) => string;
  readonly documentation: RuleDocumentation;
  /** What it allows and what to do. */
  readonly consequence: Sentence;
  readonly fixes?: (policy: Policy, grant: Grant) => readonly PolicyFix[];
}

const passRole: Subject = {
  action: "iam:PassRole",
  guard: "iam:PassedToService",
  everyRole: ["role/"],
  id: "pass-role",
  code: "PASS_ROLE",
  severity: "warning",
  titleOf: (how) => `iam:PassRole on every role${how}`,
  documentation: {
    why: "Who may pass a role to a service gets the permissions of that role: they start an instance, a function or a job that has it, and use its credentials. Where every role can be passed, that includes those of administrators.",
    avoid: { language: "json", code: '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }' },
    prefer: {
      language: "json",
      code: '{\n  "Effect": "Allow",\n  "Action": "iam:PassRole",\n  "Resource": "arn:aws:iam::111122223333:role/invoice-function",\n  "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }\n}',
    },
    links: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      accessAnalyzerPage("security-warning", "pass-role-with-star-in-resource"),
    ],
  },
  consequence: say`whoever holds these permissions can run a service with the most powerful role of the account. Name the roles, and the service with \`iam:PassedToService\`.`,
  fixes: guardedStatement,
};

const createServiceLinkedRole: Subject = {
  action: "iam:CreateServiceLinkedRole",
  guard: "iam:AWSServiceName",
  everyRole: ["role/", "role/aws-service-role/"],
  id: "create-service-linked-role",
  code: "CREATE_SLR",
  severity: "warning",
  titleOf: (how) => `iam:CreateServiceLinkedRole for every service${how}`,
  documentation: {
    why: "A service-linked role lets a service of AWS act in the account. Where it can be created for every service, services that nobody asked for can be let in.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*" }',
    },
    prefer: {
      language: "json",
      code: '{\n  "Effect": "Allow",\n  "Action": "iam:CreateServiceLinkedRole",\n  "Resource": "arn:aws:iam::*:role/aws-service-role/rds.amazonaws.com/*",\n  "Condition": { "StringEquals": { "iam:AWSServiceName": "rds.amazonaws.com" } }\n}',
    },
    links: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
      accessAnalyzerPage("general-warning", "create-slr-with-star-in-resource"),
    ],
  },
  consequence: say`any service of AWS can be given a role in the account. Name the service with \`iam:AWSServiceName\`.`,
};

interface Form {
  readonly actionForm: ActionForm;
  readonly resourceForm: ResourceForm;
  /** Ends of the rule's id and of the code. */
  readonly id: string;
  readonly code: string;
  /** For the title. */
  readonly how: string;
  readonly allows: (action: string, written: string) => Sentence;
}

const forms: readonly Form[] = [
  {
    actionForm: "named",
    resourceForm: "every",
    id: "any-resource",
    code: "STAR_IN_RESOURCE",
    how: "",
    allows: (action) => say`This allows \`${action}\` on every role`,
  },
  {
    actionForm: "wildcard",
    resourceForm: "every",
    id: "wildcard-action",
    code: "STAR_IN_ACTION_AND_RESOURCE",
    how: " by a wildcard",
    allows: (action, written) => say`\`${written}\` includes \`${action}\`, here on every role`,
  },
  {
    actionForm: "notAction",
    resourceForm: "every",
    id: "not-action",
    code: "STAR_IN_RESOURCE_AND_NOT_ACTION",
    how: " by NotAction",
    allows: (action) => say`This \`NotAction\` leaves \`${action}\` allowed, on every role`,
  },
  {
    actionForm: "named",
    resourceForm: "notResource",
    id: "not-resource",
    code: "NOT_RESOURCE",
    how: " but a few",
    allows: (action) => say`This allows \`${action}\` on every role but those that \`NotResource\` names`,
  },
  {
    actionForm: "wildcard",
    resourceForm: "notResource",
    id: "wildcard-action-not-resource",
    code: "STAR_IN_ACTION_AND_NOT_RESOURCE",
    how: " but a few, by a wildcard",
    allows: (action, written) =>
      say`\`${written}\` includes \`${action}\`, here on every role but those that \`NotResource\` names`,
  },
  {
    actionForm: "notAction",
    resourceForm: "notResource",
    id: "not-action-not-resource",
    code: "NOT_ACTION_AND_NOT_RESOURCE",
    how: " but a few, by NotAction",
    allows: (action) =>
      say`This \`NotAction\` leaves \`${action}\` allowed, on every role but those that \`NotResource\` names`,
  },
];

function roleAtLargeRule(subject: Subject, form: Form): PolicyRule {
  return {
    kind: "policy",
    id: `risk/${subject.id}-${form.id}`,
    title: subject.titleOf(form.how),
    severity: subject.severity,
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer: `${subject.code}_WITH_${form.code}`,
    types: ["identity"],
    documentation: subject.documentation,
    *check(policy, context) {
      for (const grant of grantsOnEveryRole(policy, subject, context)) {
        if (grant.actionForm !== form.actionForm || grant.resourceForm !== form.resourceForm) continue;
        const { at, path } = grant.action;
        const { fixes } = subject;
        yield {
          at,
          path,
          message: say`${form.allows(subject.action, grant.written)}: ${subject.consequence}`,
          related: [
            {
              ...grant.resource,
              message: form.resourceForm === "every" ? say`On every role.` : say`On every role but these.`,
            },
          ],
          fixes: () => [...excluded(grant, subject.action), ...(fixes?.(policy, grant) ?? [])],
        };
      }
    },
  };
}

/** NotAction leaves out what is not meant. */
function excluded({ statement: { notAction }, actionForm }: Grant, action: string): readonly PolicyFix[] {
  if (actionForm !== "notAction" || !notAction) return [];
  const { array, entry, items } = notAction;
  const only = items.length === 1 ? items[0]!.value : null;
  if (!array && only === null) return [];
  return [
    suggestion(
      say`Add ${action} to NotAction`,
      array
        ? { kind: "addItem", to: array, value: action }
        : { kind: "replace", node: entry.value, value: [only, action] },
    ),
  ];
}

/** What stands for the role, which nobody but its reader knows. */
const roleName = "<role-name>";

/** iam:PassRole for one role, and for the services that the policy's other actions can run: in a statement of its own where it stands beside others. */
function guardedStatement(policy: Policy, { statement, actionForm, resourceForm }: Grant): readonly PolicyFix[] {
  const { action, resource, condition, node } = statement;
  if (actionForm !== "named" || resourceForm !== "every" || condition || !action || !resource) return [];
  // Beside a statement for some roles, nobody but its author knows what this one is for.
  if (policy.statements.some((one) => one !== statement && one.effect === "Allow" && namesPassRole(one))) return [];
  const services = servicesThatTakeRoles(policy);
  const guard: NewValue = { StringEquals: { "iam:PassedToService": services.length === 1 ? services[0]! : services } };
  const takers = services.join(", ");
  const [only] = resource.items;
  const written = only?.value ?? "";
  const isArn = written.startsWith("arn:") && written.endsWith(":role/*");
  const role = (isArn ? written.slice(0, -1) : `arn:${partitionOf(policy)}:iam::*:role/`) + roleName;
  if (action.items.length === 1) {
    const changes: readonly Change[] =
      services.length === 0 ? [] : [{ kind: "addEntry", to: node, key: "Condition", value: guard }];
    const named: Change = { kind: "replace", node: resource.entry.value, value: resource.array ? [role] : role };
    return [
      ...(resource.items.length === 1 && only!.value !== null
        ? [
            {
              title: say`Allow passing ${roleName} only`,
              kind: "suggestion",
              changes: [named, ...changes],
              blanks: [roleName],
            } as const,
          ]
        : []),
      ...(services.length === 0
        ? []
        : [{ title: say`Allow passing roles to ${takers} only`, kind: "suggestion", changes } as const]),
    ];
  }
  const statements = policy.statementEntry?.value;
  const passing = action.items.find((item) => item.value?.toLowerCase() === "iam:passrole");
  const resources = resource.items.map((item) => item.value);
  if (!action.array || !passing || statements?.kind !== "array" || !resources.every((value) => value !== null))
    return [];
  const { array } = action;
  const apart = (resource: NewValue): readonly Change[] => [
    { kind: "removeItem", from: array, item: passing.node },
    {
      kind: "addItem",
      to: statements,
      value: {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: resource,
        ...(services.length === 0 ? {} : { Condition: guard }),
      },
    },
  ];
  return [
    {
      title: say`Allow passing ${roleName} only, in a statement of its own`,
      kind: "suggestion",
      changes: apart(role),
      blanks: [roleName],
    },
    ...(services.length === 0
      ? []
      : [
          {
            title: say`Allow passing roles to ${takers} only, in a statement of its own`,
            kind: "suggestion",
            changes: apart(resources.length === 1 ? resources[0]! : resources),
          } as const,
        ]),
  ];
}

function namesPassRole({ action }: Statement): boolean {
  return action?.items.some(({ value }) => value?.toLowerCase() === "iam:passrole") === true;
}

/** The partition that the policy's ARNs name. */
function partitionOf({ statements }: Policy): string {
  for (const { resource } of statements)
    for (const { value } of resource?.items ?? []) {
      const partition = /^arn:(aws[a-z-]*):/.exec(value ?? "")?.[1];
      if (partition !== undefined) return partition;
    }
  return "aws";
}

export default [passRole, createServiceLinkedRole].flatMap((subject) =>
  forms.map((form) => roleAtLargeRule(subject, form)),
);
