/** The sides of a change with a name of its own for each construct of AWS CDK, where a file has one name for several. */
import { isCdkForm, isOfCdk } from "../../analysis/change/cdk/program";
import type { SubjectChange } from "../../analysis/change/change";
import { type ShownName, withNamesApart } from "../../analysis/change/names-apart";
import type { Problem } from "../../analysis/finding";
import { formOf } from "../../analysis/source/forms";
import { rewritten, type SideDocument, sourceOf } from "./documents";

interface Apart {
  readonly before: readonly SideDocument[];
  readonly after: readonly SideDocument[];
  /** With the names that people know. */
  named(subjects: readonly SubjectChange[]): readonly SubjectChange[];
  said(problems: readonly Problem[]): readonly Problem[];
}

export async function namesApart(oldSides: readonly SideDocument[], newSides: readonly SideDocument[]): Promise<Apart> {
  const [before, after] = [[...oldSides], [...newSides]];
  const shown = new Map<string, ShownName>();
  const places = new Map(after.map((side, at) => [side.document.scope, at]));
  const apart = async (at: number | undefined, to: number | undefined): Promise<void> => {
    const [old, current] = [at === undefined ? null : before[at]!, to === undefined ? null : after[to]!];
    const sources = [old && (await codeOf(old)), current && (await codeOf(current))] as const;
    const found = withNamesApart(sources);
    const [ofOld, ofCurrent] = found?.texts ?? [];
    if (old && ofOld) before[at!] = rewritten(old, ofOld);
    if (current && ofCurrent) after[to!] = rewritten(current, ofCurrent);
    for (const [name, one] of found?.shown ?? []) shown.set(name, one);
  };
  for (const [at, side] of oldSides.entries()) {
    const to = places.get(side.document.scope);
    places.delete(side.document.scope);
    await apart(at, to);
  }
  for (const to of places.values()) await apart(undefined, to);
  return {
    before,
    after,
    named: (subjects) =>
      shown.size === 0
        ? subjects
        : subjects.map((one) => ({ ...withNames(one, shown), name: nameOf(one.name, shown) })),
    said: (problems) => (shown.size === 0 ? problems : problems.map((one) => withNames(one, shown))),
  };
}

function codeOf(side: SideDocument) {
  const isCdk = isCdkForm(formOf(side.source)) && isOfCdk(side.source.text);
  return isCdk ? sourceOf(side) : null;
}

const apartName = /\w+/g;

function nameOf(text: string, shown: ReadonlyMap<string, ShownName>): string {
  const within = (text.match(apartName) ?? []).flatMap((one) => shown.get(one)?.within ?? []);
  return withNames(text, shown) + (within.length > 0 ? ` in ${within[0]}` : "");
}

function withNames<Value>(value: Value, shown: ReadonlyMap<string, ShownName>): Value {
  if (typeof value === "string") return value.replace(apartName, (one) => shown.get(one)?.name ?? one) as Value;
  if (Array.isArray(value)) return value.map((one) => withNames<unknown>(one, shown)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withNames<unknown>(one, shown)])) as Value;
}
