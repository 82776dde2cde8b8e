/** What assertions say of the files that are open in an editor: no edit waits for it. */
import { basename } from "node:path";

import { type AssertionNotes, noAssertionNotes } from "../../analysis/assertions/notes";
import type { SourceDocument } from "../../analysis/source/document";
import type { Span } from "../../analysis/text";
import { pathOf } from "../../language/document-uri";
import type { Configurations } from "../configuration/find";
import { type NotesOfEditor, OpenNotes } from "../open-notes";
import { mayBeRead } from "./state";

/** Of Terraform any file says something of the others. */
const ofTerraform = /\.(?:tf|tofu)$/i;

export class OpenAssertions extends OpenNotes<AssertionNotes> {
  /** `configurations` are those of the disk, as they are now. */
  constructor(editor: NotesOfEditor<AssertionNotes>, configurations: () => Configurations) {
    const isGoverned = async (path: string): Promise<boolean> =>
      (await configurations().configurationFor(path)).assertions.length > 0 ||
      // Somebody writes the first one.
      editor.unsaved().some((one) => isConfiguration(one.path) && asserts(one.text));
    super(editor, {
      none: noAssertionNotes,
      isConcerned: async (document) => {
        const path = pathOf(document.name);
        return isConfiguration(path) ? asserts(document.text) : mayHave(document, path) && (await isGoverned(path));
      },
      isWaitedFor: () => false,
      isPartial: (notes) => notes.isPartial === true,
      carried,
    });
  }
}

function mayHave(document: SourceDocument, path: string): boolean {
  return ofTerraform.test(path) || mayBeRead(document);
}

/** Whether a file may assert something, by its name. */
export function isConfiguration(path: string): boolean {
  return /^planeguard.*\.json$/.test(basename(path));
}

function asserts(text: string): boolean {
  return text.includes('"assertions"');
}

/** What stands before an edit and behind it is as it was, until more is known. */
function carried({ facts, assertions, named }: AssertionNotes, before: string, after: string): AssertionNotes {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shortest - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  const moved = <Note extends { readonly at: Span }>(notes: readonly Note[]): readonly Note[] =>
    notes.flatMap((note): Note[] => {
      if (note.at.end <= start) return [note];
      if (note.at.start < before.length - end) return [];
      const shift = after.length - before.length;
      return [{ ...note, at: { start: note.at.start + shift, end: note.at.end + shift } }];
    });
  return { facts: moved(facts), assertions: moved(assertions), named };
}
