/** What users and roles may do in effect: their own policies and those of their groups, within their permissions boundary. Service control policies are not part of it. */
import { escalationPaths, givesEverything } from "../../analysis/knowledge/escalation-paths";
import { servicePrefixOf } from "../../analysis/policy/action-name";
import type { Policy, Statement } from "../../analysis/policy/model";
import {
  coversEvery,
  everyResource,
  exampleArn,
  isOwnUser,
  knownAction,
} from "../../analysis/rules/support/every-resource";
import { Permissions } from "../../analysis/rules/support/permissions";
import type { Catalog } from "../../catalog/catalog";
import type { AuthorizationDetails, PolicyHolder, RoleDetail, UserDetail } from "../sections/iam";
import { readDocument } from "./policy-documents";

/**
 * `everything`: actions of all kinds on everything. `permissions`: to give themselves or anybody everything. `unknown`: a policy
 * could not be read that might decide it.
 */
export type Reach = "everything" | "permissions" | "less" | "unknown";

export interface Principal {
  readonly holder: UserDetail | RoleDetail;
  readonly reach: Reach;
  /** Names of the policies that give it by themselves; empty where only several together do. */
  readonly by: readonly string[];
}

/** A sample of what only an administrator may do. */
const samples = [
  "iam:PutUserPolicy",
  "ec2:TerminateInstances",
  "s3:DeleteBucket",
  "kms:ScheduleKeyDeletion",
  "cloudtrail:StopLogging",
  "rds:DeleteDBInstance",
  "lambda:UpdateFunctionCode",
  "secretsmanager:GetSecretValue",
];

const escalations = escalationPaths.filter(({ id }) => givesEverything.includes(id));
const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What AWS itself says in the policies whose documents an endpoint may leave out. */
const wellKnown: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    AdministratorAccess: { Effect: "Allow", Action: "*", Resource: "*" },
    IAMFullAccess: { Effect: "Allow", Action: "iam:*", Resource: "*" },
    PowerUserAccess: { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
  }).map(([name, statement]) => [name, JSON.stringify({ Version: "2012-10-17", Statement: [statement] })]),
);

/** Everybody with policies of their own. */
export function accountWide({ users, groups, roles }: AuthorizationDetails): PolicyHolder[] {
  return [...users, ...groups, ...roles];
}

const known = new WeakMap<AuthorizationDetails, readonly Principal[]>();

/** Users and the roles that people of this account made or use, in the order of AWS; found once. */
export function principalsOf(details: AuthorizationDetails, catalog: Catalog): readonly Principal[] {
  let principals = known.get(details);
  if (!principals) known.set(details, (principals = new Reader(details, catalog).principals()));
  return principals;
}

export function isAdministrator({ reach }: Principal): boolean {
  return reach === "everything" || reach === "permissions";
}

/** `everything, by AdministratorAccess` */
export function describeReach({ reach, by }: Principal): string {
  const what = reach === "everything" ? "May do everything" : "May give anybody every permission";
  return `${what}, by ${by.length > 0 ? by.join(" and ") : "its policies together"}.`;
}

interface Carried {
  readonly name: string;
  /** null: AWS did not send it. */
  readonly document: string | null;
}

class Reader {
  private readonly managed: ReadonlyMap<string, string>;
  private readonly groups: ReadonlyMap<string, readonly Carried[]>;
  private readonly numbers = new Map<string, number>();
  private readonly reaches = new Map<string, Reach>();

  constructor(
    private readonly details: AuthorizationDetails,
    private readonly catalog: Catalog,
  ) {
    this.managed = new Map([...details.awsPolicies, ...details.policies].map(({ arn, document }) => [arn, document]));
    this.groups = new Map(
      details.groups.map((group) => [
        group.name,
        this.carriedBy(group).map((one) => ({ ...one, name: `${one.name} of the group ${group.name}` })),
      ]),
    );
  }

  principals(): Principal[] {
    const { users, roles } = this.details;
    return [
      ...users.map((user) =>
        this.principal(user, [...this.carriedBy(user), ...user.groups.flatMap((name) => this.groups.get(name) ?? [])]),
      ),
      ...roles
        .filter(({ path }) => !path.startsWith("/aws-service-role/"))
        .map((role) => this.principal(role, this.carriedBy(role))),
    ];
  }

  private principal(holder: UserDetail | RoleDetail, carried: readonly Carried[]): Principal {
    const boundary = holder.boundary === null ? null : this.managedBy(holder.boundary);
    const reach = this.reach(carried, boundary);
    const by =
      reach === "everything" || reach === "permissions"
        ? carried.filter((one) => this.reach([one], boundary) === reach).map(({ name }) => name)
        : [];
    return { holder, reach, by: [...new Set(by)] };
  }

  private carriedBy({ inline, attached }: PolicyHolder): Carried[] {
    return [
      ...attached.map((arn) => this.managedBy(arn)),
      ...inline.map(({ name, document }) => ({ name: `${name} (inline)`, document })),
    ];
  }

  private managedBy(arn: string): Carried {
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    return {
      name,
      document:
        this.managed.get(arn) ??
        (arn.split(":")[4] === "aws" && Object.hasOwn(wellKnown, name) ? wellKnown[name]! : null),
    };
  }

  /** The same policies reach as far, whoever has them. */
  private reach(carried: readonly Carried[], boundary: Carried | null): Reach {
    const key = `${carried
      .map((one) => this.numberOf(one))
      .sort((a, b) => a - b)
      .join()} ${boundary === null ? "" : this.numberOf(boundary)}`;
    let reach = this.reaches.get(key);
    if (!reach) this.reaches.set(key, (reach = this.findReach(carried, boundary)));
    return reach;
  }

  private numberOf({ document }: Carried): number {
    const text = document ?? "";
    const number = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, number);
    return number;
  }

  private findReach(carried: readonly Carried[], boundary: Carried | null): Reach {
    const policies = carried.map((one) => this.read(one));
    const readable = policies.filter((one) => one !== null);
    const bound = boundary === null ? [] : [this.read(boundary)];
    if (bound.includes(null))
      return reachOf([new Permissions(readable)], this.catalog) === "less" && readable.length === policies.length
        ? "less"
        : "unknown";
    const reach = reachOf(
      [readable, ...bound.map((one) => [one!])].map((one) => new Permissions(one)),
      this.catalog,
    );
    return reach === "less" && readable.length < policies.length ? "unknown" : reach;
  }

  private read({ document }: Carried): Policy | null {
    return document === null ? null : readDocument(this.details, document, "identity");
  }
}

/** What all of these allow: the permissions of a principal, and its boundary. */
function reachOf(sides: readonly Permissions[], catalog: Catalog): Reach {
  const may = (action: string, self = false) => sides.every((side) => allows(side, action, self, catalog));
  if (samples.every((action) => may(action))) return "everything";
  return escalations.some(({ actions, self = false }) => actions.every((action) => may(action, self)))
    ? "permissions"
    : "less";
}

/** Whether the action is allowed on every resource of its kind, or on the caller's own user where that is enough. */
function allows(permissions: Permissions, action: string, self: boolean, catalog: Catalog): boolean {
  if (!permissions.mayAllow(servicePrefixOf(action))) return false;
  const types = knownAction(action, catalog)?.types.slice(0, 1) ?? [];
  const isOwn = ({ resource }: Statement) =>
    self && (resource?.items.some((item) => isOwnUser(item.value ?? "")) ?? false);
  const context: Record<string, string> = action.startsWith("iam:Attach")
    ? { "iam:PolicyARN": administratorAccess }
    : {};
  return permissions.allowing(action).some((grant) => {
    const { statement } = grant;
    if (types.length > 0 ? !coversEvery(statement, types) && !isOwn(statement) : statement.resource === null)
      return false;
    return permissions.allows(grant, {
      action,
      resource: exampleArn(types[0], "any", everyResource(statement, types)),
      context,
    });
  });
}
