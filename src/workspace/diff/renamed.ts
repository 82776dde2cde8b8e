/** The sides of a change with one name for each of their constructs, and of the resources that have moved. */
import { nothingBeside } from "../../analysis/change/beside";
import { withoutAliases } from "../../analysis/change/cdk/aliases";
import { withImportedArns } from "../../analysis/change/cdk/imported-arns";
import { mayRename, withNewNames } from "../../analysis/change/cdk/renamed-constructs";
import { renamedConstants, withNewConstants } from "../../analysis/change/code/renamed-constants";
import { type Edit, edited } from "../../analysis/change/pieces";
import { editsOfForms, formsOf, mayComputeFunctions, type SideForms } from "../../analysis/change/template/one-form";
import { editsOfOneStage, mayLookUpByStage } from "../../analysis/change/template/one-stage";
import { editsOfOneValue } from "../../analysis/change/template/one-value";
import { editsOfNames, type NewNames, newNames } from "../../analysis/change/template/renamed-names";
import { editsOfStages, mayNameStage } from "../../analysis/change/template/stages";
import { type WrittenTemplate, writtenTemplate } from "../../analysis/change/template/written";
import { mayMove, withMoved } from "../../analysis/change/terraform/moved";
import { editsOfAttributes, editsOfData, mayNameData } from "../../analysis/change/terraform/renamed-data";
import { editsOfDefaults, mayHaveDefaults } from "../../analysis/change/terraform/renamed-defaults";
import { editsOfOutputs, mayNameOutputs } from "../../analysis/change/terraform/renamed-outputs";
import { formOf, isCode } from "../../analysis/source/forms";
import { rewritten, type SideDocument, sourceOf } from "./documents";

/** A side without the fields that stand for variables, and with the ARNs of what it only names, where the other one has the document as well. */
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
      const own = pieces ? rewritten(side, pieces) : side;
      const named = withImportedArns(await sourceOf(own));
      return named ? rewritten(own, named) : own;
    }),
  );
}

/** The old side with the names that constants have now which several of its files share. */
export async function withRenamedConstants(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<readonly SideDocument[]> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  const pairs = before.flatMap((old) => {
    const current = others.get(old.document.scope);
    const isOfCode = current && isCode(formOf(old.source)) && old.source.text !== current.source.text;
    return isOfCode ? [{ old, current }] : [];
  });
  if (pairs.length < 2) return before;
  const names = new Map<string, string>();
  const unclear = new Set<string>();
  for (const { old, current } of pairs)
    for (const [from, to] of renamedConstants(await sourceOf(old), await sourceOf(current))) {
      if ((names.get(from) ?? to) !== to) unclear.add(from);
      names.set(from, to);
    }
  for (const one of unclear) names.delete(one);
  if (names.size === 0) return before;
  const made = new Map<SideDocument, SideDocument>();
  for (const { old, current } of pairs) {
    const pieces = withNewConstants(await sourceOf(old), await sourceOf(current), names);
    if (pieces) made.set(old, rewritten(old, pieces));
  }
  return before.map((side) => made.get(side) ?? side);
}

/** The old side with the names that its constructs and resources have now. */
export async function withRenamed(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<readonly SideDocument[]> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  return Promise.all(
    before.map(async (old): Promise<SideDocument> => {
      const other = others.get(old.document.scope);
      const form = formOf(old.source);
      const side = other && form === "hcl" ? await withNewDefaults(await withNewData(old, other), other) : old;
      const { source } = side;
      const isMoved = form === "hcl" && mayMove(other?.source.text ?? "");
      if (other && form === "hcl" && !isMoved) return withNewOutputs(side, other);
      if (!other || !(isMoved || mayRename(form, source.text, other.source.text))) return side;
      const pieces = (isMoved ? withMoved : withNewNames)(await sourceOf(side), await sourceOf(other));
      return pieces ? rewritten(side, pieces) : side;
    }),
  );
}

/** The old side with the names that its data have now. */
async function withNewData(side: SideDocument, other: SideDocument): Promise<SideDocument> {
  const sides = [side, other];
  if (side.source.text === other.source.text || !sides.every(({ source }) => mayNameData(source.text))) return side;
  const named = changed(side, editsOfData(await sourceOf(side), await sourceOf(other)));
  return changed(named, editsOfAttributes(await sourceOf(named), await sourceOf(other)));
}

/** The old side with the names that its variables have now. */
async function withNewDefaults(side: SideDocument, other: SideDocument): Promise<SideDocument> {
  const sides = [side, other];
  if (side.source.text === other.source.text || !sides.every(({ source }) => mayHaveDefaults(source.text))) return side;
  const given = sides.flatMap(({ values = [] }) => values.map(({ text }) => text));
  return changed(side, editsOfDefaults(await sourceOf(side), await sourceOf(other), given));
}

/** The old side with the names that the outputs of its modules have now. */
async function withNewOutputs(side: SideDocument, other: SideDocument): Promise<SideDocument> {
  const sides = [side, other];
  if (side.source.text === other.source.text || !sides.every(({ source }) => mayNameOutputs(source.text))) return side;
  const [old, current] = await Promise.all(
    sides.map(async (one) => ({ source: await sourceOf(one), beside: one.beside ?? nothingBeside })),
  );
  const edits = editsOfOutputs(old!, current!);
  return edits.length === 0 ? side : rewritten(side, edited(side.source.text, edits));
}

/** Both sides with one name for what their templates declare, and their functions in one form. */
export async function withOneForm(
  ofBefore: readonly SideDocument[],
  ofAfter: readonly SideDocument[],
): Promise<readonly [before: readonly SideDocument[], after: readonly SideDocument[]]> {
  const [before, after] = await withOneStage(ofBefore, ofAfter);
  const others = new Map(after.map((side) => [side.document.scope, side]));
  const made = new Map<SideDocument, SideDocument>();
  const formsIn = async (side: SideDocument): Promise<SideForms | null> => {
    const template = await templateOf(side);
    return template && formsOf(template);
  };
  for (const old of before) {
    const current = others.get(old.document.scope);
    const templates = isTemplate(old) && current && isTemplate(current) ? [old, current] : [];
    const [first, second] = await Promise.all(templates.map(templateOf));
    if (!first || !second || !current) continue;
    const values = editsOfOneValue(first, second);
    const sides = [changed(old, values[0]), changed(current, values[1])] as const;
    const [was, is] = values.flat().length === 0 ? [first, second] : await Promise.all(sides.map(templateOf));
    if (!was || !is) continue;
    const names = newNames(was, is);
    const renamed = withGiven(changed(sides[0], editsOfNames(was, names)), names);
    const [mine, theirs] = [await formsIn(renamed), formsOf(is)];
    made.set(old, mine ? changed(renamed, editsOfForms(mine, theirs, true)) : renamed);
    made.set(current, changed(sides[1], editsOfForms(theirs, mine, false)));
  }
  for (const side of [...before, ...after]) {
    if (made.has(side) || !isTemplate(side) || !mayComputeFunctions(side.source.text)) continue;
    const forms = await formsIn(side);
    if (forms) made.set(side, changed(side, editsOfForms(forms, null, false)));
  }
  const all = (sides: readonly SideDocument[]) => sides.map((side) => made.get(side) ?? side);
  return [all(before), all(after)];
}

/** Both sides with one name for the stage that a service is deployed for, and as the stage has them of which alone something has changed. */
async function withOneStage(ofBefore: readonly SideDocument[], ofAfter: readonly SideDocument[]): Promise<Sides> {
  const named = await withEdits(ofBefore, ofAfter, mayNameStage, editsOfStages);
  return withEdits(...named, mayLookUpByStage, editsOfOneStage);
}

type Sides = readonly [before: readonly SideDocument[], after: readonly SideDocument[]];

/** Both sides with the edits of what each document was and is. */
async function withEdits(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
  may: (text: string) => boolean,
  of: typeof editsOfStages,
): Promise<Sides> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  const made = new Map<SideDocument, SideDocument>();
  for (const old of before) {
    const current = others.get(old.document.scope);
    if (!current || ![old, current].every(({ source }) => may(source.text))) continue;
    const [was, is] = of(await sourceOf(old, false), await sourceOf(current, false));
    made.set(old, changed(old, was));
    made.set(current, changed(current, is));
  }
  const all = (sides: readonly SideDocument[]) => sides.map((side) => made.get(side) ?? side);
  return made.size === 0 ? [before, after] : [all(before), all(after)];
}

function changed(side: SideDocument, edits: readonly Edit[]): SideDocument {
  return edits.length === 0 ? side : rewritten(side, edited(side.source.text, edits));
}

/** What is given to the parameters of a side, by their new names. */
function withGiven(side: SideDocument, { Parameters: names }: NewNames): SideDocument {
  const { beside } = side;
  if (names.size === 0 || !beside?.given) return side;
  const given = new Map([...beside.given].map(([name, values]) => [names.get(name) ?? name, values]));
  return { ...side, beside: { ...beside, given } };
}

/** One whose text can be changed in places. */
async function templateOf(side: SideDocument): Promise<WrittenTemplate | null> {
  const template = writtenTemplate(await sourceOf(side, false));
  return template?.isPlain ? template : null;
}

function isTemplate({ source }: SideDocument): boolean {
  return /^(?:json|yaml)$/.test(formOf(source)) && /\bResources\b/.test(source.text);
}
