/** The logical ids of a CloudFormation template: where each is declared, and where something refers to it, to the character. */
import type { SourceDocument } from "../../analysis/source/document";
import { formOf } from "../../analysis/source/forms";
import { parseJson } from "../../analysis/source/json-tree";
import { parseYaml } from "../../analysis/source/yaml-tree";
import type { Span } from "../../analysis/text";
import { childrenOf, entryOf, type ObjectNode, type StringNode, valueAt, type ValueNode } from "../../analysis/value";

export interface Declaration {
  readonly id: string;
  readonly kind: "resource" | "parameter";
  /** `AWS::IAM::Role`; of a parameter, its own type; null where none is written. */
  readonly type: string | null;
  /** The name alone, without quotes; null where it is not written as it is read. */
  readonly name: Span | null;
  /** From the name to the end of what it declares. */
  readonly span: Span;
}

export interface Reference {
  readonly id: string;
  /** The id alone; null where it is not written as it is read. */
  readonly name: Span | null;
  /** All that says it: `${Role.Arn}`, `Role.Arn`. */
  readonly span: Span;
}

export interface TemplateIds {
  readonly declarations: readonly Declaration[];
  readonly references: readonly Reference[];
  /** Something that refers to what only the deployment knows, or that makes names of others: a loop, a macro. */
  readonly open: readonly Span[];
  /** The texts in which no reference is read. */
  readonly texts: readonly string[];
  /** The texts that `Fn::Sub` fills in, without what it fills in. */
  readonly substituted: readonly string[];
  /** A template of its own, and no part of a document of another tool. */
  readonly isAlone: boolean;
}

/** Null for a document that is no template, of which there is not one alone, or that cannot be read to its end. */
export function templateIdsOf(document: SourceDocument): TemplateIds | null {
  const { text } = document;
  if (!/\bResources\b/.test(text) || !/\bType\b/.test(text)) return null;
  const root = rootOf(document);
  if (root?.kind !== "object") return null;
  const own = entryOf(root, "Resources")?.value;
  const section = own ?? valueAt(root, "resources", "Resources");
  if (section?.kind !== "object" || !section.entries.some(({ value }) => isResource(value))) return null;
  return new Reader(text, own !== undefined).read(root, section);
}

function rootOf(document: SourceDocument): ValueNode | null {
  const form = formOf(document);
  if (form === "json") {
    const { root, problems, cut } = parseJson(document.text, { asWritten: true });
    return problems.length === 0 && !cut ? root : null;
  }
  if (form !== "yaml") return null;
  const { roots, mistakes, cut } = parseYaml(document.text, { asWritten: true });
  return roots.length === 1 && mistakes.length === 0 && !cut ? roots[0]! : null;
}

function isResource(value: ValueNode): value is ObjectNode {
  return value.kind === "object" && entryOf(value, "Type")?.value.kind === "string";
}

class Reader {
  private readonly declarations: Declaration[] = [];
  private readonly references: Reference[] = [];
  private readonly open: Span[] = [];
  private readonly texts: string[] = [];
  private readonly filledIn: string[] = [];
  private readonly seen = new Set<ValueNode>();

  constructor(
    private readonly text: string,
    private readonly isAlone: boolean,
  ) {}

  read(root: ObjectNode, section: ObjectNode): TemplateIds {
    const parameters = this.isAlone ? entryOf(root, "Parameters")?.value : valueAt(root, "resources", "Parameters");
    if (parameters?.kind === "object") this.declare(parameters, "parameter");
    this.declare(section, "resource");
    for (const { value } of section.entries) if (value.kind === "object") this.resource(value);
    this.labels(valueAt(root, "Metadata", "AWS::CloudFormation::Interface"));
    const transform = entryOf(root, "Transform");
    if (transform && !isOfAws(transform.value)) this.open.push(transform.keySpan);
    this.visit(root);
    const { declarations, open, texts, filledIn: substituted, isAlone } = this;
    const references = this.references.sort((a, b) => a.span.start - b.span.start);
    return { declarations, references, open, texts, substituted, isAlone };
  }

  private declare(section: ObjectNode, kind: Declaration["kind"]): void {
    for (const { key, keySpan, value } of section.entries) {
      if (key.startsWith("Fn::")) continue;
      const type = valueAt(value, "Type");
      this.declarations.push({
        id: key,
        kind,
        type: type?.kind === "string" ? type.value : null,
        name: this.exact(keySpan, key),
        span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) },
      });
    }
  }

  /** What a resource says beside its properties, and the connectors of AWS SAM. */
  private resource(resource: ObjectNode): void {
    this.named(entryOf(resource, "DependsOn")?.value);
    const type = valueAt(resource, "Type");
    const connectors = valueAt(resource, "Connectors");
    const all = [
      ...(type?.kind === "string" && type.value === "AWS::Serverless::Connector" ? [resource] : []),
      ...(connectors ? childrenOf(connectors) : []),
    ];
    for (const connector of all)
      for (const end of ["Source", "Destination"]) {
        const value = valueAt(connector, "Properties", end);
        for (const one of value?.kind === "array" ? value.items : [value]) this.named(valueAt(one, "Id"));
      }
  }

  /** How a console is to show the parameters. */
  private labels(shown: ValueNode | undefined): void {
    const groups = valueAt(shown, "ParameterGroups");
    if (groups?.kind === "array") for (const group of groups.items) this.named(valueAt(group, "Parameters"));
    const labels = valueAt(shown, "ParameterLabels");
    if (labels?.kind === "object")
      for (const { key, keySpan } of labels.entries)
        this.references.push({ id: key, name: this.exact(keySpan, key), span: keySpan });
  }

  /** An id, or several, as plain strings. */
  private named(value: ValueNode | undefined): void {
    if (value?.kind === "array") for (const item of value.items) this.named(item);
    else if (value?.kind === "string") this.refer(value, value.value);
    else if (value) this.open.push(value.span);
  }

  private visit(node: ValueNode): void {
    if (this.seen.has(node)) return;
    this.seen.add(node);
    if (node.kind === "string") {
      this.texts.push(node.value);
      return;
    }
    if (node.kind === "object" && this.call(node)) return;
    for (const child of childrenOf(node)) this.visit(child);
  }

  /** Whether the object is a function that refers to something. */
  private call(node: ObjectNode): boolean {
    for (const { key, keySpan } of node.entries)
      if (key.startsWith("Fn::ForEach") || key === "Fn::Transform") this.open.push(keySpan);
    const [entry, ...others] = node.entries;
    if (!entry || others.length > 0) return false;
    const { key, value } = entry;
    if (key === "Ref") this.ref(value);
    else if (key === "Fn::GetAtt") this.attribute(value);
    else if (key === "Fn::Sub") this.substituted(value);
    else return false;
    return true;
  }

  private ref(value: ValueNode): void {
    if (value.kind !== "string") this.open.push(value.span);
    else if (!value.value.startsWith("AWS::")) this.refer(value, headOf(value.value));
  }

  private attribute(value: ValueNode): void {
    const [resource, attribute] = value.kind === "array" ? value.items : [value];
    if (resource?.kind === "string") this.refer(resource, headOf(resource.value), value.span);
    else this.open.push(value.span);
    if (attribute && attribute.kind !== "string") this.visit(attribute);
  }

  private substituted(value: ValueNode): void {
    const [text, given] = value.kind === "array" ? value.items : [value];
    if (text?.kind === "string") this.holes(text, given);
    else this.open.push(value.span);
    if (given) this.visit(given);
  }

  private holes(text: StringNode, given: ValueNode | undefined): void {
    if (this.seen.has(text)) return;
    this.seen.add(text);
    this.filledIn.push(text.value.replace(hole, "${}"));
    const names = namesIn(text.value);
    const holes = [...this.text.slice(text.span.start, text.span.end).matchAll(hole)];
    const isPlain = holes.length === names.length && holes.every(({ 1: name }, index) => name === names[index]);
    const own = new Set(given?.kind === "object" ? given.entries.map(({ key }) => key) : []);
    names.forEach((written, index) => {
      const name = written.trim();
      if (name.startsWith("!") || name.startsWith("AWS::") || own.has(name)) return;
      const id = headOf(name);
      if (!isPlain) {
        this.references.push({ id, name: null, span: text.span });
        return;
      }
      const start = text.span.start + holes[index]!.index;
      const from = start + "${".length + written.indexOf(name);
      const span = { start, end: start + holes[index]![0].length };
      this.references.push({ id, name: { start: from, end: from + id.length }, span });
    });
  }

  private refer(node: StringNode, id: string, span = node.span): void {
    // An alias stands for what is written elsewhere.
    if (this.seen.has(node)) return;
    const whole = this.exact(node.span, node.value);
    const name = whole && { start: whole.start, end: whole.start + id.length };
    this.references.push({ id, name, span });
    this.seen.add(node);
  }

  /** Where a value stands without its quotes. */
  private exact({ start, end }: Span, value: string): Span | null {
    const written = this.text.slice(start, end);
    if (written === value) return { start, end };
    return /^["']/.test(written) && written.slice(1, -1) === value ? { start: start + 1, end: end - 1 } : null;
  }
}

const hole = /\$\{([^{}$]*)\}/g;

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(hole)].map(([, name]) => name!);
}

/** Before the first dot: of `Role.Arn`, and of `Api.Stage` in AWS SAM. */
function headOf(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? name : name.slice(0, dot);
}

/** Transforms of AWS make no logical id of another, but for those of AWS SAM. */
function isOfAws(transform: ValueNode): boolean {
  const all = transform.kind === "array" ? transform.items : [transform];
  return all.every((one) => one.kind === "string" && one.value.startsWith("AWS::"));
}
