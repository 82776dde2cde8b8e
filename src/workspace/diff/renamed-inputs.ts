/** The old side with the names that variables and outputs of its local modules have now. */
import { type Edit, edited, textOfPieces } from "../../analysis/change/pieces";
import {
  editsOfCalls,
  editsOfModule,
  renamedOutputs,
  renamedVariables,
  type Renames,
} from "../../analysis/change/terraform/renamed-inputs";
import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import type { LocalModule, SourceDocument } from "../../analysis/source/document";
import { formOf } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import { loadParsers } from "../../data/grammars";
import { rewritten, type SideDocument, sourceOf } from "./documents";

interface Names {
  readonly variables: Renames;
  readonly outputs: Renames;
}

/** A module that is called by one that is called. */
const deepest = 3;

/** Only of folders that one of the documents calls: what else gives a variable its value nobody knows. */
export async function withNewInputs(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<readonly SideDocument[]> {
  const others = new Map(after.filter(isOfTerraform).map((side) => [side.document.scope, side]));
  const calls = [...others.values()].some(({ source }) => /^module\s{1,20}"/m.test(source.text));
  let sides = before;
  for (let depth = 0; calls && depth < deepest; depth++) {
    const names = await namesIn(sides, others);
    if (names.size === 0) break;
    sides = await Promise.all(sides.map(async (side) => (isOfTerraform(side) ? named(side, names) : side)));
  }
  return sides;
}

function isOfTerraform({ source, call }: SideDocument): boolean {
  return call === undefined && formOf(source) === "hcl";
}

function pathOf({ document }: SideDocument): string {
  return joinedFolder("", document.scope);
}

async function namesIn(
  before: readonly SideDocument[],
  others: ReadonlyMap<string, SideDocument>,
): Promise<ReadonlyMap<string, Names>> {
  const called = new Set<string>();
  for (const side of others.values())
    for (const [, source] of side.source.text.matchAll(/\bsource\s{0,20}=\s{0,20}"(\.[^"\n]{0,300})"/g))
      called.add(joinedFolder(side.document.scope, source!));
  const found = new Map<string, Names>();
  for (const old of before.filter(isOfTerraform)) {
    const current = others.get(old.document.scope);
    if (!current || !called.has(pathOf(old)) || old.source.text === current.source.text) continue;
    const variables = renamedVariables(old.source.text, current.source.text);
    const [was, is] = await Promise.all([old, current].map(async (side) => (await sourceOf(side)).syntax("hcl")));
    const outputs: Renames = was && is ? renamedOutputs(was, is) : new Map();
    if (variables.size + outputs.size > 0) found.set(pathOf(old), { variables, outputs });
  }
  return found;
}

async function named(side: SideDocument, names: ReadonlyMap<string, Names>): Promise<SideDocument> {
  const own = names.get(pathOf(side));
  const tree = (await sourceOf(side)).syntax("hcl");
  const edits: readonly Edit[] = [
    ...(own ? editsOfModule(side.source.text, own.variables, own.outputs) : []),
    ...(tree ? editsOfCalls(tree, (source) => names.get(joinedFolder(side.document.scope, source))) : []),
  ];
  const made = edits.length === 0 ? side : rewritten(side, edited(side.source.text, edits));
  const { modules } = made.source;
  const of = (folder: string) => names.get(joinedFolder(side.document.scope, folder));
  if (!modules?.some(({ folder }) => of(folder))) return made;
  const parsers = await loadParsers(["hcl"]);
  // Names stand within lines: where something is stays as it is.
  const renamed = modules.map((module): LocalModule => {
    const inModule = (source: string) => of(joinedFolder(module.folder, source));
    const own = of(module.folder);
    const files = module.files.map((file) => {
      const tree = new Source(file, parsers).syntax("hcl");
      const all = [
        ...(own ? editsOfModule(file.text, own.variables, own.outputs) : []),
        ...(tree && /^module\s/m.test(file.text) ? editsOfCalls(tree, inModule) : []),
      ];
      return all.length === 0 ? file : { ...file, text: textOfPieces(edited(file.text, all)) };
    });
    return { ...module, files };
  });
  const source: SourceDocument = { ...made.source, modules: renamed };
  return { ...made, source, beside: made.beside && { ...made.beside, modules: renamed } };
}
