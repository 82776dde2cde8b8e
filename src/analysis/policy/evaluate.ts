/** Is a request allowed? (AWS: "Policy evaluation logic") */
import { deniesBounded, type PrincipalMatch, principalMatches } from "./match-principal";
import { prepare, type PreparedRequest, statementMatches } from "./match-statement";
import type { Policy, Statement } from "./model";
import type { Request } from "./request";
import { and, every, or, type Truth } from "./truth";

/** The policies that apply to a request. An absent kind does not limit it; an empty list of levels neither. */
export interface Policies {
  readonly identity?: readonly Policy[];
  readonly boundary?: readonly Policy[];
  readonly session?: readonly Policy[];
  /** The policy of the resource; the trust policy where the request is to assume a role. */
  readonly resource?: readonly Policy[];
  /** A list for each level from the organization's root to the principal's account; each level must allow. */
  readonly scps?: readonly (readonly Policy[])[];
  /** The same for the account of the resource; `RCPFullAWSAccess` is always attached and need not be named. */
  readonly rcps?: readonly (readonly Policy[])[];
}

/** `unknown` where the outcome depends on what a template leaves open. */
export type Decision = "allowed" | "explicitly-denied" | "implicitly-denied" | "unknown";
export type Side = "identity" | "boundary" | "session" | "resource" | "scp";

export interface DecidingStatement {
  readonly policy: Policy;
  readonly statement: Statement;
}

export interface Evaluation {
  readonly decision: Decision;
  /** The statements that deny, or those that allow; empty where nothing speaks about the request. */
  readonly statements: readonly DecidingStatement[];
  /** Where an Allow is missing that the request needs. */
  readonly missing: readonly Side[];
}

/** Decides a request. */
export function evaluate(request: Request, policies: Policies): Evaluation {
  return evaluatePrepared(prepare(request), policies);
}

/** The same for a request that is asked about with several policies. */
export function evaluatePrepared(prepared: PreparedRequest, policies: Policies): Evaluation {
  const views = viewsOf(prepared, policies);
  const all = [views.identity, views.boundary, views.session, views.resource, ...views.scps, ...views.rcps];
  const denied = all.reduce((deny, view) => or(deny, view.deny), false as Truth);
  if (denied === true)
    return { decision: "explicitly-denied", statements: all.flatMap((view) => view.denying), missing: [] };
  const { allowed, missing } = isAllowed(prepared, policies, views);
  if (allowed === false) return { decision: "implicitly-denied", statements: [], missing };
  const statements = all.flatMap((view) => view.allowing);
  return { decision: allowed === true && denied === false ? "allowed" : "unknown", statements, missing };
}

/** What a set of policies says about a request. */
interface View {
  readonly allow: Truth;
  readonly deny: Truth;
  /** For a policy of a resource: how closely it names the principal. */
  readonly grant: PrincipalMatch;
  readonly allowing: readonly DecidingStatement[];
  readonly denying: readonly DecidingStatement[];
}

interface Views {
  readonly identity: View;
  readonly boundary: View;
  readonly session: View;
  readonly resource: View;
  readonly scps: readonly View[];
  readonly rcps: readonly View[];
}

function viewsOf(prepared: PreparedRequest, policies: Policies): Views {
  const { kind } = prepared.principal;
  const isBounded = policies.boundary !== undefined && (kind === "user" || kind === "role" || kind === "session");
  const hasIdentity = kind !== "service" && kind !== "anonymous" && kind !== "provider";
  const own = (list: readonly Policy[] | undefined): View => viewOf((hasIdentity && list) || [], prepared, false);
  return {
    identity: own(policies.identity),
    boundary: own(policies.boundary),
    session: own(policies.session),
    resource: viewOf(policies.resource ?? [], prepared, true, isBounded),
    scps: hasIdentity ? (policies.scps ?? []).map(own) : [],
    rcps: (policies.rcps ?? []).map((level) => viewOf(level, prepared, true)),
  };
}

const silent: View = {
  allow: false,
  deny: false,
  grant: { direct: false, role: false, account: false },
  allowing: [],
  denying: [],
};

function viewOf(policies: readonly Policy[], prepared: PreparedRequest, byPrincipal: boolean, isBounded = false): View {
  if (policies.length === 0) return silent;
  let grant: PrincipalMatch = { direct: false, role: false, account: false };
  let deny: Truth = false;
  const allowing: DecidingStatement[] = [];
  const denying: DecidingStatement[] = [];
  for (const policy of policies) {
    for (const statement of policy.statements) {
      const matched = statementMatches(statement, policy, prepared);
      if (matched === false) continue;
      const named = byPrincipal ? namedBy(statement, prepared) : { direct: true, role: false, account: false };
      const given = {
        direct: and(matched, named.direct),
        role: and(matched, named.role),
        account: and(matched, named.account),
      };
      const any = isBounded && deniesBounded(statement) ? matched : or(given.direct, or(given.role, given.account));
      // An effect that is open, or no effect of IAM's, may be either.
      const uncertain = statement.effect === null && any !== false;
      if (statement.effect === "Allow" || uncertain) {
        const limit = uncertain ? "unknown" : true;
        grant = {
          direct: or(grant.direct, and(limit, given.direct)),
          role: or(grant.role, and(limit, given.role)),
          account: or(grant.account, and(limit, given.account)),
        };
        if (any === true && !uncertain) allowing.push({ policy, statement });
      }
      if (statement.effect === "Deny" || uncertain) {
        deny = or(deny, uncertain ? "unknown" : any);
        if (any === true && !uncertain) denying.push({ policy, statement });
      }
    }
    if (!policy.complete) {
      grant = { ...grant, direct: or(grant.direct, "unknown") };
      deny = or(deny, "unknown");
    }
  }
  return { allow: or(grant.direct, or(grant.role, grant.account)), deny, grant, allowing, denying };
}

function namedBy(statement: Statement, prepared: PreparedRequest): PrincipalMatch {
  const element = statement.principal ?? statement.notPrincipal;
  if (element) return principalMatches(element, prepared.principal, statement.effect);
  return { direct: statement.complete ? false : "unknown", role: false, account: false };
}

/** Whether everything that must allow does, explicit denials aside. */
function isAllowed(
  prepared: PreparedRequest,
  policies: Policies,
  views: Views,
): { allowed: Truth; missing: readonly Side[] } {
  const { principal, request } = prepared;
  const scp = every(views.scps, (view) => view.allow);
  const boundary = policies.boundary ? views.boundary.allow : true;
  const session = policies.session ? views.session.allow : true;
  const { grant } = views.resource;
  const limits = and(boundary, session);
  const sameAccount = principal.account !== "" && principal.account === request.resourceAccount;
  // The root user of an account needs no policy in it.
  const identity = sameAccount && principal.kind === "root" ? true : views.identity.allow;
  let core: Truth;
  if (principal.account === "") core = grant.direct;
  else if (!sameAccount) core = and(views.resource.allow, and(identity, limits));
  else {
    // A role's trust policy and a key's policy must let the account in before its identity policies count.
    const delegated = needsResourcePolicy(prepared, policies) ? grant.account : true;
    core = or(grant.direct, and(limits, or(grant.role, and(delegated, identity))));
  }
  const sides: [Side, Truth][] = [
    ["scp", scp],
    ["identity", identity],
    ["boundary", boundary],
    ["session", session],
    ["resource", views.resource.allow],
  ];
  const needed = sides.filter(
    ([side]) => side !== "resource" || !sameAccount || needsResourcePolicy(prepared, policies),
  );
  const allowed = and(scp, core);
  return {
    allowed,
    missing: allowed === true ? [] : needed.filter(([, truth]) => truth === false).map(([side]) => side),
  };
}

function needsResourcePolicy({ action, request }: PreparedRequest, policies: Policies): boolean {
  if (!policies.resource) return false;
  return action.startsWith("sts:assumerole") || (action.startsWith("kms:") && request.resource.includes(":key/"));
}
