/** Takes keys out of Makefiles: variables, what only they fill, and words of the recipes. */
import { applyEdits, contains, linesAround, type Span, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";
import { joinedLines } from "../settings/setting-lines";
import { withoutExports } from "./bare-exports";
import { commandRemoval } from "./command-removal";

const fixTitle = "Remove the key from this file; what is given none looks for credentials itself";

const file = /(?:^|[\\/])(?:GNUm|M|m)akefile(?:\.\w{1,20})?$|\.mk$/;

/** What leads to a value: `export NAME :=`, `target: NAME =`. */
const leading =
  /^(?:[\w.%/-]{1,80}[ \t]{0,8}:[ \t]{1,8})?(?:(?:export|override|private)[ \t]{1,8}){0,2}([A-Za-z_]\w{0,80})[ \t]{0,40}(?:::?|\?|\+)?=[ \t]{0,20}["']?$/;
const behind = /^["']?[ \t]{0,8}(?:#.{0,200})?\r?\n?$/;
const longestLine = 4000;
/** So many names are followed from a key. */
const mostNames = 20;

/** Nothing where more than a variable or a word of a command would go, or a name is still read. */
export function makefileFixes(name: string, text: string, parts: readonly Span[]): CredentialFix[] {
  if (!file.test(name)) return [];
  const removal = new MakefileRemoval(text);
  if (!removal.take(parts)) return [];
  const edits = removal.edits();
  return edits ? [{ title: fixTitle, kind: "suggestion", edits }] : [];
}

class MakefileRemoval {
  private readonly gone: TextEdit[] = [];
  private readonly names = new Set<string>();
  /** References to variables as words that the reader of commands takes, each as long as before. */
  private readonly words: string;

  constructor(private readonly text: string) {
    this.words = text.replace(/\$[({](\w{1,80})[)}]/g, "$$_$1_");
  }

  take(parts: readonly Span[]): boolean {
    const inRecipes: Span[] = [];
    for (const part of parts) {
      const line = linesAround(this.text, part);
      if (line.end - line.start > longestLine) return false;
      if (this.text[line.start] === "\t") inRecipes.push(part);
      else if (!this.takeVariable(line, part)) return false;
    }
    return this.takeFromRecipes(inRecipes) && this.takeReferences();
  }

  /** Null where a name is still read. */
  edits(): TextEdit[] | null {
    const edits = this.sorted();
    const all = joinedLines(
      this.text,
      [...edits, ...withoutExports(this.text, edits, this.names)].sort((a, b) => a.span.start - b.span.start),
    );
    const rest = applyEdits(this.text, all);
    const isRead = (name: string): boolean =>
      [...referencesOf(name), `$$${name}`, `$\${${name}`, `printenv ${name}`].some((one) => rest.includes(one));
    return [...this.names].some(isRead) ? null : all;
  }

  private takeVariable(line: Span, part: Span): boolean {
    const name = leading.exec(this.text.slice(line.start, part.start))?.[1];
    if (name === undefined || !behind.test(this.text.slice(part.end, line.end))) return false;
    this.names.add(name);
    this.gone.push({ span: line, newText: "" });
    return true;
  }

  /** Takes away what is filled by variables that are gone, and by nothing else. */
  private takeReferences(): boolean {
    for (const name of this.names) {
      if (this.names.size > mostNames) return false;
      const references = referencesOf(name)
        .flatMap((written) => placesOf(this.text, written))
        .sort((a, b) => a.start - b.start)
        .filter((reference) => !this.gone.some(({ span }) => contains(span, reference)));
      const inRecipes = references.filter((reference) => this.text[linesAround(this.text, reference).start] === "\t");
      const others = references.filter((reference) => !inRecipes.includes(reference));
      if (!others.every((reference) => this.takeVariable(linesAround(this.text, reference), reference))) return false;
      if (!this.takeFromRecipes(inRecipes)) return false;
    }
    return true;
  }

  private takeFromRecipes(parts: readonly Span[]): boolean {
    const stretches = new Map<number, { span: Span; parts: Span[] }>();
    for (const part of parts) {
      const span = this.recipeLine(part);
      const known = stretches.get(span.start) ?? { span, parts: [] };
      known.parts.push(part);
      stretches.set(span.start, known);
    }
    for (const { span, parts: own } of stretches.values()) {
      const [prefix] = /^\t[ \t]*[@+-]{0,3}[ \t]*/.exec(this.text.slice(span.start, span.end))!;
      const removal = commandRemoval(this.words, { start: span.start + prefix.length, end: span.end }, own);
      if (!removal) return false;
      for (const name of removal.names) this.names.add(name);
      this.gone.push(...(removal.whole ? [{ span, newText: "" }] : removal.edits));
    }
    return true;
  }

  private sorted(): TextEdit[] {
    return [...this.gone].sort((a, b) => a.span.start - b.span.start);
  }

  /** The lines of a recipe that the shell is given as one. */
  private recipeLine(part: Span): Span {
    let { start, end } = linesAround(this.text, part);
    while (start > 0 && /\\\r?\n$/.test(this.text.slice(Math.max(0, start - 3), start)))
      start = linesAround(this.text, { start: start - 1, end: start - 1 }).start;
    while (end < this.text.length && /\\\r?\n$/.test(this.text.slice(Math.max(start, end - 3), end)))
      end = linesAround(this.text, { start: end, end }).end;
    return { start, end };
  }
}

function referencesOf(name: string): string[] {
  return [`$(${name})`, `\${${name}}`];
}

function placesOf(text: string, written: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1))
    places.push({ start: at, end: at + written.length });
  return places;
}
