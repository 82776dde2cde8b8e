/** Whether a call certainly gives a parameter: a value that may be missing when the code runs is left out of the request. */
import { type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { At } from "./following";
import type { ReadFile } from "./read-file";
import type { CallSyntax } from "./syntax";
import type { Thing } from "./things";

/** `absent`: certainly not given. A list: given wherever these environment variables are set. */
export type Surety = "given" | "absent" | "perhaps" | readonly string[];

const deepest = 6;
/** Nodes of Python: what its SDK is given as `None` it refuses, so that what stands there is given. */
const refusingNone: ReadonlySet<string> = new Set(["call", "dictionary"]);
const certainTypes =
  /^(?:number|integer|float|string|concatenated_string|template_string|true|false|array|list|tuple|object|dictionary|new_expression|\w*literal)$/;

/** One of several, and nobody knows which. */
function either(all: readonly Surety[]): Surety {
  const [first = "absent", ...others] = all;
  return others.every((one) => one === first) ? first : "perhaps";
}

/** Several that all count. */
function both(one: Surety, other: Surety): Surety {
  if (one === "given" || other === "given") return "given";
  if (one === "absent") return other;
  return other === "absent" ? one : "perhaps";
}

/** Of what is known by its values alone. */
export function suretyOfThings(things: readonly Thing[] | null): Surety {
  if (things === null) return "absent";
  const variables = things.flatMap((thing) => variableAlone(thing) ?? []);
  if (things.length === 1 && variables.length === 1) return variables;
  return things.length > 0 && variables.length === 0 && things.every(isThere) ? "given" : "perhaps";
}

function isThere(thing: Thing): boolean {
  return thing.kind !== "named" && (thing.kind !== "text" || thing.stretches.some((part) => typeof part === "string"));
}

function variableAlone(thing: Thing): string | null {
  const [only, ...others] = thing.kind === "text" ? thing.stretches : [];
  return typeof only === "object" && only !== null && others.length === 0 ? only.variable : null;
}

/** What the objects that an expression may be give for a parameter. */
export function suretyIn(expression: SyntaxNode, parameter: string, at: At, call: SyntaxNode, depth = 0): Surety {
  const { flow, file, frame } = at;
  if (depth > deepest) return "perhaps";
  const node = file.code.language.unwrap(expression);
  const choices = file.code.language.choices(file.tree, node);
  if (choices) return either(choices.map((one) => suretyIn(one, parameter, at, call, depth + 1)));
  const found = suretyInThings(flow.value(file, node, frame), parameter, at, call, depth);
  // `flag && { VersionId: version }`
  return /^(?:binary_expression|boolean_operator)$/.test(node.type) && found !== "absent" ? "perhaps" : found;
}

export function suretyInThings(
  things: readonly Thing[],
  parameter: string,
  at: At,
  call: SyntaxNode,
  depth = 0,
): Surety {
  if (things.length === 0) return "perhaps";
  const lists = at.flow.elements(things);
  if (lists) return suretyInThings(lists, parameter, at, call, depth + 1);
  return either(
    things.map((thing): Surety => {
      if (thing.kind === "sdk" && thing.sdk.kind === "request")
        return suretyOfThings(thing.sdk.given?.get(parameter.toLowerCase()) ?? null);
      return thing.kind === "object" ? inObject(thing, parameter, at, call, depth) : "perhaps";
    }),
  );
}

function inObject(
  { file, node, frame }: Extract<Thing, { kind: "object" }>,
  parameter: string,
  at: At,
  call: SyntaxNode,
  depth: number,
): Surety {
  const found = inEntries({ flow: at.flow, file, frame }, node, parameter, call, depth);
  return found === "absent" && mayGetLater(file, node, parameter, call) ? "perhaps" : found;
}

/** Objects that are spread into one another double with each: every one is looked at once for a parameter. */
const known = new WeakMap<At["flow"], Map<SyntaxNode, Map<string, Surety>>>();

function inEntries(own: At, node: SyntaxNode, parameter: string, call: SyntaxNode, depth: number): Surety {
  const { file, flow } = own;
  const ofFlow = known.get(flow) ?? new Map<SyntaxNode, Map<string, Surety>>();
  known.set(flow, ofFlow);
  const ofNode = ofFlow.get(node) ?? new Map<string, Surety>();
  ofFlow.set(node, ofNode);
  const before = ofNode.get(parameter);
  if (before !== undefined && (own.frame === null || depth > 0)) return before;
  // What is spread into itself leads here again.
  ofNode.set(parameter, "perhaps");
  const found = (file.code.entries(node) ?? []).reduce<Surety>((sum, { key, value }) => {
    if (key === parameter) return refusingNone.has(node.type) ? "given" : suretyOf(value, own, depth + 1);
    return key === null ? both(sum, suretyIn(value, parameter, own, call, depth + 1)) : sum;
  }, "absent");
  if (own.frame === null) ofNode.set(parameter, found);
  return found;
}

/** Where a text names a parameter first, and where last. */
const named = new WeakMap<SyntaxTree, Map<string, readonly [number, number]>>();

/** `input.VersionId = version`: an object that has a name may get more until it is given. */
function mayGetLater({ tree }: ReadFile, node: SyntaxNode, parameter: string, call: SyntaxNode): boolean {
  if (node.start >= call.start && node.end <= call.end) return false;
  let known = named.get(tree);
  if (!known) named.set(tree, (known = new Map()));
  let ends = known.get(parameter);
  if (!ends) known.set(parameter, (ends = [tree.text.indexOf(parameter), tree.text.lastIndexOf(parameter)]));
  const [first, last] = ends;
  return first >= 0 && (first < node.start || last >= node.end);
}

/** Whether an expression certainly has a value. */
function suretyOf(expression: SyntaxNode, at: At, depth = 0): Surety {
  const { flow, file, frame } = at;
  if (depth > deepest) return "perhaps";
  const node = file.code.language.unwrap(expression);
  const choices = file.code.language.choices(file.tree, node);
  if (choices) {
    const all = choices.map((one) => suretyOf(one, at, depth + 1));
    // `version ?? "1"`
    const hasDefault = node.type !== "ternary_expression" && node.type !== "conditional_expression";
    return hasDefault && all.at(-1) === "given" ? "given" : either(all);
  }
  if (/^(?:undefined|null|none|nil)$/i.test(textOf(file.tree, node).slice(0, 20))) return "absent";
  if (certainTypes.test(node.type)) return "given";
  const binding = file.code.scopes.bindingOf(node);
  const constant = binding?.constant;
  if (constant?.value && constant.imported === null && constant.path.length === 0)
    return suretyOf(constant.value, at, depth + 1);
  const found = suretyOfThings(flow.value(file, node, frame));
  // A variable, or a part of an object, may have had other values that nobody knows.
  return binding && constant?.imported == null && typeof found === "string" ? "perhaps" : found;
}

/** What named arguments give for a parameter. */
export function suretyByName(call: CallSyntax, parameter: string, at: At): Surety {
  return call.arguments.reduce<Surety>((known, { name, value, isSpread }) => {
    if (name === parameter) return refusingNone.has(call.node.type) ? "given" : suretyOf(value, at);
    return isSpread ? both(known, suretyIn(value, parameter, at, call.node)) : known;
  }, "absent");
}
