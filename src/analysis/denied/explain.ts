/** Where a denial is mended: the policies of a workspace that it is about, and the narrowest statement that lets the request through. */
import { arnOf, textOf } from "../policy/arn";
import { hasStar } from "../policy/elements";
import { evaluate } from "../policy/evaluate";
import { principalMatches } from "../policy/match-principal";
import { prepare, type PreparedRequest, statementMatches } from "../policy/match-statement";
import { endpointType, type Policy, type PolicyType, type Statement } from "../policy/model";
import { readPolicy } from "../policy/read";
import { principalContext, readPrincipal, type Request } from "../policy/request";
import { and, or, type Truth } from "../policy/truth";
import { parseJson } from "../source/json-tree";
import type { Span } from "../text";
import type { Denial, DenyingKind } from "./read-denials";

/** A policy of a document. */
export interface KnownPolicy {
  readonly file: string;
  readonly policy: Policy;
  /** Where it stands, or where it is named. */
  readonly span: Span;
  /** It is only named here, such as one of AWS's own: its statements stand elsewhere. */
  readonly isElsewhere?: boolean;
  /** Whose it is, as the document calls it. */
  readonly holder: string;
  /** What the document calls those that it applies to, and the names that it gives them. */
  readonly principals: readonly string[];
}

export interface Explanation {
  readonly denial: Denial;
  /** The name of the role or user that was denied; null where the message does not tell. */
  readonly name: string | null;
  readonly places: readonly DeniedPlace[];
  /** Proven to let the request through, in the policies of this kind; null where no statement helps, or none can be told. */
  readonly statement: Readonly<Record<string, unknown>> | null;
  /** Who can do what: one or two sentences. */
  readonly advice: string;
}

export interface DeniedPlace {
  readonly file: string;
  readonly span: Span;
  /**
   * `denies`: the statement that does; `may-deny`: it does where what the document leaves open says so; `allows` and `may-allow`: the
   * same of what is asked for, which AWS does not know; `belongs`: a policy of whoever was denied, or of what was asked for.
   */
  readonly what: "denies" | "may-deny" | "allows" | "may-allow" | "belongs";
}

/** So many places are told of one denial. */
const mostPlaces = 10;

export function explain(denial: Denial, known: readonly KnownPolicy[]): Explanation {
  const name = nameOf(denial.principal);
  const request = requestOf(denial);
  const kinds: readonly (DenyingKind | null)[] = denial.by === null ? ["identity", "boundary", "scp"] : [denial.by];
  const about = known.filter((one) => kinds.some((kind) => isOfKind(one, kind)));
  const denying = request && denial.isExplicit !== false ? about.flatMap((one) => denyingPlaces(one, request)) : [];
  const own = denial.isExplicit === true ? [] : ownOf(about, denial, name);
  const allowing = request ? allowingPlaces(own, denial, request) : [];
  const isAllowed = allowing.some(({ what }) => what === "allows");
  const places = unique([
    ...denying,
    ...allowing,
    ...(isAllowed
      ? []
      : own.flatMap(({ file, span, isElsewhere }): DeniedPlace[] =>
          isElsewhere ? [] : [{ file, span, what: "belongs" }],
        )),
  ]).slice(0, mostPlaces);
  const statement = request && denial.isExplicit !== true && !isAllowed ? narrowest(denial, request) : null;
  return { denial, name, places, statement, advice: adviceOf(denial, name, places, statement !== null) };
}

/** A policy that several have is one place. */
function unique(places: readonly DeniedPlace[]): readonly DeniedPlace[] {
  return [...new Map(places.map((one) => [JSON.stringify([one.file, one.span, one.what]), one])).values()];
}

/** The role of a session, or the user; null for others. */
function nameOf(principal: string | null): string | null {
  if (principal === null) return null;
  const { kind, role } = readPrincipal(principal);
  if (kind === "session") return role;
  return kind === "role" || kind === "user" ? principal.slice(principal.lastIndexOf("/") + 1) : null;
}

function requestOf({ principal, action, resource }: Denial): Request | null {
  if (action === null) return null;
  const who = principal ?? "*";
  const arn = resource === null ? null : arnOf(resource);
  const account = (arn && textOf(arn.account)) || readPrincipal(who).account;
  return {
    principal: who,
    action,
    resource: resource ?? "*",
    resourceAccount: account,
    context: principalContext(who),
  };
}

const policyTypes: Readonly<Record<DenyingKind, PolicyType>> = {
  identity: "identity",
  resource: "resource",
  trust: "trust",
  boundary: "boundary",
  session: "identity",
  scp: "scp",
  rcp: "rcp",
  endpoint: "resource",
};

function isOfKind({ policy }: KnownPolicy, kind: DenyingKind | null): boolean {
  if (kind === null || kind === "session") return false;
  const isEndpoint = policy.place.resourceType === endpointType;
  return policy.type === policyTypes[kind] && isEndpoint === (kind === "endpoint");
}

function denyingPlaces({ file, policy, span, isElsewhere }: KnownPolicy, request: Request): readonly DeniedPlace[] {
  const prepared = prepare(request);
  return policy.statements.flatMap((statement): DeniedPlace[] => {
    if (statement.effect !== "Deny") return [];
    const matched = statementMatches(statement, policy, prepared);
    return matched === false
      ? []
      : [{ file, span: isElsewhere ? span : statement.node.span, what: matched === true ? "denies" : "may-deny" }];
  });
}

/** What of the own policies allows it already: then it is not what is deployed. */
function allowingPlaces(own: readonly KnownPolicy[], denial: Denial, request: Request): readonly DeniedPlace[] {
  const prepared = prepare(request);
  // Where several may be meant, one of them allows it, and another was asked.
  const isOne = new Set(own.map(({ file, holder }) => JSON.stringify([file, holder]))).size === 1;
  const giving = denial.by === null ? own.filter(({ policy }) => policy.type === "identity") : own;
  return giving.flatMap(({ file, policy, span, isElsewhere }) =>
    policy.statements.flatMap((statement): DeniedPlace[] => {
      const allowed = statement.effect === "Allow" ? mayAllow(statement, policy, denial, prepared) : false;
      if (allowed === false) return [];
      const what = allowed === true && isOne ? "allows" : "may-allow";
      return [{ file, span: isElsewhere ? span : statement.node.span, what }];
    }),
  );
}

/** Whether an Allow lets the request through; `unknown` where a condition, the resource or what a template leaves open decides. */
function mayAllow(statement: Statement, policy: Policy, { resource }: Denial, prepared: PreparedRequest): Truth {
  const element = statement.principal ?? statement.notPrincipal;
  const who = element && principalMatches(element, prepared.principal, "Allow");
  const named = who ? or(who.direct, or(who.role, who.account)) : true;
  const wide: Statement = { ...statement, condition: null };
  const alone =
    resource !== null || hasStar(statement.resource)
      ? statementMatches(wide, policy, prepared)
      : and(
          "unknown",
          statementMatches({ ...wide, resource: null, notResource: null, complete: false }, policy, prepared),
        );
  const matched = statement.condition
    ? and(alone, statementMatches(statement, policy, prepared) === true || "unknown")
    : alone;
  return and(named, matched);
}

/** The policies of whoever was denied; of a trust policy, of the role that was asked for. Those of just that name, else those that may be meant. */
function ownOf(about: readonly KnownPolicy[], denial: Denial, name: string | null): readonly KnownPolicy[] {
  const wanted = wantedName(denial, name);
  if (wanted === null) return [];
  const exact = about.filter(({ principals }) => principals.includes(wanted));
  return exact.length > 0 ? exact : about.filter(({ principals }) => principals.some((one) => isNamed(wanted, one)));
}

function wantedName({ by, resource }: Denial, name: string | null): string | null {
  if (by === "trust") return resource?.slice(resource.lastIndexOf("/") + 1) ?? null;
  return by === "resource" ? lastName(resource) : name;
}

/** The last part of an ARN that is a name. */
function lastName(resource: string | null): string | null {
  const arn = resource === null ? null : arnOf(resource);
  const text = arn && textOf(arn.resource);
  return text === null || text === ""
    ? null
    : (text.split(/[/:]/).find((part, index, all) => part !== "" && (index > 0 || all.length === 1)) ?? null);
}

const shortestName = 3;

/** Whether a physical name is one that a template makes of a logical one: `shop-ApiRole-1A2B3C`. */
function isNamed(physical: string, logical: string): boolean {
  if (physical === logical) return true;
  if (logical.length < shortestName) return false;
  const [long, short] = [physical, logical].map((one) => `-${one.replaceAll("_", "-").toLowerCase()}-`) as [
    string,
    string,
  ];
  return long.includes(short) || long.includes(`${short.slice(0, -1)}role-`);
}

/** A statement for this very request, which `evaluate` allows under it; null where it does not. */
function narrowest(denial: Denial, request: Request): Readonly<Record<string, unknown>> | null {
  const { by, principal, resource } = denial;
  const ofResource = by === "resource" || by === "trust" || by === "endpoint";
  if ((ofResource || by === "rcp") && principal === null) return null;
  const statement = {
    Effect: "Allow",
    ...(ofResource ? { Principal: { AWS: roleArn(request.principal) } } : by === "rcp" ? { Principal: "*" } : {}),
    Action: request.action,
    ...(by === "trust" ? {} : { Resource: resource ?? "*" }),
  };
  const { root } = parseJson(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  const policy = root?.kind === "object" ? readPolicy(root, { policyType: policyTypes[by ?? "identity"] }) : null;
  if (!policy) return null;
  const all = { identity: [policy] };
  const policies = ofResource
    ? { ...(isOtherAccount(request) || by === "endpoint" ? { identity: [allAllowed()] } : {}), resource: [policy] }
    : by === "scp"
      ? { identity: [allAllowed()], scps: [[policy]] }
      : by === "rcp"
        ? { identity: [allAllowed()], rcps: [[policy]] }
        : by === "boundary"
          ? { identity: [allAllowed()], boundary: [policy] }
          : by === "session"
            ? { identity: [allAllowed()], session: [policy] }
            : all;
  return evaluate(request, policies).decision === "allowed" || (ofResource && by === "endpoint") ? statement : null;
}

function isOtherAccount({ principal, resourceAccount }: Request): boolean {
  return readPrincipal(principal).account !== resourceAccount;
}

/** What else has to allow does. */
function allAllowed(): Policy {
  const { root } = parseJson('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
  return readPolicy(root as Extract<typeof root, { kind: "object" }>, { policyType: "identity" })!;
}

/** The role of a session, as policies name it. */
function roleArn(principal: string): string {
  const { kind, account, partition, role } = readPrincipal(principal);
  return kind === "session" ? `arn:${partition}:iam::${account}:role/${role}` : principal;
}

const organization = "Only the management account of the organization, or who it delegates that to, can change it";

function adviceOf(
  { by, isExplicit, action, operation, isEncoded, policy }: Denial,
  name: string | null,
  places: readonly DeniedPlace[],
  offers: boolean,
): string {
  const isHere = places.length > 0;
  const who = name === null ? "whoever made the request" : `\`${name}\``;
  const more = isEncoded ? " `aws sts decode-authorization-message` reads the encoded rest of the message." : "";
  if (action === null)
    return `The message does not say who was denied, and on what${operation === null ? "" : ` (only the operation, \`${operation}\`)`}. The event in CloudTrail has the role, and AWS names the kind of policy in the message of most services.${more}`;
  if (isExplicit === true) {
    const there = isHere ? "Change the statement that denies it; an Allow does not help against a Deny." : "";
    if (by === "scp" || by === "rcp")
      return `${there || `No policy here denies it, and no edit here helps.`} ${organization}${policy === null ? "" : ` (${policy})`}.${more}`.trim();
    if (by === null)
      return `${there || `A statement denies it, and none of the policies here does.`} Look at the policies of ${who}, of the resource, and of the organization.${more}`;
    return `${there || `No ${words[by]} here denies it: it is one that is not in this workspace.`}${more}`.trim();
  }
  const says = (what: DeniedPlace["what"]): boolean => places.some((one) => one.what === what);
  if (isExplicit === null && says("denies"))
    return `The message does not say which policy denies it; a statement here does: change that one, for an Allow does not help against a Deny.${more}`;
  if (says("allows"))
    return `${by === null ? "The message does not say which kind of policy denies it. " : ""}What stands here allows it already: it is not what is deployed, or the message is about another account or another one of this name${by === null ? ", or a policy of another kind denies it" : ""}.${more}`;
  if (says("may-allow"))
    return `A statement here may allow it already, which its condition or resource, or what is left open, decides: see why it does not for this request, before you add another one.${more}`;
  if (by === "scp" || by === "rcp")
    return `${isHere || offers ? "The policies of the organization have to allow it." : ""} ${organization}: no policy of ${who} helps.${more}`.trim();
  if (by === "session")
    return `The policy that was passed when the session began does not allow it: change it in the call of AssumeRole. No policy of the role helps.${more}`;
  if (by === "endpoint")
    return `The policy of the VPC endpoint does not allow it: its owner has to add the statement there.${more}`;
  if (by === "trust")
    return `The trust policy of the role does not let ${who} assume it: ${isHere ? "add the statement there" : "its owner has to add the statement"}.${more}`;
  if (by === "resource")
    return `The policy of the resource does not let ${who} in: ${isHere ? "add the statement there" : "its owner has to add the statement"}.${more}`;
  if (by === "boundary")
    return `The permissions boundary of ${who} does not allow it: ${isHere ? "add the statement there" : "whoever manages the boundary has to add the statement"}, beside a policy that allows it.${more}`;
  const where = isHere ? "Add the statement there." : `No policy of ${who} was found here: add the statement to one.`;
  return `${by === "identity" ? `No policy of ${who} allows it.` : `The message does not say which kind of policy denies it; most often no policy of ${who} allows it.`} ${where}${more}`;
}

const words: Readonly<Record<DenyingKind, string>> = {
  identity: "identity-based policy",
  resource: "policy of a resource",
  trust: "trust policy",
  boundary: "permissions boundary",
  session: "session policy",
  scp: "service control policy",
  rcp: "resource control policy",
  endpoint: "policy of a VPC endpoint",
};
