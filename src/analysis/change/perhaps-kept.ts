/** What is no longer read, and may stand in what nobody can read. */
import type { Item, Statement } from "../policy/model";
import type { Allowed } from "./differences";
import { partsIn } from "./parts";
import type { ReadPolicy, Subject } from "./subject";

/** Whether a policy of which nobody can read anything is there that was not before, of an identity in the place of one that was read: what has gone may stand in it. */
export function isPerhapsKept(before: Subject | null, after: Subject | null): boolean {
  const count = (side: Subject | null, is: (one: ReadPolicy) => boolean) => side?.policies.filter(is).length ?? 0;
  const isMore = (is: (one: ReadPolicy) => boolean) => count(after, is) > count(before, is);
  if (after?.kind === "identity" && isNoLongerRead(before, after)) return true;
  return (isAlone(after) && isMore((one) => one.isUnread === true)) || isMore(isWhollyOpen);
}

/** Whether no other policies stand beside those of a subject that are its own. */
function isAlone(subject: Subject | null): boolean {
  return subject !== null && /^(?:resource|trust|endpoint)$/.test(subject.kind);
}

/** Whether nobody can read a policy any more that a resource has in itself. */
function isNoLongerRead(before: Subject | null, after: Subject): boolean {
  const read = new Set((before?.policies ?? []).map(({ policy, isUnread }) => (isUnread ? null : policy.place.label)));
  return after.policies.some(({ isUnread, of }) => isUnread && of !== undefined && read.has(of));
}

/** Whether a policy has no statement that can be read, and may have any. */
function isWhollyOpen({ policy: { complete, statements }, isUnread = false }: ReadPolicy): boolean {
  return !complete && !isUnread && statements.length === 0;
}

/** What is certainly gone: an Allow that is new, and whose actions nobody knows, may be about the same resources. */
export function withoutPerhapsKept(
  gone: readonly Allowed[],
  before: Subject | null,
  after: Subject | null,
): readonly Allowed[] {
  if (gone.length === 0 || !before || !after) return gone;
  const old = new Set(partsIn(before.policies).map(({ said }) => said));
  const open = partsIn(after.policies).flatMap(({ said, statement }) =>
    statement.effect !== "Deny" && !old.has(said) ? openIn(statement) : [],
  );
  return open.length === 0
    ? gone
    : gone.filter(
        ({ together, statement: { resource } }) =>
          !open.some(
            ({ begins, on }) =>
              (on === null || (resource?.items.every((one) => on.has(shown(one))) ?? true)) &&
              together.some((action) => action.toLowerCase().startsWith(begins)),
          ),
      );
}

/** With what the actions of a statement begin that nobody knows, and what they are about; null: everything. */
function openIn({
  action,
  notAction,
  resource,
  complete,
}: Statement): readonly { readonly begins: string; readonly on: ReadonlySet<string> | null }[] {
  if (!complete && action === null && notAction === null) return [{ begins: "", on: null }];
  const all = resource?.items ?? [];
  const isAny =
    !resource?.complete ||
    all.some(({ value, parts }) => value === "*" || (parts.length === 1 && typeof parts[0] !== "string"));
  const on = isAny ? null : new Set(all.map(shown));
  return (action?.items ?? []).flatMap(({ value, parts: [first] }) =>
    value === null ? [{ begins: typeof first === "string" ? first.toLowerCase() : "", on }] : [],
  );
}

function shown({ parts }: Item): string {
  return parts.map((one) => (typeof one === "string" ? one : `\u0000${one.name}\u0000`)).join("");
}
