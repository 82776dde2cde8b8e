/** Functions of a template in one form on both sides of a change: what can be computed as its value, what is looked up in a mapping by what stands there, and whatever else says the same in the same words. */
import { objectAt, valueAt, type ValueNode } from "../../value";
import { writtenAlike } from "../canonical";
import type { Edit } from "../pieces";
import { saidByCondition } from "./condition-logic";
import { canonical, eachFunction, functionOf, inOneLine, type WrittenFunction, type WrittenTemplate } from "./written";

/** Whether a text may have such a function; the test is cheap. */
export function mayComputeFunctions(text: string): boolean {
  return /\b(?:FindInMap|Select|Split|ImportValue|Cidr|GetAZs|Transform|Conditions)\b/.test(text);
}

/** The other functions are read by their parts, or stand around whole policies. */
const spelled = /^(?:Select|Split|FindInMap|ImportValue|Cidr|GetAZs|Transform|Length)$/;
/** Characters of what is written anew in one line. */
const longest = 2000;

/** Lookups of which a deployment decides what they find. */
interface Lookup {
  /** By what they look up, and what there is. */
  readonly table: string;
  readonly node: ValueNode;
  readonly said: string;
}

/** What one side has: functions by what they say, lookups, and conditions. */
export interface SideForms {
  readonly template: WrittenTemplate;
  readonly written: ReadonlyMap<string, string>;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly tables: ReadonlyMap<string, Lookup>;
}

export function formsOf(template: WrittenTemplate): SideForms {
  const written = new Map<string, string>();
  const lookups = new Map<string, Lookup>();
  const tables = new Map<string, Lookup>();
  const known = new Map<string, string | null>();
  eachFunction(template.root, (node, made) => {
    if (!spelled.test(made.name)) return true;
    const said = canonical(node);
    written.set(said, writtenAlike(textAt(node, template)));
    const table = made.name === "FindInMap" ? tableOf(made, template, known) : null;
    if (table === null) return true;
    const lookup = { table, node, said };
    lookups.set(said, lookup);
    if (!tables.has(table)) tables.set(table, lookup);
    return true;
  });
  return { template, written, lookups, tables };
}

/**
 * What a side has in place of its functions.
 * @param isFirst the first side takes the words of the second where they say the same
 */
export function editsOfForms(own: SideForms, other: SideForms | null, isFirst: boolean): readonly Edit[] {
  const { template } = own;
  const edits: Edit[] = [];
  const put = ({ span }: ValueNode, text: string): false => {
    edits.push({ ...span, text });
    return false;
  };
  eachFunction(template.root, (node, made) => {
    if (!spelled.test(made.name)) return true;
    const value = valueOf(node, template);
    if (value !== null) return put(node, JSON.stringify(value));
    if (!other || node.span.end - node.span.start > longest) return true;
    const said = canonical(node);
    const lookup = own.lookups.get(said);
    const theirs = lookup && other.lookups.get(said);
    if (lookup && theirs?.table !== lookup.table) {
      const alike = isFirst ? other.tables.get(lookup.table) : undefined;
      if (alike && !theirs) return put(node, inOneLine(alike.node, template.form));
      const only = theirs ? null : onlyValue(made, template);
      if (only !== null) return put(node, JSON.stringify(only));
    }
    const otherwise = other.written.get(said);
    if (otherwise === undefined || otherwise === writtenAlike(textAt(node, template))) return true;
    return put(node, inOneLine(node, template.form));
  });
  if (other && isFirst) edits.push(...editsOfConditions(template, other.template));
  return edits;
}

/** The definitions of conditions that say the same now in other words. */
function editsOfConditions(before: WrittenTemplate, after: WrittenTemplate): readonly Edit[] {
  const now = objectAt(after.sections, "Conditions");
  return (objectAt(before.sections, "Conditions")?.entries ?? []).flatMap(({ key, value }): Edit[] => {
    const current = now && valueAt(now, key);
    if (!current || canonicalText(before, value) === canonicalText(after, current)) return [];
    const [was, is] = [before, after].map((template) => saidByCondition(key, template));
    if (was === null || was !== is || current.span.end - current.span.start > longest) return [];
    // In lines it would not stand where the old one does.
    const text = textAt(current, after);
    return [{ ...value.span, text: text.includes("\n") ? inOneLine(current, before.form) : text }];
  });
}

function canonicalText(template: WrittenTemplate, node: ValueNode): string {
  return writtenAlike(textAt(node, template));
}

function textAt({ span }: ValueNode, { text }: WrittenTemplate): string {
  return text.slice(span.start, span.end);
}

type Known = string | readonly string[];

/** The value of a function that depends on nothing; null for any other. */
function valueOf(node: ValueNode, template: WrittenTemplate, depth = 0): Known | null {
  if (node.kind === "string") return depth > 0 ? node.value : null;
  if (node.kind === "number") return depth > 0 ? String(node.value) : null;
  if (node.kind === "array" && depth > 0) {
    const items = node.items.map((one) => valueOf(one, template, depth + 1));
    return items.every((one) => typeof one === "string") ? (items as readonly string[]) : null;
  }
  const made = functionOf(node);
  if (!made || depth > deepest) return null;
  const given = made.given.kind === "array" ? made.given.items : [];
  const at = (index: number): Known | null => {
    const one = given[index];
    return one ? valueOf(one, template, depth + 1) : null;
  };
  switch (made.name) {
    case "FindInMap": {
      const [mapping, first, second] = [at(0), at(1), at(2)];
      if (typeof mapping !== "string" || typeof first !== "string" || typeof second !== "string") return null;
      const found = valueAt(template.sections, "Mappings", mapping, first, second);
      return found ? valueOf(found, template, depth + 1) : null;
    }
    case "Split": {
      const [by, text] = [at(0), at(1)];
      const isKnown = typeof by === "string" && typeof text === "string" && by !== "" && !/\$\{|\{\{/.test(text);
      return isKnown ? text.split(by) : null;
    }
    case "Select": {
      const [index, list] = [at(0), at(1)];
      if (typeof index !== "string" || typeof list !== "object" || list === null) return null;
      return list[Number(index)] ?? null;
    }
    default:
      return null;
  }
}

const deepest = 10;

/** What a lookup asks and what there is for it, whatever the mapping and its keys are called; null where nothing is left open, or too much. */
function tableOf(
  { given }: WrittenFunction,
  { sections }: WrittenTemplate,
  known: Map<string, string | null>,
): string | null {
  if (given.kind !== "array") return null;
  const [mapping, first, second, ...rest] = given.items;
  const key = [mapping, first, second].map((one) => (one?.kind === "string" ? `=${one.value}` : "")).join("\n");
  if (!known.has(key)) {
    const found = rowsOf(given, sections);
    known.set(key, found && JSON.stringify(found.rows));
  }
  const rows = known.get(key) ?? null;
  const by = first?.kind === "string" ? second : first;
  return rows === null || !by ? null : JSON.stringify([canonical(by), rows, rest.map((one) => canonical(one))]);
}

/** By the key that is left open, what stands there. */
function rowsOf(
  given: ValueNode,
  sections: ValueNode,
): { readonly by: ValueNode; readonly rows: readonly (readonly [key: string, value: string])[] } | null {
  const [mapping, first, second] = given.kind === "array" ? given.items : [];
  const all = mapping?.kind === "string" ? valueAt(sections, "Mappings", mapping.value) : undefined;
  if (!first || !second || all?.kind !== "object") return null;
  const rows = (entries: readonly (readonly [string, ValueNode | undefined])[]) =>
    entries
      .flatMap(([key, value]) => (value ? [[key, canonical(value)] as const] : []))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  if (second.kind === "string" && first.kind !== "string")
    return { by: first, rows: rows(all.entries.map(({ key, value }) => [key, valueAt(value, second.value)])) };
  const row = first.kind === "string" && second.kind !== "string" ? valueAt(all, first.value) : undefined;
  return row?.kind === "object" ? { by: second, rows: rows(row.entries.map(({ key, value }) => [key, value])) } : null;
}

/** What is found by each key alike. */
function onlyValue({ given }: WrittenFunction, template: WrittenTemplate): Known | null {
  const found = rowsOf(given, template.sections);
  const [only, ...others] = new Set(found?.rows.map(([, value]) => value));
  if (only === undefined || others.length > 0 || (given.kind === "array" && given.items.length > 3)) return null;
  const value: unknown = /^["[]/.test(only) && !only.includes("!") ? JSON.parse(only) : null;
  return typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"))
    ? (value as Known)
    : null;
}
