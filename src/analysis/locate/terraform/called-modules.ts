/**
 * Local modules: what a call makes of a module's policies. Each is searched as if its files stood behind the document that calls it, so that
 * one offset tells both where something is and whose it is: what comes before the end of the document was given by the caller.
 */
import type { LocalModule } from "../../source/document";
import type { Source } from "../../source/source";
import { readSyntax, type SyntaxTree } from "../../source/syntax-tree";
import { contains, LineIndex, type Range, type Span, spanOf } from "../../text";
import type { ValueNode } from "../../value";
import type { LocatedPolicy } from "../located";
import { argumentOf, type Block } from "./blocks";
import type { TerraformValues } from "./values";

export interface CalledPolicy {
  readonly policy: LocatedPolicy;
  /** What calls the module: `module.reader`, `module.reader.module.keys`. */
  readonly call: string;
  /** What the policy stands in: the document, and what is read behind it. */
  readonly text: string;
  /** The same without the caller's values: what is found there too is the module's own matter. */
  readonly plain: LocatedPolicy | null;
  /** Where the document ends: what stands behind it is the module's. */
  readonly end: number;
  /** Where the caller gives what makes the difference in a stretch of the policy; null where nothing does. */
  cause(at: Span): Span | null;
  /** Where a stretch is, or what the caller gives is used, in the files of the module; null for what is in none. */
  inModule(at: Span): ModulePlace | null;
}

export interface ModulePlace {
  readonly file: string;
  readonly range: Range;
}

export interface SearchedModule {
  readonly policies: readonly LocatedPolicy[];
  readonly blocks: readonly Block[];
  readonly values: TerraformValues;
}

type SearchIn = (tree: SyntaxTree, variables: ReadonlyMap<string, ValueNode> | null) => SearchedModule;

/** Arguments of a call that are none of the module's. */
const ofTerraform = new Set(["source", "version", "providers", "count", "for_each", "depends_on"]);
const deepestCall = 3;
const mostCalls = 50;
/** Characters of modules that are searched for one document, all calls together. */
const mostSearched = 2_000_000;

/** A module as it is called: where its files begin, and whence its variables have their values. */
interface Frame {
  readonly call: string;
  readonly text: string;
  readonly end: number;
  readonly files: readonly { readonly name: string; readonly start: number; readonly text: string }[];
  /** The expressions that the variables are given, in the text of the caller. */
  readonly given: ReadonlyMap<string, Span>;
  /** Where the values of these expressions are written. */
  readonly written: ReadonlyMap<string, Span>;
  readonly uses: readonly { readonly name: string; readonly span: Span }[];
  readonly caller: Frame | null;
}

export function calledPolicies(
  source: Source,
  tree: SyntaxTree,
  modules: readonly LocalModule[],
  search: SearchIn,
): readonly CalledPolicy[] {
  const { parsers } = source;
  if (!parsers) return [];
  const byFolder = new Map(modules.map((module) => [module.folder, module]));
  const found: CalledPolicy[] = [];
  let [calls, searched] = [0, 0];

  const call = (caller: SearchedModule, text: string, folder: string, frame: Frame | null, depth: number): void => {
    for (const block of caller.blocks) {
      const module = block.type === "module" ? byFolder.get(folderOf(block, caller.values, folder) ?? "") : undefined;
      if (!module || depth >= deepestCall || ++calls > mostCalls) continue;
      const given = block.arguments.filter(({ name }) => !ofTerraform.has(name));
      const variables = new Map(given.map(({ name, value }) => [name, caller.values.value(value)]));
      const joined = module.files.map((file) => file.text).join("\n");
      searched += 2 * joined.length;
      if (searched > mostSearched || ![...variables.values()].some(isTold)) continue;
      const inner = readSyntax(parsers, "hcl", joined, text);
      if (!inner) continue;
      const bound = search(inner, variables);
      const name = `module.${block.labels[0] ?? ""}`;
      const own: Frame = {
        call: frame ? `${frame.call}.${name}` : name,
        text: inner.text,
        end: tree.text.length,
        files: filesOf(module, text.length),
        given: new Map(given.map(({ name, value }) => [name, spanOf(value)])),
        written: new Map([...variables].map(([name, value]) => [name, value.span])),
        uses: bound.values.given,
        caller: frame,
      };
      if (own.uses.length > 0) found.push(...compared(bound, search(inner, null), own));
      call(bound, inner.text, module.folder, own, depth + 1);
    }
  };
  call(search(tree, null), tree.text, "", null, 0);
  return found;
}

function compared(bound: SearchedModule, plain: SearchedModule, frame: Frame): CalledPolicy[] {
  const byStart = new Map(plain.policies.map((policy) => [policy.root.span.start, policy]));
  return (
    bound.policies
      // What is the caller's as a whole is judged where it stands.
      .filter(({ root }) => root.span.start >= frame.end)
      .map((policy) => ({
        policy,
        call: frame.call,
        text: frame.text,
        plain: byStart.get(policy.root.span.start) ?? null,
        end: frame.end,
        cause: (at) => causeOf(at, policy, frame),
        inModule: (at) => placeIn(frame, at.start >= frame.end ? at : (useOf(at, frame) ?? policy.root.span)),
      }))
  );
}

function causeOf(at: Span, { root }: LocatedPolicy, frame: Frame): Span | null {
  if (at.end <= frame.end) return at;
  const statements = root.entries.find(({ key }) => key === "Statement")?.value;
  const items = statements?.kind === "array" ? statements.items : statements ? [statements] : [];
  const statement = items.find(({ span }) => contains(span, at))?.span;
  for (const around of [at, statement]) {
    const use = around && frame.uses.find(({ span }) => contains(around, span));
    if (use) return upToDocument(use.name, frame);
  }
  return null;
}

/** The expression in the document that a variable gets in the end. */
function upToDocument(name: string, frame: Frame): Span | null {
  const given = frame.given.get(name);
  if (!given || given.end <= frame.end || !frame.caller) return given ?? null;
  const use = frame.caller.uses.find(({ span }) => contains(given, span));
  return use ? upToDocument(use.name, frame.caller) : null;
}

/** Where the module uses what the caller writes there. */
function useOf(at: Span, frame: Frame): Span | null {
  const use = frame.uses.find(({ name }) =>
    [frame.written.get(name), upToDocument(name, frame)].some((span) => span && contains(span, at)),
  );
  return use?.span ?? null;
}

function placeIn(frame: Frame, at: Span): ModulePlace | null {
  const file = frame.files.findLast(({ start }) => start <= at.start);
  if (!file) return frame.caller && placeIn(frame.caller, at);
  const span = { start: at.start - file.start, end: Math.min(at.end - file.start, file.text.length) };
  return { file: file.name, range: linesOf(file).range(span) };
}

const lines = new WeakMap<object, LineIndex>();

function linesOf(file: { readonly text: string }): LineIndex {
  let known = lines.get(file);
  if (!known) lines.set(file, (known = new LineIndex(file.text)));
  return known;
}

function filesOf({ files }: LocalModule, from: number): Frame["files"] {
  let start = from;
  return files.map(({ name, text }) => {
    const file = { name, text, start };
    start += text.length + 1;
    return file;
  });
}

function folderOf(block: Block, values: TerraformValues, from: string): string | null {
  const source = argumentOf(block, "source");
  const value = source ? values.value(source) : null;
  return value?.kind === "string" && /^\.\.?(?:\/|$)/.test(value.value) ? joinedFolder(from, value.value) : null;
}

/** `../reader` of `modules/writer` is `modules/reader`. */
export function joinedFolder(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of [...folder.split("/"), ...path.split("/")]) {
    if (step === "" || step === ".") continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else steps.push(step);
  }
  return steps.join("/");
}

/** Whether a value tells anything. */
function isTold(value: ValueNode): boolean {
  switch (value.kind) {
    case "unknown":
      return value.alternatives.some((one) => one !== null && isTold(one));
    case "template":
      return value.parts.some((part) => typeof part === "string");
    default:
      return true;
  }
}
