/** What `for_each` goes over where others give a part of it: what is written out, and the rest as an expression. */
import { unwrapped } from "../../../locate/terraform/written";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { calledWith } from "./functions";
import type { Known } from "./known";
import type { Computing } from "./portions";

export interface WithRest {
  readonly known: Known;
  readonly rest: string;
}

export interface RestsOf extends Computing {
  /** What a local says. */
  localAt(name: string): SyntaxNode | undefined;
  /** Whether it stands for something else on the other side. */
  isTouched(expression: SyntaxNode): boolean;
}

const deepest = 8;

/** Null for what is known to its end, and for what nobody knows anything of. */
export function withRest(over: SyntaxNode, tree: SyntaxTree, computing: RestsOf, depth = 0): WithRest | null {
  if (depth > deepest) return null;
  const node = unwrapped(over);
  const [, local] = /^local\.([\w-]{1,200})$/.exec(textOf(tree, node).trim()) ?? [];
  const said = local === undefined ? undefined : computing.localAt(local);
  if (said) return withRest(said, tree, computing, depth + 1);
  const [called, list] = node.type === "function_call" ? partsOf(node) : [];
  const name = called ? textOf(tree, called) : "";
  if (!list || !/^(?:merge|concat|setunion|toset|tolist|distinct)$/.test(name)) return null;
  // With `...` a list holds what is put together.
  if (list.children.some(({ type }) => type === "ellipsis")) return null;
  const known: Known[] = [];
  const rests: string[] = [];
  for (const one of partsOf(list).filter(({ type }) => type === "expression")) {
    const value = computing.evaluate(one);
    if (value) {
      known.push(value);
      continue;
    }
    const part = withRest(one, tree, computing, depth + 1);
    if (!part && computing.isTouched(one)) return null;
    if (part) known.push(part.known);
    rests.push(part?.rest ?? computing.text(one).replace(/\s+/g, " ").trim());
  }
  const made = known.length > 0 && rests.length > 0 ? calledWith(name, known) : null;
  return made && { known: made, rest: `${name}(${rests.join(", ")})` };
}
