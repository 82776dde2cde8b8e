/** Policies in the blocks of code of documentation. What is left out or cut short there is no policy. */
import { type Fence, fencesOf, isDocumentation, nameOfFence } from "../source/fences";
import { type Form, formOf, grammarOf } from "../source/forms";
import type { Grammar } from "../source/grammar";
import { parseJson } from "../source/json-tree";
import { Source } from "../source/source";
import { entryOf, type ObjectNode } from "../value";
import { mayHoldPolicy, mayHoldPolicyInCode } from "./gate";
import type { Located, LocatedPolicy } from "./located";

/** More characters are not read, and not more blocks: each is read in a text as long as the file. */
const longest = 400_000;
const mostBlocks = 40;

interface Block {
  readonly fence: Fence;
  readonly name: string;
  readonly text: string;
}

/** Whether policies of a document are looked for in this way. */
export function mayShowPolicy({ name, text }: { readonly name: string; readonly text: string }, form: Form): boolean {
  return (
    isDocumentation(name, form) && text.length <= longest && /\bEffect\b|\bactions?\b/i.test(text) && mayHold(text)
  );
}

function mayHold(text: string): boolean {
  return mayHoldPolicy(text) || mayHoldPolicyInCode(text);
}

/** What stands for something that is left out. */
const cutShort = /\.\.\.|\u2026/;

function blocksOf(name: string, text: string): Block[] {
  return fencesOf(text, name)
    .flatMap((fence) => {
      const body = text.slice(fence.body.start, fence.body.end);
      return mayHold(body) && !cutShort.test(body) ? [{ fence, name: nameOfFence(fence, body), text: body }] : [];
    })
    .slice(0, mostBlocks);
}

/** The grammars of such blocks. */
export function grammarsOfBlocks(name: string, text: string): readonly Grammar[] {
  const grammars = blocksOf(name, text).map((block) => grammarOf(formOf(block)));
  return [...new Set(grammars.filter((grammar) => grammar !== null))];
}

/** Whether a policy has no statement, as where only the frame is shown. */
function isEmpty(root: ObjectNode): boolean {
  const statements = entryOf(root, "Statement")?.value;
  return !statements || (statements.kind === "array" && statements.items.length === 0);
}

/** @param locate finds the policies of a block as in a file of its own */
export function locateInDocumentation({ document, parsers }: Source, locate: (source: Source) => Located): Located {
  const { name, text } = document;
  const policies = blocksOf(name, text).flatMap(({ fence, ...block }): readonly LocatedPolicy[] => {
    if (formOf(block) === "json" && parseJson(block.text).problems.length > 0) return [];
    // In the place where it stands, with nothing around it.
    const before = text.slice(0, fence.body.start).replace(/[^\r\n]/g, " ");
    const found = locate(new Source({ name: block.name, text: before + block.text }, parsers));
    return found.problems.length > 0
      ? []
      : found.policies.filter(({ root }) => !isEmpty(root)).map((policy) => ({ ...policy, syntaxErrors: [] }));
  });
  return { policies, problems: [] };
}
