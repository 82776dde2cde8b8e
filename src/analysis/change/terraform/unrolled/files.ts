/** The files that a module of Terraform takes texts from. */
import { unwrapped } from "../../../locate/terraform/written";
import { partsOf, type SyntaxNode } from "../../../source/syntax-tree";
import { calledWith } from "./functions";
import { inItsLine, inQuotes, isWhole, type Known, plainOf, templateOf } from "./known";

const call = /\b(?:template)?file\(\s{0,50}"(?:\$\{path\.(?:module|root)\}\/)?([^"$\n]{1,300})"\s{0,50}[,)]/g;

export interface FileCall {
  /** Relative to the module. */
  readonly path: string;
  /** The call with the head of the block that it stands in. */
  readonly said: string;
  /** The block, as it is written. */
  readonly block: string;
}

/** The calls in a text that name a file, each as the resource that it stands in has it. */
export function fileCallsIn(text: string): readonly FileCall[] {
  return text.split(/\n(?=\w)/).flatMap((block) => {
    const head = block.split("{", 1)[0]!.trim();
    return [...block.matchAll(call)].map(([said, path]) => ({ path: path!, said: `${head} ${said}`, block }));
  });
}

/** The file that a call at the beginning of a text names, relative to the module; null for any other expression. */
function calledFile(text: string): string | null {
  return /^(?:template)?file\(/.test(text) ? ([...text.slice(0, 600).matchAll(call)][0]?.[1] ?? null) : null;
}

const filling = /\$\{\s{0,20}(jsonencode\(\s{0,20}\w{1,100}\s{0,20}\)|\w{1,100})\s{0,20}\}/g;

/** Whether a template does nothing but to name what it is given. */
export function isPlainTemplate(template: string): boolean {
  return !/%\{|\$\$\{/.test(template) && !template.replaceAll(filling, "").includes("${");
}

/** A value as JSON; what is open is left as it is written. */
function encoded(value: Known): Known | null {
  return value.kind === "open"
    ? { kind: "open", text: `jsonencode(${inItsLine(value)})` }
    : calledWith("jsonencode", [value]);
}

/** A template filled with what it is given, as a text in quotes; null where it does more than to name that. */
function filledTemplate(template: string, given: ReadonlyMap<string, Known>): string | null {
  if (!isPlainTemplate(template)) return null;
  let text = "";
  let at = 0;
  for (const match of template.matchAll(filling)) {
    const expression = match[1]!.trim();
    const inner = /^jsonencode\(\s{0,20}(\w{1,100})\s{0,20}\)$/.exec(expression);
    const value = given.get(inner?.[1] ?? expression);
    const known = value && inner ? encoded(value) : value;
    const plain = known && isWhole(known) ? plainOf(known) : null;
    if (!known || (plain === null && known.kind !== "open")) return null;
    const filled = plain === null ? (templateOf(known) ?? `\${${inItsLine(known)}}`) : inQuotes(plain);
    text += inQuotes(template.slice(at, match.index)) + filled;
    at = match.index + match[0].length;
  }
  return `"${text}${inQuotes(template.slice(at))}"`;
}

/** `file("policy.json")`, `templatefile("policy.tpl", {…})` as the text that it gives; null where nobody knows that here. */
export function textOfFile(
  node: SyntaxNode,
  text: string,
  files: ReadonlyMap<string, string>,
  evaluate: (expression: SyntaxNode) => Known | null,
): string | null {
  const path = calledFile(text);
  const said = path === null ? undefined : files.get(path);
  if (said === undefined) return null;
  if (text.startsWith("file(")) return `"${inQuotes(said)}"`;
  const call = unwrapped(node);
  const given = partsOf(partsOf(call)[1] ?? call).filter(({ type }) => type === "expression")[1];
  const value = given ? evaluate(given) : null;
  return value?.kind === "map" ? filledTemplate(said, value.entries) : null;
}
