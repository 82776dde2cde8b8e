/** Puts variables of the environment in place of keys that others read, or that have to be given: what a file is not to hold. */
import type { Span, TextEdit } from "../../text";
import type { KeyRole } from "../names";
import type { Part, Parts, Shape } from "./parts";

const variables: Readonly<Record<KeyRole, string>> = {
  id: "AWS_ACCESS_KEY_ID",
  secret: "AWS_SECRET_ACCESS_KEY",
  token: "AWS_SESSION_TOKEN",
};

/** How a language reads a variable, by the ending of a file's name. */
const readings: readonly (readonly [RegExp, (name: string, quote: string) => string])[] = [
  [/\.(?:[cm]?js|coffee)$/, (name) => `process.env.${name}`],
  [/\.[cm]?ts$/, (name) => `process.env.${name}!`],
  [/\.py$/, (name, quote) => `os.environ.get(${quote}${name}${quote})`],
  [/\.(?:rb|cr)$|(?:^|[\\/])(?:Vagrantfile|Fastfile|Capfile)$/, (name, quote) => `ENV[${quote}${name}${quote}]`],
  [/\.php$/, (name, quote) => `getenv(${quote}${name}${quote})`],
  [/\.(?:java|kt|kts|groovy|scala)$/, (name) => `System.getenv("${name}")`],
  [/\.cs$/, (name) => `System.Environment.GetEnvironmentVariable("${name}")`],
  [/\.p[lm]$/, (name) => `$ENV{${name}}`],
  [/\.lua$/, (name, quote) => `os.getenv(${quote}${name}${quote})`],
  [/\.R$/i, (name, quote) => `Sys.getenv(${quote}${name}${quote})`],
  [/\.exs?$/, (name) => `System.get_env("${name}")`],
  [/\.erl$/, (name) => `os:getenv("${name}")`],
];

/** Where a value has to be known before the program runs, or is not a value at all. */
const fixed = /\b(?:const|enum|case|annotation)\b|^@/;

/** Languages whose annotations take nothing that is computed. */
const needsConstants = /\.(?:java|kts?|groovy|cs)$/;

/** The edits that read each part of a key where its literal stands; null where the language or the place has no such reading. */
export function environmentEdits(
  code: Parts,
  file: string,
  keys: readonly { readonly span: Span; readonly role: KeyRole }[],
): TextEdit[] | null {
  const reading = readings.find(([files]) => files.test(file))?.[1];
  if (!reading) return null;
  const edits: TextEdit[] = [];
  for (const { span, role } of keys) {
    const whole = { start: span.start - 1, end: span.end + 1 };
    const index = code.source.tokens.findIndex(
      ({ kind, start, end }) => kind === "string" && start === whole.start && end === whole.end,
    );
    const quote = code.source.text.charAt(whole.start);
    if (index < 0 || quote === "`" || (needsConstants.test(file) && isInAnnotation(code, index))) return null;
    const part = code.partAround(index);
    const shape = part && code.shapeOf(part, { first: index, last: index });
    if (!part || !shape || (shape.kind === "value" && (part.group < 0 || setsVariable(code, part)))) return null;
    const constant = constantEdits(code, file, shape);
    if (!constant) return null;
    edits.push(...constant, { span: whole, newText: reading(variables[role], quote) });
  }
  const imported = /\.py$/.test(file) ? importEdit(code.source.text) : [];
  return imported && [...imported, ...edits].sort((a, b) => a.span.start - b.span.start);
}

/** Whether a token is an argument of `@Name(…)` or `[Name(…)]`. */
function isInAnnotation(code: Parts, index: number): boolean {
  for (let group = code.token(index)!.group; group >= 0; group = code.token(group)!.group) {
    const callee = code.calleeOf(group);
    const before = callee ? code.at(callee.first - 1) : "";
    if (before === "@" || (before === "[" && code.at(code.token(group)!.partner + 1) === "]")) return true;
  }
  return false;
}

/** `setenv("NAME", "value")`: what it sets would be read from itself. */
function setsVariable(code: Parts, part: Part): boolean {
  return code
    .partsOf(part.group)
    .some(
      ({ first }) => /^AWS_/.test(code.at(first)) && /^(?:set|put)/i.test(lastName(code.calleeOf(part.group)?.name)),
    );
}

function lastName(callee: string | undefined): string {
  return (callee ?? "").replace(/^.*[.:>]/s, "");
}

/** A constant of C# that is read when the program begins is `static readonly`. Null for other constants. */
function constantEdits(code: Parts, file: string, { lhs }: Shape): TextEdit[] | null {
  const written = lhs ? code.text(lhs) : "";
  const isJs = /\.[cm]?[jt]s$/.test(file);
  if (isJs || !fixed.test(written)) return [];
  const at = /\.cs$/.test(file) && lhs ? /\bconst\b/.exec(written) : null;
  if (!at) return null;
  const start = code.token(lhs!.first)!.start + at.index;
  return [{ span: { start, end: start + at[0].length }, newText: "static readonly" }];
}

/** `import os` before the first import, where the file has none yet; null where it has no place that is known. */
function importEdit(text: string): TextEdit[] | null {
  if (/^import (?:\w+, ?)*os\b/m.test(text)) return [];
  const first = /^(?:import|from) (?!__future__)/m.exec(text);
  const at = first?.index ?? /^(?:#[^\n]*\n)*\s*/.exec(text)![0].length;
  if (!first && /^(?:["']|[rR]["'])/.test(text.slice(at, at + 2))) return null;
  // A string of several lines may hold what looks like an import.
  if (first && (text.slice(0, at).match(/"""|'''/g)?.length ?? 0) % 2 === 1) return null;
  return [{ span: { start: at, end: at }, newText: first ? "import os\n" : "import os\n\n" }];
}
