/** Policies in the Python of a Jupyter notebook: its cells are read as one program, and point into the file. */
import { editsInFile, spanInFile } from "../source/notebook";
import { Source } from "../source/source";
import type { Span } from "../text";
import type { Located, LocatedPolicy } from "./located";
import { movedPolicy } from "./moved";

/** @param locate finds the policies of the cells as in a file of their own */
export function locateInNotebook(
  { document, notebook, parsers, text }: Source,
  locate: (source: Source) => Located,
): Located {
  if (notebook.code === "") return { policies: [], problems: [] };
  const spanOf = (span: Span): Span => {
    const { start, end } = spanInFile(notebook, span);
    // What ends with a quote ends behind both characters that stand for it.
    return { start, end: span.end > span.start && text[end - 1] === "\\" ? end + 1 : end };
  };
  const { policies, attached = [] } = locate(new Source({ name: `${document.name}.py`, text: notebook.code }, parsers));
  return {
    policies: policies.map((policy): LocatedPolicy => ({
      ...policy,
      ...movedPolicy(policy, spanOf, (edits) => editsInFile(text, notebook, edits)),
    })),
    problems: [],
    attached: attached.map((one) => ({ ...one, node: { ...one.node, span: spanOf(one.node.span) } })),
  };
}
