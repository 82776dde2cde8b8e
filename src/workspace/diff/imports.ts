/** The files of a repository that its code imports. */
import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import { formOf, isCode } from "../../analysis/source/forms";
import { isOnlyShown } from "../../analysis/source/test-files";
import { modulesIn } from "../../analysis/units/imports";
import { folderOf, type Tree } from "./tree";

const endings = ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".py", "/index.ts", "/index.js", "/__init__.py"];
/** `new Stack(…)`, `Stack(…)` */
const mayMake = /\b(?:new\s{1,20})?[A-Za-z_]\w{0,100}\(/;

/** A file of a repository that one of code imports, by how that names it. */
export interface ImportedPath {
  readonly specifier: string;
  readonly path: string;
}

/** The files of a repository that one of code imports, where it may make or call something of theirs. */
export function importsIn(path: string, text: string, tree: Tree): readonly string[] {
  const form = formOf({ name: path, text });
  if (!mayMake.test(text) || (isCode(form) && isOnlyShown({ document: { name: path, text }, form }))) return [];
  return importedBy(path, text, tree).map((one) => one.path);
}

/** The files of a repository that one of code imports. */
export function importedBy(path: string, text: string, tree: Tree): readonly ImportedPath[] {
  const form = formOf({ name: path, text });
  if (!isCode(form)) return [];
  return modulesIn(text, form).flatMap(({ specifier, names }) => {
    const named = (base: string, by: string) => fileAt(base, tree).map((one) => ({ specifier: by, path: one }));
    if (form !== "python")
      return specifier.startsWith(".") ? named(joinedFolder(folderOf(path), specifier), specifier) : [];
    const [, dots = "", rest = ""] = /^(\.{0,20})(.{0,300})$/.exec(specifier) ?? [];
    const near = [folderOf(path), ...dots.slice(1).replaceAll(".", "/..").split("/"), ...rest.split(".")].join("/");
    const absolute =
      dots === "" ? [...foldersAbove(path), ""].map((one) => joinedFolder(one, rest.replaceAll(".", "/"))) : [];
    const bases = [...new Set([joinedFolder("", near), ...absolute])];
    return bases.flatMap((base) => [
      ...named(base, specifier),
      ...names.flatMap((name) => named(`${base}/${name}`, `${specifier}.${name}`)),
    ]);
  });
}

/** The folders that a program of Python may be run in: those above a file. */
function foldersAbove(path: string): readonly string[] {
  const steps = folderOf(path).split("/");
  return steps.map((_, at) => steps.slice(0, steps.length - at).join("/"));
}

/** The file of code that a module is. */
function fileAt(base: string, tree: Tree): readonly string[] {
  const found = endings
    .map((ending) => base.replace(/\.js$/, "") + ending)
    .find((path) => tree.has(path) && isCode(formOf({ name: path, text: "" })));
  return found === undefined ? [] : [found];
}
