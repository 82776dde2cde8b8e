/** Texts that a script hands to a command (`cat > file <<EOF`): what is taken out of one changes what somebody else reads. */
import { contains, linesAround, type Span, type TextEdit } from "../../text";

interface Heredoc {
  /** From the line of its command to the line that ends it, with its break. */
  readonly whole: Span;
  readonly body: Span;
  /** The command does nothing but write the text to a file. */
  readonly onlyWrites: boolean;
}

const opening = /<<-?[ \t]{0,4}(["']?)([A-Za-z_]\w{0,40})\1/g;
/** `cat > FILE <<EOF`, `cat <<EOF >> FILE`, `tee FILE <<EOF`; no pipe, and nothing else behind. */
const writing = /^(?:sudo )?(?:cat|tee)[ >][^|;&]{1,400}$/;

/** The texts in which one of the parts stands; of a script within another text, those that begin behind `scriptStart`. */
export function heredocsWith(text: string, parts: readonly Span[], scriptStart: number): Heredoc[] {
  const found: Heredoc[] = [];
  let from = scriptStart;
  for (const { 2: word, index } of text.matchAll(opening)) {
    if (index < from) continue;
    const start = text.lastIndexOf("\n", index) + 1;
    const lineEnd = text.indexOf("\n", index);
    if (lineEnd < 0) break;
    const close = closingLine(text, lineEnd + 1, word!);
    if (!close) break;
    const body = { start: lineEnd + 1, end: close.start };
    from = close.end;
    if (parts.some((part) => contains(body, part)))
      found.push({ whole: { start, end: from }, body, onlyWrites: isWriting(text.slice(start, lineEnd).trim()) });
  }
  return found;
}

/** The line that ends the text, with its break; null where there is none. */
function closingLine(text: string, from: number, word: string): Span | null {
  for (let start = from; start < text.length;) {
    const { end } = linesAround(text, { start, end: start });
    if (text.slice(start, Math.min(end, start + 300)).trim() === word) return { start, end };
    start = end;
  }
  return null;
}

function isWriting(command: string): boolean {
  return writing.test(command) && (command.includes("tee ") || /[^<>]>{1,2}[^<>&]/.test(command));
}

/** Takes the whole command away where nothing is left in the text that it writes but headings of sections. */
export function withoutEmptied(text: string, heredocs: readonly Heredoc[], edits: readonly TextEdit[]): TextEdit[] {
  let left = [...edits];
  for (const { whole, body, onlyWrites } of heredocs) {
    const own = left.filter(({ span }) => contains(body, span));
    let rest = "";
    let at = body.start;
    for (const { span } of own) {
      rest += text.slice(at, span.start);
      at = span.end;
    }
    rest += text.slice(at, body.end);
    if (!onlyWrites || !rest.split("\n").every((line) => /^(?:\[[^\]]{0,100}\])?$/.test(line.trim()))) continue;
    left = [...left.filter((edit) => !own.includes(edit)), { span: whole, newText: "" }];
  }
  return left.sort((a, b) => a.span.start - b.span.start);
}
