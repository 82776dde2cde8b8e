/** Local modules that a change says the same of by themselves and as they are called: the module alone is reported. */
import type { Access, SubjectChange } from "../change";

/** Without what a call newly allows, and no longer allows, just as its module does wherever that is called. */
export function withoutSameCalls(all: readonly SubjectChange[]): readonly SubjectChange[] {
  const own = new Set(all.filter(({ module }) => module?.call === null).map(keyOf));
  return all.flatMap(({ module, ...one }) => (module?.call && own.has(keyOf({ ...one, module })) ? [] : [one]));
}

function keyOf({ module, name, kind, verdict, newlyAllowed, noLongerAllowed, unknown }: SubjectChange): string {
  const call = module?.call ? `${module.call}.` : "";
  const own = name.startsWith(call) ? name.slice(call.length) : name;
  return JSON.stringify([
    ...[module?.folder, kind, own, verdict, unknown],
    ...[newlyAllowed, noLongerAllowed].map((some) => some.map(said).sort()),
  ]);
}

function said({ actions, resources, principals, conditions, byPermission = false }: Access): string {
  return JSON.stringify([actions, resources, principals, conditions, byPermission]);
}
