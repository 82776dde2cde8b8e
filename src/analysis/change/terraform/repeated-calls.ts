/** Two calls of modules of one name in a folder of Terraform: a mistake, of which nobody knows which call is meant. */
import { brief } from "../../brief";
import type { Problem } from "../../finding";
import { addressOf, readBlocks } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import { type Span, spanOf } from "../../text";
import type { ChangedDocument } from "../subject";

/** Whether a text may have any; the test is cheap. */
export function mayRepeatCalls(text: string): boolean {
  const names = [...text.matchAll(/^\s{0,8}module\s{1,20}"([\w-]{1,200})"/gm)].map(([, name]) => name);
  return new Set(names).size < names.length;
}

/** The calls that have the name of one before them. */
export function repeatedCalls(source: Source): readonly RepeatedCall[] {
  const tree = source.syntax("hcl");
  const seen = new Set<string>();
  return (tree ? readBlocks(tree) : []).flatMap((block): readonly RepeatedCall[] => {
    if (block.type !== "module") return [];
    const name = addressOf(block);
    if (seen.has(name)) return [{ name, span: spanOf(block.head) }];
    seen.add(name);
    return [];
  });
}

export interface RepeatedCall {
  readonly name: string;
  readonly span: Span;
}

export function repeatedProblem({ name, span }: RepeatedCall, document: ChangedDocument): Problem {
  const message = `\`${name}\` stands there twice, which Terraform refuses. What this one is given was not compared.`;
  return { ...document.placeOf(span), message: brief(message) };
}
