/** What the documents of a side refer to in others: of both sides only what differs is read. */
import { posix } from "node:path";

import type { Beside } from "../../analysis/change/beside";
import type { NamedText } from "../../analysis/change/join";
import { nestedIn } from "../../analysis/change/nested";
import { addTo } from "../../analysis/group-by";
import type { SourceDocument } from "../../analysis/source/document";
import { formOf, isCode } from "../../analysis/source/forms";
import { importsIn, type Related, templateAt } from "./related";
import { folderOf, type Tree } from "./tree";

/** By the path of a document, or of the first of its folder. */
export async function besidesIn(
  tree: Tree,
  changed: readonly string[],
  { data }: Related,
  read: (path: string) => Promise<string | null>,
): Promise<(path: string) => Beside> {
  const files: NamedText[] = [];
  const callers = new Map<string, SourceDocument[]>();
  const given = new Map<string, Map<string, string[]>>();
  for (const path of changed) {
    const form = formOf({ name: path, text: "" });
    if (!tree.has(path) || (form !== "json" && form !== "yaml" && !isCode(form) && !data.has(path))) continue;
    const text = await read(path);
    if (text === null) continue;
    if (data.has(path)) files.push({ name: path, text });
    for (const imported of importsIn(path, text, tree)) addTo(callers, imported, { name: path, text });
    for (const nested of nestedIn({ name: path, text })) {
      const child = nested.child === null ? null : templateAt(nested.child, path, tree);
      if (child === null) continue;
      const known = given.get(child) ?? new Map<string, string[]>();
      given.set(child, known);
      for (const [name, value] of nested.given) addTo(known, name, value);
    }
  }
  return (path) => ({
    files: files.map(({ name, text }) => ({ name: posix.relative(folderOf(path), name), text })),
    given: given.get(path),
    callers: callers.get(path),
  });
}
