/** Exported constants of code that are called otherwise than before and have the same value: the old text is read with the new names, where they stand and where they are imported. */
import { codeOf } from "../../code/code-file";
import type { Declaration } from "../../code/language";
import type { Binding } from "../../code/scopes";
import { groupBy } from "../../group-by";
import type { Source } from "../../source/source";
import { writtenAlike } from "../canonical";
import { editOfName } from "../cdk/renamed-constructs";
import { edited, type Piece } from "../pieces";

/** New names by old ones. */
export type NewNames = ReadonlyMap<string, string>;

/** The constants of a file that have another name. */
export function renamedConstants(before: Source, after: Source): NewNames {
  const [old, current] = [constantsIn(before), constantsIn(after)];
  const come = groupBy(
    [...current].filter(([name]) => !old.has(name)),
    ([, value]) => value,
  );
  const gone = groupBy(
    [...old].filter(([name]) => !current.has(name)),
    ([, value]) => value,
  );
  const found = new Map<string, string>();
  for (const [value, names] of gone)
    for (const [from] of names) {
      const others = come.get(value) ?? [];
      const alike = others.filter(([to]) => plain(to) === plain(from));
      const [only, ...more] = names.length > 1 || others.length > 1 ? alike : others;
      if (only && more.length === 0) found.set(from, only[0]);
    }
  return found;
}

/** The old text with the new names; null where it has none of the constants, or the new one does not take them from where it did. */
export function withNewConstants(before: Source, after: Source, names: NewNames): readonly Piece[] | null {
  const [old, current] = [codeOf(before), codeOf(after)];
  if (!old || !current) return null;
  const [was, is] = [old, current].map(
    (file) =>
      new Map(file.scopes.bindings.flatMap((one): [string, Binding][] => (isWhole(one) ? [[one.name, one]] : []))),
  );
  // What packages call their own is another matter.
  const isOwn = (module: string) => module === "" || module.startsWith(".") || before.form === "python";
  const taken = new Set(old.scopes.bindings.map(({ name }) => name));
  const edits = [...names].flatMap(([from, to]) => {
    const [mine, theirs] = [was!.get(from), is!.get(to)];
    if (!mine || !theirs || is!.has(from) || taken.has(to) || moduleOf(mine) !== moduleOf(theirs)) return [];
    if (!isOwn(moduleOf(mine))) return [];
    const places = new Set([mine.declarations[0]!.node, ...mine.references]);
    return [...places].map((node) => editOfName(old, node, to));
  });
  return edits.length === 0 ? null : edited(before.text, edits);
}

/** What only its file has, or is imported by its own name. */
function isWhole({ name, declarations }: Binding): boolean {
  const [only, ...others] = declarations;
  return only !== undefined && others.length === 0 && (only.imported?.endsWith(`.${name}`) ?? isForOthers(only));
}

/** Where a name comes from; empty for what stands in the file. */
function moduleOf({ name, declarations }: Binding): string {
  return declarations[0]!.imported?.slice(0, -name.length) ?? "";
}

function constantsIn(source: Source): ReadonlyMap<string, string> {
  const file = codeOf(source);
  return new Map(
    file?.scopes.bindings.flatMap(({ name, constant }): [string, string][] =>
      constant && isForOthers(constant) ? [[name, writtenAlike(file.text(constant.value!))]] : [],
    ),
  );
}

/** In Python all is seen that stands in no function. */
function isForOthers({ exported, scope }: Declaration): boolean {
  return exported || scope.type === "module";
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
