/** The hover of an assertion: what it means, whether it holds, and why. */
import type { AssertionNote } from "../../analysis/assertions/notes";
import { maskKeys } from "../../analysis/credentials/mask";
import { isAbout } from "../../analysis/source/facts";
import { endOfLine, LineIndex } from "../../analysis/text";
import { code, md, prose } from "../../escape/markdown";
import { lookedText } from "../summary/assertion-lens";
import type { Hover } from "./hover";

/** Null where no assertion stands at the place. `offset` counts UTF-16 units from 0. */
export function assertionHoverAt(notes: readonly AssertionNote[], text: string, offset: number): Hover | null {
  const note = notes.find((one) => one.at.start <= offset && offset <= one.at.end && isAbout(one, text));
  if (!note) return null;
  const { sentence, verdict, because, more, looked, statement } = note;
  const lines = new LineIndex(text);
  const { start, end } = note.at;
  const words = {
    holds: "It holds.",
    broken: "It is broken.",
    unknown: "Nobody knows whether it holds.",
    idle: "It proves nothing.",
  };
  const sections = [
    md`**${sentence.replaceAll("`", "")}**`,
    md`${words[verdict]} ${because === null ? md`` : prose(because)}${more > 0 ? md` And ${more} more.` : md``}`,
    md`Looked at: ${lookedText(looked)}.`,
    ...(statement
      ? [
          md`${verdict === "holds" ? md`The closest statement` : md`The statement`}: ${code(statement.label)} of ${code(statement.subject)}, ${statement.file.slice(statement.file.lastIndexOf("/") + 1)}, line ${statement.range.start.line}.`,
        ]
      : []),
  ];
  return {
    range: lines.range({
      start,
      end: Math.max(start, Math.min(end, endOfLine(text, start))),
    }),
    sections: sections.map((section) => maskKeys(section.text)),
    links: [],
  };
}
