/** Whether another file of a workspace names a role by the name that a unit's document writes: it may run code that nobody here reads. */
import type { CodeFiles } from "./code-files";
import { mayDeclare } from "./find";
import type { Unit } from "./unit";

/** How far before its name a text says that it is a role: `role/path/NAME`, `data "aws_iam_role" "a" { name = "NAME"`. */
const window = 120;
const inNames = /[\w+=,.@-]/;

/** @param paths of all files that may declare something, absolute */
export function namedElsewhere(
  { declared, document, parts }: Unit,
  paths: () => Iterable<string>,
  code: CodeFiles,
): () => boolean {
  const name = declared.role?.writtenName;
  if (name === undefined || name === "") return () => false;
  const own = new Set([document.path, ...(parts ?? []).map(({ file }) => file.path)]);
  return () => {
    for (const path of paths())
      if (!own.has(path) && mayDeclare(path) && namesRole(code.look(path)?.text ?? "", name)) return true;
    return false;
  };
}

function namesRole(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const isWhole = !inNames.test(text.charAt(at - 1)) && !inNames.test(text.charAt(at + name.length));
    if (isWhole && /role/i.test(text.slice(Math.max(0, at - window), at))) return true;
  }
  return false;
}
