/** The imports that only what goes has read. */
import { countOfName } from "../../scan";
import { applyEdits, type TextEdit } from "../../text";

/** One line that imports one name, or names in braces. */
const imports =
  /^(?:import (?:static )?(?:[\w.]{1,200}\.)?(?:(\w{1,80})|\{([\w, ]{1,300})\});?|import (\w{1,80})|use (?:\w{1,80}::){0,12}(\w{1,80});|#include <[\w./]{0,200}\/(\w{1,80})\.h>)[ \t]{0,8}\r?\n/gm;

/** So many names are looked for in a file. */
const mostNames = 40;

/** The edits that take them away, given those that make their names unread. */
export function unreadImports(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const rest = applyEdits(text, edits);
  const removed = edits.map(({ span }) => text.slice(span.start, span.end)).join("\n");
  let asked = 0;
  const isUnread = (name: string): boolean =>
    removed.includes(name) &&
    ++asked <= mostNames &&
    countOfName(removed, name, /\w/) > 0 &&
    countOfName(rest, name, /\w/) === 1;
  return [...text.matchAll(imports)].flatMap(
    ({ 0: line, 1: last, 2: braces, 3: module, 4: used, 5: header, index }) => {
      const name = last ?? module ?? used ?? header;
      const names = name === undefined ? (braces ?? "").split(",").map((one) => one.trim()) : [name];
      const kept = names.filter((one) => !isUnread(one));
      if (kept.length === names.length) return [];
      if (kept.length === 0) return [{ span: { start: index, end: index + line.length }, newText: "" }];
      const start = index + line.indexOf("{");
      const newText = kept.length === 1 ? kept[0]! : `{${kept.join(", ")}}`;
      return [{ span: { start, end: index + line.indexOf("}") + 1 }, newText }];
    },
  );
}
