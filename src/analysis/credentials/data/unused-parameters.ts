/** Parameters of CloudFormation that only the key was handed over by. */
import { countOfName } from "../../scan";
import { applyEdits, contains, type Span } from "../../text";
import { entryOf, type ObjectEntry } from "../../value";
import type { DataFile, Slot } from "./data-file";

/** The parameters that these places read, and nothing else in the template: they go with them. */
export function unusedParameters(file: DataFile, gone: readonly (readonly Slot[])[]): (readonly Slot[])[] {
  const spans = gone.map((path) => path.at(-1)!).map(({ entry, value }) => (entry ? spanOf(entry) : value.span));
  const rest = applyEdits(
    file.text,
    [...spans].sort((a, b) => a.start - b.start).map((span) => ({ span, newText: "" })),
  );
  return file.roots.flatMap((root) => {
    const outer = root.kind === "object" ? entryOf(root, "Parameters") : undefined;
    if (root.kind !== "object" || outer?.value.kind !== "object" || !entryOf(root, "Resources")) return [];
    const parameters = outer.value;
    return parameters.entries
      .filter(
        (entry) =>
          spans.some((one) => countOfName(file.text.slice(one.start, one.end), entry.key, /\w/) > 0) &&
          !spans.some((one) => contains(one, spanOf(entry))) &&
          // Its own name is left.
          countOfName(rest, entry.key, /\w/) === 1,
      )
      .map((entry) => [
        { container: root, entry: outer, value: parameters },
        { container: parameters, entry, value: entry.value },
      ]);
  });
}

function spanOf({ keySpan, value }: ObjectEntry): Span {
  return { start: keySpan.start, end: value.span.end };
}
