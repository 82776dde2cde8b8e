/** The folders of Terraform of both sides in the forms of today, where a change writes them so. */
import { edited } from "../../analysis/change/pieces";
import { editsOfOldForms, oldForms } from "../../analysis/change/terraform/old-forms";
import { editsOfTemplateData, ofTemplates } from "../../analysis/change/terraform/template-data";
import { formOf } from "../../analysis/source/forms";
import { rewritten, type SideDocument, sourceOf } from "./documents";

type Sides = readonly SideDocument[];

/** Both sides; what is written alike on both stays as it is. */
export async function withNewForms(before: Sides, after: Sides): Promise<readonly [Sides, Sides]> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  const made = new Map<SideDocument, SideDocument>();
  for (const side of [...before, ...after]) {
    if (formOf(side.source) !== "hcl" || !side.source.text.includes(ofTemplates)) continue;
    const tree = (await sourceOf(side)).syntax("hcl");
    const edits = tree ? editsOfTemplateData(tree) : [];
    if (edits.length > 0) made.set(side, rewritten(side, edited(side.source.text, edits)));
  }
  for (const old of before) {
    const current = others.get(old.document.scope);
    if (!current || formOf(old.source) !== "hcl" || oldForms(old.source.text) === oldForms(current.source.text))
      continue;
    for (const side of [old, current]) {
      const own = made.get(side) ?? side;
      const tree = (await sourceOf(own)).syntax("hcl");
      const edits = tree ? editsOfOldForms(tree) : [];
      if (edits.length > 0) made.set(side, rewritten(own, edited(own.source.text, edits)));
    }
  }
  const all = (sides: Sides) => (made.size === 0 ? sides : sides.map((side) => made.get(side) ?? side));
  return [all(before), all(after)];
}
