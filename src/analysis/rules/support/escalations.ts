/** The paths to more permissions that one principal's permissions open. */
import type { Catalog, ResourceType } from "../../../catalog/catalog";
import { type EscalationPath, escalationPaths } from "../../knowledge/escalation-paths";
import { oncePer } from "../../memo";
import { servicePrefixOf } from "../../policy/action-name";
import type { Statement } from "../../policy/model";
import { tableOf } from "../../table";
import { coversEvery, everyResource, exampleAccount, exampleArn, isOwnUser, knownAction } from "./every-resource";
import type { Asked, Grant, Permissions } from "./permissions";

/** A path of which every request is allowed. */
export interface Escalation {
  readonly path: EscalationPath;
  /** For each action, the statement that allows it. */
  readonly grants: readonly Grant[];
}

/** What hangs on one statement: one finding, however many paths begin there. */
export interface Group {
  readonly worst: Escalation;
  readonly anchor: Grant;
  readonly others: readonly Escalation[];
}

export const groupsOf = oncePer(findGroups);

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
  escalationPaths.map((path) => [path, [...new Set(path.actions.map((action) => servicePrefixOf(action)))]]),
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

export function touchedBy(action: string, catalog: Catalog): readonly ResourceType[] {
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
