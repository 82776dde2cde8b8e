/** Functions, tasks and instances that work with the rights of another role than before: they may do what that role may. */
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import { Deciders, type Saying } from "./deciders";
import type { Pair } from "./match";
import { changedNames, countPrefix, joinedMeanings, meaningPrefix } from "./meanings";
import type { RoleUserOf, State, Subject } from "./subject";
import type { TargetPair } from "./targets";

/** Before what names a role that nobody knows here, among what is not known. */
export const rolePrefix = "works as ";

/**
 * A pair for each that both sides have, and that has got another role: what the old role was allowed before, against what the new one is allowed
 * now.
 * @param matched the roles that are the same one, whatever they are called
 */
export function roleUserPairs(
  [before, after]: readonly [State, State],
  [old, current]: readonly [readonly Subject[], readonly Subject[]],
  matched: readonly Pair[],
): readonly TargetPair[] {
  const same = new Set(matched.flatMap((pair) => (pair.before && pair.after ? [keyOf(pair.before, pair.after)] : [])));
  const earlier = byUser(before.roleUsers ?? []);
  return [...byUser(after.roleUsers ?? [])].flatMap(([key, now]): TargetPair[] => {
    const then = earlier.get(key) ?? [];
    const [was, is] = [then[0], now[0]];
    if (!was || !is) return [];
    const at = is.document.placeOf(is.at);
    const { scope } = is.document;
    const bare: Subject = { kind: "identity", name: is.name, named: true, scope, policies: [], boundary: null };
    const unknown = (doubts: readonly string[]): TargetPair[] =>
      doubts.length === 0 ? [] : [{ before: bare, after: bare, at, doubts }];
    const [were, are] = [rolesOf(then), rolesOf(now)];
    if (areNamedAlike(calledBy(then, before), calledBy(now, after))) return [];
    if (were.size === are.size && [...are].every((one) => were.has(one)))
      return are.size === 1 ? [] : unknown([...changedChoice(then, now), ...changedBranches(then, now)]);
    // Of several that are known by one name, some have gone.
    if (were.size > 1 && [...are].every((one) => were.has(one))) return [];
    const [oldRole, newRole] = [then.length === 1 && whole(was, old), now.length === 1 && whole(is, current)];
    if (oldRole && newRole && same.has(keyOf(oldRole, newRole))) return [];
    const name = newRole && newRole.name !== is.name ? `${is.name} as ${newRole.name}` : is.name;
    if (oldRole && newRole) return [{ before: { ...oldRole, name }, after: { ...newRole, name }, at, of: is.name }];
    // What was one of several before may be it more often now.
    if ([then, now].every(isNamedOnly) && namesIn(now).every((one) => namesIn(then).includes(one))) return [];
    const named = (newRole ? then : now).map(({ role, said }) => role ?? said);
    return unknown([rolePrefix + named.join(", ")]);
  });
}

/** Whether both sides name one role by its name in the account, whoever declares it. */
function areNamedAlike(then: string | null, now: string | null): boolean {
  return then !== null && then === now;
}

/** The name in the account of the only role, with its kind; null where nothing tells. */
function calledBy([one, ...others]: readonly RoleUserOf[], { holders = [] }: State): string | null {
  if (!one || others.length > 0) return null;
  if (one.isName) return `role ${one.said}`;
  const { scope } = one.document;
  return holders.find(({ name, document }) => name === one.role && document.scope === scope)?.called ?? null;
}

function byUser(users: readonly RoleUserOf[]): ReadonlyMap<string, readonly RoleUserOf[]> {
  return groupBy(users, ({ document, id }) => JSON.stringify([document.scope, id]));
}

/** Names that decide which of the same roles it is, and stand for something else. */
function changedChoice(then: readonly RoleUserOf[], now: readonly RoleUserOf[]): readonly string[] {
  const [old, current] = [then, now].map((users) => joinedMeanings(users.map(({ meanings }) => meanings())));
  return changedNames(old!, current!).map((name) => meaningPrefix + name);
}

/** The roles of which something else decides where it is them. */
function changedBranches(then: readonly RoleUserOf[], now: readonly RoleUserOf[]): readonly string[] {
  const saying = (users: readonly RoleUserOf[]): Saying => ({
    meanings: joinedMeanings(users.map(({ meanings }) => meanings())),
    texts: [...new Set(users.map(({ document }) => document.text))],
  });
  const deciders = lazily(() => new Deciders([saying(then), saying(now)]));
  const named = (one: RoleUserOf): string => one.role ?? one.said;
  const changed = now.filter((one) => {
    const before = then.filter((other) => named(other) === named(one));
    return before.length > 0 && before.every((other) => deciders().areOther(other.branches ?? [], one.branches ?? []));
  });
  return [...new Set(changed.map((one) => meaningPrefix + countPrefix + named(one)))];
}

const roleNames = /\baws_iam_\w{1,40}\.[\w-]{1,200}|\bvar\.[\w-]{1,200}/g;

/** The roles and variables of which something is made, whatever chooses among them. */
function namesIn(users: readonly RoleUserOf[]): readonly string[] {
  return users.flatMap(({ role, said }) => [...(role ? [role] : []), ...(said.match(roleNames) ?? [])]);
}

function isNamedOnly(users: readonly RoleUserOf[]): boolean {
  return namesIn(users).length > 0 && users.every((one) => namesIn([one]).length > 0);
}

/** Which roles they are, whatever names them: the name of a resource, or its ARN; the first of what is counted is what was there before. */
function rolesOf(users: readonly RoleUserOf[]): ReadonlySet<string> {
  return new Set(
    users.map(({ role, said }) => role ?? /^\$\{(.*?)(?:\[0\])?(?:\.(?:Arn|arn|name|id))?\}$/.exec(said)?.[1] ?? said),
  );
}

function roleOf({ role, document }: RoleUserOf, subjects: readonly Subject[]): Subject | null {
  return subjects.find((one) => one.kind === "identity" && one.scope === document.scope && one.name === role) ?? null;
}

/** The role with what whoever makes it gives it. */
function whole(user: RoleUserOf, subjects: readonly Subject[]): Subject | null {
  const role = roleOf(user, subjects);
  return role && user.beside ? { ...role, policies: [...role.policies, ...user.beside] } : role;
}

function keyOf(before: Subject, after: Subject): string {
  return JSON.stringify([before.scope, before.name, after.scope, after.name]);
}
