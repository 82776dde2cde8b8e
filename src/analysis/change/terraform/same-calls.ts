/** Local modules that a change says the same of by themselves and as they are called: the module alone is reported. */
import { joinedFolder } from "../../locate/terraform/called-modules";
import type { Access, SubjectChange } from "../change";
import type { Subject } from "../subject";

/** The module that a subject is of: its folder, and as what it is called (`module.reader`). */
export interface OfModule {
  readonly folder: string;
  readonly call: string | null;
}

/** Null for what has no policies. */
export function moduleOf(...sides: readonly (Subject | null)[]): OfModule | null {
  const [first] = sides.flatMap((side) => side?.policies ?? []);
  if (!first) return null;
  const { called, scope } = first.document;
  if (called) return { folder: joinedFolder("", called.folder), call: called.name };
  const [file] = first.inModule?.().map((place) => place.file) ?? [];
  const call = calls.exec(sides.find((side) => side)?.name ?? "")?.[0];
  return file !== undefined && call !== undefined
    ? { folder: joinedFolder(file, ".."), call }
    : { folder: joinedFolder("", scope), call: null };
}

/** `module.reader` of `module.reader.aws_iam_role.r` */
const calls = /^(?:module\.[\w-]{1,200}\.)*module\.[\w-]{1,200}(?=\.)/;

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
