/** Files that are read as one, as Terraform reads the files of a folder. */
import { LineIndex, type Span } from "../../text";
import type { ChangedDocument } from "../subject";

export interface NamedText {
  /** As a report names it. */
  readonly name: string;
  readonly text: string;
}

/** A file alone. */
export function oneDocument(file: NamedText, scope = file.name): ChangedDocument {
  return joinedDocument(scope, [file]);
}

/** `scope` is the folder of the files. */
export function joinedDocument(scope: string, files: readonly NamedText[]): ChangedDocument {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of files) {
    starts.push(length);
    length += text.length + 1;
  }
  const indexes = new Map<number, LineIndex>();
  return {
    scope,
    text: files.map(({ text }) => text).join("\n"),
    placeOf({ start, end }: Span) {
      const at = Math.max(
        0,
        starts.findLastIndex((begin) => begin <= start),
      );
      const { name, text } = files[at]!;
      let index = indexes.get(at);
      if (!index) indexes.set(at, (index = new LineIndex(text)));
      return { file: name, range: index.range({ start: start - starts[at]!, end: end - starts[at]! }) };
    },
  };
}
