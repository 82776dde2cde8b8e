/** What cannot be read of a document, and is the same on both sides. */
import type { Problem } from "../../analysis/finding";
import { mistakeMessage } from "../../analysis/locate/terraform/terraform";
import { isMistake } from "../../analysis/locate/terraform/written";
import type { Source } from "../../analysis/source/source";
import { type SyntaxNode, textOf } from "../../analysis/source/syntax-tree";
import type { SideDocument } from "./documents";

/** What a document has that cannot be read. */
export interface UnreadSide {
  readonly side: SideDocument;
  readonly made: Source;
  readonly problems: readonly Problem[];
}

/** What may say something about policies, or what they are attached to. */
const ofAccess = /polic|principal|statement|effect|action|role|assume|permission|grant|attach|module|boundary/i;

/** The problems of both sides without those of what nobody has touched, or what is not about access. */
export function changedProblems(before: readonly UnreadSide[], after: readonly UnreadSide[]): readonly Problem[] {
  const others = new Map(
    [...before, ...after].map((one) => [one, otherOf(one, before.includes(one) ? after : before)]),
  );
  return [...others].flatMap(([one, other]) =>
    one.problems.filter((problem) => {
      const isOnBoth = other?.problems.some(
        ({ file, message }) => file === problem.file && message === problem.message,
      );
      return !other || !isOnBoth || !(isSame(one, other) || (isOfSyntax(problem) && isUntouched(one, other)));
    }),
  );
}

function otherOf({ side }: UnreadSide, others: readonly UnreadSide[]): UnreadSide | undefined {
  return others.find((one) => one.side.document.scope === side.document.scope);
}

function isOfSyntax({ message }: Problem): boolean {
  return message === mistakeMessage;
}

function isSame({ side: one }: UnreadSide, { side: other }: UnreadSide): boolean {
  const [ours, theirs] = [one, other].map(({ values = [] }) => values.map(({ text }) => text).join("\n"));
  return one.source.text === other.source.text && ours === theirs;
}

/** Whether both sides have the same blocks with mistakes, and these have nothing to do with access. */
function isUntouched(one: UnreadSide, other: UnreadSide): boolean {
  const [ours, theirs] = [one, other].map(({ made }) => blocksWithMistakes(made));
  return ours === theirs && ours !== undefined && !ofAccess.test(ours);
}

function blocksWithMistakes(made: Source): string {
  const tree = made.syntax("hcl");
  if (!tree) return "policy";
  const outer = new Set(tree.nodes.filter((node) => isMistake(node, tree)).map(outermost));
  return [...outer].map((node) => withoutTexts(textOf(tree, node))).join("\n");
}

/** A block without what stands in quotes, but in its first line: keys of tags may say anything. */
function withoutTexts(block: string): string {
  const [head = "", ...body] = block.split("\n");
  return [head, ...body.map((line) => line.replace(/"[^"]*"/g, '""'))].join("\n");
}

/** The block of the file that a node stands in; of what stands in none, itself. */
function outermost(node: SyntaxNode): SyntaxNode {
  let at = node;
  let found = node;
  for (; at.parent; at = at.parent) if (at.type === "block") found = at;
  return found;
}
