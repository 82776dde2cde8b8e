/** A template as it is written: CloudFormation's functions as objects in their long form, whatever the form of the text. */
import { parseJson } from "../../source/json-tree";
import type { Source } from "../../source/source";
import { parseYaml } from "../../source/yaml-tree";
import { objectAt, type ObjectNode, type ValueNode } from "../../value";

export interface WrittenTemplate {
  readonly root: ObjectNode;
  /** What has the sections of the template: the root, or `resources` of a service of the Serverless Framework. */
  readonly sections: ObjectNode;
  readonly text: string;
  readonly form: "json" | "yaml";
  /** It can be read to its end, and each value has a text of its own. */
  readonly isPlain: boolean;
}

/** Null for what is no template. */
export function writtenTemplate({ form, text }: Source): WrittenTemplate | null {
  if (!/\bResources\b/.test(text) || (form !== "json" && form !== "yaml")) return null;
  const { roots, isPlain } = form === "json" ? inJson(text) : inYaml(text);
  for (const root of roots) {
    const sections = objectAt(root, "Resources") ? root : objectAt(root, "resources");
    if (root.kind === "object" && sections?.kind === "object" && objectAt(sections, "Resources"))
      return { root, sections, text, form, isPlain };
  }
  return null;
}

interface Roots {
  readonly roots: readonly ValueNode[];
  readonly isPlain: boolean;
}

function inJson(text: string): Roots {
  const { root, problems, cut } = parseJson(text, { asWritten: true });
  return { roots: root ? [root] : [], isPlain: problems.length === 0 && !cut };
}

function inYaml(text: string): Roots {
  const { roots, mistakes, cut, shared } = parseYaml(text, { asWritten: true });
  // What an anchor stands for in several places has one text.
  return { roots, isPlain: mistakes.length === 0 && !cut && roots.length === 1 && shared.length === 0 };
}

export interface WrittenFunction {
  /** `Ref`, `Select`, `Condition` */
  readonly name: string;
  readonly given: ValueNode;
}

/** The function that an object is; null for any other value. */
export function functionOf(node: ValueNode): WrittenFunction | null {
  const [only, ...others] = node.kind === "object" ? node.entries : [];
  if (!only || others.length > 0) return null;
  const name = /^(?:Fn::(\w{1,40})|(Ref|Condition))$/.exec(only.key);
  if (!name || (only.key === "Condition" && only.value.kind !== "string")) return null;
  return { name: name[1] ?? name[2]!, given: only.value };
}

/** Goes through the functions of a template, the outer ones first. @param look says whether what stands in a function is looked at as well */
export function eachFunction(root: ValueNode, look: (node: ValueNode, made: WrittenFunction) => boolean): void {
  const open: ValueNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const made = functionOf(node);
    if (made && !look(node, made)) continue;
    if (node.kind === "array") open.push(...node.items);
    else if (node.kind === "object") open.push(...node.entries.map(({ value }) => value));
  }
}

export type Kind = "Parameters" | "Mappings" | "Conditions";
/** What a name of a kind is called. */
export type NameOf = (kind: Kind, name: string) => string;

const asNamed: NameOf = (_, name) => name;

/** A text for each value: the same one however it is written. */
export function canonical(node: ValueNode, nameOf: NameOf = asNamed): string {
  const made = functionOf(node);
  if (made) return ofFunction(made, nameOf);
  switch (node.kind) {
    case "object":
      return `{${node.entries
        .map(({ key, value }) => `${JSON.stringify(key)}:${canonical(value, nameOf)}`)
        .sort()
        .join(",")}}`;
    case "array":
      return `[${node.items.map((item) => canonical(item, nameOf)).join(",")}]`;
    case "string":
    case "number":
    case "boolean":
      return JSON.stringify(String(node.value));
    default:
      return node.kind;
  }
}

function ofFunction({ name, given }: WrittenFunction, nameOf: NameOf): string {
  const said = (text: string) => `!${name} ${text}`;
  const [first, ...rest] = given.kind === "array" ? given.items : [];
  const named = (kind: Kind) =>
    first?.kind === "string"
      ? said(`[${[nameOf(kind, first.value), ...rest.map((one) => canonical(one, nameOf))].join(",")}]`)
      : said(canonical(given, nameOf));
  switch (name) {
    case "Ref":
      return given.kind === "string" ? said(nameOf("Parameters", given.value)) : said(canonical(given, nameOf));
    case "Condition":
      return given.kind === "string" ? said(nameOf("Conditions", given.value)) : said(canonical(given, nameOf));
    case "GetAtt":
      return said(
        given.kind === "array"
          ? given.items
              .map((one) => canonical(one))
              .join(".")
              .replaceAll('"', "")
          : canonical(given).replaceAll('"', ""),
      );
    case "If":
      return named("Conditions");
    case "FindInMap":
      return named("Mappings");
    case "Equals":
      return said(
        given.kind === "array"
          ? given.items
              .map((one) => canonical(one, nameOf))
              .sort()
              .join(",")
          : canonical(given, nameOf),
      );
    case "Sub": {
      const text = given.kind === "string" ? given.value : first?.kind === "string" ? first.value : null;
      if (text === null) return said(canonical(given, nameOf));
      const variables = rest[0]?.kind === "object" ? rest[0] : null;
      const own = new Set(variables?.entries.map(({ key }) => key));
      const filled = text.replace(/\$\{(\w{1,255})(?=[}.])/g, (whole, one: string) =>
        own.has(one) ? whole : `\${${nameOf("Parameters", one)}`,
      );
      const [, only] = /^\$\{([\w:]{1,255})\}$/.exec(filled) ?? [];
      if (only !== undefined && !own.has(only)) return `!Ref ${only}`;
      return said(`${JSON.stringify(filled)} ${variables ? canonical(variables, nameOf) : ""}`);
    }
    default:
      return said(canonical(given, nameOf));
  }
}

/** A value in one line: in YAML with the short forms of functions. */
export function inOneLine(node: ValueNode, form: WrittenTemplate["form"]): string {
  const made = form === "yaml" ? functionOf(node) : null;
  if (made) {
    const isName = made.given.kind === "string" && /^(?:Ref|Condition|GetAtt)$/.test(made.name);
    const given =
      made.given.kind === "string" && isName && /^[\w.:]{1,600}$/.test(made.given.value) ? made.given.value : null;
    // A value has one tag at most.
    return `!${made.name} ${given ?? inOneLine(made.given, functionOf(made.given) ? "json" : form)}`;
  }
  switch (node.kind) {
    case "object":
      return `{ ${node.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${inOneLine(value, form)}`).join(", ")} }`;
    case "array":
      return `[${node.items.map((item) => inOneLine(item, form)).join(", ")}]`;
    case "string":
      return JSON.stringify(node.value);
    case "number":
    case "boolean":
      return String(node.value);
    default:
      return "null";
  }
}
