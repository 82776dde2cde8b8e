/** `export NAME` of a variable that is no longer set: it does nothing, and without a name it would print the whole environment. */
import { countOfName } from "../../scan";
import { applyEdits, type Span, type TextEdit } from "../../text";

const line = /^[ \t]{0,40}export((?:[ \t]{1,40}[A-Za-z_]\w{0,100}){1,20})[ \t]{0,40};?[ \t]{0,40}\r?(?:\n|$)/gm;

/** The edits that take these names out of the statements which only export; what the other edits take away is left alone. */
export function withoutExports(text: string, edits: readonly TextEdit[], names: ReadonlySet<string>): TextEdit[] {
  const isGone = ({ start, end }: Span): boolean => edits.some(({ span }) => start < span.end && span.start < end);
  const added: TextEdit[] = [];
  for (const { 0: written, 1: list, index } of text.matchAll(line)) {
    const span = { start: index, end: index + written.length };
    if (isGone(span)) continue;
    const words = [...list!.matchAll(/[ \t]{1,40}(\w{1,101})/g)];
    const gone = words.filter(([, name]) => names.has(name!));
    if (gone.length === words.length) added.push({ span, newText: "" });
    else
      for (const word of gone) {
        const start = index + written.indexOf(list!) + word.index;
        added.push({ span: { start, end: start + word[0].length }, newText: "" });
      }
  }
  return added;
}

/** Whether a text speaks of a variable elsewhere than where it is set, unset or commented on: by its name alone it may be read too. */
export function mentionsName(text: string, edits: readonly TextEdit[], name: string): boolean {
  return applyEdits(text, edits)
    .split("\n")
    .some((one) => countOfName(one, name, /[\w.$-]/, /[\w=-]/) > 0 && !/^(?:#|unset\b)/.test(one.trim()));
}
