/** What the documents of a side refer to in others: of both sides only what differs is read. */
import { posix } from "node:path";

import type { Beside } from "../../analysis/change/beside";
import { edited, textOfPieces } from "../../analysis/change/pieces";
import { nestedIn } from "../../analysis/change/template/nested";
import { editsOfNames, type NewNames, newNames } from "../../analysis/change/template/renamed-names";
import { writtenTemplate } from "../../analysis/change/template/written";
import type { NamedText } from "../../analysis/change/terraform/join";
import { addTo } from "../../analysis/group-by";
import type { SourceDocument } from "../../analysis/source/document";
import { formOf, isCode } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import { walkSizeLimit } from "../files";
import { contextFile } from "./importers";
import { importsIn } from "./imports";
import type { ImportsOf } from "./program";
import { type Related, templateAt } from "./related";
import { folderOf, type Tree } from "./tree";

/** So many templates that others nest are looked at. */
const mostNested = 500;

/** By the path of a document, or of the first of its folder. @param sides the trees that are compared */
export async function besidesIn(
  tree: Tree,
  changed: readonly string[],
  { data, importers = [] }: Related,
  read: (path: string) => Promise<string | null>,
  sides: readonly Tree[],
  imports: ImportsOf,
): Promise<(path: string) => Beside> {
  const isTemplate = (path: string): boolean => /^(?:json|yaml)$/.test(formOf({ name: path, text: "" }));
  const isNew = (path: string): boolean => !sides.every((one) => one.has(path));
  // A template that has gone gives nothing any more, unless another one may be there in its place.
  const areMoved = sides.every((one) => changed.some((path) => one.has(path) && isNew(path) && isTemplate(path)));
  const files: NamedText[] = [];
  const callers = new Map<string, SourceDocument[]>();
  const given = new Map<string, Map<string, string[]>>();
  const parents = new Map<string, string>();
  const ofProgram = new Set(importers);
  const touched = new Set(changed);
  const addCaller = async (path: string, text: string): Promise<void> => {
    const own = importsIn(path, text, tree);
    const caller: SourceDocument = {
      name: path,
      text,
      ...(own.length > 0 && { imports: await imports(path, text, ofProgram.has(path) || undefined) }),
    };
    for (const imported of own) addTo(callers, imported, caller);
  };
  for (const path of importers) {
    const text = tree.has(path) && !touched.has(path) ? await read(path) : null;
    if (text !== null) await addCaller(path, text);
  }
  for (const path of changed) {
    const form = formOf({ name: path, text: "" });
    if (!tree.has(path) || (form !== "json" && form !== "yaml" && !isCode(form) && !data.has(path))) continue;
    const text = await read(path);
    if (text === null) continue;
    if (data.has(path)) files.push({ name: path, text });
    await addCaller(path, text);
    if ((areMoved || !isNew(path)) && nestedIn({ name: path, text }).length > 0)
      parents.set(path, await withOneName(path, text, sides));
  }
  const childrenOf = (path: string, text: string, beside?: Beside) =>
    nestedIn({ name: path, text }, beside).flatMap((nested) => {
      const child = nested.child === null ? null : templateAt(nested.child, path, tree);
      return child === null ? [] : [{ child, nested }];
    });
  const inOthers = new Set([...parents].flatMap(([path, text]) => childrenOf(path, text).map(({ child }) => child)));
  // What a template is given it may give to others: those come first that no other has. A set grows while it is gone through.
  const open = new Set([...parents.keys()].sort((a, b) => Number(inOthers.has(a)) - Number(inOthers.has(b))));
  for (const path of open) {
    const text = parents.get(path) ?? (open.size > mostNested ? null : await read(path));
    if (text === null) continue;
    for (const { child, nested } of childrenOf(path, text, { files: [], given: given.get(path) })) {
      const known = given.get(child) ?? new Map<string, string[]>();
      given.set(child, known);
      for (const [name, value] of nested.given) addTo(known, name, value);
      open.add(child);
    }
  }
  const contexts = await contextsIn(tree, changed, read, sides);
  return (path) => ({
    context: contexts(path),
    files: files.map(({ name, text }) => ({ name: posix.relative(folderOf(path), name), text })),
    given: given.get(path),
    callers: callers.get(path),
  });
}

/** By the path of a program what it is run with, where that differs: the nearest `cdk.json`. */
async function contextsIn(
  tree: Tree,
  changed: readonly string[],
  read: (path: string) => Promise<string | null>,
  sides: readonly Tree[],
): Promise<(path: string) => NamedText | undefined> {
  const found = new Map<string, NamedText>();
  for (const path of changed.filter((one) => posix.basename(one) === contextFile)) {
    const text = sides.every((side) => side.has(path)) ? await read(path) : null;
    if (text !== null) found.set(folderOf(path), { name: contextFile, text });
  }
  return (path) => {
    for (let folder = folderOf(path); found.size > 0; folder = folderOf(folder)) {
      const own = found.get(folder);
      if (own || folder === "" || tree.has(`${folder}/${contextFile}`)) return own;
    }
    return undefined;
  };
}

/** A template with one name, whichever side it is of, for what its sides call otherwise. */
async function withOneName(path: string, text: string, sides: readonly Tree[]): Promise<string> {
  const texts = await Promise.all(
    sides.map(async (one) => (one.has(path) ? one.read(path, walkSizeLimit).catch(() => null) : null)),
  );
  const other = texts.flatMap((one) => (one && !("unread" in one) && one.text !== text ? [one.text] : []))[0];
  const [own, theirs] = [text, other ?? ""].map((one) => writtenTemplate(new Source({ name: path, text: one }, null)));
  if (!own?.isPlain || !theirs?.isPlain) return text;
  const names = newNames(own, theirs);
  const sooner = (all: ReadonlyMap<string, string>) => new Map([...all].filter(([from, to]) => to < from));
  const { Parameters, Mappings, Conditions } = names;
  const shared: NewNames = {
    Parameters: sooner(Parameters),
    Mappings: sooner(Mappings),
    Conditions: sooner(Conditions),
  };
  return textOfPieces(edited(text, editsOfNames(own, shared)));
}
