/** Lines of a document that a report shows, without what is secret in them: keys, and the passwords beside them. */
import { mask } from "../analysis/credentials/mask";
import { looksRandom } from "../analysis/credentials/secret";

/** More of a line tells nobody more. */
const longest = 1000;

const named =
  /(?<![\w.:/-])([\w.-]{0,60}(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|(?:api|access|secret|private|account|auth|license|signing|encryption)[-_]?key)[\w-]{0,20}(?:["'`]\]?[ \t]{0,8}(?::|=>|=)|[ \t]{0,8}(?:=>?|:(?=[ \t])))[ \t]{0,8})("[^"]*"?|'[^']*'?|`[^`]*`?|[^\s,;]+)/gi;
const userInfo = /(\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/g;
const token =
  /\b(?:A[A-Z0-9]{2}[A-Z][A-Z0-9]{16,17}|gh[a-z]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[a-z]-[\w-]{10,}|[sr]k_(?:live|test)_\w{10,}|eyJ[\w-]{10,}[\w.-]*)/g;
const random = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}={0,2}/g;

/** A line with the values masked that their names or their looks say are secret. */
export function maskSecrets(line: string): string {
  const shown = line.length > longest ? `${line.slice(0, longest)}…` : line;
  return shown
    .replace(named, (_, name: string, value: string) => {
      const quote = /^["'`]/.exec(value)?.[0] ?? "";
      return isReference(value) || value.includes("…") ? name + value : `${name}${quote}…${quote}`;
    })
    .replace(userInfo, "$1…")
    .replace(token, mask)
    .replace(random, (word) => (looksRandom(word) ? mask(word) : word));
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
