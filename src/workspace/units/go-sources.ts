/** Programs of Go: the files of a package, and the folders that imports mean. */
import { dirname, join, relative } from "node:path";

import { goConstraint, goImports, goPackageName, isHarmlessGo } from "../../analysis/units/compiled-imports";
import type { CodeFiles, CodeText } from "./code-files";

export interface SourcesBeside {
  readonly files: readonly CodeText[];
  /** Why more may run than these; null where they are all. */
  readonly more: string | null;
}

/** Of the systems and processors that Go knows, those that no function of AWS Lambda is built for (go.dev: "Build constraints"). */
const forOthers =
  /_(?:windows|darwin|freebsd|netbsd|openbsd|dragonfly|solaris|illumos|plan9|aix|android|ios|js|wasip1|wasm|386|arm|ppc64|ppc64le|riscv64|s390x|mips\w{0,4})\.go$/;
const forSome = /_(?:amd64|arm64)\.go$/;

/** The files of the package in a folder, as they are built for AWS Lambda; without tests. */
export function goPackage(folder: string, code: CodeFiles): SourcesBeside {
  return code.once(packageIn, folder);
}

function packageIn(folder: string, code: CodeFiles): SourcesBeside {
  const files: CodeText[] = [];
  let more: string | null = null;
  for (const name of code.list(folder).files) {
    if (!name.endsWith(".go") || name.endsWith("_test.go") || forOthers.test(name)) continue;
    const file = code.read(join(folder, name));
    const constraint = file && goConstraint(file.text);
    if (constraint != null && /\bignore\b/.test(constraint)) continue;
    if (!file || constraint != null || forSome.test(name)) more = "not all of its files are always built";
    else files.push(file);
  }
  return { files, more };
}

/** The files that a program can be started by; where a folder has several, each is built by itself. */
export function goPrograms(folder: string, code: CodeFiles): readonly CodeText[] {
  return goPackage(folder, code).files.filter(isGoProgram);
}

function isGoProgram({ text }: CodeText): boolean {
  return goPackageName(text) === "main" && /^func[ \t]{1,9}main\(/m.test(text);
}

/** The folder of the package that an import means; null for what is not in the workspace. */
export function goFolder(path: string, from: CodeText, code: CodeFiles): string | null {
  const module = code.once(moduleOf, dirname(from.path));
  for (const { name, folder } of module ?? [])
    if (path === name || path.startsWith(`${name}/`)) {
      const found = join(folder, path.slice(name.length));
      if (goPackage(found, code).files.length > 0) return found;
    }
  return null;
}

/** What a file of Go needs: the rest of its package, and the packages that it imports. */
export function goBeside(file: CodeText, code: CodeFiles): SourcesBeside {
  return code.once(beside, file);
}

function beside(file: CodeText, code: CodeFiles): SourcesBeside {
  const own = goPackage(dirname(file.path), code);
  const isAlone = isGoProgram(file) && goPrograms(dirname(file.path), code).length > 1;
  const mates = own.files.filter(({ text }) => goPackageName(text) === goPackageName(file.text));
  const files = isAlone ? [] : [...mates];
  let { more } = own;
  for (const path of goImports(file.text)) {
    const folder = goFolder(path, file, code);
    if (folder !== null) files.push(...goPackage(folder, code).files);
    else if (!isHarmlessGo(path) || isOwn(path, file, code))
      more ??= "a package that is not read may call AWS by itself";
  }
  return { files, more };
}

/** Whether an import is of the module itself, whose name may look like one of the language. */
function isOwn(path: string, from: CodeText, code: CodeFiles): boolean {
  return (code.once(moduleOf, dirname(from.path)) ?? []).some(({ name }) => path.startsWith(`${name}/`));
}

interface GoModule {
  readonly name: string;
  readonly folder: string;
}

/** The module of a folder, and those that its go.mod has from other folders; the longest names first. */
function moduleOf(folder: string, code: CodeFiles): readonly GoModule[] | null {
  for (let at = folder, steps = 0; steps < 20; at = dirname(at), steps++) {
    const file = code.list(at).files.includes("go.mod") ? code.read(join(at, "go.mod")) : null;
    const name = file && /^[ \t]{0,9}module[ \t]{1,9}"?([^\s"]{1,200})/m.exec(file.text)?.[1];
    if (file && name != null) {
      const replaced = file.text.matchAll(
        /^[ \t]{0,9}(?:replace[ \t]{1,9})?(\S{1,200})(?:[ \t]{1,9}v\S{1,80})?[ \t]{1,9}=>[ \t]{1,9}(\.\.?\/\S{0,200}|\.\.?)[ \t]{0,9}\r?$/gm,
      );
      const others = Array.from(replaced, ([, one, path]) => ({ name: one!, folder: join(at, path!) }));
      return [...others, { name, folder: at }].sort((one, other) => other.name.length - one.name.length);
    }
    if (dirname(at) === at || relative(at, folder).split("/").length > 12) return null;
  }
  return null;
}
