/** What calls ask for by the items, the entries and the statements that they are given one by one. */
import { childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import type { At } from "./following";
import type { Operation } from "./operations";
import { type Statement, statementIn } from "./partiql";
import type { GivenAt } from "./resources";
import { suretyInThings } from "./surety";
import { text, type Thing } from "./things";
import { givenIn, type Use } from "./uses";

/** The actions of a call's own. */
export interface AskedOf {
  readonly actions: readonly string[];
  /** One or more of them are asked for, and nobody knows which. */
  readonly isOpen: boolean;
  /** Nothing more is asked for. */
  readonly isWhole?: boolean;
  /** By action: what it is asked for with, each time; none for those that are asked for with what the call is given. */
  readonly on: ReadonlyMap<string, readonly GivenAt[]>;
}

const isPartiql = /^(?:Batch)?Execute(?:Statement|Transaction)$/;

/** Of an operation that may be authorised by several actions, those that this call needs. */
export function askedOfItems({ prefix, name, actions }: Operation, use: Use, at: At, node: SyntaxNode): AskedOf {
  if (prefix === "s3" && name === "DeleteObjects") return askedOfVersions(actions, use, at, node);
  if (prefix !== "dynamodb") return { actions, isOpen: false, on: new Map() };
  if (name === "TransactWriteItems") return askedOfTransaction(actions, use, at, node);
  if (!isPartiql.test(name)) return { actions, isOpen: false, on: new Map() };
  const list = use.given("Statements") ?? use.given("TransactStatements");
  if (!list) return askedOf(actions, statementsIn(use.given("Statement")));
  const each = itemsIn(list, at, node)?.map((one) => statementsIn(givenIn([one], at, node)("Statement")));
  return askedOf(actions, each?.every((one) => one !== null) ? each.flat() : null);
}

/** The same of a command. */
export function askedOfStatements({ prefix, name, actions }: Operation, given: GivenAt): AskedOf {
  if (prefix !== "dynamodb" || !(isPartiql.test(name) || name === "TransactWriteItems"))
    return { actions, isOpen: false, on: new Map() };
  const written = given("Statement") ?? given("Statements.Statement") ?? given("TransactStatements.Statement");
  return askedOf(actions, statementsIn(written));
}

/** Null where not all of them can be read. */
function statementsIn(things: readonly Thing[] | null): readonly Statement[] | null {
  const found = things?.map(statementIn) ?? [];
  return found.length > 0 && found.every((one) => one !== null) ? found : null;
}

function askedOf(actions: readonly string[], statements: readonly Statement[] | null): AskedOf {
  if (!statements || statements.length === 0) return { actions, isOpen: true, on: new Map() };
  const on = new Map<string, readonly GivenAt[]>();
  for (const { action, table, index } of statements) {
    const given: GivenAt = (path) =>
      path === "TableName" ? table && [table] : path === "IndexName" ? index && [index] : null;
    on.set(action, [...(on.get(action) ?? []), given]);
  }
  return { actions: [...on.keys()].sort(), isOpen: false, on };
}

/** What is deleted by its version is another action, entry by entry (Amazon S3 API Reference: "DeleteObjects"). */
function askedOfVersions(actions: readonly string[], use: Use, at: At, node: SyntaxNode): AskedOf {
  const listed = givenIn(use.given("Delete") ?? [], at, node)("Objects");
  const each = listed && itemsIn(listed, at, node)?.map((one) => suretyInThings([one], "VersionId", at, node));
  const isKnown = each && each.length > 0 && each.every((one) => one === "given" || one === "absent");
  const asked = [
    ...(each?.includes("absent") ? actions : []),
    ...(each?.includes("given") ? ["s3:DeleteObjectVersion"] : []),
  ];
  return { actions: isKnown ? asked : actions, isOpen: false, isWhole: isKnown === true, on: new Map() };
}

const kinds = ["Put", "Update", "Delete", "ConditionCheck", "Get"] as const;
const actionOf = (kind: string): string => `dynamodb:${kind}Item`;

function askedOfTransaction(actions: readonly string[], use: Use, at: At, node: SyntaxNode): AskedOf {
  const on = new Map<string, readonly GivenAt[]>();
  for (const item of itemsIn(use.given("TransactItems") ?? [], at, node) ?? []) {
    const keys = keysIn(item);
    const known = kinds.filter((kind) => keys?.includes(kind.toLowerCase()));
    if (!keys || known.length === 0 || known.length < keys.length) return { actions, isOpen: true, on: new Map() };
    for (const kind of known) {
      const own = givenIn(givenIn([item], at, node)(kind) ?? [], at, node);
      on.set(actionOf(kind), [...(on.get(actionOf(kind)) ?? []), (path) => own(path)]);
    }
  }
  return on.size > 0 ? { actions: [...on.keys()].sort(), isOpen: false, on } : { actions, isOpen: true, on };
}

const mayAdd = /\b(?:push|unshift|splice|concat|append|extend|insert|add|addAll)\s{0,9}\(|<<|\[\]\s{0,9}=/;

/** The items of lists; null where not all of them are known. */
function itemsIn(things: readonly Thing[], at: At, call: SyntaxNode): readonly Thing[] | null {
  const items: Thing[] = [];
  for (const thing of things) {
    // What builders are given one behind the other.
    if (thing.kind === "sdk") {
      items.push(thing);
      continue;
    }
    if (thing.kind !== "list") return null;
    const { file, node, frame } = thing;
    // A list that has a name may get more until it is given.
    if ((node.start < call.start || node.end > call.end) && mayAdd.test(file.tree.text)) return null;
    for (const part of partsOf(node)) {
      const values = /spread|splat|unpack/.test(part.type) ? [] : at.flow.value(file, part, frame);
      if (values.length === 0) return null;
      items.push(...values);
    }
  }
  return items;
}

/** What an object gives, in lower case; null where not all of it is known. */
function keysIn(thing: Thing): readonly string[] | null {
  if (thing.kind === "sdk") return thing.sdk.kind === "request" ? [...(thing.sdk.given?.keys() ?? [])] : null;
  const entries = thing.kind === "object" ? (thing.file.code.entries(thing.node) ?? []) : [];
  const keys = entries.map(({ key }) => key?.toLowerCase() ?? null);
  return keys.every((key) => key !== null) ? keys : null;
}

/** The tables that stand as keys in `RequestItems`, or in the items of a transaction. */
export function tablesIn(operation: Operation, use: Use, at: At, node: SyntaxNode): Use["given"] {
  if (operation.prefix !== "dynamodb" || !/^(?:Batch|Transact)/.test(operation.name)) return use.given;
  return (parameter) => {
    if (parameter !== "TableName") return use.given(parameter);
    const own = use.given("TableName");
    if (own) return own;
    const requests = use.given("RequestItems");
    if (requests) return keysOf(requests, at);
    const items = use.given("TransactItems") ?? [];
    const inner = kinds.flatMap((kind) => givenIn(givenIn(items, at, node)(kind) ?? [], at, node)("TableName") ?? []);
    // Items that are not known are of other tables.
    return inner.length === 0 ? null : itemsIn(items, at, node) ? inner : [...inner, text(null)];
  };
}

function keysOf(things: readonly Thing[], at: At): readonly Thing[] | null {
  const keys = things.flatMap((thing) =>
    thing.kind === "object"
      ? (thing.file.code.entries(thing.node) ?? []).flatMap((entry): readonly Thing[] => {
          const key = childOf(entry.node, "key");
          if (!key || /^(?:property_identifier|shorthand)/.test(key.type))
            return entry.key === null ? [] : [text(entry.key)];
          return at.flow.value(
            thing.file,
            key.type === "computed_property_name" ? (partsOf(key)[0] ?? key) : key,
            thing.frame,
          );
        })
      : [],
  );
  return keys.length > 0 ? keys : null;
}
