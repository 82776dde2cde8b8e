/** The old side of a change with the names that its constructs have now. */
import { mayRename, withNewNames } from "../../analysis/change/renamed";
import { formOf } from "../../analysis/source/forms";
import { rewritten, type SideDocument, sourceOf } from "./documents";

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
      const pieces = withNewNames(await sourceOf(side), await sourceOf(other));
      return pieces ? rewritten(side, pieces) : side;
    }),
  );
}
