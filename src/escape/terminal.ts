/**
 * Lines of a terminal, and of the logs that read them. A terminal obeys control characters (ECMA-48, xterm's "Control Sequences"), and
 * shows text in the direction that Unicode's marks say. GitHub's runner takes a line that begins with `::` for a command, and
 * Azure's and its own older ones `##vso[` and `##[` wherever they stand.
 */
import { type Escaped, tagOf } from "./escaped";
import { shortened, visible, visibleLines } from "./visible";

export type TerminalText = Escaped<"terminal">;

/** Longer values say nothing more to a person, and push what matters from the screen. */
const mostShown = 2000;

const colour = String.raw`(?:\u001b\[\d*m)`;
const commandStart = new RegExp(`^((?:\\s|${colour})*):(?=${colour}*:)`, "u");

/** One line: what is put in cannot end it, hide in it or move the cursor. */
export const line = tagOf<"terminal">((text) => visible(shortened(text, mostShown)), { finish: withoutCommands });

/** Lines that others wrote, such as a usage message that quotes an argument: they stay lines, and are nothing else. */
export function lines(text: string): string {
  return text
    .split("\n")
    .map((one) => withoutCommands(visible(one)))
    .join("\n");
}

/** A line of a diff: its tabs and the end that it has on Windows stay, so that the diff can be applied. */
export function diffLine(text: string): string {
  const end = text.endsWith("\r") ? "\r" : "";
  return withoutCommands(visibleLines(text.slice(0, text.length - end.length))) + end;
}

function withoutCommands(text: string): string {
  return text.replace(commandStart, "$1\\u003a").replace(/##(?=(?:vso)?\[)/g, "#\\u0023");
}
