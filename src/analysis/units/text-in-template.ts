/** The text that a template gives a property, as it stands there: a string, or what `Fn::Sub` and `Fn::Join` make of several. */
import { decodeScalar } from "../locate/yaml-scalar";
import { type DecodedText, decodeJsonString } from "../source/decoded-text";
import type { JoinedTexts } from "../source/intrinsics";
import type { Source } from "../source/source";
import type { ValueNode } from "../value";

export interface TextInTemplate extends Pick<DecodedText, "text" | "offsets"> {
  /** `Fn::Sub` fills in the holes of it. */
  readonly isSubstituted: boolean;
  /** Parts of it that are known only when it is deployed are left out. */
  readonly lacksParts: boolean;
}

/** In characters. */
const longest = 1_000_000;
const deepest = 10;

/** Null where it is not written there, or does not stand there letter by letter. */
export function textInTemplate(source: Source, node: ValueNode, depth = 0): TextInTemplate | null {
  const joined = (source.form === "yaml" ? source.yaml : source.json).joins.get(node);
  if (joined) return depth < deepest ? together(source, joined, depth) : null;
  if (node.kind !== "string" && node.kind !== "template") return null;
  if (source.form !== "yaml") {
    const decoded = decodeJsonString(source.text, node);
    return decoded && { ...decoded, isSubstituted: false, lacksParts: false };
  }
  const written = source.yaml.scalars.get(node);
  const decoded = written && decodeScalar(source.text, written.scalar);
  return decoded ? { ...decoded, isSubstituted: written.substituted, lacksParts: false } : null;
}

function together(source: Source, { delimiter, items }: JoinedTexts, depth: number): TextInTemplate | null {
  const between = delimiter.kind === "string" ? delimiter.value : null;
  if (between === null) return null;
  const texts: string[] = [];
  const offsets: number[] = [];
  let [length, isSubstituted, lacksParts] = [0, false, false];
  for (const item of items) {
    const own = textInTemplate(source, item, depth + 1);
    // A name stands for a text that is not empty.
    const { text, offsets: places } = own ?? { text: "*", offsets: [item.span.start, item.span.end] };
    isSubstituted ||= own?.isSubstituted ?? false;
    lacksParts ||= own?.lacksParts ?? true;
    const before = texts.length > 0 ? between : "";
    length += before.length + text.length;
    if (length > longest) return null;
    texts.push(before, text);
    const end = offsets.pop() ?? places[0]!;
    for (let at = 0; at < before.length; at++) offsets.push(end);
    for (let at = 0; at <= text.length; at++) offsets.push(places[at]!);
  }
  return texts.length > 0 ? { text: texts.join(""), offsets, isSubstituted, lacksParts } : null;
}
