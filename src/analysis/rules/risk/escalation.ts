/** Permissions that lead to more permissions, over all statements and policies of one principal. */
import type { Catalog } from "../../../catalog/catalog";
import { andOf, quoted, say, type Sentence, together, type Value } from "../../../wording/sentence";
import type { Confidence, Severity } from "../../finding";
import type { EscalationKind, EscalationPath } from "../../knowledge/escalation-paths";
import type { PolicyReport, PolicyRule, RuleDocumentation } from "../rule";
import { type Escalation, type Group, groupsOf, touchedBy } from "../support/escalations";
import { everyResource } from "../support/every-resource";
import { type Grant, permissionsOf } from "../support/permissions";

/** The requests, in words: "`iam:PassRole` on any role, `lambda:CreateFunction` and `lambda:InvokeFunction`". */
function requestsOf({ path, grants }: Escalation, catalog: Catalog): Value {
  return andOf(
    path.actions.map((action, at) => {
      const on = at === 0 ? whatOf(path, action, grants[at]!, catalog) : null;
      return on === null ? `\`${action}\`` : say`\`${action}\` on ${on}`;
    }),
  );
}

/** On what the action is allowed: what stands in the policy, or any of the kind that it touches. */
function whatOf({ self }: EscalationPath, action: string, { statement }: Grant, catalog: Catalog): Sentence | null {
  const [type] = touchedBy(action, catalog);
  if (!type) return null;
  if (self && !everyResource(statement, [type]) && statement.resource) return say`their own user`;
  const name = type.name.replaceAll(/[-_]/g, " ").replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  return say`any ${name.toLowerCase()}`;
}

/** What to do about a path, as a sentence. */
export const escalationAdvice: Readonly<Record<EscalationKind, Sentence>> = {
  iam: say`Name the users, roles or policies that are meant, or demand a permissions boundary.`,
  "pass-role": say`Name the roles that may be passed, and the service with \`iam:PassedToService\`.`,
  takeover: say`Name the resources that are meant.`,
};

const most = 3;

function reportOf({ worst, anchor, others }: Group, catalog: Catalog): PolicyReport {
  const { path, grants } = worst;
  const beside = [...new Set(others.flatMap((one) => one.path.actions))].filter((name) => !path.actions.includes(name));
  const named = `${quoted(beside.slice(0, most)).join(", ")}${beside.length > most ? " …" : ""}`;
  const more =
    beside.length === 0
      ? ""
      : others.length === 1
        ? say`One more path begins here, with ${named}.`
        : say`${others.length} more paths begin here, with ${named}.`;
  const requests = requestsOf(worst, catalog);
  const allowed =
    path.actions.length === 1
      ? say`${requests} is allowed: whoever holds these permissions can ${path.ends}.`
      : say`${requests} are allowed: whoever holds these permissions can ${path.ends}.`;
  const place = anchor.item ?? { node: { span: anchor.element.entry.keySpan }, path: anchor.element.path };
  return {
    at: place.node.span,
    path: place.path,
    message: together(allowed, escalationAdvice[path.kind], more),
    related: grants.flatMap((grant, at) =>
      grant === anchor
        ? []
        : [
            {
              at: grant.item?.node.span ?? grant.element.entry.keySpan,
              path: grant.item?.path ?? grant.element.path,
              message: say`\`${path.actions[at]!}\` is allowed here.`,
            },
          ],
    ),
  };
}

interface Kind {
  readonly kind: EscalationKind;
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly documentation: RuleDocumentation;
}

const catalogue = "https://pathfinding.cloud/";

const kinds: readonly Kind[] = [
  {
    kind: "iam",
    id: "risk/escalation-by-iam",
    title: "Permissions that end as an administrator",
    severity: "warning",
    confidence: "high",
    documentation: {
      why: "Some actions of IAM change who may do what. Whoever may use them on every user, role or policy can use them on themselves or on an administrator, and so has all permissions, whatever else the policy says.",
      avoid: { language: "json", code: '{ "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*" }' },
      prefer: {
        language: "json",
        code: '{\n  "Effect": "Allow",\n  "Action": "iam:AttachRolePolicy",\n  "Resource": "arn:aws:iam::111122223333:role/invoices/*",\n  "Condition": { "ArnEquals": { "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" } }\n}',
      },
      links: [catalogue, "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"],
    },
  },
  {
    kind: "pass-role",
    id: "risk/escalation-by-pass-role",
    title: "A role of more power, passed to a service",
    severity: "warning",
    confidence: "medium",
    documentation: {
      why: "Whoever may pass every role to a service and start something there runs code with any role that trusts the service. Where one of them may do more than they, they may do it too. The two halves often stand in different statements.",
      avoid: {
        language: "json",
        code: '[\n  { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" },\n  { "Effect": "Allow", "Action": "lambda:*", "Resource": "*" }\n]',
      },
      prefer: {
        language: "json",
        code: '[\n  {\n    "Effect": "Allow",\n    "Action": "iam:PassRole",\n    "Resource": "arn:aws:iam::111122223333:role/invoice-function",\n    "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }\n  },\n  { "Effect": "Allow", "Action": "lambda:*", "Resource": "*" }\n]',
      },
      links: [catalogue, "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
    },
  },
  {
    kind: "takeover",
    id: "risk/escalation-by-takeover",
    title: "The roles of what runs already",
    severity: "warning",
    confidence: "medium",
    documentation: {
      why: "Instances, functions, builds and notebooks have roles. Whoever may put code into all of them, or open a shell in them, has the permissions of each of these roles.",
      avoid: {
        language: "json",
        code: '{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "*" }',
      },
      prefer: {
        language: "json",
        code: '{ "Effect": "Allow", "Action": "lambda:UpdateFunctionCode", "Resource": "arn:aws:lambda:eu-central-1:111122223333:function:invoices" }',
      },
      links: [catalogue],
    },
  },
];

export default kinds.map(({ kind, ...meta }): PolicyRule => ({
  ...meta,
  kind: "policy",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  types: ["identity"],
  *check(policy, context) {
    for (const group of groupsOf(permissionsOf(policy, context), context.catalog)) {
      if (group.worst.path.kind === kind && group.anchor.policy === policy) yield reportOf(group, context.catalog);
    }
  },
}));
