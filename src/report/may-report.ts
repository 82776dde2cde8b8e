/** `planeguard may`: whether policies let somebody do something, as text and as JSON (schema 1 of shared/CLI.md). */
import type { Reach } from "../analysis/decide/reaches";
import { joined } from "../escape/escaped";
import { json } from "../escape/json";
import { line } from "../escape/terminal";
import { requestOf } from "./diff-json";
import { witnessLine } from "./diff-words";
import { styler } from "./style";

export function mayJson({ verdict, witness, because }: Reach): string {
  return `${json({ schema: 1, verdict, witness: witness && requestOf(witness), because })}\n`;
}

export function mayText({ verdict, witness, because }: Reach, options: { colour: boolean }): string {
  const style = styler(options.colour);
  const coloured = { yes: style.red, no: style.green, unknown: style.yellow }[verdict](verdict);
  const lines = [line`${coloured}  ${because}`];
  if (witness) lines.push(line`${" ".repeat(verdict.length)}  ${style.dim(witnessLine({ witness }))}`);
  return joined([...lines, line``], "\n").text;
}
