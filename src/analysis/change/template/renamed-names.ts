/** Parameters, mappings and conditions of a template that are called otherwise than before: the old text is read with the new names. */
import { objectAt, valueAt, type ValueNode } from "../../value";
import type { Edit } from "../pieces";
import { canonical, functionOf, type Kind, type NameOf, type WrittenTemplate } from "./written";

/** New names by old ones. */
export type NewNames = Readonly<Record<Kind, ReadonlyMap<string, string>>>;

interface Reference {
  readonly kind: Kind;
  readonly name: string;
  /** Of what says it; the name stands in it. */
  readonly start: number;
  readonly end: number;
  /** The keys that lead to it, without the places of lists. */
  readonly path: string;
}

/** The names of a side that stand for the same as others do now, and are used where those are; a name that both sides have is the same. */
export function newNames(before: WrittenTemplate, after: WrittenTemplate): NewNames {
  const found: Record<Kind, Map<string, string>> = {
    Parameters: new Map(),
    Mappings: new Map(),
    Conditions: new Map(),
  };
  const nameOf: NameOf = (kind, name) => found[kind].get(name) ?? name;
  const [was, is] = [before, after].map((one) => pathsIn(referencesIn(one)));
  const taken = new Set(objectAt(before.sections, "Resources")?.entries.map(({ key }) => key));
  for (const kind of ["Parameters", "Mappings", "Conditions"] as const) {
    const [old, current] = [before, after].map(
      ({ sections }) => new Map(objectAt(sections, kind)?.entries.map(({ key, value }) => [key, value])),
    );
    const come = [...current!].filter(([name]) => !old!.has(name) && !taken.has(name));
    const gone = [...old!].filter(([name]) => !current!.has(name));
    if (come.length === 0 || gone.length === 0) continue;
    const said = new Map(come.map(([name, value]) => [name, definition(kind, value, (_, one) => one)]));
    for (const [from, value] of gone) {
      const own = definition(kind, value, nameOf);
      const places = [...(was!.get(`${kind} ${from}`) ?? [])];
      const used = new Set([...found[kind].values()]);
      const alike = come.filter(([to]) => {
        const theirs = is!.get(`${kind} ${to}`);
        return said.get(to) === own && !used.has(to) && places.length > 0 && places.every((path) => theirs?.has(path));
      });
      const [only, ...others] = alike;
      if (only && others.length === 0) found[kind].set(from, only[0]);
    }
  }
  return found;
}

/** What the old text has in place of its names; none where none has another. */
export function editsOfNames(before: WrittenTemplate, names: NewNames): readonly Edit[] {
  const edits: Edit[] = [];
  const add = (kind: Kind, name: string, start: number, end: number): void => {
    const to = names[kind].get(name);
    const at = to === undefined ? -1 : before.text.slice(start, end).indexOf(name);
    if (at >= 0) edits.push({ start: start + at, end: start + at + name.length, text: to! });
  };
  if (Object.values(names).every(({ size }) => size === 0)) return edits;
  for (const kind of ["Parameters", "Mappings", "Conditions"] as const)
    for (const { key, keySpan } of objectAt(before.sections, kind)?.entries ?? [])
      add(kind, key, keySpan.start, keySpan.end);
  for (const { kind, name, start, end } of referencesIn(before)) add(kind, name, start, end);
  return edits;
}

function definition(kind: Kind, value: ValueNode, nameOf: NameOf): string {
  if (kind !== "Parameters") return canonical(value, nameOf);
  const said = (name: string): string => {
    const given = valueAt(value, name);
    return given ? canonical(given) : "";
  };
  return ["Type", "Default", "AllowedValues"].map(said).join("\n");
}

function pathsIn(references: readonly Reference[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { kind, name, path } of references) {
    const key = `${kind} ${name}`;
    found.set(key, (found.get(key) ?? new Set()).add(path));
  }
  return found;
}

function referencesIn({ sections, text }: WrittenTemplate): readonly Reference[] {
  const found: Reference[] = [];
  const add = (kind: Kind, node: ValueNode | undefined, path: string): void => {
    if (node?.kind === "string") found.push({ kind, name: node.value, ...node.span, path });
  };
  const look = (node: ValueNode, path: string): void => {
    const made = functionOf(node);
    const first = made?.given.kind === "array" ? made.given.items[0] : undefined;
    if (made?.name === "Ref") add("Parameters", made.given, path);
    else if (made?.name === "Condition") add("Conditions", made.given, path);
    else if (made?.name === "If") add("Conditions", first, path);
    else if (made?.name === "FindInMap") add("Mappings", first, path);
    else if (made?.name === "Sub") {
      const variables = made.given.kind === "array" ? made.given.items[1] : undefined;
      const said = first ?? made.given;
      if (said.kind === "string") substitutedIn(said.span, variables, path);
    }
    if (node.kind === "array") for (const item of node.items) look(item, path);
    if (node.kind !== "object") return;
    for (const { key, value } of node.entries) {
      if (!made && key === "Condition") add("Conditions", value, `${path}/Condition`);
      // A condition may be called otherwise as well.
      look(value, made || path === "/Conditions" ? path : `${path}/${key}`);
    }
  };
  const substitutedIn = (span: { start: number; end: number }, variables: ValueNode | undefined, path: string) => {
    for (const match of text.slice(span.start, span.end).matchAll(/\$\{(\w{1,255})(?=[}.])/g)) {
      const [whole, name] = match;
      if (variables && valueAt(variables, name!)) continue;
      const start = span.start + match.index;
      found.push({ kind: "Parameters", name: name!, start, end: start + whole.length, path });
    }
  };
  for (const section of ["Conditions", "Resources", "Outputs", "Rules"]) {
    const node = objectAt(sections, section);
    if (node) look(node, `/${section}`);
  }
  return found;
}
