/** Templates of CloudFormation that Terraform deploys and has in place (`template_body` of a stack), as documents of their own. */
import { addressOf, argumentOf, readBlocks } from "../../locate/terraform/blocks";
import { TerraformValues } from "../../locate/terraform/values";
import { localsIn, throughLocals, unwrapped } from "../../locate/terraform/written";
import { partsOf, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { type Span, spanOf, startOf } from "../../text";
import { openKey, type ValueNode } from "../../value";
import { instead, type Piece } from "../pieces";
import { heredocIn, saidByHeredoc } from "./heredocs";

/** Whether a text may have one; the test is cheap. */
export function mayHaveStackTemplate(text: string): boolean {
  return /\btemplate_body\b/.test(text) && ofStack.test(text);
}

const ofStack = /\baws(?:cc)?_cloudformation_stack(?:_set)?\b/;

export interface StackTemplate {
  /** What deploys it: `aws_cloudformation_stack.roles`. */
  readonly stack: string;
  /** Where it is written. */
  readonly at: Span;
  readonly pieces: readonly Piece[];
}

/** Those that are written out, in a heredoc or as a value (`jsonencode`, `yamlencode`). */
export function stackTemplates(tree: SyntaxTree): readonly StackTemplate[] {
  const blocks = readBlocks(tree);
  const values = new TerraformValues(tree, blocks, null);
  const locals = localsIn(blocks);
  return blocks.flatMap((block): readonly StackTemplate[] => {
    const body =
      block.type === "resource" && ofStack.test(block.labels[0] ?? "") ? argumentOf(block, "template_body") : null;
    if (!body) return [];
    const expression = throughLocals(body, tree, (name) => locals.get(name));
    const found = { stack: addressOf(block), at: spanOf(expression) };
    const text = heredocIn(tree, expression);
    if (text) return [{ ...found, pieces: saidByHeredoc(tree, text) }];
    const node = unwrapped(expression);
    const [called, list] = node.type === "function_call" ? partsOf(node) : [];
    const given = list && partsOf(list).find(({ type }) => type === "expression");
    if (!called || !given || !/^(?:json|yaml)encode$/.test(textOf(tree, called))) return [];
    const value = values.value(given);
    return value.kind === "object" ? [{ ...found, pieces: written(value, tree.text) }] : [];
  });
}

/** A value as JSON; of what is left open, a reference to what it is called. */
function written(node: ValueNode, text: string): readonly Piece[] {
  const { span } = node;
  const one = (said: string): readonly Piece[] => [instead(span, said)];
  const beginning = startOf(span);
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return one(JSON.stringify(node.value));
    case "null":
      return one("null");
    case "array":
      return [
        instead(beginning, "["),
        ...node.items.flatMap((item, index) => [
          ...(index > 0 ? [instead(beginning, ", ")] : []),
          ...written(item, text),
        ]),
        instead(beginning, "]"),
      ];
    case "object":
      if (node.entries.some(({ key }) => key === openKey)) return one(referenceTo(text.slice(span.start, span.end)));
      return [
        instead(beginning, "{"),
        ...node.entries.flatMap(({ key, keySpan, value }, index) => [
          instead(keySpan, `${index > 0 ? ",\n" : "\n"}${JSON.stringify(key)}: `),
          ...written(value, text),
        ]),
        instead(beginning, "}"),
      ];
    case "template": {
      const parts = node.parts.map((part) =>
        typeof part === "string" ? part.replaceAll("${", "${!") : `\${${plain(part.name)}}`,
      );
      return one(JSON.stringify({ "Fn::Sub": parts.join("") }));
    }
    default: {
      const [only, ...others] = node.alternatives;
      if (only === null && others.length === 0) return one("null");
      return one(referenceTo(text.slice(span.start, span.end)));
    }
  }
}

function referenceTo(name: string): string {
  return JSON.stringify({ Ref: plain(name) });
}

function plain(name: string): string {
  return name.replace(/[{}\s]+/g, " ").trim();
}
