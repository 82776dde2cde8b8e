/**
 * One line of a `.gitignore` as git reads it (its dir.c and wildmatch.c), made into what matches without backtracking:
 * a literal name, a name around one star, or an expression for RE2. Everything is in bytes of UTF-8, one a character (`asBytes`), as in git.
 */

export interface IgnorePattern {
  /** It begins with `!`: what it names is kept. */
  readonly negated: boolean;
  /** It ends with `/`: it names folders alone. */
  readonly foldersOnly: boolean;
  /** The whole of what it names where it has no wildcard: a name at any depth, or a path. */
  readonly literal: { readonly of: "name" | "path"; readonly text: string } | null;
  /** A name at any depth whose one wildcard is a star: what stands before and behind it. */
  readonly starred: { readonly before: string; readonly after: string } | null;
  /** For the whole of a path relative to the ignore file; null where it is one of these. */
  readonly expression: string | null;
}

/** The text in bytes of UTF-8, each as the character of that number. */
export function asBytes(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** ASCII alone, as git folds; the text is in bytes. */
export function foldCase(bytes: string): string {
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The lines of an ignore file that are patterns. */
export function patternLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Null where no path can match. `fold`: `A` and `a` are the same. */
export function readPattern(line: string, fold: boolean): IgnorePattern | null {
  const bytes = withoutTrailingSpaces(asBytes(line).replace(/\0[^]*$/, ""));
  const negated = bytes.startsWith("!");
  const begun = negated ? bytes.slice(1) : bytes;
  const foldersOnly = begun.endsWith("/");
  const pattern = foldersOnly ? begun.slice(0, -1) : begun;
  const literal = (text: string) => (fold ? foldCase(text) : text);
  const of = pattern.includes("/") ? "path" : "name";
  const rooted = pattern.startsWith("/") ? pattern.slice(1) : pattern;
  const wild = rooted.search(/[*?[\\]/);
  const common = { negated, foldersOnly, literal: null, starred: null, expression: null };
  if (wild < 0) return { ...common, literal: { of, text: literal(rooted) } };
  const star = of === "name" ? /^([^*?[\\]*)\*([^*?[\\]*)$/.exec(rooted) : null;
  if (star) return { ...common, starred: { before: literal(star[1]!), after: literal(star[2]!) } };
  // Git compares what comes before the first wildcard by itself, and so takes `a**/b` for `a`, then `**/b`.
  const expression = translated(rooted.slice(wild), of === "path", fold);
  const before = `${of === "path" ? "" : anyFolders}${escaped(literal(rooted.slice(0, wild)))}`;
  return expression === null ? null : { ...common, expression: `${before}${expression}` };
}

/** A backslash before a space keeps it. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === " ") end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === "\\") backslashes++;
  return line.slice(0, backslashes % 2 === 0 ? end : end + 1);
}

const anything = ".*";
const anyFolders = "(?:.*/)?";
const inOneName = "[^/]*";

/** Null where it is malformed: git then matches nothing with it. */
function translated(pattern: string, asPath: boolean, fold: boolean): string | null {
  let expression = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    switch (character) {
      case "*": {
        const start = at;
        while (pattern[at + 1] === "*") at++;
        const next = pattern[at + 1];
        const double =
          asPath &&
          at > start &&
          (start === 0 || pattern[start - 1] === "/") &&
          (next === undefined || next === "/" || pattern.startsWith("\\/", at + 1));
        if (double && next === "/") at++;
        expression += double ? (next === "/" ? anyFolders : anything) : inOneName;
        break;
      }
      case "?":
        expression += "[^/]";
        break;
      case "[": {
        const set = readClass(pattern, at, fold);
        if (set === null || set.members === "") return null;
        expression += set.members;
        at = set.end;
        break;
      }
      case "\\":
        at++;
        if (at === pattern.length) return null;
        // Git does not fold what is escaped: a capital letter then is in no name.
        expression += escaped(pattern[at]!);
        break;
      default:
        expression += escaped(fold ? foldCase(character) : character);
    }
  }
  return expression;
}

function escaped(bytes: string): string {
  return bytes.replace(/[^\w/-]/g, (character) => hexadecimal(character.charCodeAt(0)));
}

function hexadecimal(byte: number): string {
  return `\\x{${byte.toString(16)}}`;
}

/** The classes of POSIX as git has them: ASCII alone, and neither the vertical tab nor the form feed is a space. */
const named = new Map<string, RegExp>(
  Object.entries({
    alnum: /[A-Za-z0-9]/,
    alpha: /[A-Za-z]/,
    blank: /[ \t]/,

    cntrl: /[\0-\x1f\x7f]/,
    digit: /[0-9]/,
    graph: /[!-~]/,
    lower: /[a-z]/,
    print: /[ -~]/,
    punct: /[!-/:-@[-`{-~]/,
    space: /[ \t\n\r]/,
    upper: /[A-Z]/,
    xdigit: /[0-9A-Fa-f]/,
  }),
);

/** The class that begins at `start`, as one for RE2 ("" where it has no member), and where it ends; null where it is malformed. */
function readClass(pattern: string, start: number, fold: boolean): { members: string; end: number } | null {
  let at = start + 1;
  const negated = pattern[at] === "!" || pattern[at] === "^";
  if (negated) at++;
  const members = new Set<number>();
  const add = (byte: number) => void members.add(byte);
  /** The character before, where a range may begin with it. */
  let previous: number | null = null;
  for (let first = true; first || pattern[at] !== "]"; first = false, at++) {
    if (at >= pattern.length) return null;
    if (pattern[at] === "-" && previous !== null && at + 1 < pattern.length && pattern[at + 1] !== "]") {
      at++;
      if (pattern[at] === "\\") at++;
      if (at >= pattern.length) return null;
      const last = pattern.charCodeAt(at);
      for (let byte = previous; byte <= last; byte++) {
        add(byte);
        if (fold && /[A-Z]/.test(String.fromCharCode(byte))) add(byte + 32);
      }
      previous = null;
    } else if (pattern.startsWith("[:", at) && /^\[:[^\]]*(?::\]|$)/.test(pattern.slice(at))) {
      const end = pattern.indexOf(":]", at + 2);
      const name = pattern.slice(at + 2, end);
      const test = end < 0 ? undefined : named.get(fold && name === "upper" ? "alpha" : name);
      if (!test) return null;
      for (let byte = 1; byte < 128; byte++) if (test.test(String.fromCharCode(byte))) add(byte);
      at = end + 1;
      previous = null;
    } else {
      if (pattern[at] === "\\") at++;
      if (at >= pattern.length) return null;
      previous = pattern.charCodeAt(at);
      add(previous);
    }
  }
  return { members: classOf((byte) => byte !== slash && members.has(byte) !== negated), end: at };
}

const slash = "/".charCodeAt(0);

function classOf(isMember: (byte: number) => boolean): string {
  let ranges = "";
  for (let byte = 1; byte < 256; byte++) {
    if (!isMember(byte)) continue;
    const first = byte;
    while (byte + 1 < 256 && isMember(byte + 1)) byte++;
    ranges += `${hexadecimal(first)}-${hexadecimal(byte)}`;
  }
  return ranges === "" ? "" : `[${ranges}]`;
}
