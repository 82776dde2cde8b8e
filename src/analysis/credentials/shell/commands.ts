/** The commands of one line of a shell, read as far as it takes to remove keys from them. */
import type { Span } from "../../text";

export interface Command {
  readonly span: Span;
  readonly words: readonly Span[];
  /** What stands between this command and the next: `&&`, `;`, `;;` at the end of a case; '' after the last. */
  readonly separator: string;
}

/** What is more than words: substitutions, redirections from here, comments between the lines. */
const beyondWords = /\$\(|`|<<|\n[ \t]*#/;
const separators = [";;&", "&&", "||", ";;", ";&", ";", "|", "&", "\n"];

/** The commands of a stretch of text; null where it holds more than words and signs between them. */
export function readCommands(text: string, { start, end }: Span): Command[] | null {
  if (beyondWords.test(text.slice(start, end))) return null;
  const commands: Command[] = [];
  let words: Span[] = [];
  const close = (separator: string) => {
    if (words.length > 0) commands.push({ span: { start: words[0]!.start, end: words.at(-1)!.end }, words, separator });
    words = [];
  };
  for (let at = start; at < end;) {
    const broken = /^\\\r?\n/.exec(text.slice(at, at + 3))?.[0];
    const separator = separators.find((one) => text.startsWith(one, at));
    if (broken !== undefined) at += broken.length;
    else if (separator !== undefined) {
      close(separator);
      at += separator.length;
    } else if (/[ \t\r]/.test(text[at]!)) at++;
    else {
      const wordEnd = endOfWord(text, at, end);
      if (wordEnd === null) return null;
      words.push({ start: at, end: wordEnd });
      at = wordEnd;
    }
  }
  close("");
  return commands;
}

/** Null where a quote is not closed. */
function endOfWord(text: string, start: number, end: number): number | null {
  let quote = "";
  for (let at = start; at < end; at++) {
    const character = text[at]!;
    if (character === "\\" && quote !== "'") {
      if (quote === "" && /^\\\r?\n/.test(text.slice(at, at + 3))) return at;
      at++;
    } else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (/[\s;&|]/.test(character)) return at;
  }
  return quote === "" ? end : null;
}
