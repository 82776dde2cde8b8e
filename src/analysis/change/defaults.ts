/** The defaults of parameters and variables: where a change gives them another value, the policies say something else. */
import { argumentOf, readBlocks, readOuterArguments } from "../locate/terraform/blocks";
import { TerraformValues } from "../locate/terraform/values";
import { parseJson } from "../source/json-tree";
import { listNode, stringNode } from "../source/made-values";
import type { Source } from "../source/source";
import { type Hole, type TextPart, valueAt, type ValueNode } from "../value";
import { itemsInPlace, withParts } from "../value-parts";
import type { Beside } from "./beside";
import type { NamedText } from "./terraform/join";

/** Values by the names that policies have for them: `Bucket`, `var.bucket`. */
export type Defaults = ReadonlyMap<string, string | readonly string[]>;

/**
 * The defaults that a document declares, of those that are texts or lists of texts.
 * @param files variables files that Terraform reads by itself, which say more than a default
 * @param above what others that differ give the parameters of a template: what one gives says more as well
 */
export function defaultsOf(source: Source, files: readonly NamedText[] = [], above?: Beside["given"]): Defaults {
  const { form } = source;
  if (form === "hcl") return new Map([...inTerraform(source), ...givenBy(files, source)]);
  const roots: readonly (ValueNode | null)[] =
    form === "json" ? [source.json.root] : form === "yaml" ? source.yaml.roots : [];
  const found = new Map<string, string | readonly string[]>();
  for (const root of roots) {
    const parameters = root && valueAt(root, "Parameters");
    if (parameters?.kind !== "object") continue;
    const conditions = valueAt(root!, "Conditions");
    const deciding = conditions ? source.text.slice(conditions.span.start, conditions.span.end) : "";
    for (const { key, value } of parameters.entries) {
      const type = valueAt(value, "Type");
      const given = valueAt(value, "Default");
      const all = above?.get(key) ?? [];
      const isGiven = all.length === 1 && written.test(all[0]!);
      if (all.length > 0 && !isGiven) continue;
      const said = isGiven ? all[0]! : textOf(given);
      // What the conditions ask for, and what says that nothing is given, is as good as empty.
      const text =
        (said !== null && nothing.test(said) && deciding.includes(key) ? "" : said) ??
        (given ? resolvedLater(given, source.text) : null);
      // The default of a parameter of Systems Manager is its name, not its value.
      if (text === null || type?.kind !== "string" || type.value.startsWith("AWS::SSM::")) continue;
      found.set(
        key,
        /^(?:CommaDelimitedList|List<)/.test(type.value) ? text.split(",").map((one) => one.trim()) : text,
      );
    }
  }
  return found;
}

/** A text of a template, and nothing that it refers to. */
const written = /^[\w:/.*@+=,-]{1,500}$/;

const nothing = /^(?:none|null|nil|n\/a|undefined|unset|disabled|false|no|-)$/i;

/** `{{resolve:ssm:/bucket}}`: what is looked up under the same name is the same. */
function resolvedLater({ span }: ValueNode, text: string): string | null {
  return /^["']?(\{\{resolve:[^{}"'\n]{1,300}\}\})["']?$/.exec(text.slice(span.start, span.end).trim())?.[1] ?? null;
}

function inTerraform(source: Source): Defaults {
  const tree = source.syntax("hcl");
  if (!tree) return new Map();
  const blocks = readBlocks(tree);
  const values = new TerraformValues(tree, blocks);
  const found = new Map<string, string | readonly string[]>();
  for (const block of blocks) {
    const expression = block.type === "variable" ? argumentOf(block, "default") : null;
    const value = expression && values.value(expression);
    if (!value) continue;
    const said = saidBy(value);
    if (said !== null) found.set(`var.${block.labels[0]}`, said);
  }
  return found;
}

/** In the order in which Terraform reads them: a later one wins, and what is given otherwise than as texts is not known. */
function givenBy(files: readonly NamedText[], source: Source): Defaults {
  const found = new Map<string, string | readonly string[]>();
  for (const { name, text } of files) {
    const { root } = name.endsWith(".json") ? parseJson(text) : { root: null };
    if (root?.kind === "object")
      for (const { key, value } of root.entries) found.set(`var.${key}`, saidBy(value) ?? notKnown);
    const tree = name.endsWith(".json") ? null : source.syntaxOf("hcl", text);
    const values = tree && new TerraformValues(tree, []);
    for (const one of tree ? readOuterArguments(tree) : []) {
      const value = values?.value(one.value);
      found.set(`var.${one.name}`, (value && saidBy(value)) ?? notKnown);
    }
  }
  return new Map([...found].filter(([, value]) => value !== notKnown));
}

const notKnown: readonly string[] = [];

function saidBy(value: ValueNode): string | readonly string[] | null {
  const text = textOf(value);
  if (text !== null || value.kind !== "array") return text;
  const all = value.items.flatMap((item) => textOf(item) ?? []);
  return all.length === value.items.length ? all : null;
}

function textOf(node: ValueNode | undefined): string | null {
  if (node?.kind === "string") return node.value;
  return node?.kind === "number" || node?.kind === "boolean" ? String(node.value) : null;
}

/** All that a document declares, by the names that policies have for it, whether there is a default or not. */
export function declaredNames(source: Source): ReadonlySet<string> {
  const tree = source.form === "hcl" ? source.syntax("hcl") : null;
  if (tree)
    return new Set(readBlocks(tree).flatMap(({ type, labels }) => (type === "variable" ? [`var.${labels[0]}`] : [])));
  const { form } = source;
  const roots: readonly (ValueNode | null)[] =
    form === "json" ? [source.json.root] : form === "yaml" ? source.yaml.roots : [];
  return new Set(
    roots.flatMap((root) => {
      const parameters = root ? valueAt(root, "Parameters") : undefined;
      return parameters?.kind === "object" ? parameters.entries.map(({ key }) => key) : [];
    }),
  );
}

/**
 * Those of the first that the second gives another value, or does not declare at all, so that something else stands there; what is
 * declared without a default is left open, and so is what is empty by default, for others to give.
 * @param declared what the second declares
 */
export function differing(defaults: Defaults, others: Defaults, declared: ReadonlySet<string>): Defaults {
  return new Map(
    [...defaults].filter(([name, value]) =>
      others.has(name)
        ? JSON.stringify(others.get(name)) !== JSON.stringify(value)
        : !isEmpty(value) && !declared.has(name),
    ),
  );
}

/** Of a template without another side, the defaults that are managed policies of AWS and nothing else: they are what is known to be attached. */
export function managedByDefault(defaults: Defaults): Defaults {
  return new Map(
    [...defaults].filter(([name, value]) => {
      const all = typeof value === "string" ? value.split(",") : value;
      return !name.startsWith("var.") && all.every((one) => managedArn.test(one));
    }),
  );
}

const managedArn = /^arn:aws[\w-]{0,20}:iam::aws:policy\/[\w+=,.@/-]{1,200}$/;

/** Of an empty text a list of CloudFormation has one item. */
function isEmpty(value: string | readonly string[]): boolean {
  return typeof value === "string" ? value === "" : value.every((one) => one === "");
}

/** `!Ref P` in all its forms. */
const reference = /^(?:!Ref\s|\{?\s?["']?Ref["']?\s?:)\s?["']?(\w{1,255})["']?\s?\}?$/;

/** `!Split [",", !Ref P]` in all its forms. */
const split =
  /^(?:!Split\s|\{?\s?["']?Fn::Split["']?\s?:)\s?\[\s?["']([^"'\n]{1,8})["']\s?,\s?([^[\]]{1,300})\]\s?\}?$/;

/** The list that a default is split into. */
function splitDefault(written: string, defaults: Defaults): readonly string[] | undefined {
  const [, by = "", of = ""] = split.exec(written) ?? [];
  const value = defaults.get(reference.exec(of.trim())?.[1] ?? "");
  return typeof value === "string" ? value.split(by) : undefined;
}

/** A value with the defaults in place of their names, and the very same where it has none. `text` is what it stands in. */
export function withDefaults(node: ValueNode, defaults: Defaults | undefined, text: string): ValueNode {
  if (!defaults?.size) return node;
  const filled = (one: ValueNode): ValueNode => withDefaults(one, defaults, text);
  const { span } = node;
  switch (node.kind) {
    case "object":
      return withParts(node, filled);
    case "array": {
      const items = node.items.map(filled);
      if (items.every((item, at) => item === node.items[at])) return node;
      return { ...node, items: items.flatMap((item, at) => itemsInPlace(item, node.items[at]!)) };
    }
    case "template": {
      if (!node.parts.some((part) => typeof part !== "string" && defaults.has(part.name))) return node;
      const [only, ...others] = node.parts;
      const whole = others.length === 0 && typeof only === "object" ? defaults.get(only.name) : undefined;
      if (whole !== undefined) return valueOf(whole, span);
      const parts = joined(
        node.parts.map((part) => {
          const value = typeof part === "string" ? undefined : defaults.get(part.name);
          return typeof value === "string" ? (lookedUpLater(value) ?? value) : part;
        }),
      );
      const [text, ...more] = parts;
      return typeof text === "string" && more.length === 0 ? stringNode(span, text) : { ...node, parts };
    }
    case "unknown": {
      if (node.alternatives.length > 0) return withParts(node, filled);
      const written = text.slice(span.start, span.end).trim();
      const value = defaults.get(reference.exec(written)?.[1] ?? written) ?? splitDefault(written, defaults);
      return value === undefined ? node : valueOf(value, span);
    }
    default:
      return node;
  }
}

/** A text as it is written, without the names in whose place their defaults stand. */
export function withoutFilled(said: string, defaults: Defaults | undefined): string {
  return said.replace(/\$\{([\w.]{1,300})\}/g, (whole, name: string) => (defaults?.has(name) ? "" : whole));
}

function valueOf(value: string | readonly string[], span: ValueNode["span"]): ValueNode {
  const later = typeof value === "string" ? lookedUpLater(value) : null;
  if (later) return { kind: "template", span, parts: [later] };
  if (typeof value === "string") return stringNode(span, value);
  return listNode(
    span,
    value.map((one) => stringNode(span, one)),
  );
}

/** A dynamic reference of CloudFormation, of which nobody knows here what it stands for. */
function lookedUpLater(value: string): Hole | null {
  const name = /^\{\{(resolve:[^{}]+)\}\}$/.exec(value)?.[1];
  return name === undefined ? null : { name };
}

function joined(parts: readonly TextPart[]): readonly TextPart[] {
  const all: TextPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === "string" && typeof last === "string") all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}
