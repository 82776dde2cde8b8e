/** Colour for a terminal, or none. */
import { Escaped, type Part } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";

type Paint = (text: Part<"terminal">) => TerminalText;

export type Styler = Readonly<Record<"bold" | "dim" | "red" | "yellow" | "green" | "blue", Paint>>;

export function styler(colour: boolean): Styler {
  const paint =
    (open: number, close: number): Paint =>
    (text) =>
      colour ? new Escaped(`\u001b[${open}m${line`${text}`.text}\u001b[${close}m`) : line`${text}`;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    yellow: paint(33, 39),
    green: paint(32, 39),
    blue: paint(34, 39),
  };
}
