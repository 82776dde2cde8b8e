/**
 * Which parts of a program certainly belong to what its handler does, by the names that the code on the way mentions:
 * what nobody mentions may be there for others that share the file.
 */
import { addTo } from "../group-by";
import type { CodeGrammar } from "../source/grammar";
import type { SyntaxNode, SyntaxTree } from "../source/syntax-tree";
import { childOf, textOf } from "../source/syntax-tree";
import type { Span } from "../text";
import { guardedByMain } from "./main-guard";

export interface ReachedFile {
  readonly name: string;
  readonly grammar: CodeGrammar;
  readonly tree: SyntaxTree;
}

/** A function or method with a name. */
interface Named {
  readonly name: string;
  readonly node: SyntaxNode;
}

const functions = new Set([
  "arrow_function",
  "function_expression",
  "function",
  "generator_function",
  "function_declaration",
  "generator_function_declaration",
  "method_definition",
  "function_definition",
]);
const mentions = new Set(["identifier", "property_identifier", "shorthand_property_identifier"]);
/** What only hands names on. */
const clauses = new Set([
  "import_statement",
  "import_from_statement",
  "export_clause",
  "object_pattern",
  "formal_parameters",
  "parameters",
]);

/** Whether what stands in a file of the program is reached from a function of the entry, or runs when a file is loaded; always false where the entry has no such function. */
export function reachedFrom(
  files: readonly ReachedFile[],
  entry: string,
  handler: string | null,
): (file: string, span: Span) => boolean {
  // Where a function is called, nothing is the program that was started.
  const read = new Map(
    files.map((file) => [file.name, readFile(file, handler !== null || file.name !== entry)] as const),
  );
  const byName = new Map<string, Named[]>();
  for (const { all } of read.values())
    for (const one of all) {
      addTo(byName, one.name, one);
    }
  const mentionedBy = new Map<Named, ReadonlySet<string>>();
  for (const { mentioned } of read.values())
    for (const [owner, names] of mentioned) if (owner) mentionedBy.set(owner, names);
  const reached = new Set<Named>();
  const seen = new Set<string>();
  const open: string[] = [];
  const mention = (names: Iterable<string> | undefined): void => {
    for (const name of names ?? []) if (!seen.has(name)) open.push(...(seen.add(name), [name]));
  };
  const own = read.get(entry);
  const isThere = handler === null || own?.exported.has(handler) || own?.all.some(({ name }) => name === handler);
  if (!own || !isThere) return () => false;
  for (const { mentioned } of read.values()) mention(mentioned.get(null));
  if (handler !== null) mention([handler]);
  const ofEntry = new Set(own.all);
  const registered = new Map<string, Named[]>();
  for (const file of read.values())
    for (const { by, function: one } of file.registered) for (const name of by) addTo(registered, name, one);
  const used = new Set<string>();
  const next: Named[] = [];
  const use = (names: Iterable<string>): void => {
    for (const name of names) if (!used.has(name)) next.push(...(used.add(name), registered.get(name) ?? []));
  };
  for (const { usedAtHead } of read.values()) use(usedAtHead);
  while (open.length > 0 || next.length > 0) {
    const one = next.pop();
    if (!one) {
      const name = open.pop()!;
      // A function of that name in another file than the entry is not its handler.
      const isOfHandler = name === handler && own.all.some((other) => other.name === handler);
      for (const named of byName.get(name) ?? []) if (!isOfHandler || ofEntry.has(named)) next.push(named);
    } else if (!reached.has(one)) {
      reached.add(one);
      const names = mentionedBy.get(one) ?? [];
      mention(names);
      use(names);
    }
  }
  return (file, { start, end }) => {
    if (read.get(file)?.ofMain.some((one) => one.start <= start && end <= one.end)) return false;
    const around = read.get(file)?.all.filter(({ node }) => node.start <= start && end <= node.end);
    return around?.every((one) => reached.has(one)) ?? false;
  };
}

interface Registered {
  readonly function: Named;
  /** The objects of the decorators. */
  readonly by: readonly string[];
}

interface ReadFile {
  readonly all: readonly Named[];
  /** The names that each of them mentions; those of the file itself for null. */
  readonly mentioned: ReadonlyMap<Named | null, ReadonlySet<string>>;
  /** Called by an object that it is handed to, such as a route by its app, if that object is used. */
  readonly registered: readonly Registered[];
  /** The names that run when the file is loaded, but for what is only defined or decorates. */
  readonly usedAtHead: ReadonlySet<string>;
  readonly exported: ReadonlySet<string>;
  /** What never runs, as it is for the file that is started. */
  readonly ofMain: readonly SyntaxNode[];
}

function readFile({ tree }: ReachedFile, isLoaded: boolean): ReadFile {
  const ofMain: SyntaxNode[] = [];
  const all: Named[] = [];
  const registered: Registered[] = [];
  const usedAtHead = new Set<string>();
  const exported = new Set<string>();
  const mentioned = new Map<Named | null, Set<string>>([[null, new Set()]]);
  const byNode = new Map<SyntaxNode, Named>();
  const owners: (Named | null)[] = [];
  for (const node of tree.nodes) {
    while (owners.length > 0 && owners.at(-1)!.node.end <= node.start) owners.pop();
    const last = ofMain.at(-1);
    const isOfMain = last !== undefined && last.start <= node.start && node.start < last.end;
    const guarded = isLoaded && !isOfMain ? guardedByMain(tree, node) : null;
    if (guarded) ofMain.push(guarded);
    if (functions.has(node.type)) {
      const name = nameOf(tree, node);
      if (name !== null) {
        const named = { name, node };
        all.push(named);
        byNode.set(node, named);
        mentioned.set(named, new Set());
        owners.push(named);
        const by = registeredBy(tree, node);
        if (by.length > 0) registered.push({ function: named, by });
      }
      continue;
    }
    if (!mentions.has(node.type)) continue;
    const text = textOf(tree, node);
    if (isExported(node)) exported.add(text);
    if (isOfMain || isHandedOn(tree, node)) continue;
    const owner = owners.at(-1) ?? null;
    // The name of a function is no mention of it.
    if (owner?.name === text && node.field === "name" && node.parent === owner.node) continue;
    mentioned.get(owner)!.add(text);
    if (owner === null && !isExported(node) && !isInDecorator(node)) usedAtHead.add(text);
  }
  return { all, mentioned, registered, usedAtHead, exported, ofMain };
}

/** What a function is called: its own name, or that of the variable, property or export it is put into; null for one without. */
function nameOf(tree: SyntaxTree, node: SyntaxNode): string | null {
  const own = childOf(node, "name");
  if (own) return textOf(tree, own);
  const { parent } = node;
  const holder =
    parent &&
    (childOf(parent, "name") ??
      childOf(parent, "key") ??
      childOf(parent, "left") ??
      // A field of a class in JavaScript.
      childOf(parent, "property"));
  if (!holder || holder === node || !/declarator|pair|assignment_expression|field_definition/.test(parent.type))
    return null;
  const text = textOf(tree, holder);
  return /^[\w$.]+$/.test(text) ? text.slice(text.lastIndexOf(".") + 1) : null;
}

/** Methods whose decorators only wrap what they decorate, as those of Powertools. */
const wrapping =
  /^(?:inject_lambda_context|capture_lambda_handler|capture_method|log_metrics|setter|getter|deleter|cached|lru_cache|cache|wraps|retry)$/;

/** The objects whose methods decorate a function: `app` of `@app.get("/")`. */
function registeredBy(tree: SyntaxTree, { parent }: SyntaxNode): readonly string[] {
  if (parent?.type !== "decorated_definition") return [];
  return parent.children.flatMap((one) => {
    const [, object, method] = /^@\s{0,9}(\w{1,80})\.(?:\w{1,80}\.){0,4}(\w{1,80})/.exec(
      one.type === "decorator" ? textOf(tree, one) : "",
    ) ?? [null, "", ""];
    return object && !wrapping.test(method!) ? [object] : [];
  });
}

function isInDecorator(node: SyntaxNode): boolean {
  for (let at = node.parent, steps = 0; at && steps < 12; at = at.parent, steps++)
    if (at.type === "decorator") return true;
  return false;
}

/** `export const handler = …`, `exports.handler = …`, `module.exports = { handler: … }`, or any name that stands at the head of the file. */
function isExported({ parent, field, type }: SyntaxNode): boolean {
  if (!parent) return false;
  if (
    type === "property_identifier" &&
    parent.type === "member_expression" &&
    parent.parent?.type === "assignment_expression"
  )
    return true;
  if (field === "key" && parent.type === "pair") return parent.parent?.parent?.type === "assignment_expression";
  return (
    (field === "name" && /declarator|declaration|definition|export_specifier/.test(parent.type)) ||
    (field === "left" && parent.type === "assignment")
  );
}

function isHandedOn(tree: SyntaxTree, node: SyntaxNode): boolean {
  const { field, parent } = node;
  if (parent && /declarator|field_definition/.test(parent.type) && (field === "name" || field === "property"))
    return true;
  for (let at: SyntaxNode | null = node.parent, steps = 0; at && steps < 8; at = at.parent, steps++) {
    if (clauses.has(at.type)) return true;
    if (at.type === "assignment_expression") {
      const left = childOf(at, "left");
      if (left && node.end <= left.end) return true;
      return left !== null && /^(?:module\.exports|exports)\b/.test(textOf(tree, left)) && isInObject(node, at);
    }
    if (functions.has(at.type)) return false;
  }
  return field === "key" && parent?.type === "pair";
}

/** `module.exports = { read, write }`: whoever loads the file may take one and not the other. */
function isInObject(node: SyntaxNode, assignment: SyntaxNode): boolean {
  const right = childOf(assignment, "right");
  return (
    right?.type === "object" &&
    node.start >= right.start &&
    (node.parent === right || (node.parent?.type === "pair" && node.parent.parent === right))
  );
}
