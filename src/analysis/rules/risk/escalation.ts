/** Permissions that lead to more permissions, over all statements and policies of one principal. */
import type { Catalog, ResourceType } from "../../../catalog/catalog";
import { andOf, quoted, say, type Sentence, together, type Value } from "../../../wording/sentence";
import type { Confidence, Severity } from "../../finding";
import { type EscalationKind, type EscalationPath, escalationPaths } from "../../knowledge/escalation-paths";
import type { Statement } from "../../policy/model";
import { tableOf } from "../../table";
import type { PolicyReport, PolicyRule, RuleDocumentation } from "../rule";
import {
  coversEvery,
  everyResource,
  exampleAccount,
  exampleArn,
  isOwnUser,
  knownAction,
} from "../support/every-resource";
import { type Asked, type Grant, type Permissions, permissionsOf } from "../support/permissions";

/** A path of which every request is allowed. */
export interface Escalation {
  readonly path: EscalationPath;
  /** For each action, the statement that allows it. */
  readonly grants: readonly Grant[];
}

/** What hangs on one statement: one finding, however many paths begin there. */
interface Group {
  readonly worst: Escalation;
  readonly anchor: Grant;
  readonly others: readonly Escalation[];
}

const found = new WeakMap<Permissions, readonly Group[]>();

function groupsOf(permissions: Permissions, catalog: Catalog): readonly Group[] {
  let groups = found.get(permissions);
  if (!groups) found.set(permissions, (groups = findGroups(permissions, catalog)));
  return groups;
}

/** The worst path that begins at each statement, as far as these permissions alone open one. */
export function escalationsOf(permissions: Permissions, catalog: Catalog): readonly EscalationPath[] {
  return groupsOf(permissions, catalog).map(({ worst }) => worst.path);
}

/** Every path that these permissions open. */
export function pathsOf(permissions: Permissions, catalog: Catalog): readonly Escalation[] {
  return groupsOf(permissions, catalog).flatMap(({ worst, others }) => [worst, ...others]);
}

/** Of the actions of each path. */
const services = new Map(
  escalationPaths.map((path) => [
    path,
    [...new Set(path.actions.map((action) => action.slice(0, action.indexOf(":"))))],
  ]),
);

function findGroups(permissions: Permissions, catalog: Catalog): readonly Group[] {
  // An administrator has nothing to gain; that they are one is another finding.
  if (permissions.isEverything) return [];
  const groups = new Map<Statement, Escalation[]>();
  const known = new Map<string, Grant | null>();
  for (const path of escalationPaths) {
    if (!services.get(path)!.every((service) => permissions.mayAllow(service))) continue;
    const grants = grantsFor(path, permissions, catalog, known);
    if (!grants) continue;
    const { statement } = anchorOf(path, grants);
    const group = groups.get(statement);
    if (group) group.push({ path, grants });
    else groups.set(statement, [{ path, grants }]);
  }
  return [...groups.values()].map(([worst, ...others]) => ({
    worst: worst!,
    anchor: anchorOf(worst!.path, worst!.grants),
    others,
  }));
}

/** A passed role hangs on what is started with it: that every role can be passed is a finding by itself. */
function anchorOf({ kind }: EscalationPath, grants: readonly Grant[]): Grant {
  return grants[kind === "pass-role" ? 1 : 0]!;
}

function grantsFor(
  path: EscalationPath,
  permissions: Permissions,
  catalog: Catalog,
  known: Map<string, Grant | null>,
): readonly Grant[] | null {
  const grants: Grant[] = [];
  for (const action of path.actions) {
    const grant = knownGrant(path, action, permissions, catalog, known);
    if (!grant) return null;
    grants.push(grant);
  }
  return grants;
}

/** Many paths ask for the same: each question is answered once. */
function knownGrant(
  path: EscalationPath,
  action: string,
  permissions: Permissions,
  catalog: Catalog,
  known: Map<string, Grant | null>,
): Grant | null {
  const isFirst = action === path.actions[0];
  const question = [
    action,
    path.kind === "pass-role" && !isFirst,
    path.self && isFirst,
    action === "iam:PassRole" ? path.service : "",
  ].join();
  let grant = known.get(question);
  if (grant === undefined) known.set(question, (grant = grantOf(path, action, permissions, catalog)));
  return grant;
}

function grantOf(path: EscalationPath, action: string, permissions: Permissions, catalog: Catalog): Grant | null {
  const candidates = permissions.allowing(action);
  const grant =
    candidates.length === 0
      ? undefined
      : candidates.find(
          (one) =>
            reaches(path, action, one, catalog) && allowsAny(permissions, one, requestOf(path, action, one, catalog)),
        );
  return grant &&
    touchedBy(action, catalog)
      .slice(1)
      .every((type) => candidates.some((one) => coversEvery(one.statement, [type])))
    ? grant
    : null;
}

/** What matters of an action that touches resources of several types; else the first one of the reference. Of two, both must be open. */
const touched: Readonly<Record<string, readonly [string, ...string[]]>> = tableOf({
  "apprunner:UpdateService": ["service"],
  "batch:SubmitJob": ["job-definition"],
  "bedrock-agentcore:InvokeCodeInterpreter": ["code-interpreter-custom"],
  "bedrock-agentcore:StartBrowserSession": ["browser-custom"],
  "bedrock-agentcore:StartCodeInterpreterSession": ["code-interpreter-custom"],
  "ec2:ModifyInstanceAttribute": ["instance"],
  "ec2:StartInstances": ["instance"],
  "ecs:ExecuteCommand": ["task"],
  "sso:ProvisionPermissionSet": ["PermissionSet"],
  "ssm:SendCommand": ["instance", "document"],
  "ssm:StartSession": ["instance"],
});

function touchedBy(action: string, catalog: Catalog): readonly ResourceType[] {
  const types = knownAction(action, catalog)?.types ?? [];
  const wanted = touched[action];
  return wanted ? wanted.flatMap((name) => types.find((type) => type.name === name) ?? []) : types.slice(0, 1);
}

/** Whether the statement lets the action at the resources of which the path needs one: any that the account has. */
function reaches(
  { kind, self, actions }: EscalationPath,
  action: string,
  { statement }: Grant,
  catalog: Catalog,
): boolean {
  // What is made anew may have any name.
  if (kind === "pass-role" && action !== actions[0]) return true;
  if (self && action === actions[0] && statement.resource?.items.some((item) => isOwnUser(item.value ?? "")))
    return true;
  const [type] = touchedBy(action, catalog);
  return type === undefined ? statement.resource !== null : coversEvery(statement, [type]);
}

const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

/** The request that the statement allows. */
function requestOf({ service, self }: EscalationPath, action: string, { statement }: Grant, catalog: Catalog): Asked {
  const [type] = touchedBy(action, catalog);
  const every = type ? everyResource(statement, [type]) : null;
  const own = self && !every ? statement.resource?.items.find((item) => isOwnUser(item.value ?? "")) : undefined;
  return {
    action,
    resource: own?.value ?? exampleArn(type, type?.name === "role" ? "admin" : "any", every),
    context: {
      ...(action === "iam:PassRole" && service !== undefined ? { "iam:PassedToService": service } : {}),
      ...(/^iam:Attach/.test(action) ? { "iam:PolicyARN": administrator } : {}),
    },
  };
}

/** Whether the request is allowed as it is, or with a boundary that bounds nothing. */
function allowsAny(permissions: Permissions, grant: Grant, request: Asked): boolean {
  return boundariesFor(grant.statement).some((boundary) =>
    permissions.allows(grant, { ...request, context: { ...request.context, ...boundary } }),
  );
}

/** The boundaries that a request may ask for: none, all permissions, and whichever policy the account has. */
function boundariesFor({ condition }: Statement): readonly Asked["context"][] {
  const values = condition?.blocks.flatMap(({ keys }) =>
    keys.filter(({ name }) => name.toLowerCase() === boundaryKey).flatMap(({ items }) => items),
  );
  if (!values || values.length === 0) return [{}];
  const accounts = values.flatMap(({ value }) => /^arn:[^:]*:iam::(\d{12}):/.exec(value ?? "")?.[1] ?? exampleAccount);
  return [
    {},
    { [boundaryKey]: administrator },
    ...[...new Set(accounts)].map((account) => ({ [boundaryKey]: `arn:aws:iam::${account}:policy/any-policy` })),
  ];
}

const boundaryKey = "iam:permissionsboundary";

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
