/** Lines of a document that a report shows, without what is secret in them: keys, and the passwords beside them. */
import { mask } from "../analysis/credentials/mask";
import { looksRandom } from "../analysis/credentials/secret";

/** More of a line tells nobody more. */
const longest = 1000;

/** What is secret by its name: within a name of any form. */
const secretName =
  /pass(?:word|wd|phrase|code)|(?:^|[_.-])pass(?:$|[_.-])|pwd|secret|token|credential|(?:api|access|secret|private|account|auth|license|signing|encryption)[-_]?key/i;
/** Such a name, what stands between it and its value in whatever language (`=`, `:`, `:=`, `=>`, a type before the `=`, a call, the next of a list), and the value. */
const assigned =
  /(?<![\w.:/-])(?=[\w.-]{0,60}(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credential|(?:api|access|secret|private|account|auth|license|signing|encryption)[-_]?key))(--?)?([\w.-]{1,100})(["'`]\]?)?([ \t]{0,8}(?::[ \t]?[\w.<>[\]|]{1,40}[ \t]{0,8}=|:=|=>|=|:)[ \t]{0,8}|[ \t]{0,8}[(,][ \t]{0,8}(?=["'`])|[ \t]{1,8})("[^"]*"?|'[^']*'?|`[^`]*`?|[^\s,;{[(][^,;}]*)/gi;
/** A line of YAML, a properties file or a script that is a name and its value, and nothing else. */
const wholeLine =
  /^(\s*(?:(?:-|export|set|ENV|ARG)\s{1,8})?["']?([\w.-]{1,100})["']?(?:\s{0,8}=|\s{0,8}:(?=\s|$))[ \t]{0,8})(?![\s"'`{[(])([^\n]*)$/;
const element = /(<([\w:.-]{1,100})(?:\s[^<>]{0,200})?>)([^<>]+)(?=<|$)/g;
/** `Value` beside a `Name` that says that it is secret, as containers and functions are given their environment. */
const value = /((?<![\w.-])(?:value|default|stringvalue)["']?\s{0,8}[:=]\s{0,8})("[^"]*"?|'[^']*'?|[^\s,}]+)/gi;
const namedSecret = /(?<![\w.-])(?:(?:name|key|id)["']?\s{0,8}[:=]\s{0,8}|variable\s{1,8})["']?([\w./-]{1,100})/i;
const userInfo = /(\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/g;
const token =
  /\b(?:A[A-Z0-9]{2}[A-Z][A-Z0-9]{16,17}|gh[a-z]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[a-z]-[\w-]{10,}|[sr]k_(?:live|test)_\w{10,}|eyJ[\w-]{10,}[\w.-]*)/g;
const random = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}={0,2}/g;

/** The lines of a text, each with the values masked that their names, what stands beside them or their looks say are secret. */
export function maskLines(lines: readonly string[]): string[] {
  const pairs = lines.map((line) => isSecret(namedSecret.exec(start(line))?.[1]));
  let deeperThan = -1;
  return lines.map((line, at) => {
    const indentation = line.search(/\S/);
    if (deeperThan >= 0 && indentation > deeperThan && !/:(?:\s|$)/.test(start(line)))
      return `${line.slice(0, indentation)}…`;
    if (indentation >= 0) deeperThan = opensText(line) ? indentation : -1;
    const masked = maskSecrets(line);
    return pairs.slice(Math.max(0, at - 2), at + 3).includes(true)
      ? masked.replace(value, (_, name: string, given: string) => name + hidden(given))
      : masked;
  });
}

/** Whether a text of YAML begins below: in a block, or because the line has no room for it. */
function opensText(line: string): boolean {
  const [, , name, given] = wholeLine.exec(start(line)) ?? [];
  return isSecret(name) && line.includes(":") && /^(?:[|>][-+0-9]{0,2}\s*)?$/.test(given ?? "x");
}

/** A line with the values masked that their names or their looks say are secret. */
function maskSecrets(line: string): string {
  return start(line)
    .replace(wholeLine, (all, before: string, name: string, given: string) =>
      isSecret(name) && given.length > 0 && !/^[|>][-+0-9]{0,2}\s*$/.test(given) ? before + hidden(given) : all,
    )
    .replace(
      assigned,
      (all, dashes: string | undefined, name: string, quote: string | undefined, between: string, given: string) => {
        // Words side by side are an option of a command and its value, a name and a bare colon may be an action of AWS.
        const isValue = /[=(,]/.test(between) || (between.includes(":") ? quote || /\s$/.test(between) : dashes);
        return isValue && isSecret(name) ? `${dashes ?? ""}${name}${quote ?? ""}${between}${hidden(given)}` : all;
      },
    )
    .replace(element, (all, tag: string, name: string, given: string) =>
      isSecret(name) && given.trim() !== "" ? `${tag}${hidden(given)}` : all,
    )
    .replace(userInfo, "$1…")
    .replace(token, mask)
    .replace(random, (word) => (looksRandom(word) ? mask(word) : word));
}

function isSecret(name: string | undefined): boolean {
  return name !== undefined && secretName.test(name);
}

function hidden(value: string): string {
  if (isReference(value) || value.includes("…")) return value;
  const quote = /^["'`]/.exec(value)?.[0] ?? "";
  return `${quote}…${quote}`;
}

function start(line: string): string {
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** Says where the value is, and holds none. */
function isReference(value: string): boolean {
  return /^["'`]?(?:\$|!|\{\{|<|var\.|local\.|data\.|module\.|process\.|os\.|env\.)/.test(value);
}

/** A line of a document that has keys, where other secrets may stand beside them under any name: its name without its value. */
export function maskValue(line: string): string {
  const [start] = /^\s*(?:(?:export|set|ENV|ARG|-)\s{1,8})?["']?[A-Za-z_][\w.-]{0,80}["']?\s{0,8}(?:=|:)/.exec(
    line.slice(0, longest),
  ) ?? [/^\s*/.exec(line)![0]];
  return start.length === line.trimEnd().length
    ? line
    : `${start}${/[=:]$/.test(start) && !start.endsWith("=") ? " " : ""}…`;
}
