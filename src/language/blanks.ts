/** Fixes that a person completes: what they write as a snippet of VS Code and of the language server protocol. */

/**
 * The text as a snippet in which each blank is a place to type at, selected with what stands there.
 * @param first the number of the first place; a text of several edits counts on
 */
export function snippetOf(text: string, blanks: readonly string[], first = 1): { snippet: string; next: number } {
  let snippet = "";
  let next = first;
  for (let at = 0; at < text.length;) {
    const blank = blanks.filter((one) => one !== "" && text.startsWith(one, at)).sort(longestFirst)[0];
    const piece = blank ?? text[at]!;
    const escaped = piece.replace(/[\\$}]/g, "\\$&");
    snippet += blank === undefined ? escaped : `\${${next++}:${escaped}}`;
    at += piece.length;
  }
  return { snippet, next };
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}
