/** Projects of C#: their files, and those of the projects that they refer to. */
import { basename, dirname, join, resolve } from "node:path";

import type { CodeFiles, CodeText } from "./code-files";
import type { SourcesBeside } from "./go-sources";

const mostFiles = 400;
const mostFolders = 400;
const mostAbove = 12;
const leftOut = /^(?:\.|bin$|obj$|node_modules$|packages$)/;

/** The folder of the project that makes an assembly, in a folder or two below it; null where none or several may. */
export function csharpProject(assembly: string, folder: string, code: CodeFiles): string | null {
  const below = (at: string): string[] =>
    code
      .list(at)
      .folders.filter((name) => !leftOut.test(name))
      .map((name) => join(at, name));
  const first = below(folder);
  const projects = [folder, ...first, ...first.flatMap(below)]
    .slice(0, mostFolders)
    .flatMap((at) => projectFilesIn(at, code).map((name) => join(at, name)));
  const own = projects.filter(
    (path) =>
      basename(path, ".csproj") === assembly ||
      (code.read(path)?.text.includes(`<AssemblyName>${assembly}</AssemblyName>`) ?? false),
  );
  const [found, ...others] = own.length > 0 ? own : projects;
  return found !== undefined && others.length === 0 ? dirname(found) : null;
}

function projectFilesIn(folder: string, code: CodeFiles): readonly string[] {
  return code.list(folder).files.filter((name) => name.endsWith(".csproj"));
}

const types = /\b(?:class|record|struct)[ \t]{1,20}(\w{1,200})/g;
const namespaces = /\bnamespace[ \t]{1,20}([\w.]{1,300})/g;

/** The one file of a project that has a type, `App.Functions`; null where none or several have. */
export function fileOfType(name: string, project: string, code: CodeFiles): CodeText | null {
  const outer = name.split("+", 1)[0]!;
  const dot = outer.lastIndexOf(".");
  const [namespace, written] = [outer.slice(0, Math.max(dot, 0)), outer.slice(dot + 1)];
  // What the annotations of AWS Lambda generate calls the method of a class: `Functions_Add_Generated`.
  const type = written.endsWith("_Generated") ? written.split("_", 1)[0]! : written;
  const found = code.once(filesOfProject, project).filter(({ text }) => {
    const hasType = [...text.matchAll(types)].some(([, own]) => own === type);
    return hasType && (namespace === "" || [...text.matchAll(namespaces)].some(([, own]) => own === namespace));
  });
  return found.length === 1 ? found[0]! : null;
}

/** All that is compiled with a file: nobody tells of which of it a name is. */
export function csharpBeside(file: CodeText, code: CodeFiles): SourcesBeside {
  const project = projectAround(file, code);
  return {
    files: project === null ? [] : code.once(filesWithReferred, project),
    more: "its packages may call AWS by themselves",
  };
}

function projectAround({ path }: CodeText, code: CodeFiles): string | null {
  for (let at = dirname(path), steps = 0; steps < mostAbove && dirname(at) !== at; at = dirname(at), steps++)
    if (projectFilesIn(at, code).length > 0) return at;
  return null;
}

function filesWithReferred(project: string, code: CodeFiles): readonly CodeText[] {
  const referred = projectFilesIn(project, code).flatMap((name) => {
    const text = code.read(join(project, name))?.text ?? "";
    return Array.from(text.matchAll(/<ProjectReference[ \t]{1,20}Include="([^"\n]{1,300})"/g), ([, path]) =>
      dirname(resolve(project, path!.replaceAll("\\", "/"))),
    );
  });
  return [project, ...referred].flatMap((one) => code.once(filesOfProject, one));
}

/** The files of a project, without those of other projects in its folder. */
function filesOfProject(project: string, code: CodeFiles): readonly CodeText[] {
  const open = [project];
  const files: CodeText[] = [];
  for (let looked = 0; open.length > 0 && looked < mostFolders && files.length < mostFiles; looked++) {
    const at = open.pop()!;
    const { files: names, folders } = code.list(at);
    if (at !== project && names.some((name) => name.endsWith(".csproj"))) continue;
    for (const name of names.filter((one) => one.endsWith(".cs"))) {
      const file = code.read(join(at, name));
      if (file) files.push(file);
    }
    for (const name of folders) if (!leftOut.test(name)) open.push(join(at, name));
  }
  return files.slice(0, mostFiles);
}
