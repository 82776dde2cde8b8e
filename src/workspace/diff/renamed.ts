/** The sides of a change with one name for each of their constructs, and of the resources that have moved. */
import { withoutAliases } from "../../analysis/change/aliases";
import { mayMove, withMoved } from "../../analysis/change/moved";
import { mayRename, withNewNames } from "../../analysis/change/renamed";
import { formOf } from "../../analysis/source/forms";
import { rewritten, type SideDocument, sourceOf } from "./documents";

/** A side without the fields that stand for variables, where the other one has the document as well. */
export async function withoutFieldsOfVariables(
  sides: readonly SideDocument[],
  others: readonly SideDocument[],
): Promise<readonly SideDocument[]> {
  const texts = new Map(others.map(({ document, source }) => [document.scope, source.text]));
  return Promise.all(
    sides.map(async (side): Promise<SideDocument> => {
      const { document, source } = side;
      const other = texts.get(document.scope);
      if (other === undefined || !mayRename(formOf(source), source.text, other)) return side;
      const pieces = withoutAliases(await sourceOf(side));
      return pieces ? rewritten(side, pieces) : side;
    }),
  );
}

/** The old side with the names that its constructs and resources have now. */
export async function withRenamed(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<readonly SideDocument[]> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  return Promise.all(
    before.map(async (side): Promise<SideDocument> => {
      const { document, source } = side;
      const other = others.get(document.scope);
      const form = formOf(source);
      const isMoved = form === "hcl" && mayMove(other?.source.text ?? "");
      if (!other || !(isMoved || mayRename(form, source.text, other.source.text))) return side;
      const pieces = (isMoved ? withMoved : withNewNames)(await sourceOf(side), await sourceOf(other));
      return pieces ? rewritten(side, pieces) : side;
    }),
  );
}
