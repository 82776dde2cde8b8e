/** The old side of a change with the names that its constructs have now. */
import { mayRename, withNewNames } from "../../analysis/change/renamed";
import { grammarsFor } from "../../analysis/locate/locate";
import { formOf } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import { loadParsers } from "../../data/grammars";
import { rewritten, type SideDocument } from "./documents";

export async function withRenamed(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<readonly SideDocument[]> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  return Promise.all(
    before.map(async (side): Promise<SideDocument> => {
      const { document, source } = side;
      const other = others.get(document.scope);
      if (!other || !mayRename(formOf(source), source.text, other.source.text)) return side;
      const parsers = await loadParsers(grammarsFor(source));
      const pieces = withNewNames(new Source(source, parsers), new Source(other.source, parsers));
      return pieces ? rewritten(side, pieces) : side;
    }),
  );
}
