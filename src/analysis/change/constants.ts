/** The constants and loops of code that the values of a policy may be written with. */
import { addTo } from "../group-by";
import { endOf } from "./brackets";
import type { Definition, Definitions } from "./names";

const assigned =
  /^[ \t]{0,80}(?:[\w<>[\]]{1,40}[ \t]{1,4}){0,6}([A-Za-z_$][\w$]{0,100})(?:[ \t]?:[^=\n]{1,100})?[ \t]{1,4}:?=[ \t\n]{1,80}/gm;
const loops =
  /\bfor[ \t]{0,2}\(?[ \t]{0,2}(?:(?:const|let|var)[ \t]{1,2})?([A-Za-z_$][\w$]{0,100})[ \t]{1,2}(?:of|in)[ \t]{1,2}/g;
const calls = /\.(?:forEach|flatMap|map)\([ \t]{0,2}\(?([A-Za-z_$][\w$]{0,100})/g;
const longestValue = 4000;

/** The constants of a text: literals, and what is made of other constants. What is called or constructed stands for itself. */
export function constantsOf(text: string): Definitions {
  const found = new Map<string, Definition[]>();
  const add = (name: string, value: string, at: number) => {
    if (value !== "" && isLiteral(value)) addTo(found, name, { text: value, at });
  };
  for (const match of [...text.matchAll(assigned), ...text.matchAll(loops)]) {
    const at = match.index + match[0].length;
    add(match[1]!, valueFrom(text, at), at);
  }
  for (const match of text.matchAll(calls)) {
    const before = text.slice(Math.max(0, match.index - longestValue), match.index);
    add(
      match[1]!,
      before
        .slice(before.lastIndexOf(";") + 1)
        .split("\n")
        .at(-1)!
        .trim(),
      match.index,
    );
  }
  return {
    namesIn: (within) =>
      [...within.replace(/'[^'\n]{0,500}'|"[^"\n]{0,500}"/g, "''").matchAll(/(?<![\w$])[A-Za-z_$][\w$]{0,100}/g)].map(
        ([name]) => name,
      ),
    of: (name) => found.get(name) ?? [],
    around: () => "",
  };
}

function isLiteral(value: string): boolean {
  return /^[["'`]/.test(value) || !/[({]|=>|\bnew\b/.test(value);
}

/** Up to the end of the statement, the line or what the value stands in. */
function valueFrom(text: string, start: number): string {
  const isEnd = (sign: string, at: number): boolean =>
    /[;\n,]/.test(sign) || (sign === ":" && !text.slice(start, at).includes("?"));
  const { at, limit } = endOf(text, start, isEnd);
  return at !== null && text[at] === "," ? "" : text.slice(start, at ?? limit);
}
