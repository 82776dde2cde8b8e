/** What `data.template_file` gives, as the call of `templatefile` that took its place (registry.terraform.io/providers/hashicorp/template). */
import { argumentOf, type Block, readBlocks } from "../../locate/terraform/blocks";
import { filledIn, unwrapped } from "../../locate/terraform/written";
import { type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Edit } from "../pieces";

/** What a text has that takes one. */
export const ofTemplates = "data.template_file.";

/** Characters of calls that are written in one module. */
const mostWritten = 200_000;

const rendered = /\bdata\.template_file\.([\w-]{1,200})\.rendered\b/g;

/** What writes them so where a file is the template; what it says is told of what takes it. */
export function editsOfTemplateData(tree: SyntaxTree): readonly Edit[] {
  const calls = new Map(
    readBlocks(tree).flatMap((block) => {
      const call = block.labels[0] === "template_file" ? callOf(block, tree) : null;
      return call === null ? [] : [[block.labels[1], { call, block }] as const];
    }),
  );
  const { text } = tree;
  let left = mostWritten;
  const taken = [...text.matchAll(rendered)].flatMap(({ 0: said, 1: name, index: start }) => {
    const found = calls.get(name);
    if (!found || (left -= found.call.length) < 0) return [];
    return [{ ...found, start, end: start + said.length }];
  });
  return [
    ...taken.map(({ call, start, end }): Edit => {
      const isAlone = text.startsWith('"${', start - 3) && text.startsWith('}"', end);
      return isAlone ? { start: start - 3, end: end + 2, text: call } : { start, end, text: call };
    }),
    ...[...new Set(taken.map(({ block }) => block))].map((block): Edit => ({
      ...spanOf(argumentOf(block, "template")!),
      text: "null",
    })),
  ];
}

/** Null for one of several, and for a template that is written in place. */
function callOf(block: Block, tree: SyntaxTree): string | null {
  if (argumentOf(block, "count") ?? argumentOf(block, "for_each")) return null;
  const template = argumentOf(block, "template");
  const file = template && /^file\(([^"\n]{0,20}"[^"\n]{1,300}")\s{0,20}\)$/.exec(alone(template, tree))?.[1];
  if (file == null) return null;
  const given = argumentOf(block, "vars");
  const written = block.blocks.find(({ type }) => type === "vars")?.arguments ?? [];
  const vars = given
    ? alone(given, tree)
    : `{ ${written.map(({ name, value }) => `${name} = ${textOf(tree, value)}`).join(", ")} }`;
  return `templatefile(${file}, ${vars})`;
}

/** An expression without the text around it alone, which it needed before 0.12. */
function alone(expression: SyntaxNode, tree: SyntaxTree): string {
  return textOf(tree, filledIn(unwrapped(expression)));
}
