/** Policies in the blocks of code of documentation. What is left out or cut short there is no policy. */
import { type Fence, fencesOf, isDocumentation, nameOfFence } from "../source/fences";
import { type Form, formOf, grammarOf } from "../source/forms";
import type { Grammar } from "../source/grammar";
import { parseJson } from "../source/json-tree";
import { Source } from "../source/source";
import { longestParsed } from "../source/syntax-tree";
import { isFrame } from "./frame";
import { mayHoldPolicy, mayHoldPolicyInCode } from "./gate";
import type { Located, LocatedPolicy } from "./located";

/** Characters that the blocks of a file may cost: each is read in a text that is as long as the file is before its end. */
const budget = 8_000_000;
/** What blank lines before a block cost the readers of other forms than JSON. */
const otherCost = 2;

interface Block {
  readonly fence: Fence;
  readonly name: string;
  readonly text: string;
}

interface Blocks {
  readonly read: readonly Block[];
  /** The first that is not read. */
  readonly left: Block | null;
}

/** Whether policies of a document are looked for in this way. */
export function mayShowPolicy({ name, text }: { readonly name: string; readonly text: string }, form: Form): boolean {
  return isDocumentation(name, form) && /\bEffect\b|\bactions?\b/i.test(text) && mayHold(text);
}

function mayHold(text: string): boolean {
  return mayHoldPolicy(text) || mayHoldPolicyInCode(text);
}

/** What stands for something that is left out. */
const cutShort = /\.\.\.|\u2026/;

function blocksOf(name: string, text: string): Blocks {
  const read: Block[] = [];
  let cost = 0;
  for (const fence of fencesOf(text, name)) {
    const body = text.slice(fence.body.start, fence.body.end);
    if (!mayHold(body) || cutShort.test(body)) continue;
    const block = { fence, name: nameOfFence(fence, body), text: body };
    cost += fence.body.end * (formOf(block) === "json" ? 1 : otherCost);
    if (cost > budget || fence.body.end > longestParsed) return { read, left: block };
    read.push(block);
  }
  return { read, left: null };
}

/** The grammars of such blocks. */
export function grammarsOfBlocks(name: string, text: string): readonly Grammar[] {
  const grammars = blocksOf(name, text).read.map((block) => grammarOf(formOf(block)));
  return [...new Set(grammars.filter((grammar) => grammar !== null))];
}

/** @param locate finds the policies of a block as in a file of its own */
export function locateInDocumentation({ document, parsers }: Source, locate: (source: Source) => Located): Located {
  const { name, text } = document;
  const { read, left } = blocksOf(name, text);
  const policies = read.flatMap(({ fence, ...block }): readonly LocatedPolicy[] => {
    if (formOf(block) === "json" && parseJson(block.text).problems.length > 0) return [];
    // In the place where it stands, with nothing around it.
    const before = text.slice(0, fence.body.start).replace(/[^\r\n]/g, " ");
    const found = locate(new Source({ name: block.name, text: before + block.text }, parsers));
    return found.problems.length > 0
      ? []
      : found.policies.filter(({ root }) => !isFrame(root)).map((policy) => ({ ...policy, syntaxErrors: [] }));
  });
  const message = "This document is too long: from this block of code on, its policies were not checked.";
  return { policies, problems: left ? [{ message, span: left.fence.body }] : [] };
}
