/** Programs of Java: the files of classes, in the layouts of Maven and Gradle. */
import { basename, dirname, join } from "node:path";

import { isHarmlessJava, javaImports, javaPackageName } from "../../analysis/units/compiled-imports";
import type { CodeFiles, CodeText } from "./code-files";
import type { SourcesBeside } from "./go-sources";

const ofMain = join("src", "main", "java");
const mostModules = 200;
/** Other languages that are compiled with Java's sources. */
const otherLanguages = ["kotlin", "scala", "groovy"];
const moduleLists = ["settings.gradle", "settings.gradle.kts", "pom.xml"];

/** The one file that has a class, `app.store.Orders` or `app.Outer$Inner`, in a project and its modules; null where none or more have. */
export function fileOfClass(name: string, project: string, code: CodeFiles): CodeText | null {
  const path = `${name.split("$", 1)[0]!.replaceAll(".", "/")}.java`;
  const modules = foldersBelow(project, code);
  const roots = [project, join(project, "src"), ...[project, ...modules].map((one) => join(one, ofMain))];
  const found = roots.flatMap((root) => code.read(join(root, path)) ?? []);
  return found.length === 1 ? found[0]! : null;
}

/** What a file of Java needs: the classes of its package that it names, and those that it imports. */
export function javaBeside(file: CodeText, code: CodeFiles): SourcesBeside {
  return code.once(beside, file);
}

function beside(file: CodeText, code: CodeFiles): SourcesBeside {
  const roots = code.once(rootsOf, file);
  const [own] = roots;
  if (own === undefined) return { files: [], more: "its sources are not where its package says" };
  const files: CodeText[] = [];
  const words = new Set(withoutComments(file.text).match(/\b[A-Z]\w{0,200}/g));
  const named = (folder: string): readonly CodeText[] =>
    code.list(folder).files.flatMap((one) => {
      const [name, ending] = [one.slice(0, one.indexOf(".")), one.slice(one.indexOf("."))];
      return ending === ".java" && words.has(name) ? (code.read(join(folder, one)) ?? []) : [];
    });
  const packagePath = javaPackageName(file.text).replaceAll(".", "/");
  for (const root of roots) files.push(...named(join(root, packagePath)));
  let more = otherLanguages.some((one) => code.list(dirname(own)).folders.includes(one))
    ? "code of another language is compiled with it"
    : null;
  for (const one of javaImports(file.text)) {
    const found = one.isAll
      ? roots.flatMap((root) => [
          ...named(join(root, one.name.replaceAll(".", "/"))),
          ...[classIn(one.name, root, code) ?? []].flat(),
        ])
      : roots.flatMap((root) => classIn(one.name, root, code) ?? []).slice(0, 1);
    files.push(...found);
    if (found.length === 0 && !isHarmlessJava(one)) more ??= "a library that is not read may call AWS by itself";
  }
  return { files, more };
}

/** What is only spoken of is none of the program. */
function withoutComments(text: string): string {
  let [kept, at] = ["", 0];
  for (;;) {
    const start = text.indexOf("/*", at);
    if (start < 0) return (kept + text.slice(at)).replace(/\/\/[^\n]*/g, "");
    kept += text.slice(at, start);
    const end = text.indexOf("*/", start + 2);
    if (end < 0) return kept;
    at = end + 2;
  }
}

/** The file of a class that an import names; null for what is not in the workspace. */
export function fileOfImport(name: string, from: CodeText, code: CodeFiles): CodeText | null {
  const path = `${name.replaceAll(".", "/")}.java`;
  for (const root of code.once(rootsOf, from)) {
    const found = code.read(join(root, path));
    if (found) return found;
  }
  return null;
}

/** The file of a class, or of the class that it stands in: `app.Outer.Inner`, a method that is imported. */
function classIn(name: string, root: string, code: CodeFiles): CodeText | null {
  const parts = name.split(".");
  for (let length = parts.length; length > 0 && length > parts.length - 3; length--) {
    const file = code.read(`${join(root, ...parts.slice(0, length))}.java`);
    if (file) return file;
  }
  return null;
}

/** The folder that the packages of a file begin in, and those of the other modules of its build. */
function rootsOf(file: CodeText, code: CodeFiles): readonly string[] {
  const parts = javaPackageName(file.text).split(".").filter(Boolean);
  let root = dirname(file.path);
  for (const part of parts.reverse()) {
    if (basename(root) !== part) return [];
    root = dirname(root);
  }
  return root.endsWith(ofMain) ? code.once(rootsBeside, root) : [root];
}

function rootsBeside(root: string, code: CodeFiles): readonly string[] {
  const project = root.slice(0, -ofMain.length - 1);
  const roots = new Set([root]);
  for (let at = dirname(project), steps = 0; steps < 2 && isBuild(at, code); at = dirname(at), steps++)
    for (const one of foldersBelow(at, code)) if (code.list(join(one, ofMain)).isThere) roots.add(join(one, ofMain));
  return [...roots];
}

function isBuild(folder: string, code: CodeFiles): boolean {
  return code.list(folder).files.some((one) => moduleLists.includes(one));
}

/** Folders that may be modules: two deep. */
function foldersBelow(folder: string, code: CodeFiles): readonly string[] {
  const inside = (one: string): string[] =>
    code
      .list(one)
      .folders.filter((name) => !/^(?:\.|src$|target$|build$|node_modules$)/.test(name))
      .map((name) => join(one, name));
  const first = inside(folder);
  return [...first, ...first.flatMap(inside)].slice(0, mostModules);
}
