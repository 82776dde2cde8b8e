/** Resources that a change of Terraform moves into a module (`moved`): the old text names them by the output of the module that stands for them now. */
import { argumentOf, readBlocks } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import { textOf } from "../../source/syntax-tree";
import { edited, type Piece } from "../pieces";

/** Whether a text moves something into a module; the test is cheap. */
export function mayMove(text: string): boolean {
  return /^moved\b/m.test(text) && /\bto\s{0,40}=\s{0,40}module\./.test(text);
}

/** The old text with those outputs; null where nothing is named otherwise. */
export function withMoved(before: Source, after: Source): readonly Piece[] | null {
  const moves = movesIn(after);
  const edits = moves.flatMap(({ from, module }) =>
    [...before.text.matchAll(references)].flatMap((match) => {
      const [whole, address, attribute] = match;
      const output = address === from ? outputOf(module, attribute!, after.text) : null;
      return output === null ? [] : [{ start: match.index, end: match.index + whole.length, text: output }];
    }),
  );
  return edits.length === 0 ? null : edited(before.text, edits);
}

const references = /\b(aws_[a-z0-9_]{1,80}\.[\w-]{1,200})\.([a-z_]{1,60})\b/g;
const outputs = /\b(module\.[\w-]{1,200})(?:\[0\])?\.([a-z0-9_]{1,100})\b/g;
/** Attributes that name the same. */
const names = new Set(["id", "name", "bucket"]);

interface Move {
  readonly from: string;
  /** `module.bucket` */
  readonly module: string;
}

function movesIn(source: Source): readonly Move[] {
  const tree = source.syntax("hcl");
  if (!tree) return [];
  return readBlocks(tree).flatMap((block): Move[] => {
    const [from, to] = ["from", "to"].map((name) => argumentOf(block, name));
    const module = to ? /^module\.[\w-]{1,200}/.exec(textOf(tree, to).trim())?.[0] : undefined;
    return block.type === "moved" && from && module ? [{ from: textOf(tree, from).trim(), module }] : [];
  });
}

/** The one output of a module that is called after an attribute, as it is written; null where there is none, or several. */
function outputOf(module: string, attribute: string, text: string): string | null {
  const isSame = (last: string): boolean => last === attribute || (names.has(last) && names.has(attribute));
  const found = new Set(
    [...text.matchAll(outputs)].flatMap(([whole, owner, output]) =>
      owner === module && isSame(output!.split("_").at(-1)!) ? [whole] : [],
    ),
  );
  const [only, ...others] = found;
  return only !== undefined && others.length === 0 ? only : null;
}
