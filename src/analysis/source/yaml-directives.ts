/** Directives of templates in YAML, as Go's and Helm's are: `{{ if … }}` and `{{ end }}`, wherever they stand, and `{{ .Values.name }}` in place of a value; and Jinja's: `{% if … %}` and `{% endif %}`. */
import { filling } from "./placeholders";

const opening = /^-?\s{0,20}(?:if|range|with|define|block|for|macro|call)\b/;
const closing = /^-?\s{0,20}end(?:if|for|with|block|macro|call)?\b/;
const other = /^-?\s{0,20}else\b/;
/** What gives no text: a variable gets a value. */
const silent = /^-?\s{0,20}\$\w{0,40}\s{0,20}:?=/;

/** In one line; what it says is no text itself. */
const ofJinja = /\{%([^{}%\n]{1,300})%\}/g;
/** What stands in the other way of Jinja's would not be read. */
const otherOfJinja = /\{%[-+]?\s{0,20}el(?:se|if)\b/;

/**
 * The text with blanks for directives that begin or end something on another line, and for lines that have nothing else, and an open value for
 * each that stands within a line, as long as before; null where there is none. Of two ways the first is read.
 */
export function withoutDirectives(text: string): string | null {
  if (!/\{\{|\{%/.test(text)) return null;
  let depth = 0;
  /** How deep the other way is in which the text is; null in none. */
  let left: number | null = null;
  const lines = withoutComments(otherOfJinja.test(text) ? text : text.replace(ofJinja, "{{$1}}"))
    .split("\n")
    .map((line) => {
      const directives = directivesOf(line);
      if (directives.length === 0) return left === null ? line : blank(line);
      const isWhole = /^[\s#]*$/.test(textAround(line, directives));
      const within = isWhole ? new Set<Directive>() : endedWithin(directives);
      let [at, written] = [0, ""];
      for (const directive of directives) {
        const before = line.slice(at, directive.start);
        written += left === null && !isWhole ? before : blank(before);
        at = directive.end;
        const { kind } = directive;
        if (!within.has(directive)) {
          if (kind === "open") depth++;
          else if (kind === "close") {
            if (left === depth) left = null;
            depth = Math.max(0, depth - 1);
          } else if (kind === "other") left ??= depth;
        }
        const isOpen = left === null && !isWhole && (kind === "value" || within.has(directive));
        written += (isOpen ? filling : " ").repeat(directive.end - directive.start);
      }
      const rest = line.slice(at);
      return written + (left === null && !isWhole ? rest : blank(rest));
    });
  return lines.join("\n");
}

/** Comments may go over many lines. */
function withoutComments(text: string): string {
  let [at, written] = [0, ""];
  for (const { index } of text.matchAll(/\{\{-?\s{0,20}\/\*/g)) {
    if (index < at) continue;
    const end = text.indexOf("*/", index);
    const closed = end < 0 ? -1 : text.indexOf("}}", end);
    if (closed < 0) break;
    written += text.slice(at, index) + text.slice(index, closed + 2).replace(/[^\r\n]/g, " ");
    at = closed + 2;
  }
  return written + text.slice(at);
}

interface Directive {
  readonly start: number;
  readonly end: number;
  readonly kind: "open" | "close" | "other" | "silent" | "value";
}

function directivesOf(line: string): Directive[] {
  const found: Directive[] = [];
  for (let at = 0; ;) {
    const start = line.indexOf("{{", at);
    const end = start < 0 ? -1 : line.indexOf("}}", start + 2);
    if (end < 0) return found;
    at = end + 2;
    found.push({ start, end: at, kind: kindOf(line.slice(start + 2, end).trimStart()) });
  }
}

function kindOf(directive: string): Directive["kind"] {
  if (opening.test(directive)) return "open";
  if (closing.test(directive)) return "close";
  if (other.test(directive)) return "other";
  return silent.test(directive) ? "silent" : "value";
}

/** Those of choices and loops that begin and end on the line: together they are a value. */
function endedWithin(directives: readonly Directive[]): ReadonlySet<Directive> {
  const within = new Set<Directive>();
  const open: Directive[][] = [];
  for (const directive of directives) {
    if (directive.kind === "open") open.push([directive]);
    else if (directive.kind === "other") open.at(-1)?.push(directive);
    else if (directive.kind === "close" && open.length > 0)
      for (const one of [...open.pop()!, directive]) within.add(one);
  }
  return within;
}

function textAround(line: string, directives: readonly Directive[]): string {
  let [at, rest] = [0, ""];
  for (const { start, end } of directives) {
    rest += line.slice(at, start);
    at = end;
  }
  return rest + line.slice(at);
}

function blank(line: string): string {
  return line.replace(/[^\r]/g, " ");
}
