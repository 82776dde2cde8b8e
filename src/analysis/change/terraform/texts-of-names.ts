/** Of JSON and other texts of Terraform what their names stand for: the text of a local, and each of what a deployment chooses. */
import { lazily } from "../../lazily";
import { readBlocks } from "../../locate/terraform/blocks";
import { TerraformValues } from "../../locate/terraform/values";
import { textNode } from "../../source/intrinsics";
import type { Source } from "../../source/source";
import { textOf } from "../../source/syntax-tree";
import type { TextPart, UnknownNode, ValueNode } from "../../value";
import { withParts } from "../../value-parts";

/** How values and their texts are compared. */
export interface Spelling {
  value(node: ValueNode): ValueNode;
  parts(parts: readonly TextPart[]): readonly TextPart[];
}

/** Names of holes are no longer. */
const longestName = 80;

/** With what a local says in place of its name, as in everything else, and a text for each branch of a conditional that is a part of it. */
export function throughTexts(source: Source): Spelling {
  const named = lazily(() => namesIn(source));
  const isNamed = (part: TextPart): boolean =>
    typeof part !== "string" && (part.name.startsWith("local.") || part.name.includes("?"));
  const parts = (all: readonly TextPart[]): readonly TextPart[] =>
    all.some(isNamed)
      ? all.flatMap((part) => (typeof part === "string" ? [part] : (named().texts.get(part.name) ?? [part])))
      : all;
  const value = (node: ValueNode): ValueNode => {
    if (node.kind !== "template") return withParts(node, value);
    const said = parts(node.parts);
    const made = said === node.parts ? node : textNode(node.span, said);
    if (made.kind !== "template") return made;
    return (
      (said.some(isNamed) && chosenIn(said, named().choices)) ||
      (said === node.parts ? node : { ...node, parts: made.parts })
    );
  };
  return { parts, value };
}

interface Names {
  readonly texts: ReadonlyMap<string, readonly TextPart[]>;
  /** What is one of several texts. */
  readonly choices: ReadonlyMap<string, UnknownNode>;
}

function namesIn(source: Source): Names {
  const [texts, choices] = [new Map<string, readonly TextPart[]>(), new Map<string, UnknownNode>()];
  const tree = source.syntax("hcl");
  if (!tree) return { texts, choices };
  const values = new TerraformValues(tree, readBlocks(tree));
  for (const [name, node] of values.locals) {
    const value = values.value(node);
    const parts = partsOfText(value);
    // Of what is computed the name says as much as the text.
    if (parts?.every((part) => typeof part === "string" || /^[\w.-]{1,300}$/.test(part.name)))
      texts.set(`local.${name}`, parts);
    else if (isChoice(value)) choices.set(`local.${name}`, value);
  }
  for (const node of tree.nodes) {
    if (node.type !== "template_interpolation") continue;
    const only = node.children.find(({ type }) => type === "expression");
    const name = only ? textOf(tree, only) : "";
    if (!only || name.length > longestName || !name.includes("?")) continue;
    const value = values.value(only);
    if (isChoice(value)) choices.set(name, value);
  }
  return { texts, choices };
}

function isChoice(value: ValueNode): value is UnknownNode {
  return (
    value.kind === "unknown" &&
    value.alternatives.length === 2 &&
    value.alternatives.every((one) => one !== null && partsOfText(one) !== null)
  );
}

function partsOfText(value: ValueNode): readonly TextPart[] | null {
  return value.kind === "string" ? [value.value] : value.kind === "template" ? value.parts : null;
}

/** A text of which one part is chosen, as a choice of texts; null where none is, or several are. */
function chosenIn(parts: readonly TextPart[], choices: ReadonlyMap<string, UnknownNode>): UnknownNode | null {
  const found = parts.flatMap((part, at) => {
    const choice = typeof part === "string" ? undefined : choices.get(part.name);
    return choice ? [{ choice, at }] : [];
  });
  const [only, ...others] = found;
  if (!only || others.length > 0) return null;
  const { choice, at } = only;
  const alternatives = choice.alternatives.map(
    (one) => one && textNode(one.span, [...parts.slice(0, at), ...partsOfText(one)!, ...parts.slice(at + 1)]),
  );
  return { ...choice, alternatives };
}
