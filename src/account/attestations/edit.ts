/** Writes an attestations.json: what stands there stays as it is, comments and the entries of others included. */
import { applyEdits, type FormattingOptions, type JSONPath, modify } from "jsonc-parser";

import { lineEndOf } from "../../analysis/text";
import { type AttestationEntry, isSame } from "./attestation";
import { type AttestationProblem, readAttestations } from "./read";

export type Edited =
  | { readonly text: string }
  /** The text is not touched, because something would be lost. */
  | { readonly problem: AttestationProblem };

/** The text with this entry, in place of the one about the same. null: there is no file yet. */
export function withAttestation(text: string | null, entry: AttestationEntry): Edited {
  if (text === null || text.trim() === "")
    return { text: `${JSON.stringify({ schema: 1, attestations: [entry] }, null, 2)}\n` };
  return edit(text, entry, (places) =>
    places.length === 0
      ? [{ path: ["attestations", -1], value: entry, insert: true }]
      : [
          { path: ["attestations", places[0]!], value: entry },
          ...places.slice(1).map((place) => ({ path: ["attestations", place], value: undefined })),
        ],
  );
}

/** The text without any entry about the same. */
export function withoutAttestation(text: string, about: Pick<AttestationEntry, "check" | "account">): Edited {
  return edit(text, about, (places) => places.map((place) => ({ path: ["attestations", place], value: undefined })));
}

interface Change {
  readonly path: JSONPath;
  /** undefined: it is taken away. */
  readonly value: unknown;
  readonly insert?: boolean;
}

function edit(
  text: string,
  about: Pick<AttestationEntry, "check" | "account">,
  changes: (places: readonly number[]) => readonly Change[],
): Edited {
  const { entries, indexes, problems, editable } = readAttestations(text);
  if (!editable) return { problem: problems[0]! };
  const places = indexes.filter((_, at) => isSame(entries[at]!, about));
  // From the last place to the first, so that the others stay where they are.
  return {
    text: [...changes(places)]
      .reverse()
      .reduce(
        (before, { path, value, insert }) =>
          applyEdits(
            before,
            modify(before, path, value, { formattingOptions: formattingOf(text), isArrayInsertion: insert === true }),
          ),
        text,
      ),
  };
}

function formattingOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  return {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: lineEndOf(text),
  };
}
