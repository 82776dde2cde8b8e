/** When sets of policies allow a request of one case of principals, as a formula: what `evaluate` decides for one request. */
import { deniesBounded } from "../policy/match-principal";
import { readPrincipal } from "../policy/request";
import type { Case } from "./cases";
import type { CompiledStatement } from "./compile";
import { and, exists, type Formula, not, open, or } from "./formula";
import type { Naming } from "./naming";
import { resourceKey, type ResourcePiece } from "./pieces";
import { TextSet } from "./text-set";
import { tokensOf } from "./tokens";

export interface CompiledSets {
  readonly identity: readonly CompiledStatement[];
  readonly boundary: readonly CompiledStatement[] | null;
  readonly session: readonly CompiledStatement[] | null;
  readonly resource: readonly CompiledStatement[] | null;
  readonly scps: readonly (readonly CompiledStatement[])[];
  readonly rcps: readonly (readonly CompiledStatement[])[];
}

/** Which statements of a set play a part, and how they name the principal. */
export interface Scope {
  readonly given: Case;
  readonly naming: (statement: CompiledStatement) => Naming;
  /** Of the actions. */
  readonly kind: ReturnType<typeof kindOf>;
  /** The resource lies in this piece. */
  readonly within: ResourcePiece | null;
}

interface View {
  readonly direct: Formula;
  readonly role: Formula;
  readonly account: Formula;
  readonly deny: Formula;
}

const inKey = new TextSet([tokensOf(["*:key/*"], { wildcards: true })!], false);

/** When the sets allow it. */
export function allowedBy(sets: CompiledSets, scope: Scope): Formula {
  const { given } = scope;
  const isMember = given.account !== "" && !isProvider(given);
  const own = (statements: readonly CompiledStatement[]): View => viewOf(isMember ? statements : [], scope, false);
  const identity = own(sets.identity);
  const boundary = sets.boundary && own(sets.boundary);
  const session = sets.session && own(sets.session);
  const isBounded = sets.boundary !== null && (given.principal === null || isUserOrRole(given.principal));
  const resource = viewOf(sets.resource ?? [], scope, true, isBounded);
  const scps = isMember ? sets.scps.map(own) : [];
  const rcps = sets.rcps.map((level) => viewOf(level, scope, true));
  const denies = [identity, boundary, session, resource, ...scps, ...rcps].map((view) => not(view?.deny ?? false));

  const limits = and([boundary ? allowOf(boundary) : true, session ? allowOf(session) : true]);
  const same = given.account !== "" && given.account === given.resourceAccount;
  const isRoot = given.principal?.endsWith(":root") ?? false;
  const byIdentity = same && isRoot ? true : allowOf(identity);
  let core: Formula;
  if (given.account === "") core = resource.direct;
  else if (!same) core = and([allowOf(resource), byIdentity, limits]);
  else
    core = or([
      resource.direct,
      and([limits, or([resource.role, and([delegated(sets, scope, resource), byIdentity])])]),
    ]);
  return and([...denies, ...scps.map(allowOf), core]);
}

function isUserOrRole(principal: string): boolean {
  const { kind } = readPrincipal(principal);
  return kind === "user" || kind === "role" || kind === "session";
}

function isProvider({ principal }: Case): boolean {
  return principal !== null && /:(oidc|saml)-provider\//.test(principal);
}

/** What the policy of a resource has to do with identity policies depends on the kind of an action alone. */
export function kindOf(action: string): "kms" | "assume" | "" {
  const lower = action.toLowerCase();
  return lower.startsWith("kms:") ? "kms" : lower.startsWith("sts:assumerole") ? "assume" : "";
}

/** A role's trust policy and a key's policy must let the account in before its identity policies count. */
function delegated({ resource }: CompiledSets, { kind }: Scope, view: View): Formula {
  if (resource === null) return true;
  if (kind === "assume") return view.account;
  if (kind !== "kms") return true;
  const key = exists(resourceKey, { kind: "text", id: "a key", type: "String", set: inKey }, true);
  return or([not(key), view.account]);
}

function allowOf(view: View): Formula {
  return or([view.direct, view.role, view.account]);
}

function viewOf(statements: readonly CompiledStatement[], scope: Scope, byPrincipal: boolean, isBounded = false): View {
  const direct: Formula[] = [];
  const role: Formula[] = [];
  const account: Formula[] = [];
  const deny: Formula[] = [];
  for (const statement of statements) {
    const matched = matchOf(statement, scope.within);
    if (matched === false) continue;
    const naming = byPrincipal ? scope.naming(statement) : null;
    const given = naming
      ? {
          direct: and([matched, naming.direct]),
          role: and([matched, naming.role]),
          account: and([matched, naming.account]),
        }
      : { direct: matched, role: false, account: false };
    const isOpen = statement.effect === "open";
    if (statement.effect !== "Deny") {
      const limit = isOpen ? open(`allow ${statement.id}`) : true;
      direct.push(and([limit, given.direct]));
      if (naming) {
        role.push(and([limit, given.role]));
        account.push(and([limit, given.account]));
      }
    }
    if (statement.effect !== "Allow") {
      const isForAll = isBounded && statement.statement !== null && deniesBounded(statement.statement);
      const named = isForAll ? matched : or([given.direct, given.role, given.account]);
      deny.push(and([isOpen ? open(`deny ${statement.id}`) : true, named]));
    }
  }
  return { direct: or(direct), role: or(role), account: or(account), deny: or(deny) };
}

/** When resource and condition match, the resource being within a piece. */
export function matchOf(statement: CompiledStatement, within: ResourcePiece | null): Formula {
  const pieces: Formula[] = [];
  for (const piece of statement.resources) {
    if (within && apart(piece, within)) continue;
    if (within && covers(piece, within)) return statement.condition;
    pieces.push(piece.formula);
  }
  return pieces.length === 0 ? false : and([or(pieces), statement.condition]);
}

/** Whether a statement speaks about anything that lies in a piece. */
export function speaksAbout({ resources }: CompiledStatement, within: ResourcePiece): boolean {
  return resources.some((one) => !apart(one, within));
}

/** Whether a statement speaks about all that lies in a piece, or about none of it. */
export function isUniform({ resources }: CompiledStatement, within: ResourcePiece): boolean {
  return resources.some((one) => covers(one, within)) || resources.every((one) => apart(one, within));
}

/** Whether nothing can lie in both. */
function apart(one: ResourcePiece, other: ResourcePiece): boolean {
  if (one.isPlain && other.isPlain) return one.prefix !== other.prefix;
  if (!one.suffix.endsWith(other.suffix) && !other.suffix.endsWith(one.suffix)) return true;
  return one.prefix.length < other.prefix.length
    ? one.isPlain || !other.prefix.startsWith(one.prefix)
    : (other.isPlain && one.prefix.length > other.prefix.length) || !one.prefix.startsWith(other.prefix);
}

/** Whether everything that lies in the other surely lies in it. */
function covers(one: ResourcePiece, other: ResourcePiece): boolean {
  return one === other || (one.isPrefix && other.prefix.startsWith(one.prefix));
}
