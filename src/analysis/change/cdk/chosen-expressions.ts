/** What an expression of a program of AWS CDK may be, where the program chooses between several. */
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { isSelf } from "../../units/cdk/declarations";
import type { CdkReading } from "./reading";

const choices = /^(?:ternary_expression|conditional_expression|parenthesized_expression)$/;
/** What stands for nothing. */
export const nothing = /^(?:undefined|null|None|false|False)$/;
const deepest = 8;

/** The expressions of which the program takes one; none for what stands for nothing. */
export function chosenExpressions(reading: CdkReading, expression: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  const node = valueIn(reading, expression);
  if (nothing.test(reading.file.text(node))) return [];
  if (!choices.test(node.type) || depth > deepest) return [node];
  const parts = partsOf(node).filter(({ named }) => named);
  const own =
    node.type === "ternary_expression"
      ? [childOf(node, "consequence"), childOf(node, "alternative")]
      : parts.length === 3
        ? [parts[0]!, parts[2]!]
        : parts;
  return own.flatMap((one) => (one ? chosenExpressions(reading, one, depth + 1) : []));
}

/** What a variable or field of the class has. */
export function valueIn({ file, constructs }: CdkReading, expression: SyntaxNode): SyntaxNode {
  const { base, path } = file.resolve(expression);
  const [first, ...rest] = path;
  if (first === undefined) return base;
  const values = isSelf(file, base) && rest.length === 0 ? constructs.fields.valuesOf(base, first) : [];
  return values.length === 1 ? file.resolve(values[0]!.value).base : file.language.unwrap(expression);
}
