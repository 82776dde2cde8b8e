/** Functions of Go, Java and C#: where the sources are of what a document names as built. */
import { basename, dirname, extname, join, relative, resolve } from "node:path";

import { goBuildsIn } from "../../analysis/units/build-commands";
import { entryOfHandler } from "../../analysis/units/handlers";
import type { CompiledCode, DeclaredUnit, UnitCode } from "../../analysis/units/unit";
import type { CodeFiles, CodeText } from "./code-files";
import { csharpBeside, csharpProject, fileOfType } from "./csharp-sources";
import { goBeside, goFolder, goPackage, goPrograms, type SourcesBeside } from "./go-sources";
import { fileOfClass, fileOfImport, javaBeside } from "./java-sources";

/** The unit with its code as its sources say; without, where they are not found. `folder` is where its document is, absolute. */
export function withCompiledCode(declared: DeclaredUnit, folder: string, code: CodeFiles): DeclaredUnit {
  const compiled = declared.code?.compiled;
  if (!declared.code || !compiled) return declared;
  const { hasMore } = declared.code;
  const found = codesOf[compiled.language](compiled, folder, code);
  return { ...declared, code: found && { ...found, hasMore: hasMore || found.hasMore } };
}

/** Whether the files that a file needs are found by the layout of its language. */
export function isCompiled({ form }: CodeText): boolean {
  return form === "go" || form === "java" || form === "csharp";
}

/** Whether a program of its language has what its handler never calls, and which that is, is known in part. */
export function runsInPart({ form }: CodeText): boolean {
  return form === "csharp" || form === "ruby";
}

export function sourcesBeside(file: CodeText, code: CodeFiles): SourcesBeside {
  if (file.form === "csharp") return csharpBeside(file, code);
  return file.form === "go" ? goBeside(file, code) : javaBeside(file, code);
}

/** The file that an import means, of a package of Go the first of its files; null for what is not in the workspace. */
export function compiledImport(specifier: string, from: CodeText, code: CodeFiles): CodeText | null {
  if (from.form === "java") return fileOfImport(specifier, from, code);
  // A namespace is in whatever files of the project.
  if (from.form === "csharp") return null;
  const folder = goFolder(specifier, from, code);
  return folder === null ? null : (goPackage(folder, code).files[0] ?? null);
}

function javaCode({ handler, paths }: CompiledCode, folder: string, code: CodeFiles): UnitCode | null {
  const [name = "", method = "handleRequest"] = handler.split("::");
  if (!/^[\w.$]{1,300}$/.test(name) || !/^\w{1,200}$/.test(method)) return null;
  for (const path of paths) {
    // What is built lies in the project.
    const parts = path.split("/");
    const at = parts.findIndex(
      (part) => part === "target" || part === "build" || /\.(?:jar|zip)$/.test(part.slice(-4)),
    );
    const project = resolve(folder, ...(at < 0 ? parts : parts.slice(0, at)).filter(Boolean));
    const file = fileOfClass(name, project, code);
    if (file) return codeOf(file, method, project, folder);
  }
  return null;
}

/** `Assembly::Namespace.Class::Method` (AWS Lambda: "Define Lambda function handler in C#"). */
function csharpCode({ handler, paths }: CompiledCode, folder: string, code: CodeFiles): UnitCode | null {
  const [assembly = "", type = "", method = ""] = handler.split("::");
  if (!/^[\w.-]{1,200}$/.test(assembly) || !/^[\w.+]{1,300}$/.test(type) || !/^\w{1,200}$/.test(method)) return null;
  for (const path of paths) {
    const parts = path.split("/");
    const at = parts.findIndex((part) => /^(?:bin|publish)$/.test(part) || /\.(?:zip|dll)$/.test(part.slice(-4)));
    const root = resolve(folder, ...(at < 0 ? parts : parts.slice(0, at)).filter(Boolean));
    const project = csharpProject(assembly, root, code);
    const file = project === null ? null : fileOfType(type, project, code);
    if (file && project !== null) return codeOf(file, method, project, folder);
  }
  return null;
}

const codesOf = { go: goCode, java: javaCode, csharp: csharpCode };

function codeOf(file: CodeText, handler: string, project: string, folder: string): UnitCode {
  return {
    folder: relative(folder, project) || ".",
    entries: [relative(project, file.path)],
    handler,
    layers: [],
    hasMore: false,
  };
}

function goCode(compiled: CompiledCode, folder: string, code: CodeFiles): UnitCode | null {
  const file = startedFile(compiled, folder, code);
  if (file) return codeOf(file, "main", dirname(file.path), folder);
  // What is provided may run something else, of which the handler names the file.
  const { entry, name } = entryOfHandler(compiled.handler, "");
  const [own] = compiled.paths.slice(-1);
  return own === undefined || basename(entry) === "bootstrap"
    ? null
    : { folder: extname(own) === "" ? own : dirname(own), entries: [entry], handler: name, layers: [], hasMore: true };
}

function startedFile(
  { paths, target, commands, handler }: CompiledCode,
  folder: string,
  code: CodeFiles,
): CodeText | null {
  const candidates = paths.map((path) => resolve(folder, path));
  for (const at of target === null ? [] : candidates) {
    const found = built(at, `build-${target}`, () => true, code) ?? onlyOf(goPrograms(at, code));
    if (found) return found;
  }
  for (const at of target === null ? candidates : []) {
    if (at.endsWith(".go")) return code.read(at);
    const found =
      builtBy(commands, at, code) ?? onlyOf(goPrograms(at, code)) ?? builtElsewhere(at, handler, folder, code);
    if (found) return found;
    const below = code.list(at).files.includes("go.mod") ? onlyOf(programsBelow(at, code)) : null;
    if (below) return below;
  }
  return null;
}

function onlyOf(files: readonly CodeText[]): CodeText | null {
  return files.length === 1 ? files[0]! : null;
}

/** By the commands of the document itself, which are run in the folder of the sources: the one package that they build. */
function builtBy(commands: readonly string[], folder: string, code: CodeFiles): CodeText | null {
  const found = commands
    .flatMap((one) => goBuildsIn(one, null))
    .flatMap((build) => programOf(join(folder, build.folder), build.source, code) ?? []);
  return onlyOf([...new Set(found)]);
}

const buildFiles = ["Makefile", "makefile", "GNUmakefile", "build.sh", join("scripts", "build.sh"), "Taskfile.yml"];
const mostAbove = 3;

/** The package of which a build around the document makes what lies at a path. */
function builtElsewhere(at: string, handler: string, folder: string, code: CodeFiles): CodeText | null {
  const wanted = at.replace(/\.zip$/, "");
  const isMade = (output: string): boolean =>
    output === wanted ||
    (dirname(output) === wanted && /^(?:bootstrap|main)$/.test(basename(output))) ||
    output === join(wanted, handler);
  for (let above = folder, steps = 0; steps < mostAbove; above = dirname(above), steps++) {
    const found = built(above, null, isMade, code);
    if (found) return found;
  }
  return null;
}

/** The one program that build files of a folder make, in one of their rules or with an output that is looked for. */
function built(
  folder: string,
  target: string | null,
  isMade: (output: string) => boolean,
  code: CodeFiles,
): CodeText | null {
  const found = new Set<CodeText>();
  for (const name of buildFiles) {
    const file = code.read(join(folder, name));
    for (const build of file ? goBuildsIn(file.text, target) : []) {
      const at = join(folder, build.folder);
      if (target === null && (build.output === null || !isMade(resolve(at, build.output)))) continue;
      const program = programOf(at, build.source, code);
      if (program) found.add(program);
    }
  }
  return onlyOf([...found]);
}

/** The file that what is given to `go build` is started by. */
function programOf(folder: string, source: string, code: CodeFiles): CodeText | null {
  const at = resolve(folder, source);
  if (source.endsWith(".go")) return code.read(at);
  const own = onlyOf(goPrograms(at, code));
  if (own) return own;
  const [any] = ["main.go", "go.mod"].flatMap((one) => code.read(join(folder, one)) ?? []);
  const imported = any ? goFolder(source, any, code) : null;
  return imported === null ? null : onlyOf(goPrograms(imported, code));
}

const mostFolders = 300;

/** All programs of a module. */
function programsBelow(folder: string, code: CodeFiles): readonly CodeText[] {
  const open = [folder];
  const found: CodeText[] = [];
  for (let looked = 0; open.length > 0 && looked < mostFolders; looked++) {
    const at = open.pop()!;
    found.push(...goPrograms(at, code));
    for (const name of code.list(at).folders)
      if (!/^(?:[._]|vendor$|testdata$|node_modules$)/.test(name)) open.push(join(at, name));
  }
  return open.length > 0 ? [] : found;
}
