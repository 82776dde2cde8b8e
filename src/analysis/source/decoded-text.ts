/** Texts that stand encoded in a document: a JSON document in a string of another. */
import type { Span } from "../text";
import type { StringNode, TemplateNode, TextPart } from "../value";

/** A decoded text and where each of its characters stands in the document; `offsets` has one more for the end. */
export interface DecodedText {
  readonly text: string;
  readonly offsets: ArrayLike<number>;
  /** How a piece of new text is written at this place; null where it cannot be. */
  readonly encode: (newText: string) => string | null;
  /** Reads the text of a string inside, where the text has holes; null where it stands for any value. */
  readonly parts?: ((value: string) => readonly TextPart[] | null) | undefined;
  /** CloudFormation's `Fn::Sub` fills in the holes. */
  readonly isSubstituted?: boolean;
  /** Where the whole text stands, if it is computed and its characters stand nowhere; it cannot be edited there. */
  readonly whole?: Span;
}

/** A text that intrinsics put together (`Fn::Join`), as `Fn::Sub` would have it. */
export function computedText(node: StringNode | TemplateNode): DecodedText {
  const written = (part: TextPart): string =>
    typeof part === "string" ? part.replaceAll("${", "${!") : `\${${part.name}}`;
  const text = node.kind === "string" ? written(node.value) : node.parts.map(written).join("");
  return { text, offsets: [], encode: () => null, whole: node.span };
}

/** The text of a JSON string, with the place of each of its characters; null for what is no plain string. */
export function decodeJsonString(source: string, node: StringNode | TemplateNode): DecodedText | null {
  const { start, end } = node.span;
  if (source[start] !== '"' || source[end - 1] !== '"') return null;
  const offsets: number[] = [];
  let at = start + 1;
  while (at < end - 1) {
    offsets.push(at);
    at += source[at] !== "\\" ? 1 : source[at + 1] === "u" ? 6 : 2;
  }
  offsets.push(end - 1);
  let text: unknown;
  try {
    text = JSON.parse(source.slice(start, end));
  } catch {
    return null;
  }
  if (typeof text !== "string" || text.length !== offsets.length - 1) return null;
  return { text, offsets, encode: (newText) => JSON.stringify(newText).slice(1, -1) };
}
