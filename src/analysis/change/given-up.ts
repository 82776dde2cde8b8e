/**
 * What a Deny or a permissions boundary kept back and no longer does, where what allows it stands elsewhere: of a policy of a resource in what
 * the account allows, of an identity in policies that nobody can read here.
 */
import { everything } from "../decide/everything";
import type { Policy, Statement } from "../policy/model";
import { boundaryPrefix } from "./align";
import { type AllowedChange, allowedChange, type ChangeOptions, shownActions, verdictOf } from "./allowed";
import { openTexts, statementText } from "./canonical";
import { isFileOfDenials } from "./denials";
import type { Allowed } from "./differences";
import type { Pair } from "./match";
import { keyOf, type ReadPolicy, type State, type Subject, targetsOf, textOf } from "./subject";
import { calledAs } from "./targeted";
import { callMark } from "./terraform/within-call";

/** Before what is no longer denied, among what is not known. */
export const givenUpPrefix = "no longer denied: ";

/** Whether what policies limited is there on the other side, though they are not, and nothing else says what they do. */
export type Stays = (one: Subject) => boolean;

export function staysIn(was: State, is: State): Stays {
  const [old, current] = [denialsIn(was), denialsIn(is)];
  const declared = (state: State) =>
    new Set((state.fates ?? []).flatMap(({ scope, name, fate }) => (fate === "declared" ? keyOf(scope, name) : [])));
  const [before, after] = [declared(was), declared(is)];
  // What has moved is there by another address.
  const moved = new Set((is.fates ?? []).flatMap(({ scope, from }) => from && keyOf(scope, from)));
  const isThere = (scope: string, name: string): boolean => {
    const key = keyOf(scope, withinCallOf(scope, name));
    return after.has(key) || moved.has(key) || !before.has(key);
  };
  // A module that is no longer called takes all with it that it declares.
  const scopes = new Set((is.fates ?? []).map(({ scope }) => scope));
  const isGone = (scope: string): boolean => scope.includes(callMark) && !scopes.has(scope);
  return (subject) => {
    const { kind, scope, policies, named, name, byName } = subject;
    const lost = policies.flatMap(saidIn);
    if (lost.every((said) => (current.get(said) ?? 0) >= (old.get(said) ?? 0))) return false;
    if (kind === "identity") return !named || byName !== undefined || isLoose(subject);
    const targets = targetsOf(subject);
    if (targets.length > 0)
      return targets.some((one) => {
        const of = () => ofModule.exec(one.shown)?.[1] ?? calledAs(one, name, policies[0]!.document.text);
        const id = one.kind === "resource" ? one.shown : of();
        return id === undefined
          ? one.kind !== "open" || !isGone(scope) || isOfOthers.test(one.shown)
          : isThere(scope, id);
      });
    // What code names and does not make stands elsewhere.
    if (policies.every(({ policy: { place } }) => place.isAdded)) return isThere(scope, name);
    return policies.every(({ policy: { place } }) => place.label === undefined) || after.has(keyOf(scope, name));
  };
}

/** Whether what policies limit is declared on the other side, which has none for it. */
export function declaredIn({ fates = [] }: State): Stays {
  const declared = new Set(fates.flatMap(({ scope, name, fate }) => (fate === "declared" ? keyOf(scope, name) : [])));
  return (subject) => {
    const names = targetsOf(subject).flatMap(({ kind, shown }) => (kind === "resource" ? shown : []));
    return [subject.name, ...names.map((name) => withinCallOf(subject.scope, name))].some((name) =>
      declared.has(keyOf(subject.scope, name)),
    );
  };
}

/** What a module is given, or looks up. */
const isOfOthers = /\b(?:var|data)\./;

/** What a module gives, by the call of it: `${module.logs.bucket_id}`. */
const ofModule = /^(?:\$\{)?(module\.[\w-]{1,200})\b/;

/** An address of a module as it is called, by the call that its scope names. */
function withinCallOf(scope: string, name: string): string {
  const at = scope.indexOf(callMark);
  return at < 0 || name.startsWith(`${scope.slice(at + 1)}.`) ? name : `${scope.slice(at + 1)}.${name}`;
}

/** How often each Deny stands on a side. */
function denialsIn({ policies, others = [] }: State): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const said of [...policies, ...others].flatMap(saidIn)) found.set(said, (found.get(said) ?? 0) + 1);
  return found;
}

function saidIn(read: ReadPolicy): readonly string[] {
  const { policy } = read;
  return policy.statements.flatMap((one) => (one.effect === "Deny" ? statementText(one, policy, textOf(read)) : []));
}

/** Keys of KMS, APIs and endpoints of networks ask their own policies what is allowed, whatever the account allows. */
const asksAlone = /^(?:AWS::KMS::|AWS::ApiGateway::|AWS::EC2::VPCEndpoint|AWS::Serverless::Api)/;
const ofAlone = /^(?:kms|execute-api):/i;

/** A change with what Denies and boundaries have given up beside what is not read here. */
export function withGivenUp(
  change: AllowedChange,
  { before, after }: Pair,
  stays: Stays,
  wasThere: Stays,
  options: ChangeOptions,
): AllowedChange {
  if (!before && after?.kind === "resource" && wasThere(after)) return withDenied(change, null, after, options);
  if (!before || (!after && !stays(before))) return change;
  if (before.kind === "resource") return withDenied(change, before, after, options);
  if (before.kind !== "identity" || (isFileOfDenials(before) && (!after || isFileOfDenials(after)))) return change;
  // A document of Terraform that nothing has denies nothing, and one that is handed on is compared as that.
  if (before.policies.some(({ use }) => use?.isTaken === false) || !hasMore(before, after)) return change;
  const given = [...openBounds(before, after, options), ...deniedBefore(before, after, options, change)].filter(
    (one) => !change.unknown.includes(one),
  );
  return given.length === 0
    ? change
    : { ...change, verdict: "unknown", unknown: [...change.unknown.filter((one) => one !== ""), ...given] };
}

/** Whoever the account allows something is let in where a resource no longer denies it. */
function withDenied(
  change: AllowedChange,
  before: Subject | null,
  after: Subject | null,
  options: ChangeOptions,
): AllowedChange {
  const found = denialsChange(before, after, options);
  if (!found) return change;
  const marked = (all: readonly Allowed[], told: readonly Allowed[]): readonly Allowed[] =>
    all.filter((one) => !isCovered(one, told)).map(byPermission);
  const newly = marked(found.newlyAllowed, change.newlyAllowed);
  const noLonger = after ? marked(found.noLongerAllowed, change.noLongerAllowed) : [];
  const unknown = [...new Set([...change.unknown, ...found.unknown])];
  const [isMore, isLess] = [
    newly.length > 0 || /^(?:more|incomparable)$/.test(change.verdict),
    noLonger.length > 0 || /^(?:less|incomparable)$/.test(change.verdict),
  ];
  return {
    newlyAllowed: [...change.newlyAllowed, ...newly],
    noLongerAllowed: [...change.noLongerAllowed, ...noLonger],
    unknown,
    verdict: unknown.length > 0 || change.verdict === "unknown" ? "unknown" : verdictOf(isMore, isLess),
  };
}

/** Anybody of the account: who has not signed in has no permissions. */
const somebody = "arn:aws:iam::111122223333:role/Example";

/** Of those whom a Deny is about, whoever has permissions. */
function byPermission(one: Allowed): Allowed {
  const principals = one.principals.map((name) => name.replace(/^everybody/, "whoever has permissions for it,"));
  const { principal } = one.witness;
  const witness = { ...one.witness, principal: principal === "*" ? somebody : principal };
  return { ...one, byPermission: true, principals, witness };
}

/** Whether it is told already, of whomever it is about. */
function isCovered({ actions, principals, conditions }: Allowed, told: readonly Allowed[]): boolean {
  const same = told.filter(
    (one) =>
      (one.principals.length === 0 || one.principals.includes("*") || one.principals.join() === principals.join()) &&
      (one.conditions === null || conditions === null || one.conditions.includes(conditions)),
  );
  const all = new Set(same.flatMap((one) => one.actions));
  return actions.every((action) => all.has(action));
}

/** What is no longer denied, where others than known Allows may allow it. */
function deniedBefore(
  before: Subject,
  after: Subject | null,
  options: ChangeOptions,
  { newlyAllowed }: AllowedChange,
): readonly string[] {
  const found = denialsChange(before, after, options);
  if (!found) return [];
  const open = found.newlyAllowed.filter((one) => !isCovered(one, newlyAllowed));
  return [
    ...new Set([
      ...open.map(({ together }) => givenUpPrefix + shownActions(together)),
      ...found.unknown.filter((one) => one !== ""),
    ]),
  ];
}

/** What the Denies of both sides say, as a change of what is not denied; null where neither has a Deny. */
function denialsChange(before: Subject | null, after: Subject | null, options: ChangeOptions): AllowedChange | null {
  const origins = new Map<Statement, Statement>();
  const turned = (side: Subject | null): Subject | null => {
    const policies = (side?.policies ?? []).flatMap((one) => denialsOf(one, origins));
    return side && policies.length > 0 ? { ...side, policies, boundary: null, limits: undefined } : null;
  };
  const [old, current] = [turned(before), turned(after)];
  if (!old && !current) return null;
  const { verdict, newlyAllowed, noLongerAllowed, unknown } = allowedChange(current, old, options);
  const original = (all: readonly Allowed[]): readonly Allowed[] =>
    all.map((one) => ({ ...one, statement: origins.get(one.statement) ?? one.statement }));
  return {
    verdict,
    newlyAllowed: original(newlyAllowed),
    noLongerAllowed: original(noLongerAllowed),
    unknown,
  };
}

/** A policy with its Denies alone, as if they allowed what they deny. */
function denialsOf(read: ReadPolicy, origins: Map<Statement, Statement>): readonly ReadPolicy[] {
  const { policy, isUnread } = read;
  if (isUnread || (policy.type === "resource" && asksAlone.test(policy.place.resourceType ?? ""))) return [];
  const statements = policy.statements.flatMap((one) => {
    if (one.effect !== "Deny" || (policy.type === "resource" && (isOfAlone(one) || isOfStrangers(one)))) return [];
    const allowing: Statement = { ...one, effect: "Allow" };
    origins.set(allowing, one);
    return [allowing];
  });
  const made: Policy = { ...policy, statements, complete: true };
  return statements.length > 0 ? [{ ...read, policy: made }] : [];
}

function isOfAlone({ action }: Statement): boolean {
  return action !== null && action.items.length > 0 && action.items.every(({ value }) => ofAlone.test(value ?? ""));
}

/** Whether it is about nobody of the account: services, and accounts of AWS, have only what the policies of resources allow them. */
function isOfStrangers({ principal }: Statement): boolean {
  if (!principal?.complete || principal.bare !== null || principal.groups.length === 0) return false;
  return principal.groups.every(
    ({ type, items, complete }) =>
      complete &&
      items.length > 0 &&
      (type === "Service" ||
        items.every(({ parts }) => parts.some((one) => typeof one !== "string" && ofService.test(one.name)))),
  );
}

/** What Terraform knows of the accounts that services of AWS work with. */
const ofService = /^data\.aws_\w{1,60}_service_account\./;

/** Whether more may be allowed to somebody than is read here. */
function hasMore(before: Subject, after: Subject | null): boolean {
  const last = after ?? before;
  if (last.byName || isLoose(last) || last.policies.some(isOpen)) return true;
  // What limits and allows nothing is there for what is attached elsewhere.
  return [before, ...(after ? [after] : [])].every(({ policies }) =>
    policies.every(
      ({ policy: { place, statements } }) =>
        place.resourceType === "AWS::SSO::PermissionSet" && statements.every(({ effect }) => effect === "Deny"),
    ),
  );
}

/** A group, whose users have other policies, or a managed policy that the document attaches to nobody. */
function isLoose({ policies }: Subject): boolean {
  return policies.some(({ policy: { place, type } }) => {
    if (type !== "identity" || place.throughGroup !== undefined) return false;
    const isGroup = /^AWS::IAM::Group/.test(place.resourceType ?? "");
    return (
      isGroup || (place.resourceType === "AWS::IAM::ManagedPolicy" && (place.principal ?? place.label) === place.label)
    );
  });
}

/** Whether it may allow what nobody can read. */
function isOpen(read: ReadPolicy): boolean {
  const { isUnread, policy } = read;
  return (
    isUnread === true ||
    openTexts(policy, textOf(read)).length > 0 ||
    policy.statements.some(
      ({ effect, complete, action, notAction }) =>
        effect !== "Deny" &&
        (effect === null ||
          (!complete && action === null && notAction === null) ||
          [action, notAction].some((element) => element?.items.some(({ value }) => value === null))),
    )
  );
}

/** The boundary that somebody has no longer, where it kept back what another, or none, lets through. */
function openBounds(before: Subject, after: Subject | null, options: ChangeOptions): readonly string[] {
  const { boundary } = before;
  if (boundary === null || !after || after.boundary === boundary) return [];
  const told = [boundaryPrefix + boundary];
  // Two of elsewhere, of which nothing here tells what either is about.
  const isBare = before.policies.length + after.policies.length === 0;
  if (isBare && after.boundary !== null && (boundary + after.boundary).includes("${")) return [];
  if (!before.limits || (after.boundary !== null && !after.limits)) return told;
  const [like] = before.limits;
  if (!like) return told;
  const asBoundary = (side: Subject): Subject => ({
    ...side,
    kind: "boundary",
    policies: side.limits ?? [{ ...like, policy: everything, managed: { name: "everything", text: "" } }],
    boundary: null,
    limits: undefined,
  });
  const { verdict } = allowedChange(asBoundary(before), asBoundary(after), options);
  return verdict === "same" || verdict === "less" ? [] : told;
}
