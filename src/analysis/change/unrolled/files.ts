/** The files that a module of Terraform takes texts from. */
import { calledWith } from "./functions";
import { inQuotes, isWhole, type Known, plainOf, written } from "./known";

const call = /\b(?:template)?file\(\s{0,50}"(?:\$\{path\.(?:module|root)\}\/)?([^"$\n]{1,300})"\s{0,50}[,)]/g;

/** The calls in a text that name a file, each as the resource that it stands in has it. */
export function fileCallsIn(text: string): readonly { readonly path: string; readonly said: string }[] {
  let block = "";
  return text.split("\n").flatMap((line) => {
    if (/^\w/.test(line)) block = line.split("{", 1)[0]!.trim();
    return [...line.matchAll(call)].map((match) => ({ path: match[1]!, said: `${block} ${match[0]}` }));
  });
}

/** The file that a call at the beginning of a text names, relative to the module; null for any other expression. */
export function calledFile(text: string): string | null {
  return /^(?:template)?file\(/.test(text) ? ([...text.slice(0, 600).matchAll(call)][0]?.[1] ?? null) : null;
}

const filling = /\$\{\s{0,20}([^{}]{1,300})\}/g;

/** A template filled with what it is given, as a text in quotes; null where it does more than to name that. */
export function filledTemplate(template: string, given: ReadonlyMap<string, Known>): string | null {
  if (template.includes("%{") || template.includes("$${")) return null;
  let text = "";
  let at = 0;
  for (const match of template.matchAll(filling)) {
    const expression = match[1]!.trim();
    const inner = /^jsonencode\(\s{0,20}(\w{1,100})\s{0,20}\)$/.exec(expression);
    const value = given.get(inner?.[1] ?? expression);
    const known = value && inner ? calledWith("jsonencode", [value]) : value;
    const plain = known && isWhole(known) ? plainOf(known) : null;
    if (!known || (plain === null && (inner || known.kind !== "open"))) return null;
    text += inQuotes(template.slice(at, match.index)) + (plain === null ? `\${${written(known)}}` : inQuotes(plain));
    at = match.index + match[0].length;
  }
  const rest = template.slice(at);
  return rest.includes("${") ? null : `"${text}${inQuotes(rest)}"`;
}
