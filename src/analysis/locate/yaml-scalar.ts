/** JSON in a YAML scalar: a block (`|`, `>`), a quoted or a plain one. */
import type { Scalar } from "yaml";

import type { Place } from "../policy/model";
import { type DecodedText } from "../source/decoded-text";
import { decodeJsonString } from "../source/decoded-text";
import { substitutions } from "../source/intrinsics";
import { stringNode } from "../source/made-values";
import type { ScalarSource } from "../source/yaml-reader";
import { locateEmbedded } from "./embedded";
import type { Located } from "./located";
import { jsonWriter } from "./write/json-writer";

/** The policies in a scalar; those of `!Sub` have holes. */
export function locateInScalar(text: string, source: ScalarSource, place: Place): Located {
  const decoded = decodeScalar(text, source.scalar);
  if (!decoded) return { policies: [], problems: [] };
  return locateEmbedded(
    source.substituted ? { ...decoded, parts: substitutions, isSubstituted: true } : decoded,
    place,
    jsonWriter,
  );
}

/** The text of a scalar with the place of each of its characters; null where the two do not agree. */
export function decodeScalar(text: string, scalar: Scalar): DecodedText | null {
  if (typeof scalar.value !== "string" || !scalar.range) return null;
  const [start, end] = scalar.range;
  if (scalar.type === "QUOTE_DOUBLE") return decodeJsonString(text, stringNode({ start, end }, scalar.value));
  const isBlock = scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED";
  const from = isBlock ? text.indexOf("\n", start) + 1 : start + (scalar.type === "QUOTE_SINGLE" ? 1 : 0);
  const offsets = align(scalar.value, text, from, scalar.type === "QUOTE_SINGLE");
  if (!offsets) return null;
  if (scalar.type === "QUOTE_SINGLE")
    return { text: scalar.value, offsets, encode: (newText) => newText.replaceAll("'", "''") };
  if (!isBlock) return { text: scalar.value, offsets, encode: () => null };
  const indent = /^[ ]*/.exec(text.slice(from).replace(/^(?:[ ]*\r?\n)+/, ""))![0];
  return { text: scalar.value, offsets, encode: (newText) => newText.replaceAll("\n", `\n${indent}`) };
}

/** Where each character of a decoded scalar stands; white space is the only thing that YAML folds or strips. Null where the two do not agree. */
function align(value: string, text: string, from: number, quoted: boolean): number[] | null {
  const offsets: number[] = [];
  const isSpace = (character: string | undefined): boolean => character !== undefined && " \t\r\n".includes(character);
  let at = from;
  for (let index = 0; index < value.length;) {
    const runStart = at;
    while (isSpace(text[at])) at++;
    let runEnd = index;
    while (isSpace(value[runEnd])) runEnd++;
    for (; index < runEnd; index++)
      offsets.push(
        offsets.length === 0 || isSpace(value[index - 1]) ? Math.max(runStart, at - (runEnd - index)) : runStart,
      );
    if (index >= value.length) break;
    if (text[at] !== value[index]) return null;
    offsets.push(at);
    at += quoted && text[at] === "'" ? 2 : 1;
    index++;
  }
  offsets.push(at);
  return offsets;
}
