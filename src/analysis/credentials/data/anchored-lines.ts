/** Takes keys out of YAML where anchors share them: their lines, and those of the aliases that then stand for nothing. */
import type { Span, TextEdit } from "../../text";

/** A mapping that may go when nothing is left in it; whatever else would be empty is for a person. */
const mayGo = /^(?:- )?["']?(?:environment|env|variables|x-[\w-]{1,60})["']?:/;
const entry = /^(?:- )?["']?[\w.-]{1,100}["']?: {1,8}(?:&[\w-]{1,60} {1,8})?["']?[\w/+=.-]{16,200}["']?$/;
const aliased = / \*([\w-]{1,60})$/;
const anchored = / &([\w-]{1,60})(?= |$)/;
const opens = /:(?: {1,8}&[\w-]{1,60})?$/;

interface Line extends Span {
  readonly text: string;
  readonly indent: number;
}

/** So many lines are looked at. */
const most = 5000;

/** The removal of the lines of a key, with all that only stood for them; null where one of these lines holds something else. */
export function anchoredLineEdits(text: string, parts: readonly Span[]): TextEdit[] | null {
  const lines = linesOf(text);
  if (lines.length > most || !/[ \t]&[\w-]/.test(text)) return null;
  const gone = new Set<Line>();
  for (const part of parts) {
    const line = lines.find(({ start, end }) => start <= part.start && part.end <= end);
    if (!line || !entry.test(line.text)) return null;
    gone.add(line);
  }
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    const anchors = new Set([...gone].flatMap((line) => anchored.exec(line.text)?.[1] ?? []));
    for (const [index, line] of lines.entries()) {
      if (gone.has(line)) continue;
      const alias = aliased.exec(line.text)?.[1];
      if (alias !== undefined && anchors.has(alias)) gone.add(line);
      else if (opens.test(line.text) && isEmptied(lines, index, gone)) {
        if (!mayGo.test(line.text) && !anchored.test(line.text)) return null;
        gone.add(line);
      }
    }
  }
  return [...gone].sort((a, b) => a.start - b.start).map(({ start, end }) => ({ span: { start, end }, newText: "" }));
}

/** Whether a mapping has lines of its own, and all of them are gone. */
function isEmptied(lines: readonly Line[], index: number, gone: ReadonlySet<Line>): boolean {
  const { indent } = lines[index]!;
  let count = 0;
  for (const line of lines.slice(index + 1)) {
    if (line.text === "") continue;
    if (line.indent <= indent) break;
    if (!gone.has(line)) return false;
    count++;
  }
  return count > 0;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split(/(?<=\n)/).map((written) => {
    const line = {
      start,
      end: start + written.length,
      text: withoutComment(written.trim()),
      indent: /^ */.exec(written)![0].length,
    };
    start = line.end;
    return line;
  });
}

function withoutComment(line: string): string {
  const at = line.startsWith("#") ? 0 : line.search(/\s#/);
  return at < 0 ? line : line.slice(0, at).trimEnd();
}
