/** Which code of AWS CDK runs, as far as other files of the repository tell. */
import { cdkFileOf, isCdkForm, isOfCdk } from "../../analysis/change/cdk/program";
import { CalledCode, newlyCalledByOthers, spansOfFunctions } from "../../analysis/change/code/called-code";
import type { ReadPolicy } from "../../analysis/change/subject";
import { formOf } from "../../analysis/source/forms";
import type { Source } from "../../analysis/source/source";
import { contains } from "../../analysis/text";
import { type SideDocument, sourceOf } from "./documents";
import type { IsNamedBeside } from "./named-beside";

function isProgram({ source }: SideDocument): boolean {
  return isCdkForm(formOf(source)) && isOfCdk(source.text);
}

/** By the scope of a document that both sides have, the names of its code that others call now, and nobody called before. */
export async function newlyCalled(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
  wasNamed: (word: string, path: string) => Promise<boolean>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const old = new Map(before.map((side) => [side.document.scope, side]));
  const found = new Map<string, ReadonlySet<string>>();
  for (const current of after) {
    const other = old.get(current.document.scope);
    if (!other || !current.beside?.callers?.length || !isProgram(current) || !isProgram(other)) continue;
    const names = newlyCalledByOthers([await sourceOf(other), await sourceOf(current)], [other.beside, current.beside]);
    const newly = new Set<string>();
    for (const name of names)
      if (!current.readByCallers?.has(name) && !(await wasNamed(name, current.path))) newly.add(name);
    if (newly.size > 0) found.set(current.document.scope, newly);
  }
  return found;
}

/** The policies without those in functions that nobody calls, and of a document that is the same on both sides those that are read where they are called. */
export async function withoutUncalled(
  policies: readonly ReadPolicy[],
  made: Source,
  { path, isDependant, readByCallers }: SideDocument,
  isNamed: IsNamedBeside,
): Promise<readonly ReadPolicy[]> {
  const file = policies.length > 0 ? cdkFileOf(made) : null;
  const called = file && isDependant && readByCallers ? spansOfFunctions(file, readByCallers) : [];
  const uncalled = file ? new CalledCode(file).uncalled() : [];
  let left = policies.filter(({ at }) => !called.some((span) => contains(span, at)));
  for (const { name, span } of uncalled) {
    const others = left.filter(({ at }) => !contains(span, at));
    if (others.length < left.length && !(await isNamed(name, path))) left = others;
  }
  return left;
}
