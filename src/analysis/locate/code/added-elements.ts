/** What methods of AWS CDK add to a statement that is kept in a variable: `statement.addActions("s3:GetObject")`, also in a branch. */
import { unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry, stringNode } from "../../source/made-values";
import type { SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { type Span, spanOf } from "../../text";
import { type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import type { AddedBy, Mutation } from "./mutations";
import { principal } from "./principals";
import type { CodeValues } from "./values";

/** By the names of methods in small letters, the element that they add to. */
const elements: { readonly [method: string]: string | undefined } = tableOf({
  addactions: "Action",
  addnotactions: "NotAction",
  addresources: "Resource",
  addallresources: "Resource",
  addnotresources: "NotResource",
  addprincipals: "Principal",
  addanyprincipal: "Principal",
  addserviceprincipal: "Principal",
  addawsaccountprincipal: "Principal",
  addaccountrootprincipal: "Principal",
  addarnprincipal: "Principal",
  addcanonicaluserprincipal: "Principal",
});

/** What principals those methods make of what they are given. */
const principalMethods: { readonly [method: string]: string | undefined } = tableOf({
  addanyprincipal: "AnyPrincipal",
  addserviceprincipal: "ServicePrincipal",
  addawsaccountprincipal: "AccountPrincipal",
  addaccountrootprincipal: "AccountRootPrincipal",
  addarnprincipal: "ArnPrincipal",
  addcanonicaluserprincipal: "CanonicalUserPrincipal",
});

/** The elements of a statement with what methods add to it. @param made where the statement is made */
export function withAdded(
  values: CodeValues,
  written: readonly ObjectEntry[],
  { added, isWhole }: Mutation,
  made: SyntaxNode,
): readonly ObjectEntry[] {
  const nowhere = { start: made.end, end: made.end };
  const byElement = new Map<string, ValueNode[]>();
  const open: Span[] = [];
  const conditions: ObjectNode[] = [];
  for (const one of added) {
    const element = elements[one.method];
    const condition = conditionOf(values, one);
    if (condition) conditions.push(condition);
    if (condition) continue;
    if (element === undefined) open.push(spanOf(one.call));
    if (element === undefined) continue;
    const items = itemsOf(values, one).map((item) =>
      one.within ? unknown({ start: one.within.start, end: one.call.end }, [item, null]) : item,
    );
    byElement.set(element, [...(byElement.get(element) ?? []), ...items]);
  }
  const entries = [...written];
  for (const [key, items] of byElement) {
    const at = entries.findIndex((one) => one.key === key);
    const own = entries[at]?.value;
    const before = own ? (own.kind === "array" ? own.items : [own]) : [];
    const value = listNode(own?.span ?? nowhere, [...before, ...items]);
    if (own) values.foreign.add(value);
    if (own) entries[at] = { ...entries[at]!, value };
    else entries.push(entryFor(key, value, nowhere));
  }
  if (conditions.length > 0) addConditions(values, entries, conditions, nowhere);
  if (!isWhole && open.length === 0) open.push(nowhere);
  return [...entries, ...open.map((span) => openEntry(span, nowhere))];
}

function itemsOf(values: CodeValues, { method, call, within }: AddedBy): readonly ValueNode[] {
  if (within === undefined) return [unknown(spanOf(call))];
  if (method === "addallresources") return [stringNode({ start: call.end, end: call.end }, "*")];
  const name = principalMethods[method];
  const given = values.file.argumentsOf(call);
  if (name !== undefined) return [principal(values, call, name) ?? unknown(spanOf(call))];
  return given.map((one) => values.value(one));
}

/** `addCondition("Bool", { … })` and `addConditions({ … })` as blocks of conditions; null for what is not certain, or not written out. */
function conditionOf(values: CodeValues, { method, call, within }: AddedBy): ObjectNode | null {
  if (within !== null || !/^addconditions?$/.test(method)) return null;
  const [first, second] = values.file.argumentsOf(call).map((one) => values.value(one));
  if (method === "addconditions") return first?.kind === "object" ? first : null;
  if (first?.kind !== "string" || second?.kind !== "object") return null;
  return objectNode(spanOf(call), [entryFor(first.value, second, first.span)]);
}

/** Adds them to the element of the statement, the keys of one operator together: the later value of a key counts. */
function addConditions(
  values: CodeValues,
  entries: ObjectEntry[],
  conditions: readonly ObjectNode[],
  nowhere: Span,
): void {
  const at = entries.findIndex(({ key }) => key === "Condition");
  const own = entries[at]?.value;
  if (own && own.kind !== "object") {
    entries.push(openEntry(conditions[0]!.span, nowhere));
    return;
  }
  const blocks = new Map<string, ObjectEntry>();
  for (const block of [...(own?.entries ?? []), ...conditions.flatMap((one) => one.entries)]) {
    const known = blocks.get(block.key);
    const both = known?.value.kind === "object" && block.value.kind === "object" ? [known.value, block.value] : null;
    const keys = new Map(both?.flatMap((one) => one.entries.map((entry) => [entry.key, entry] as const)));
    blocks.set(block.key, both ? { ...known!, value: { ...both[0]!, entries: [...keys.values()] } } : block);
  }
  const value = objectNode(own?.span ?? nowhere, [...blocks.values()]);
  values.foreign.add(value);
  for (const block of blocks.values()) values.foreign.add(block.value);
  if (own) entries[at] = { ...entries[at]!, value };
  else entries.push(entryFor("Condition", value, nowhere));
}
