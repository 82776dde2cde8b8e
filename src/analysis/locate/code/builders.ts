/**
 * Statements of policies as Java, C# and Go put them together: AWS CDK's builders and properties, the builder of the AWS SDK for Java 2,
 * and Pulumi's arguments.
 */
import type { CodeFile } from "../../code/code-file";
import type { Call } from "../../code/language";
import { unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry, stringNode } from "../../source/made-values";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Span, spanOf, startOf } from "../../text";
import { entryOf, type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../../value";
import { fromBlocks } from "../terraform/shapes";
import { elementOf } from "./cdk";
import { principal, principals } from "./principals";
import type { CodeValues } from "./values";

const statementProperties = /(?:^|\.)(?:PolicyStatementProps|GetPolicyDocumentStatement(?:Input)?(?:Args)?)$/;
const documentProperties = /(?:^|\.)PolicyDocumentProps$/;
const statementBuilder = /(?:^|\.)(?:PolicyStatement(?:\.Builder|Props)?|IamStatement)$/;
const documentBuilder = /(?:^|\.)(?:PolicyDocument(?:\.Builder|Props)?|IamPolicy)$/;
const permissionProperties = /(?:^|\.)Permission(?:Props|\.Builder)?$/;
const wrappers = /^(?:new|NewPolicyStatement|NewPolicyDocument)$/;
const wrapped = /(?:^|\.)(?:PolicyStatement|PolicyDocument)$/;
/** Calls in one another. Nobody writes a longer chain. */
const longestChain = 200;

/** What such an expression makes of a policy; null where it is none of these. */
export function builtValue(values: CodeValues, node: SyntaxNode): ValueNode | null {
  const { file } = values;
  const effect = effectOf(file, node);
  if (effect) return effect;
  if (node.type === "lambda_expression") return fromLambda(values, node);
  const type = file.language.typeOf?.(node);
  if (type && statementProperties.test(file.name(type))) return fromProperties(values, node, "statement");
  if (type && documentProperties.test(file.name(type))) return fromProperties(values, node, "document");
  if (type && permissionProperties.test(file.name(type))) return permission(values, node, givenIn(values, node));
  const call = file.call(node);
  if (!call) return null;
  const made = principalName(file, call);
  if (made !== null) return principal(values, node, made);
  if (call.of && /^[gG]rant$/.test(call.name)) return granted(values, call, node);
  const only = call.arguments.length === 1 ? call.arguments[0]!.value : null;
  if (only && wrappers.test(call.name) && (call.name !== "new" || (call.of && wrapped.test(file.name(call.of))))) {
    const value = values.value(only);
    return value.kind === "object" ? value : null;
  }
  // `jsii.String("text")`, `aws.String("text")`.
  const plain = only && /^(?:String|ToString|StringPtr|ToStringPtr)$/.test(call.name) ? values.value(only) : null;
  if (plain && /^(?:string|template)$/.test(plain.kind)) return plain;
  if (file.language.typeOf && !file.name(node).includes("uild")) return formatted(values, call, node);
  return fromChain(values, node) ?? formatted(values, call, node);
}

/** `ServicePrincipal` of `new ServicePrincipal("…")` and of `awsiam.NewServicePrincipal(…)`; null for what makes no principal. */
export function principalName(file: CodeFile, call: Call): string | null {
  const name = call.name === "new" ? (call.of ? file.ownName(call.of) : "") : call.name.replace(/^New(?=[A-Z])/, "");
  const isMade = call.name === "new" || call.name.startsWith("New");
  return isMade && /^[A-Z]\w{0,60}Principal$/.test(name) ? name : null;
}

/** `Effect.ALLOW`, `IamEffect.DENY`, `awsiam.Effect_ALLOW`; and what people call their own constants: `EffectAllow`. */
function effectOf(file: CodeFile, node: SyntaxNode): ValueNode | null {
  const [, name] =
    /(?:^|\.)(?:(?:Iam)?Effect[._]|\w{0,40}Effect(?=[AD][a-z]))(ALLOW|DENY|Allow|Deny)$/.exec(file.name(node)) ?? [];
  return name === undefined ? null : stringNode(spanOf(node), name.toUpperCase() === "ALLOW" ? "Allow" : "Deny");
}

/** Texts with what is filled in: `fmt.Sprintf("arn:aws:s3:::%s", name)`, `String.format(…)`. */
function formatted(values: CodeValues, call: Call, node: SyntaxNode): ValueNode | null {
  if (!/^(?:Sprintf|format|Format|sprintf)$/.test(call.name)) return null;
  const format = call.arguments[0] && values.value(call.arguments[0].value);
  // A format alone, as in C#'s `string.Format`, has other holes.
  if (format?.kind !== "string" || !/%|\{\d/.test(format.value)) return null;
  const parts = format.value
    .split(/%[svdq]|\{\d{1,2}\}/)
    .flatMap((text, index) => (index === 0 ? [text] : [{ name: "" }, text]));
  return { kind: "template", span: spanOf(node), parts };
}

function fromProperties(values: CodeValues, node: SyntaxNode, what: "statement" | "document"): ValueNode | null {
  const given = givenIn(values, node);
  if (!given) return null;
  return what === "statement" ? statement(values, node, given) : document(values, node, given);
}

function givenIn({ file, literals }: CodeValues, node: SyntaxNode): readonly Given[] | null {
  const entries = literals.pairs?.(file, node) ?? file.entries(node);
  return entries?.map(({ key, value, node: at }) => ({ name: key ?? openKey, at, values: [value] })) ?? null;
}

/** What `addPermission` of CDK's functions is given: which function it is for stands beside it. */
function permission(values: CodeValues, node: SyntaxNode, given: readonly Given[] | null): ObjectNode | null {
  if (!given?.some(({ name }) => /^action$/i.test(name))) return null;
  const entries = given.flatMap(({ name, at, values: [value] }) =>
    value ? [entryFor(name, values.value(value), spanOf(at))] : [],
  );
  return entriesOf(node, [...entries, entryFor("function", unknown(startOf(node)))]);
}

/** `table.grant(handler, "dynamodb:GetItem")`: on what, the construct knows. */
function granted(values: CodeValues, call: Call, node: SyntaxNode): ObjectNode | null {
  const actions = call.arguments.slice(1).map(({ value }) => values.value(value));
  const all = actions.flatMap((action) => (action.kind === "array" ? action.items : [action]));
  if (!all.some((one) => one.kind === "string" && /^[a-z0-9-]{2,40}:(?:\*|[A-Z][\w*]*)$/.test(one.value))) return null;
  const at = { start: node.end, end: node.end };
  const made = entriesOf(node, [
    entryFor("Effect", stringNode(at, "Allow")),
    entryFor("Action", listNode(at, all)),
    openEntry(at),
  ]);
  values.statements.set(made, { call: node, properties: made });
  return made;
}

/** What is given under one name. */
interface Given {
  readonly name: string;
  readonly at: SyntaxNode;
  readonly values: readonly SyntaxNode[];
}

/** `b -> b.effect(IamEffect.ALLOW).addAction("s3:GetObject")`. */
function fromLambda(values: CodeValues, node: SyntaxNode): ValueNode | null {
  const { file } = values;
  const [parameter, body] = [childOf(node, "parameters"), childOf(node, "body")];
  const chain = parameter && body && chainOf(file, body);
  if (!chain || !chain.start || file.text(chain.start) !== file.text(parameter)) return null;
  const names = chain.links.map(({ name }) => name);
  if (!names.some((name) => /^(?:add)?[aA]ctions?$/.test(name))) return null;
  // A statement that is changed need not say its effect again.
  if (!names.includes("effect") && !/\bIam(?:Statement|Policy)\b/.test(file.tree.text)) return null;
  const isWhole = names.includes("effect");
  return statement(values, node, isWhole ? chain.links : [...chain.links, { name: openKey, at: node, values: [] }]);
}

function fromChain(values: CodeValues, node: SyntaxNode): ValueNode | null {
  const { file } = values;
  const chain = chainOf(file, node);
  if (!chain?.start) return null;
  const maker = file.name(chain.start);
  const make = permissionProperties.test(maker)
    ? permission
    : statementBuilder.test(maker)
      ? statement
      : documentBuilder.test(maker)
        ? document
        : null;
  const made = make?.(values, node, chain.links) ?? null;
  // The calls inside are parts of this one.
  if (made) for (const one of chain.nodes) values.read.set(one, made);
  return made;
}

interface Chain {
  /** What the first call is called on. */
  readonly start: SyntaxNode | null;
  readonly links: readonly Given[];
  readonly nodes: readonly SyntaxNode[];
}

function chainOf(file: CodeFile, node: SyntaxNode): Chain | null {
  const links: Given[] = [];
  const nodes: SyntaxNode[] = [];
  let at: SyntaxNode | null = node;
  for (let call = file.call(node); call; call = at ? file.call(at) : null) {
    if (nodes.push(at!) > longestChain || call.name === "new") return null;
    links.unshift({ name: call.name, at: at!, values: call.arguments.map(({ value }) => value) });
    at = call.of && file.language.unwrap(call.of);
  }
  return links.length === 0 ? null : { start: at, links, nodes };
}

/** What the methods and properties are called that give an element: `actions`, `Actions`, `addAction`. */
function elementNamed(name: string): string | undefined {
  const plain = name.replace(/^add(?=[A-Z])/, "");
  const property = plain.charAt(0).toLowerCase() + plain.slice(1);
  return elementOf(property) ?? elementOf(`${property}s`);
}

/** Makes no statement of its own: begins and ends a chain. */
const frame = /^(?:create|builder|build)$/;

function statement(values: CodeValues, node: SyntaxNode, given: readonly Given[]): ObjectNode | null {
  const elements = new Map<string, { readonly at: Span; readonly items: ValueNode[]; isList: boolean }>();
  let isOpen = false;
  for (const { name, at, values: list } of given) {
    if (frame.test(name)) continue;
    const element = name === openKey ? undefined : elementNamed(name);
    if (element === undefined) {
      isOpen = true;
      continue;
    }
    const known = elements.get(element) ?? { at: spanOf(at), items: [], isList: false };
    elements.set(element, known);
    // What the SDK's builder takes for principals and conditions has several arguments.
    const isKnown = !/^(?:Not)?Principal$|^Condition$/.test(element) || (list.length === 1 && !name.startsWith("add"));
    known.items.push(...(isKnown ? list.map((one) => values.value(one)) : [unknown(spanOf(at))]));
    known.isList ||= name.startsWith("add") || list.length > 1;
  }
  if (!elements.has("Action") && !elements.has("NotAction")) return null;
  const entries = [...elements].map(([key, { at, items, isList }]): ObjectEntry =>
    // Conditions that are given one by one are merged.
    entryFor(key, isBlock(key) ? blockOf(values, key, items, isList, at) : listed(items, isList, at), at),
  );
  const nowhere = startOf(node);
  if (!elements.has("Effect") && !isOpen) entries.unshift(entryFor("Effect", stringNode(nowhere, "Allow")));
  if (isOpen) entries.push(openEntry(nowhere));
  const made = entriesOf(node, entries);
  values.statements.set(made, { call: node, properties: made });
  return made;
}

type Block = "Principal" | "NotPrincipal" | "Condition";

function isBlock(element: string): element is Block {
  return /^(?:Not)?Principal$|^Condition$/.test(element);
}

/** Whom a statement is about, or when it applies; conditions that are given one by one are merged, and those that a function makes are not known. */
function blockOf(
  values: CodeValues,
  element: Block,
  items: readonly ValueNode[],
  isList: boolean,
  at: Span,
): ValueNode {
  const value = listed(items, isList, at);
  const read = fromBlocks(element, value);
  if (read) return read;
  if (element !== "Condition") return principals(values, value);
  return isList || items.length > 1 || value.kind === "array" ? unknown(at) : value;
}

function entriesOf(node: SyntaxNode, entries: readonly ObjectEntry[]): ObjectNode {
  return objectNode(spanOf(node), entries);
}

/** What is given at once as a list, or one by one. */
function listed(items: readonly ValueNode[], isList: boolean, at: Span): ValueNode {
  const [first] = items;
  if (items.length === 1 && first && (!isList || first.kind !== "string")) return first;
  const all = items.flatMap((item) => (item.kind === "array" ? item.items : [item]));
  return listNode(first?.span ?? at, all);
}

function document(values: CodeValues, node: SyntaxNode, given: readonly Given[]): ObjectNode | null {
  const statements = given.filter(({ name }) => /^(?:add)?statements?$/i.test(name));
  const items = statements.flatMap(({ values: list }) => list.map((one) => values.value(one)));
  if (items.length === 0) return null;
  const nowhere = startOf(node);
  const all = items.flatMap((item) => (item.kind === "array" ? item.items : [item]));
  if (!all.some((item) => item.kind === "object" && entryOf(item, "Effect"))) return null;
  return objectNode(spanOf(node), [
    entryFor("Version", stringNode(nowhere, "2012-10-17")),
    entryFor("Statement", listNode(nowhere, all)),
    // Others may be added, and other documents taken over.
    openEntry(nowhere),
  ]);
}
