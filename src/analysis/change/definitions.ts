/** What the names stand for that open values refer to, as a document defines them: `var.bucket`, a mapping, a constant. */
import { lazily } from "../lazily";
import { resourcesOfPart } from "../locate/cloudformation";
import { parametersNamed } from "../locate/serverless-variables";
import { isCode } from "../source/forms";
import { conditionOfIf } from "../source/own-conditions";
import type { Source } from "../source/source";
import { firstFrom } from "../text";
import { childrenOf, valueAt, type ValueNode } from "../value";
import { type Beside, fileDefinition, filesInServerless, nothingBeside } from "./beside";
import { valueText, writtenAlike } from "./canonical";
import { constantsOf } from "./code/constants";
import type { Definition, Definitions } from "./names";
import { saidByCondition } from "./template/condition-logic";
import { writtenTemplate } from "./template/written";
import { terraformDefinitions } from "./terraform/definitions";
import type { NamedText } from "./terraform/join";

/** Null where a form has no names. @param values variables files of Terraform */
export function definitionsOf(
  source: Source,
  values: readonly NamedText[] = [],
  beside: Beside = nothingBeside,
): Definitions | null {
  const { form } = source;
  if (form === "json") return inTemplates([source.json.root], source, beside);
  if (form === "yaml") return inTemplates(source.yaml.roots, source, beside);
  if (isCode(form)) return constantsOf(source, beside);
  const tree = form === "hcl" ? source.syntax("hcl") : null;
  return tree && terraformDefinitions(tree, values, source, beside);
}

const templateNames =
  /(?:\bRef|\bFindInMap|\bIf|\bCondition)\W{1,80}(\w{1,255})|\b(Fn::ForEach::\w{1,255})|\$\{(\w{1,255})[.}]|\$\{((?:self|param):[\w.-]{1,255}(?:\$\{[^${}]{1,200}\}[\w.-]{0,255})?)/g;

/** In place of a key that a variable chooses: `${self:custom.${sls:stage}.role}`. */
const anyKey = "*";
const byVariable = /\$\{([^${}]{1,200})\}/;
const fileIn = /^["']?\$\{file\(/;

/** The names in a variable of the Serverless Framework, that of its key included. */
function ownNames(own = ""): readonly string[] {
  const [hole, inner] = byVariable.exec(own) ?? [];
  if (hole === undefined) return own === "" ? [] : [own];
  return [own.replace(hole, anyKey), ...(inner!.match(/\b(?:self|param):[\w.-]{1,255}/g) ?? [])];
}

/** One key of a mapping, wherever its first key is from: `!FindInMap [Keys, !Ref Env, arn]`, in a list in one line or in three. */
const lookupInLine =
  /\bFindInMap\b["':\s]{0,20}\[\s{0,80}["']?(\w{1,255})["']?\s{0,20},([^[\]]{1,200}?),\s{0,80}["']?([\w.-]{1,255})["']?\s{0,80}(?:,[^[\]]{0,200})?\]/g;
const lookupInLines =
  /\bFindInMap\b["':\s]{1,20}-\s{1,20}["']?(\w{1,255})["']?[ \t]{0,20}\n\s{1,80}-\s([^\n]{1,200})\n\s{1,80}-\s{1,20}["']?([\w.-]{1,255})["']?[ \t]{0,20}(?:\n|$)/g;

/** A mapping and one of its second keys. */
const lookedUp = /^(\w{1,255})\.([\w.-]{1,255})$/;

/** What stands in place of each key of a mapping: only that key counts. */
function withLookups(within: string, found: string[]): string {
  const asFirst = (_: string, mapping: string, first: string, key: string): string => {
    found.push(`${mapping}.${key}`);
    return ` ${first} `;
  };
  return within.replace(lookupInLine, asFirst).replace(lookupInLines, asFirst);
}

function inTemplates(roots: readonly (ValueNode | null)[], source: Source, beside: Beside): Definitions {
  const { text } = source;
  const template = lazily(() => writtenTemplate(source));
  const placed = new Map(roots.map((root) => [root, lazily(() => resourcesByPlace(root))]));
  const allLoops = lazily(() => roots.flatMap((root) => (root ? loopsIn(root) : [])));
  const known = new Map<string, string | null>();
  const saidBy = (condition: string, isNot = false): string | null => {
    const own = template();
    const key = `${isNot} ${condition}`;
    if (!own || known.has(key)) return known.get(key) ?? null;
    const isDefined = valueAt(own.sections, "Conditions", condition) !== undefined;
    const said = isDefined ? saidByCondition(condition, own, isNot) : null;
    known.set(key, said);
    return said;
  };
  const resourceAt = (root: ValueNode, at: number): ValueNode | null => {
    const all = placed.get(root)?.() ?? [];
    const last = all[firstFrom(all, at + 1, ({ span }) => span.start) - 1];
    return last && at < last.span.end ? last : null;
  };
  const definition = (node: ValueNode | undefined): Definition[] =>
    node
      ? [
          {
            text: node.kind === "object" ? written(node, text) : `${valueText(node, text)} ${written(node, text)}`,
            written: written(node, text),
            at: node.span.start,
          },
        ]
      : [];
  const keysOfMapping = (root: ValueNode, mapping: string, key: string): Definition[] => {
    const found = valueAt(root, "Mappings", mapping);
    const all = (found?.kind === "object" ? found.entries : []).flatMap((entry) => {
      const value = valueAt(entry.value, key);
      return value ? [`${entry.key}:${valueText(value, text)}`] : [];
    });
    return found && all.length > 0 ? [{ text: all.sort().join(" "), at: found.span.start }] : [];
  };
  /** What stands at a path in each of several, where a variable chooses the one. */
  const chosenIn = (root: ValueNode, above: readonly string[], below: readonly string[]): Definition[] => {
    const holder = valueAt(root, ...above);
    const all = (holder?.kind === "object" ? holder.entries : []).flatMap(({ key, value }) => {
      const found = valueAt(value, ...below) ?? (fileIn.test(written(value, text)) ? value : undefined);
      return found && found.kind !== "null" ? [{ key, found }] : [];
    });
    if (!holder || all.length === 0) return definition(holder);
    const said = (of: (node: ValueNode) => string) =>
      all
        .map(({ key, found }) => `${key}:${of(found)}`)
        .sort()
        .join(" ");
    const [meant, asWritten] = [said((one) => valueText(one, text)), said((one) => written(one, text))];
    return [{ text: meant, written: asWritten, at: holder.span.start }];
  };
  const ownDefinition = (root: ValueNode, path: readonly string[]): Definition[] => {
    const each = path.indexOf(anyKey);
    if (each > 0) return chosenIn(root, path.slice(0, each), path.slice(each + 1));
    const { found, rest } = deepest(root, path);
    // A part of a file says no more than that part.
    const file = found && rest.length > 0 ? wholeFile.exec(written(found, text)) : null;
    if (!file) return definition(found);
    const keys = [...(file[2]?.split(".") ?? []), ...rest].join(".");
    return [{ text: `\${file(${file[1]}):${keys}}`, at: found!.span.start }];
  };
  return {
    saidBy,
    namesIn: (within) => {
      const lookups: string[] = [];
      const rest = withLookups(within, lookups);
      return [
        ...[...rest.matchAll(templateNames)].flatMap(
          ([, name, loop, sub, own]) => name ?? loop ?? sub ?? ownNames(own),
        ),
        ...filesInServerless(within),
        ...lookups,
      ];
    },
    of: (name) =>
      fileDefinition(name, beside) ??
      roots.flatMap((root) => {
        if (!root) return [];
        const [, mapping, key] = lookedUp.exec(name) ?? [];
        if (mapping !== undefined && key !== undefined) return keysOfMapping(root, mapping, key);
        if (name.startsWith("Fn::ForEach::"))
          return loopsIn(root)
            .filter((one) => one.key === name)
            .flatMap(({ over }) => definition(over));
        if (name.startsWith("param:"))
          return parametersNamed(name.slice("param:".length), root).flatMap(({ value }) => definition(value));
        if (name.startsWith("self:")) return ownDefinition(root, name.slice("self:".length).split("."));
        const parameter = valueAt(root, "Parameters", name);
        const standard = parameter && valueAt(parameter, "Default");
        const all = parameter ? (beside.given?.get(name) ?? []) : [];
        const given = all.filter((one) => !standard || one !== valueText(standard, text));
        return [
          ...definition(standard),
          ...given.map((one): Definition => ({ text: one, at: -1, isWhole: true })),
          ...["Mappings", "Conditions"].flatMap((section) => definition(valueAt(root, section, name))),
        ];
      }),
    countAt: (at) => {
      for (const root of roots) {
        const condition = root && conditionOf(resourceAt(root, at));
        if (!condition) continue;
        const said = saidBy(condition);
        if (said !== null) return said;
        const defined = valueAt(root, "Conditions", condition);
        return writtenAlike(defined ? written(defined, text) : condition);
      }
      return "";
    },
    around: (at) => {
      const loops = allLoops().filter(({ body: { span } }) => span.start <= at && at < span.end);
      if (loops.length > 0) return loops.map(({ key }) => key).join(" ");
      for (const root of roots) {
        const own = root && resourceAt(root, at);
        if (!own) continue;
        const condition = conditionOf(own);
        const chosen = choicesAround(own, at, text).map((name) => `If: ${name}`);
        // What it is called, and how it is put together, makes no difference.
        const said = condition && (saidBy(condition) ?? `Condition: ${condition}`);
        return [...(said === null ? [] : [said]), ...chosen].join(" ");
      }
      return "";
    },
  };
}

/** The resources of a template, each with all that is said of it, in the order of their places. */
function resourcesByPlace(root: ValueNode | null): readonly ValueNode[] {
  const resources = root ? valueAt(root, "Resources") : undefined;
  const part = root && !resources ? resourcesOfPart(root).map(({ body }) => body) : [];
  const all = resources?.kind === "object" ? resources.entries.map(({ value }) => value) : part;
  return all.sort((a, b) => a.span.start - b.span.start);
}

/** The condition under which there is a resource. */
function conditionOf(resource: ValueNode | null): string | null {
  const condition = resource && valueAt(resource, "Condition");
  return condition?.kind === "string" ? condition.value : null;
}

/** Values that others refer to may go round in circles. */
const deepestChoice = 200;

/** The conditions in whose branches a place stands, the outermost first. */
function choicesAround(within: ValueNode, at: number, text: string): readonly string[] {
  const found: string[] = [];
  let node: ValueNode | null = within;
  for (let depth = 0; node && depth < deepestChoice; depth++) {
    const name: string | null =
      node.kind === "unknown" && node.alternatives.length > 1 ? conditionOfIf(written(node, text)) : null;
    if (name !== null) found.push(name);
    node = childrenOf(node).find(({ span }) => span.start <= at && at < span.end) ?? null;
  }
  return found;
}

interface Loop {
  /** `Fn::ForEach::Topics` */
  readonly key: string;
  readonly over: ValueNode;
  readonly body: ValueNode;
}

/** The loops over the resources of a template, one within another (AWS::LanguageExtensions: `Fn::ForEach`). */
function loopsIn(root: ValueNode): readonly Loop[] {
  const found: Loop[] = [];
  const open = [valueAt(root, "Resources")];
  for (let section = open.pop(); section; section = open.pop())
    for (const { key, value } of section.kind === "object" ? section.entries : []) {
      const [, over, body] = key.startsWith("Fn::ForEach") && value.kind === "array" ? value.items : [];
      if (!over || !body) continue;
      found.push({ key, over, body });
      open.push(body);
    }
  return found;
}

function written({ span }: ValueNode, text: string): string {
  return text.slice(span.start, span.end);
}

const wholeFile = /^["']?\$\{file\(\s{0,20}([^()\n]{1,300})\)(?::([\w.-]{1,200}))?\}["']?$/;

/** What stands at a path, or at the longest part of it that there is, and what is left of it. */
function deepest(
  root: ValueNode,
  path: readonly string[],
): { readonly found: ValueNode | undefined; readonly rest: readonly string[] } {
  let found: ValueNode | undefined;
  for (const [at, step] of path.entries()) {
    const next = valueAt(found ?? root, step);
    if (!next) return { found, rest: path.slice(at) };
    found = next;
  }
  return { found, rest: [] };
}
