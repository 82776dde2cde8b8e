/** What policies say, without regard to how it is written: order, case of actions, lists of one, `Sid`, blanks. */
import { methodType } from "../locate/attached/bare";
import type { Policy, Statement } from "../policy/model";
import { conditionOfIf } from "../source/own-conditions";
import { contains, type Span } from "../text";
import type { Hole, ObjectEntry, TemplateNode, ValueNode } from "../value";

const known = new WeakMap<Statement, string>();

/** The same for statements that say the same, whether they are surely there or not. `text` is what the policy stands in. */
export function statementText(statement: Statement, policy: Policy, text: string): string {
  let said = known.get(statement);
  if (said === undefined) {
    const { node } = statement;
    const entries = node.entries.flatMap((entry) => elementText(entry, text) ?? []).sort();
    const meaning = [policy.version?.value === "2012-10-17", ...entries];
    known.set(statement, (said = JSON.stringify(meaning)));
  }
  return said;
}

/** What a value says. `text` is what it stands in. */
export function valueText(value: ValueNode, text: string): string {
  return setText(value, text).replace(/^"|"$/g, "");
}

/** What an element of a statement says, in whatever case its actions are written; null for what means nothing. */
export function elementText({ key, value }: ObjectEntry, text: string): string | null {
  switch (key) {
    case "Sid":
      return null;
    case "Action":
    case "NotAction":
      return `${key} ${setText(value, text, (one) => one.toLowerCase())}`;
    case "Condition":
      return `${key} ${conditionText(value, text)}`;
    default:
      return `${key} ${setText(value, text)}`;
  }
}

function conditionText(node: ValueNode, text: string): string {
  if (node.kind !== "object") return setText(node, text);
  const blocks = node.entries.flatMap(({ key: operator, value }) =>
    value.kind === "object"
      ? value.entries.map((entry) => `${operator} ${entry.key.toLowerCase()} ${setText(entry.value, text)}`)
      : [`${operator} ${setText(value, text)}`],
  );
  return blocks.sort().join("\n");
}

/** Of a value where one and a list of one are the same, and the order of a list is none. */
function setText(node: ValueNode, text: string, said: (text: string) => string = (one) => one): string {
  if (node.kind === "array") return [...new Set(node.items.map((item) => setText(item, text, said)))].sort().join(",");
  if (node.kind === "object") {
    const entries = node.entries.map(({ key, value }) => `${key}:${setText(value, text, said)}`);
    return `{${entries.sort().join(";")}}`;
  }
  return said(scalarText(node, text));
}

function scalarText(node: Exclude<ValueNode, { kind: "array" | "object" }>, text: string): string {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return JSON.stringify(String(node.value));
    case "null":
      return "null";
    case "template": {
      const parts = node.parts.map((part) => (typeof part === "string" ? part : holeText(part, node, text)));
      return parts.every((part) => part !== null) ? JSON.stringify(parts.join("")) : written(node, text);
    }
    case "unknown":
      // What a template chooses by counts as much as what it chooses from.
      return node.alternatives.length === 0
        ? named(node, text)
        : `${chosenBy(node, text)}=${node.alternatives.map((one) => (one ? setText(one, text) : "")).join("|")}`;
  }
}

/** Null for what only the whole text tells. */
function holeText(hole: Hole, node: TemplateNode, text: string): string | null {
  const expression = expressionOf(hole, node, text);
  if (expression !== null) return `\${${writtenAlike(expression)}}`;
  return hole.name === "" ? null : `\${${nameOf(hole)}}`;
}

/** A hole as it is written: `aws_sqs_queue.jobs["ops"].arn`. */
export function nameOf({ name, instance }: Hole): string {
  return instance === undefined ? name : name.replace(/(?=\.[\w-]{1,100}$)/, () => instance);
}

/** The value that `Fn::Sub` has for a hole beside its text, as it is written; null where it has none. */
export function expressionOf(hole: Hole, node: ValueNode, text: string): string | null {
  const span = node.kind === "template" ? (node.substitution ?? node).expressions?.get(hole) : undefined;
  return span ? text.slice(span.start, span.end) : null;
}

/** What chooses between alternatives: the condition of a template, in a line or in several; else all that is written. */
function chosenBy(node: ValueNode, text: string): string {
  const condition = conditionOfIf(text.slice(node.span.start, node.span.end));
  return condition === null ? written(node, text) : `!If ${condition}`;
}

/** `var.bucket` says what `"${var.bucket}"` does. */
function named({ span }: ValueNode, text: string): string {
  const said = saidAt(span, text);
  const name = nameIn(said.trim());
  return name === null ? writtenAlike(said) : JSON.stringify(`\${${name}}`);
}

/** The name that a reference of Terraform is; null for any other text. */
export function nameIn(text: string): string | null {
  return text.length <= 300 && /^[a-z][\w-]*\.[\w.-]+$/.test(text) ? text : null;
}

function written({ span }: ValueNode, text: string): string {
  return writtenAlike(saidAt(span, text));
}

/** What is written in place of a value; `${jsonencode(x)}` in JSON is `x`. */
export function saidAt({ start, end }: Span, text: string): string {
  const said = text.slice(start, end);
  return asJson.exec(said)?.[1]?.trim() ?? said;
}

const asJson = /^\$\{\s{0,20}jsonencode\(([^{}"]{1,300})\)\s{0,20}\}$/;

/** The same for what is written with other blanks, quotes and commas at the end of lists, and with a line break before a member. */
export function writtenAlike(text: string): string {
  return text
    .replace(/[\s"']+/g, " ")
    .replace(/ ?([[\]{}(),:]) ?/g, "$1")
    .replace(/ (?=\.[A-Za-z_])/g, "")
    .replace(/ ?(?<![=!<>])=(?![=>]) ?/g, "=")
    .replace(/,(?=[\])}])/g, "")
    .trim();
}

/** What begins the address of a policy that a plan does not tell. */
export const laterPrefix = "known after apply ";

/** What begins access that no policy says: the type of what gives it follows. */
export const grantPrefix = "gives access ";

/** What begins what may ask nobody who calls: its name follows, and in the next line how it is written. */
export const askingPrefix = "asks nobody ";

/** The elements that a template leaves open beside the statements, each as it is written. */
export function openTexts(policy: Policy, text: string): readonly string[] {
  const { statementEntry, node, complete, place } = policy;
  if (place.afterApply) return [laterPrefix + (place.label ?? "")];
  if (complete) return [];
  const open: string[] = [];
  const look = (value: ValueNode): void => {
    if (value.kind === "array") value.items.forEach(look);
    // One of several is read as each of them.
    else if (value.kind === "unknown" && value.alternatives.length > 0) {
      for (const one of value.alternatives) if (one) look(one);
    } else if (value.kind === "template" || value.kind === "unknown") open.push(asNamed(written(value, text)));
  };
  if (statementEntry) look(statementEntry.value);
  for (const { key, value } of node.entries)
    if (!/^[A-Z]\w+$/.test(key) && !isAddedBy(policy, value)) open.push(withoutTexts(written(value, text)));
  // What stands nowhere is told by the statements themselves.
  const said = open.filter((one) => one !== "");
  if (place.resourceType === methodType) return said.map((one) => `${askingPrefix}${place.label}\n${one}`);
  return place.isGrant ? said.map((one) => `${grantPrefix}${place.resourceType} ${one}`) : said;
}

/** Names in a list, in Terraform: `["${var.policy}"]` is `[var.policy]`, and a list of one is that. */
function withoutTexts(text: string): string {
  if (!text.startsWith("[")) return text;
  return text.replace(/\$\{([\w.-]{1,300})\}(?=[\],])/g, "$1").replace(/^\[([\w.-]{1,300})\]$/, "$1");
}

/** A text that is nothing but a name, in Terraform: `"${var.policy}"` is `var.policy`. */
function asNamed(text: string): string {
  return /^\$\{([^{}]{1,1000})\}$/.exec(text)?.[1]?.trim() ?? text;
}

/** Code adds statements one by one: that others may stand beside one of them is no news, for they are read as well. */
function isAddedBy({ statements }: Policy, { span }: ValueNode): boolean {
  return statements.some(
    ({ node, conditional }) => !conditional && (contains(span, node.span) || contains(node.span, span)),
  );
}

/** A policy of code that is there in some deployments alone. */
export function inSomeDeployments(policy: Policy): Policy {
  const entries = policy.node.entries.filter(({ key, value }) => /^[A-Z]\w+$/.test(key) || !isAddedBy(policy, value));
  const statements = policy.statements.map((one): Statement => ({ ...one, conditional: true }));
  return { ...policy, node: { ...policy.node, entries }, statements };
}
