/** What a module of Terraform is given for its variables: by their defaults, and by the files of values that Terraform reads by itself. */
import { readOuterArguments } from "../../../locate/terraform/blocks";
import { parseJson } from "../../../source/json-tree";
import type { Source } from "../../../source/source";
import type { SyntaxTree } from "../../../source/syntax-tree";
import type { ValueNode } from "../../../value";
import type { NamedText } from "../join";
import { Evaluator } from "./evaluator";
import { type Known, listOf, onlyChange, plainOf, textValue, withChosen, written } from "./known";
import { Rewriter } from "./rewriter";
import type { NamedValues } from "./touched";

export interface UnrolledSide {
  readonly source: Source;
  /** Variables files that Terraform reads by itself, in its order. */
  readonly values: readonly NamedText[];
  /** What files say, by the path that a call names. */
  readonly files?: ReadonlyMap<string, string> | undefined;
}

export interface Named extends NamedValues {
  /** What `local.x` is; null: nobody knows. */
  local(name: string): Known | null;
}

export type Values = ReadonlyMap<string, Known | null>;

/** By the name of a variable what it is given. */
export function namedIn(tree: SyntaxTree, { source, values }: UnrolledSide): Named {
  const rewriter = new Rewriter(tree, { variables: new Map() });
  const found = new Map<string, Known | null>();
  for (const { type, labels } of rewriter.blocks)
    if (type === "variable" && labels[0] !== undefined) found.set(labels[0], rewriter.defaultOf(labels[0]));
  for (const { name, text } of values)
    for (const [variable, value] of name.endsWith(".json") ? givenInJson(text) : givenIn(source.syntaxOf("hcl", text)))
      if (found.has(variable)) found.set(variable, value && rewriter.givenTo(variable, value));
  return { tree, blocks: rewriter.blocks, values: found, local: (name) => rewriter.named(name) };
}

/** By the names of locals that are maps on both sides, of which only one key has changed, that key. */
export function chosenBetween(before: Named, after: Named, touched: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    [...touched].flatMap((name) => {
      const [old, current] = [before.local(name), after.local(name)];
      const key = name.startsWith("local.") && old && current ? onlyChange(old, current) : null;
      return key === null ? [] : [[name, key] as const];
    }),
  );
}

function givenIn(tree: SyntaxTree | null): Values {
  if (!tree) return new Map();
  const evaluator = new Evaluator(tree, [], { variables: new Map(), resources: () => null, rewritten: () => "" });
  return new Map(readOuterArguments(tree).map(({ name, value }) => [name, evaluator.evaluate(value, new Map())]));
}

function givenInJson(text: string): Values {
  const { root } = parseJson(text);
  return new Map(root?.kind === "object" ? root.entries.map(({ key, value }) => [key, knownOf(value)]) : []);
}

function knownOf(node: ValueNode): Known | null {
  switch (node.kind) {
    case "string":
      return textValue(node.value);
    case "number":
      return { kind: "number", value: node.value };
    case "boolean":
      return { kind: "boolean", value: node.value };
    case "null":
      return { kind: "null" };
    case "array": {
      const items = node.items.map(knownOf);
      return items.every((one) => one !== null) ? listOf(items) : null;
    }
    case "object": {
      const entries = node.entries.map(({ key, value }) => [key, knownOf(value)] as const);
      return entries.every((one): one is readonly [string, Known] => one[1] !== null)
        ? { kind: "map", entries: new Map(entries) }
        : null;
    }
    default:
      return null;
  }
}

/** The variables to which the sides give other values, or that one side alone has with a value that says something. */
export function filledOf(own: Values | null, other: Values | null): ReadonlyMap<string, Known> {
  const filled = new Map<string, Known>();
  for (const [name, value] of own ?? []) {
    if (!value || !other || value.kind === "null") continue;
    const theirs = other.get(name);
    // Who has none by default is given one by others.
    if (theirs?.kind === "null") continue;
    const isOther = theirs ? written(theirs) !== written(value) : !other.has(name) && !isEmpty(value);
    if (isOther) filled.set(name, withChosen(value, theirs ? onlyChange(value, theirs) : null));
  }
  return filled;
}

/** What a variable is where its caller is to give it something. */
function isEmpty(value: Known): boolean {
  if (value.kind === "list") return value.items.length === 0;
  if (value.kind === "map") return value.entries.size === 0;
  return plainOf(value) === "";
}
