/** Code that stands in the document that declares its function (AWS CloudFormation: `ZipFile`, AWS SAM: `InlineCode`). */
import type { DecodedText } from "../source/decoded-text";
import { entryOfHandler, handlerLanguage } from "./handlers";
import type { UnitCode } from "./unit";

/** What a deployment puts into the text stands for anything, as long as it is. */
const holes = /\$\{[^{}\n]{0,200}\}/g;

/**
 * The code of a function that is given as a text, with the name of its handler; null where another file is called than that which
 * AWS Lambda makes of the text.
 * @param isSubstituted holes in it are filled in when it is deployed
 */
export function codeInText(
  { text, offsets }: Pick<DecodedText, "text" | "offsets">,
  handler: string,
  runtime: string,
  isSubstituted: boolean,
  module = "index",
): UnitCode | null {
  const language = handlerLanguage(runtime);
  const { entry, name } = entryOfHandler(handler, runtime);
  if (language === null || entry !== module) return null;
  const plain = isSubstituted ? text.replace(holes, (hole) => "*".repeat(hole.length)) : text;
  const inline = { text: plain, offsets, file: language === "python" ? "index.py" : "index.js" };
  return { folder: ".", entries: [], handler: name, layers: [], hasMore: plain !== text, inline };
}

/** The same without the white space that all of its lines begin with. */
export function withoutIndent<Text extends Pick<DecodedText, "text" | "offsets">>({ text, offsets }: Text) {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)![0].length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  const kept: number[] = [];
  let at = 0;
  for (const line of lines) {
    for (let index = Math.min(indent, line.length); index <= line.length; index++)
      if (at + index < text.length) kept.push(offsets[at + index]!);
    at += line.length + 1;
  }
  kept.push(offsets[text.length]!);
  return { text: lines.map((line) => line.slice(Math.min(indent, line.length))).join("\n"), offsets: kept };
}
