/**
 * Local modules: what a call makes of a module's policies. Each is searched as if its files stood behind the document that calls it, so that
 * one offset tells both where something is and whose it is: what comes before the end of the document was given by the caller.
 */
import { oncePer } from "../../memo";
import type { LocalModule } from "../../source/document";
import type { Source } from "../../source/source";
import { readSyntax, type SyntaxTree, textOf } from "../../source/syntax-tree";
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
  /** What in the document calls the module, or the module that does: the whole block. Absent for a template. */
  readonly from?: CallingBlock;
  /** Where the caller gives what makes the difference in a stretch of the policy; null where nothing does. */
  cause(at: Span): Span | null;
  /** What in the module decides whether the policy, or some of it, is there, as it is written; absent for a template. */
  readonly deciding?: { readonly count: string; readonly block: string } | undefined;
  /** The expressions in the document that come to stand in a stretch of the policy by variables; absent for a template. */
  argumentsAt?(at: Span): readonly Span[];
  /** Where a stretch is, or what the caller gives is used, in the files of the module; null for what is in none. */
  inModule(at: Span): ModulePlace | null;
}

/** A call of a module that a document writes itself. */
export interface CallingBlock {
  readonly span: Span;
  /** The folder of the module that it calls, relative to that of the document. */
  readonly folder: string;
  /** `module.reader` */
  readonly name: string;
  /** What its arguments are. */
  readonly values: ReadonlyMap<string, ValueNode>;
}

export interface CallOptions {
  /** In place of what the document gives a variable. */
  readonly fill?: (given: ValueNode) => ValueNode;
  /** Also of calls that give nothing that is known. */
  readonly all?: boolean;
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
/** So many calls of a document are followed, and so many characters of modules are searched for it, all calls together. */
const most = { calls: 50, searched: 2_000_000 };
/** Where all are asked for: what is left out on one side of a change alone would be taken for new, or for gone. */
const mostOfAll = { calls: 250, searched: 10_000_000 };

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
  readonly from: CallingBlock;
}

export function calledPolicies(
  source: Source,
  tree: SyntaxTree,
  modules: readonly LocalModule[],
  search: SearchIn,
  { fill, all = false }: CallOptions = {},
): readonly CalledPolicy[] {
  const { parsers } = source;
  if (!parsers) return [];
  const byFolder = new Map(modules.map((module) => [module.folder, module]));
  const found: CalledPolicy[] = [];
  const limit = all ? mostOfAll : most;
  let [calls, searched] = [0, 0];

  const call = (caller: SearchedModule, text: string, folder: string, frame: Frame | null, depth: number): void => {
    for (const block of caller.blocks) {
      const module = block.type === "module" ? byFolder.get(folderOf(block, caller.values, folder) ?? "") : undefined;
      if (!module || depth >= deepestCall || ++calls > limit.calls) continue;
      const given = block.arguments.filter(({ name }) => !ofTerraform.has(name));
      const variables = new Map(
        given.map(({ name, value }) => {
          const written = caller.values.value(value);
          return [name, frame || !fill ? written : fill(written)];
        }),
      );
      const joined = module.files.map((file) => file.text).join("\n");
      searched += 2 * joined.length;
      if (searched > limit.searched || !(all || [...variables.values()].some(isTold))) continue;
      const inner = readSyntax(parsers, "hcl", joined, text);
      if (!inner) continue;
      const bound = search(inner, variables);
      const name = nameOf(block);
      const own: Frame = {
        call: frame ? `${frame.call}.${name}` : name,
        text: inner.text,
        end: tree.text.length,
        files: filesOf(module, text.length),
        given: new Map(given.map(({ name, value }) => [name, spanOf(value)])),
        written: new Map([...variables].map(([name, value]) => [name, value.span])),
        uses: bound.values.uses.given,
        caller: frame,
        from: frame?.from ?? callingBlock(block, module.folder, caller.values),
      };
      if (all || own.uses.length > 0) found.push(...compared(bound, search(inner, null), own));
      call(bound, inner.text, module.folder, own, depth + 1);
    }
  };
  call(search(tree, null), tree.text, "", null, 0);
  return found;
}

/** The calls of local modules that a document writes itself. */
export function callingBlocks(blocks: readonly Block[], values: TerraformValues): readonly CallingBlock[] {
  return blocks.flatMap((block) => {
    const folder = block.type === "module" ? folderOf(block, values, "") : null;
    return folder === null ? [] : [callingBlock(block, folder, values)];
  });
}

function callingBlock(block: Block, folder: string, values: TerraformValues): CallingBlock {
  return {
    span: spanOf(block.node),
    folder,
    name: nameOf(block),
    values: new Map(block.arguments.map(({ name, value }) => [name, values.value(value)])),
  };
}

function nameOf({ labels }: Block): string {
  return `module.${labels[0] ?? ""}`;
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
        from: frame.from,
        cause: (at) => causeOf(at, policy, frame),
        deciding: decidingAt(policy.root.span, bound),
        argumentsAt: (at) =>
          frame.uses.filter(({ span }) => contains(at, span)).flatMap(({ name }) => upToDocument(name, frame) ?? []),
        inModule: (at) => placeIn(frame, at.start >= frame.end ? at : (useOf(at, frame) ?? policy.root.span)),
      }))
  );
}

function decidingAt({ start }: Span, { blocks, values: { tree } }: SearchedModule): CalledPolicy["deciding"] {
  const block = blocks.find(({ node }) => node.start <= start && start < node.end);
  if (!block) return undefined;
  const counts = ["count", "for_each"].flatMap((name) => argumentOf(block, name) ?? []);
  return { count: counts.map((node) => textOf(tree, node)).join(" "), block: textOf(tree, block.node) };
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

const linesOf = oncePer((file: { readonly text: string }): LineIndex => new LineIndex(file.text));

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
