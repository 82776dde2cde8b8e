/** The statements of two sides side by side, and what of them nobody can read. */
import { groupBy } from "../group-by";
import type { Policy, Statement } from "../policy/model";
import { openTexts, statementText, writtenAlike } from "./canonical";
import { type ReadPolicy, type Subject, textOf } from "./subject";

export interface Aligned {
  /** For what is newly allowed: at most that before, and at least that afterwards. */
  readonly more: Sides;
  /** For what is no longer allowed. */
  readonly less: Sides;
  /** What the second side may allow beyond its statements, as it is written: nobody knows what that is. */
  readonly mayAllow: readonly string[];
  /** The same of the first side. */
  readonly mightHaveAllowed: readonly string[];
}

export interface Sides {
  readonly from: readonly Part[];
  readonly to: readonly Part[];
}

/** A statement. */
export interface Part {
  /** That it stands in. */
  readonly policy: Policy;
  readonly statement: Statement;
  /** The text that its nodes point into. */
  readonly text: string;
  /** What it says, without regard to whether it is surely there. */
  readonly said: string;
  /** A policy of AWS's own says it: what that names, AWS has, or had. */
  readonly isOfAws?: boolean;
  /** The Deny that it stands for, as if that allowed something. */
  readonly denial?: Statement;
}

/** @param isAction whether AWS has an action of a pattern: of others nobody knows what they are */
export function align(
  before: Subject | null,
  after: Subject | null,
  isAction: (pattern: string) => boolean = () => true,
): Aligned {
  const [old, current] = [partsOf(before), partsOf(after)];
  const same = paired(old, current);
  const kept = new Set(same.values());
  const isOfBoth = (part: Part) => kept.has(part) || same.has(part);
  const changed = { old: old.filter((one) => !kept.has(one)), current: current.filter((one) => !same.has(one)) };
  return {
    more: { from: readable(old, changed.current, isOfBoth), to: readable(current, [], isOfBoth) },
    less: { from: readable(current, changed.old, isOfBoth), to: readable(old, [], isOfBoth) },
    mayAllow: [
      ...unbound(before, after),
      ...openings(after, before, changed.current, changed.old),
      ...strangers(changed.current, changed.old, isAction),
    ],
    mightHaveAllowed: [...unbound(after, before), ...openings(before, after, changed.old, changed.current)],
  };
}

/**
 * The statements that count: of a Deny that may be missing nobody may rely on it, and an Allow that is there in some deployments alone
 * does not take anything from one that says the same in all, `others`.
 */
function readable(parts: readonly Part[], others: readonly Part[], isOfBoth: (part: Part) => boolean): Part[] {
  const sure = new Set(others.filter(({ statement }) => !statement.conditional).map(({ said }) => said));
  return parts.filter((one) => {
    const { effect, conditional } = one.statement;
    if (isUnread(one)) return false;
    if (!conditional || isOfBoth(one)) return true;
    return effect === "Allow" ? !sure.has(one.said) : others.length > 0;
  });
}

/** The boundary that one side has and the other has not, and of which nobody knows what it allows. */
function unbound(side: Subject | null, other: Subject | null): string[] {
  const boundary = side?.limits ? null : (side?.boundary ?? null);
  return boundary !== null && other && other.boundary !== boundary ? [boundaryPrefix + boundary] : [];
}

/** What begins the text of a boundary that no longer limits. */
export const boundaryPrefix = "permissions boundary ";

/** What begins the name of an action that AWS is not known to have. */
export const strangerPrefix = "unknown action ";

/** The actions that are not known, of what one side newly says, and of what the other no longer denies. */
function strangers(
  changed: readonly Part[],
  others: readonly Part[],
  isAction: (pattern: string) => boolean,
): readonly string[] {
  const named = (parts: readonly Part[], effect: "Allow" | "Deny") =>
    parts
      .filter((part) => part.statement.effect === effect && !part.isOfAws)
      .flatMap((part) =>
        (part.statement.action?.items ?? []).flatMap(({ value }) =>
          value === null || isAction(value)
            ? []
            : [{ action: value, key: `${value.toLowerCase()} ${besideActions(part)}` }],
        ),
      );
  const actions = (parts: readonly Part[], beside: readonly Part[], effect: "Allow" | "Deny"): string[] => {
    const known = new Set(named(beside, effect).map(({ key }) => key));
    return named(parts, effect).flatMap(({ action, key }) => (known.has(key) ? [] : [action]));
  };
  return [...new Set([...actions(changed, others, "Allow"), ...actions(others, changed, "Deny")])].map(
    (action) => strangerPrefix + action,
  );
}

/** What a statement says beside the actions. */
function besideActions({ statement, policy, text }: Part): string {
  const entries = statement.node.entries.filter(({ key }) => key !== "Action");
  return statementText({ ...statement, node: { ...statement.node, entries } }, policy, text);
}

/** What one side has that can allow anything, and the other has not. */
function openings(
  subject: Subject | null,
  other: Subject | null,
  changed: readonly Part[],
  others: readonly Part[],
): string[] {
  const ofStatements = changed.filter(({ statement }) => statement.effect !== "Deny").flatMap(openActions);
  const ofOthers = others.filter(({ statement }) => statement.effect !== "Deny").flatMap(openActions);
  const denied = others.filter((one) => isUnread(one) && one.statement.effect !== "Allow").map(writtenOf);
  const all = [
    ...without(openingsOf(subject), openingsOf(other)),
    ...without(ofStatements, ofOthers).map(writtenAlike),
    ...denied.map(writtenAlike),
  ];
  // What stands in another is told with it.
  return [...new Set(all)].filter((one) => !all.some((two) => two.length > one.length && two.includes(one)));
}

/** Of which action it speaks is left open, or whether it allows or denies. */
function isUnread({ statement: { action, notAction, complete, effect } }: Part): boolean {
  if (effect === null || notAction?.items.some(({ value }) => value === null)) return true;
  return !complete && action === null && notAction === null;
}

/** The actions of a statement that a template fills in, as they are written. */
function openActions(part: Part): string[] {
  if (isUnread(part)) return [writtenOf(part)];
  const open = part.statement.action?.items.filter(({ value }) => value === null) ?? [];
  return open.map(({ node: { span } }) => part.text.slice(span.start, span.end));
}

/** A statement that a module makes of a list is written nowhere but there. */
function writtenOf({ statement: { node, action }, text }: Part): string {
  const { start, end } = node.span.end > node.span.start || !action ? node.span : action.entry.value.span;
  return text.slice(start, end);
}

/** Those of the second side that say what one of the first says, as surely, each with one of its own. */
function paired(before: readonly Part[], after: readonly Part[]): ReadonlyMap<Part, Part> {
  const keyOf = ({ said, statement }: Part) => `${statement.conditional} ${said}`;
  const open = groupBy(before, keyOf);
  const pairs = new Map<Part, Part>();
  for (const one of after) {
    const other = open.get(keyOf(one))?.pop();
    if (other) pairs.set(one, other);
  }
  return pairs;
}

function partsOf(subject: Subject | null): Part[] {
  return partsIn(subject?.policies ?? []);
}

/** The statements of policies. */
export function partsIn(policies: readonly ReadPolicy[]): Part[] {
  return policies.flatMap((read) => {
    const text = textOf(read);
    return read.policy.statements.map((statement): Part => ({
      policy: read.policy,
      isOfAws: read.managed !== undefined,
      statement,
      text,
      said: statementText(statement, read.policy, text),
    }));
  });
}

function openingsOf(subject: Subject | null): string[] {
  return (subject?.policies ?? []).flatMap((read) => openTexts(read.policy, textOf(read)));
}

/** The texts that the others have not, each as often. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
