/**
 * Templates that a file of Terraform fills in: `templatefile("policy.json.tftpl", { bucket = "invoices" })`. Each is read as if it stood behind the
 * document, with the values and without: what the values make wrong is said where they are given. What `file("policy.json")` gives is read with
 * what takes it and without: what is wrong only there is said at the argument.
 */
import { substitutions, textNode } from "../../source/intrinsics";
import { parseJson } from "../../source/json-tree";
import { stringNode } from "../../source/made-values";
import type { Source } from "../../source/source";
import { partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { parseTemplate } from "../../source/template-text";
import { contains, LineIndex, type Span, spanOf } from "../../text";
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
    const { given } = call;
    const policies = policiesIn(
      text,
      block,
      argument,
      given && ((name, at) => fill(given, name, at, fillings)),
      (written, at) => encoded(given, written, at, fillings),
    );
    const alone = given ? policiesIn(text, block, argument, () => null) : policiesIn(text, null, null, null);
    const plain = new Map(
      alone.map((one) => [
        one.root.span.start,
        given ? one : { ...one, place: { ...one.place, fileName: template.name } },
      ]),
    );
    const whole = spanOf(argument.value);
    const lines = new LineIndex(template.text);
    for (const policy of policies)
      found.push({
        policy,
        call: template.name,
        text,
        plain: plain.get(policy.root.span.start) ?? null,
        end: document.text.length,
        cause: (at) => (at.end <= document.text.length ? at : given ? causeOf(at, policy, fillings) : whole),
        inModule: (at) => {
          const used = at.start < start ? fillings.find((one) => contains(one.given, at))?.at : at;
          return used ? { file: template.name, range: lines.range(movedBy(used, start)) } : null;
        },
      });
  }
  return found;
}

function movedBy({ start, end }: Span, offset: number): Span {
  return { start: start - offset, end: end - offset };
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
  /** Null where the file is taken as it is. */
  readonly given: ObjectNode | null;
}

/** Null for what is no call of `file`, nor of `templatefile` with values that are written out. */
function callIn(node: SyntaxNode, values: TerraformValues): Call | null {
  let call = node;
  while (call.type !== "function_call" && call.children.length === 1) call = call.children[0]!;
  const [name, list] = partsOf(call);
  const called = name && textOf(values.tree, name);
  if (call.type !== "function_call" || !list || (called !== "templatefile" && called !== "file")) return null;
  const [named, given] = partsOf(list)
    .filter(({ type }) => type === "expression")
    .map((part) => values.value(part));
  const written = named?.kind === "string" ? [named.value] : named?.kind === "template" ? named.parts : [];
  const [first, ...rest] = written;
  const isHere = typeof first === "string" || /^path\.(?:module|root)$/.test(first?.name ?? "");
  const texts = [typeof first === "string" ? first : "", ...rest];
  if (!isHere || !texts.every((part) => typeof part === "string")) return null;
  const path = joinedFolder("", texts.join(""));
  if (called === "file") return { path, given: null };
  return given?.kind === "object" ? { path, given } : null;
}

/**
 * The policies of a text in JSON.
 * @param block what takes it, by `argument`; null for a text that is read by itself
 * @param fillIn null for a text that is no template
 * @param whole what `${jsonencode(actions)}` gives
 */
function policiesIn(
  text: string,
  block: Block | null,
  argument: Argument | null,
  fillIn: ((name: string, at: Span) => string | null) | null,
  whole: (written: string, at: Span) => ValueNode | null = () => null,
): readonly LocatedPolicy[] {
  const string = (span: Span, value: string): ValueNode => {
    const parts = value.split("$${").flatMap((part, index): TextPart[] => {
      const read = substitutions(part).map((one) => (typeof one === "string" ? one : (fillIn!(one.name, span) ?? one)));
      return index === 0 ? read : ["${", ...read];
    });
    return parts.every((part) => typeof part === "string") ? stringNode(span, parts.join("")) : textNode(span, parts);
  };
  const { root, problems } = fillIn
    ? (parseTemplate(text, { string, whole }) ?? parseJson(text, { string }))
    : parseJson(text);
  if (!root || problems.length > 0) return [];
  const form: Form = { writer: { edits: () => null }, embedded: () => ({ policies: [], problems: [] }) };
  if (!block) return findPolicies(root, form).policies;
  const known = policyArguments[block.labels[0]!]?.find(({ path }) => path === argument?.name);
  if (!known || known.policyType === "organizations") return [];
  const place = { policyType: known.policyType, resourceType: known.resourceType, label: addressOf(block) };
  return findPolicies(root, form, place).policies;
}

/** The value of which a template takes the JSON. */
function encoded(given: ObjectNode | null, written: string, at: Span, fillings: Filling[]): ValueNode | null {
  const name = /^\$\{~?\s{0,20}jsonencode\(\s{0,20}([\w-]{1,80})\s{0,20}\)\s{0,20}~?\}$/.exec(written)?.[1];
  const value = name === undefined || !given ? undefined : entryOf(given, name)?.value;
  if (value) fillings.push({ at, given: value.span });
  return value ?? null;
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
