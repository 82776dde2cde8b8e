/**
 * Templates that a file of Terraform fills in: `templatefile("policy.json.tftpl", { bucket = "invoices" })`. Each is read as if it stood behind the
 * document, with the values and without: what the values make wrong is said where they are given.
 */
import { substitutions, textNode } from "../../source/intrinsics";
import { parseJson } from "../../source/json-tree";
import type { Source } from "../../source/source";
import { partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { contains, LineIndex, type Span } from "../../text";
import { entryOf, type ObjectNode, type TextPart, type ValueNode } from "../../value";
import { findPolicies, type Form } from "../find";
import type { LocatedPolicy } from "../located";
import { addressOf, type Argument, type Block } from "./blocks";
import { type CalledPolicy, joinedFolder, type SearchedModule } from "./called-modules";
import { policyArguments } from "./resources";
import type { TerraformValues } from "./values";

/** Templates that are read for one document, and characters of them with the blanks before. */
const mostTemplates = 20;
const mostRead = 4_000_000;

/** A value that stands in a template. */
interface Filling {
  readonly at: Span;
  /** Where the document gives it. */
  readonly given: Span;
}

export function filledTemplates({ document }: Source, { blocks, values }: SearchedModule): readonly CalledPolicy[] {
  const templates = new Map(document.templates?.map((template) => [template.path, template]));
  const start = document.text.length + 1;
  const before = " ".repeat(start);
  const found: CalledPolicy[] = [];
  let [count, read] = [0, 0];
  for (const { block, argument } of policyTexts(blocks)) {
    const call = callIn(argument.value, values);
    const template = call && templates.get(call.path);
    if (!template || ++count > mostTemplates || (read += 2 * (start + template.text.length)) > mostRead) continue;
    const fillings: Filling[] = [];
    const text = before + template.text;
    const policies = policiesIn(text, block, argument, (name, at) => fill(call.given, name, at, fillings));
    const plain = new Map(policiesIn(text, block, argument, () => null).map((one) => [one.root.span.start, one]));
    const lines = new LineIndex(template.text);
    for (const policy of policies)
      found.push({
        policy,
        plain: plain.get(policy.root.span.start) ?? null,
        end: document.text.length,
        cause: (at) => (at.end <= document.text.length ? at : causeOf(at, policy, fillings)),
        inModule: ({ start: from, end }) =>
          from < start ? null : { file: template.name, range: lines.range({ start: from - start, end: end - start }) },
      });
  }
  return found;
}

/** The arguments of resources that take policies, and what they are. */
function* policyTexts(blocks: readonly Block[]): Iterable<{ readonly block: Block; readonly argument: Argument }> {
  for (const block of blocks) {
    const known = block.type === "resource" ? policyArguments[block.labels[0] ?? ""] : undefined;
    for (const { path } of known ?? []) {
      const argument = block.arguments.find(({ name }) => name === path);
      if (argument) yield { block, argument };
    }
  }
}

interface Call {
  /** Relative to the folder of the document. */
  readonly path: string;
  readonly given: ObjectNode;
}

/** Null for what is no call of `templatefile` with values that are written out. */
function callIn(node: SyntaxNode, values: TerraformValues): Call | null {
  let call = node;
  while (call.type !== "function_call" && call.children.length === 1) call = call.children[0]!;
  const [name, list] = partsOf(call);
  if (call.type !== "function_call" || !name || !list || textOf(values.tree, name) !== "templatefile") return null;
  const [path, given] = partsOf(list)
    .filter(({ type }) => type === "expression")
    .map((part) => values.value(part));
  const written = path?.kind === "string" ? [path.value] : path?.kind === "template" ? path.parts : [];
  const [first, ...rest] = written;
  const isHere = typeof first === "string" || /^path\.(?:module|root)$/.test(first?.name ?? "");
  const texts = [typeof first === "string" ? first : "", ...rest];
  if (!isHere || given?.kind !== "object" || !texts.every((part) => typeof part === "string")) return null;
  return { path: joinedFolder("", texts.join("")), given };
}

function policiesIn(
  text: string,
  block: Block,
  { name }: Argument,
  fillIn: (name: string, at: Span) => string | null,
): readonly LocatedPolicy[] {
  const string = (span: Span, value: string): ValueNode => {
    const parts = value.split("$${").flatMap((part, index): TextPart[] => {
      const read = substitutions(part).map((one) => (typeof one === "string" ? one : (fillIn(one.name, span) ?? one)));
      return index === 0 ? read : ["${", ...read];
    });
    return parts.every((part) => typeof part === "string")
      ? { kind: "string", span, value: parts.join("") }
      : textNode(span, parts);
  };
  const { root, problems } = parseJson(text, { string });
  const argument = policyArguments[block.labels[0]!]?.find(({ path }) => path === name);
  if (!root || problems.length > 0 || !argument || argument.policyType === "organizations") return [];
  const form: Form = { writer: { edits: () => null }, embedded: () => ({ policies: [], problems: [] }) };
  const place = { policyType: argument.policyType, resourceType: argument.resourceType, label: addressOf(block) };
  return findPolicies(root, form, place).policies;
}

function fill(given: ObjectNode, name: string, at: Span, fillings: Filling[]): string | null {
  const value = entryOf(given, name.trim())?.value;
  if (value?.kind !== "string") return null;
  fillings.push({ at, given: value.span });
  return value.value;
}

/** The value that stands there, or else in the same statement. */
function causeOf(at: Span, { root }: LocatedPolicy, fillings: readonly Filling[]): Span | null {
  const statements = entryOf(root, "Statement")?.value;
  const items = statements?.kind === "array" ? statements.items : statements ? [statements] : [];
  const statement = items.find(({ span }) => contains(span, at))?.span;
  for (const around of [at, statement]) {
    const filling = around && fillings.find((one) => contains(around, one.at));
    if (filling) return filling.given;
  }
  return null;
}
