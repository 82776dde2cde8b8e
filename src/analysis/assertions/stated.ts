/**
 * What policies surely allow, and what they may allow at most, whatever a template leaves open: the first proves that an
 * assertion is broken, the second that it holds. Between them nobody knows.
 */
import { statementText } from "../change/canonical";
import { closed } from "../change/closed";
import type { Part } from "../change/parts";
import { type ReadPolicy, textOf } from "../change/subject";
import { isRegion, type Symbols } from "../change/symbols";
import type { PolicyPath } from "../finding";
import { groupBy } from "../group-by";
import type {
  ConditionElement,
  Item,
  ListElement,
  Policy,
  PolicyType,
  PrincipalElement,
  Statement,
} from "../policy/model";
import { entryFor } from "../source/made-values";
import type { Names } from "../units/granted";
import type { Hole, TextPart, ValueNode } from "../value";

export type Bound = "surely" | "perhaps";

/** Statements that can be decided, and those of the document that they stand for. */
export interface Stated {
  readonly policies: readonly Policy[];
  readonly origins: ReadonlyMap<Statement, { readonly read: ReadPolicy; readonly statement: Statement }>;
}

interface Reading {
  readonly bound: Bound;
  readonly type: PolicyType;
  readonly symbols: Symbols;
  readonly namesOf: (read: ReadPolicy) => Names;
  /** The Region and the account that are deployed to are some for themselves, and not any. */
  readonly keepsPlace: boolean;
  /** A resource that is left open may be one that does not count: surely allowed is only what is written. */
  readonly dropsOpen: boolean;
}

export function stated(policies: readonly ReadPolicy[], reading: Reading): Stated {
  const sources = new Map<Part, { readonly read: ReadPolicy; readonly statement: Statement }>();
  const parts = policies.flatMap((read) => {
    const text = textOf(read);
    const names = reading.namesOf(read);
    return statementsOf(read, reading.bound).flatMap((statement): Part[] => {
      const made = readable(withOneArnEach(statement, text), { ...reading, names, text });
      if (!made) return [];
      const part = { policy: read.policy, statement: made, text, said: statementText(statement, read.policy, text) };
      sources.set(part, { read, statement });
      return [part];
    });
  });
  const origins = new Map<Statement, { readonly read: ReadPolicy; readonly statement: Statement }>();
  // A policy has one version: without variables its texts mean something else.
  const made = [...groupBy(parts, ({ policy }) => policy.version?.value).values()].flatMap((group) => {
    const one = closed(group, reading.type, reading.symbols);
    for (const [statement, { part }] of one?.origins ?? []) origins.set(statement, sources.get(part)!);
    return one ? [one.policy] : [];
  });
  return { policies: made, origins };
}

/** What a policy leaves open beside its statements may allow anything. */
function statementsOf(read: ReadPolicy, bound: Bound): readonly Statement[] {
  const { policy } = read;
  if (policy.complete || bound === "surely") return policy.statements;
  // What else is added to the policy of a resource is read where it is added.
  if (policy.place.isAdded && policy.type === "resource" && policy.statements.length > 0) return policy.statements;
  return [...policy.statements, policy.statements[0] ? anythingLike(policy.statements[0]) : anythingIn(read)];
}

function anythingLike(statement: Statement): Statement {
  return { ...statement, effect: null, sid: null, complete: false, action: null, notAction: null, condition: null };
}

function anythingIn({ policy: { node, type }, isUnread }: ReadPolicy): Statement {
  const none = { effectEntry: null, resource: null, notResource: null, notPrincipal: null };
  const principal = isUnread && type === "resource" ? everybodyAt(node) : null;
  const open = { effect: null, sid: null, action: null, notAction: null, condition: null };
  return { ...none, ...open, principal, path: ["Statement"], node, conditional: false, complete: false };
}

/** What code calls the ARN of a construct is one, though the text does not say which. */
function withOneArnEach(statement: Statement, text: string): Statement {
  const { resource } = statement;
  if (!resource || resource.complete || resource.array?.items.length !== resource.items.length) return statement;
  const isOne = ({ value, node: { span } }: Item) =>
    value !== null ||
    /^[\w.!?]{1,200}\.\w{0,40}_?arn$/i.test(text.slice(span.start, Math.min(span.end, span.start + 300)));
  return resource.items.every(isOne) ? { ...statement, resource: { ...resource, complete: true } } : statement;
}

/** Whoever it is, everybody may be among them. */
function everybodyAt(node: ValueNode): PrincipalElement {
  const path = ["Principal"];
  const entry = entryFor("Principal", node);
  return { name: "Principal", entry, path, bare: starOf(node, path), groups: [], complete: true };
}

/** A whole principal that is left open: `!Ref Reader`, or one of which a branch is `*`. */
function isAnybody({ name, bare, groups }: PrincipalElement, effect: Statement["effect"], { bound }: Reading): boolean {
  const isOpen = bare
    ? bare.value === null && !bare.parts.some((part) => typeof part === "string")
    : groups.length === 0;
  return name === "Principal" && effect === "Allow" && bound === "perhaps" && isOpen;
}

interface Making extends Reading {
  readonly names: Names;
  /** What the statement stands in. */
  readonly text: string;
}

/** The statement without what is open, on the safe side of the bound; null where it does not count then. */
function readable(statement: Statement, making: Making): Statement | null {
  const { effect, conditional, action, notAction, resource, notResource, principal, notPrincipal } = statement;
  // At least what is denied, at most what is allowed: the wider reading of a Deny is the narrower of the whole.
  const isWide = (effect === "Deny") === (making.bound === "surely");
  if (effect === null) {
    return making.bound === "perhaps"
      ? readable({ ...statement, effect: "Allow", complete: false }, making)
      : readable({ ...statement, effect: "Deny", complete: false }, making);
  }
  if (!isWide && (conditional || !isWritten(statement))) return null;
  const fill = (element: ListElement | null): ListElement | null => element && filled(element, isWide, making);
  return {
    ...statement,
    conditional: false,
    complete: true,
    action: action ? actionsOf(action, isWide) : notAction ? null : anyOf("Action", statement),
    notAction,
    resource: fill(resource) ?? (!notResource && isOpenAbout(statement) ? anyOf("Resource", statement) : null),
    notResource: fill(notResource),
    principal:
      principal &&
      principalOf(
        isAnybody(principal, effect, making) ? everybodyAt(principal.entry.value) : principal,
        making,
        effect === "Allow",
      ),
    notPrincipal: notPrincipal && principalOf(notPrincipal, making),
    condition: conditionOf(statement.condition, isWide),
  };
}

/** Whether all that narrows the statement is written, holes in texts aside. */
function isWritten({
  complete,
  action,
  notAction,
  resource,
  notResource,
  principal,
  notPrincipal,
  condition,
}: Statement) {
  const lists = [action, notAction, resource, notResource];
  return (
    complete &&
    lists.every((list) => !list || (list.complete && list.items.every((item) => !item.conditional))) &&
    [action, notAction].every((list) => !list || list.items.every(({ value }) => value !== null)) &&
    (principal?.complete ?? true) &&
    (notPrincipal?.complete ?? true) &&
    (!condition || isKnown(condition))
  );
}

function isKnown({ complete, blocks }: ConditionElement): boolean {
  return (
    complete &&
    blocks.every(
      (block) =>
        block.complete &&
        block.parsed !== null &&
        block.keys.every(
          (key) => key.complete && key.items.every(({ value, conditional }) => value !== null && !conditional),
        ),
    )
  );
}

/** A condition that is not all known narrows by what is known of it. */
function conditionOf(condition: ConditionElement | null, isWide: boolean): ConditionElement | null {
  if (!condition || isKnown(condition) || !isWide) return condition;
  const blocks = condition.blocks.filter((block) => isKnown({ ...condition, complete: true, blocks: [block] }));
  return blocks.length > 0 ? { ...condition, complete: true, blocks } : null;
}

/** An identity policy without resources is about whatever a construct knows. */
function isOpenAbout({ principal, notPrincipal, complete, resource }: Statement): boolean {
  return !principal && !notPrincipal && !complete && resource === null;
}

function starOf(node: ValueNode, path: PolicyPath): Item {
  return { value: "*", parts: ["*"], node, path, conditional: false };
}

function anyOf(name: "Action" | "Resource", { node, path }: Statement): ListElement {
  const entry = entryFor(name, node);
  return { name, entry, path, items: [starOf(node, path)], array: null, complete: true };
}

function actionsOf(element: ListElement, isWide: boolean): ListElement {
  if (!isWide) return element;
  const isOpen = !element.complete || element.items.some(({ value }) => value === null);
  if (!isOpen) return element;
  const known = element.items.filter(({ value }) => value !== null);
  return { ...element, complete: true, items: [...known, starOf(element.entry.value, element.path)] };
}

/** What is left open in a text is anything where the statement is to be as wide as it may be, and else something of its own. */
function filled(element: ListElement, isWide: boolean, { names, keepsPlace, dropsOpen }: Making): ListElement {
  const isKept = (hole: Hole): boolean =>
    isOwnName(hole, names) || (keepsPlace && (isRegion(hole.name) || isFilledIn(hole)));
  // The narrower a Not-form, the wider its statement.
  const wide = element.name === "NotResource" ? !isWide : isWide;
  const items = element.items.flatMap((item): Item[] => {
    if (element.name === "NotResource" && isWide && item.conditional) return [];
    const parts = names.resolve(item.completed ?? item.parts);
    if (dropsOpen && !isWide && element.name === "Resource")
      if (parts.some((part) => typeof part !== "string" && !isKept(part))) return [];
    const made = wide ? parts.map((part) => (typeof part === "string" || isKept(part) ? part : "*")) : parts;
    return [{ ...withParts(item, made), conditional: false }];
  });
  const isOpen = element.name === "Resource" && isWide && !element.complete;
  return { ...element, complete: true, items: isOpen ? [...items, starOf(element.entry.value, element.path)] : items };
}

/** CloudFormation makes up names that are no others. */
function isOwnName({ name }: Hole, names: Names): boolean {
  return name !== "" && names.isGenerated(name);
}

function withParts(item: Item, parts: readonly TextPart[]): Item {
  const isText = parts.every((part) => typeof part === "string");
  const { node, path, conditional } = item;
  return { node, path, conditional, parts, value: isText ? parts.join("") : null };
}

/** Who stands in the place of a principal that is left open: somebody of an account of their own, or somebody of another. */
const strangerAccount = "444455556666";

function principalOf(element: PrincipalElement, { names, bound, text }: Making, allows = false): PrincipalElement {
  const known = (type: string, item: Item): Item => {
    const name = allows && type === "AWS" && bound === "perhaps" ? nameOf(item, text) : null;
    if (name !== null && names.mayBeStar?.(name)) return { ...item, value: "*", parts: ["*"] };
    const made = withParts(item, names.resolve(item.parts));
    const isOpen = made.parts.some((part) => typeof part !== "string" && !isFilledIn(part));
    return isOpen && type === "AWS" && bound === "perhaps" && element.name === "Principal" && !isOfOwnAccount(made)
      ? { ...made, value: strangerAccount, parts: [strangerAccount] }
      : made;
  };
  const stranger = { value: strangerAccount, parts: [strangerAccount] };
  return {
    ...element,
    bare: element.bare && known("AWS", element.bare),
    groups: element.groups.map((group) =>
      // Of which account a canonical user is nobody can tell.
      group.type === "CanonicalUser" && bound === "perhaps" && element.name === "Principal"
        ? { ...group, type: "AWS", items: group.items.map((item) => ({ ...item, ...stranger })) }
        : { ...group, items: group.items.map((item) => known(group.type, item)) },
    ),
  };
}

/** What a reference names, also one to a list; null for all else. */
function nameOf({ parts: [only, ...others], node: { span } }: Item, text: string): string | null {
  if (typeof only !== "object" || others.length > 0) return null;
  if (only.name !== "") return only.name;
  return /^\W{0,20}Ref\b\W{1,20}(\w{1,255})/.exec(text.slice(span.start, span.end))?.[1] ?? null;
}

/** The account, the partition, and what follows from it: known wherever something is deployed to. */
export function isFilledIn({ name }: Hole): boolean {
  return /^AWS::(?:AccountId|Partition|URLSuffix)$/.test(name);
}

/** `arn:aws:iam::${AWS::AccountId}:role/${Name}` */
function isOfOwnAccount({ parts }: Item): boolean {
  const [first, second] = parts;
  return (
    typeof first === "string" &&
    /^arn:[\w-]+:(?:iam|sts)::$/.test(first) &&
    typeof second !== "string" &&
    second !== undefined &&
    isFilledIn(second)
  );
}
