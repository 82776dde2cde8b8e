/** The escapes that strings of programming languages have in common. */
import { tableOf } from "../../table";

const escapes: { readonly [letter: string]: string | undefined } = tableOf({ n: "\n", r: "\r", t: "\t", "\n": "" });

/** What stands between quotes, without its escapes. */
export function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.|\n))/g,
    (_, long: string | undefined, short: string | undefined, letter: string) => {
      const code = long ?? short;
      return code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(parseInt(code, 16));
    },
  );
}
