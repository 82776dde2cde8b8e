/** What else changes in the sections of an INI file that lose a key. */
import type { FixKind } from "../../finding";
import { lazily } from "../../lazily";
import { applyEdits, linesAround, type TextEdit } from "../../text";
import { environmentOfRclone } from "./rclone";

/** A profile of AWS's own files, whatever the file is called. */
const ofProfile = /^[ \t]*aws_(?:access_key_id|secret_access_key|session_token)\b/m;

/**
 * The edits that go with those which take the lines of a key away, and how safe all of them are together.
 * Null where another profile signs in with the one that would lose its key.
 */
export function changedSections(
  text: string,
  edits: readonly TextEdit[],
): { readonly edits: readonly TextEdit[]; readonly kind: FixKind } | null {
  const sections = sectionsWith(text, edits);
  const rest = lazily(() => applyEdits(text, edits).split("\n"));
  // AWS shows a secret only once: whoever removes it from where it is kept has to have another way in.
  const profiles = sections.filter(({ from, end }) => ofProfile.test(text.slice(from, end)));
  const sources = new Set(
    rest().flatMap((line) => /^source_profile {0,8}= {0,8}(\S{1,100})/.exec(line.trim())?.[1] ?? []),
  );
  if (profiles.some(({ name }) => sources.has(name.replace(/^profile /, "")))) return null;
  const signingIn = sections.flatMap((section) => environmentOfRclone(text, section));
  return {
    edits: [...emptiedSections(text, sections, edits, rest), ...signingIn],
    kind: profiles.length > 0 ? "suggestion" : "safe",
  };
}

/** The headings of sections in which nothing is left, unless another line names them. */
function emptiedSections(
  text: string,
  sections: readonly Section[],
  edits: readonly TextEdit[],
  rest: () => readonly string[],
): TextEdit[] {
  return sections.flatMap(({ name, index, from, end }) => {
    const own = edits.filter(({ span }) => span.start >= from && span.end <= end);
    const left = applyEdits(
      text.slice(from, end),
      own.map(({ span }) => ({ span: { start: span.start - from, end: span.end - from }, newText: "" })),
    );
    if (own.length === 0 || left.trim() !== "") return [];
    const other = name.replace(/^profile /, "");
    if (rest().some((line) => !/^\s*\[/.test(line) && line.includes(other))) return [];
    const blank = /^(?:[ \t]*\r?\n)+/.exec(text.slice(own.at(-1)!.span.end, end))?.[0].length ?? 0;
    const last = own.at(-1)!.span.end;
    return [
      { span: { start: index, end: from }, newText: "" },
      ...(blank > 0 ? [{ span: { start: last, end: last + blank }, newText: "" }] : []),
    ];
  });
}

interface Section {
  readonly name: string;
  /** Where its heading begins. */
  readonly index: number;
  /** Behind its heading. */
  readonly from: number;
  readonly end: number;
}

/** The sections in which something is edited: there may be thousands of others. */
function sectionsWith(text: string, edits: readonly TextEdit[]): Section[] {
  const openings = [...text.matchAll(/^[ \t]*\[/gm)].map(({ index }) => index);
  const touched = new Set(edits.map(({ span }) => openings.findLastIndex((opening) => opening <= span.start)));
  return [...touched]
    .sort((a, b) => a - b)
    .flatMap((at): Section[] => {
      const index = openings[at];
      if (index === undefined) return [];
      const { end: from } = linesAround(text, { start: index, end: index });
      const name = /^[ \t]*\[([\w .:-]+)\][ \t]*\r?\n$/.exec(text.slice(index, Math.min(from, index + 500)))?.[1];
      return name === undefined ? [] : [{ name, index, from, end: openings[at + 1] ?? text.length }];
    });
}
