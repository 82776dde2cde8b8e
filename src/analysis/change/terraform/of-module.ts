/** The local module that a subject of a change is of. */
import { joinedFolder } from "../../locate/terraform/called-modules";
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
  const call = calls.exec(sides.find((side) => side)?.name ?? "")?.[0].slice(0, -1);
  return file !== undefined && call !== undefined
    ? { folder: joinedFolder(file, ".."), call }
    : { folder: joinedFolder("", scope), call: null };
}

/** `module.reader` of `module.reader.aws_iam_role.r` */
const calls = /^(?:module\.[\w-]{1,200}\.){1,10}/;
