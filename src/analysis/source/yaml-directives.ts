/** Directives of templates in YAML, as Go's and Helm's are: `{{ if … }}` on a line of its own, `{{ .Values.name }}` in place of a value. */
import { filling } from "./placeholders";

const opening = /^-?\s{0,20}(?:if|range|with|define|block)\b/;
const closing = /^-?\s{0,20}end\b/;
const other = /^-?\s{0,20}else\b/;

/**
 * The text with blanks for lines that are directives, and an open value for each that stands within a line, as long as before; null where there
 * is none. Of two ways the first is read.
 */
export function withoutDirectives(text: string): string | null {
  if (!text.includes("{{")) return null;
  let depth = 0;
  /** How deep the other way is in which the lines are; null in none. */
  let left: number | null = null;
  const lines = text.split("\n").map((line) => {
    const inner = directivesOf(line);
    if (inner.length === 0) return left === null ? line : blank(line);
    if (!inner.isWhole) return left === null ? inner.opened : blank(line);
    for (const directive of inner.texts) {
      if (opening.test(directive)) depth++;
      else if (closing.test(directive)) {
        if (left === depth) left = null;
        depth = Math.max(0, depth - 1);
      } else if (other.test(directive)) left ??= depth;
    }
    return blank(line);
  });
  return lines.join("\n");
}

interface Directives {
  readonly length: number;
  readonly texts: readonly string[];
  /** The line has nothing else, but for white space and the mark of a comment. */
  readonly isWhole: boolean;
  /** The line with open values in their places. */
  readonly opened: string;
}

function directivesOf(line: string): Directives {
  const texts: string[] = [];
  let [at, rest, opened] = [0, "", ""];
  for (;;) {
    const start = line.indexOf("{{", at);
    const end = start < 0 ? -1 : line.indexOf("}}", start + 2);
    if (end < 0) break;
    texts.push(line.slice(start + 2, end).trimStart());
    const before = line.slice(at, start);
    rest += before;
    opened += before + filling.repeat(end + 2 - start);
    at = end + 2;
  }
  rest += line.slice(at);
  return { length: texts.length, texts, isWhole: /^[\s#]*$/.test(rest), opened: opened + line.slice(at) };
}

function blank(line: string): string {
  return line.replace(/[^\r]/g, " ");
}
