/** Lines of a terminal that fit its width. */
import { line, type TerminalText } from "../escape/terminal";

/** Words of a terminal's line; one that is longer than a line is cut where the terminal would. */
export function wrapped(text: string, indent: string, width: number, first = indent): TerminalText[] {
  const room = Math.max(20, width - indent.length);
  const rows: string[] = [];
  let row = "";
  for (const word of line`${text}`.text.split(" ").flatMap((one) => pieces(one, room))) {
    if (row !== "" && row.length + 1 + word.length > room) {
      rows.push(row);
      row = word;
    } else row = row === "" ? word : `${row} ${word}`;
  }
  return [...rows, row].map((one, index) => line`${index === 0 ? first : indent}${one}`);
}

function pieces(word: string, length: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < word.length; at += length) parts.push(word.slice(at, at + length));
  return parts;
}
