/** The code of functions and containers that run as images: found by the Dockerfile that builds them. */
import { dirname, join } from "node:path";

import { fileOfProgram, readDockerfile } from "../../analysis/units/dockerfile";
import { entryOfHandler } from "../../analysis/units/handlers";
import { scriptIn, scriptOf } from "../../analysis/units/package-scripts";
import type { ContainerOfCode, DeclaredUnit, ImageOfCode, UnitCode } from "../../analysis/units/unit";
import type { CodeFiles } from "./code-files";

/** The unit with its code as its image has it; without, where no Dockerfile tells. `folder` is where its document is, absolute. */
export function withImageCode(declared: DeclaredUnit, folder: string, code: CodeFiles): DeclaredUnit {
  const image = declared.code?.image;
  if (!image) return declared;
  return {
    ...declared,
    code: image.container ? containerCode(image, image.container, folder, code) : functionCode(image, folder, code),
  };
}

function functionCode(image: ImageOfCode, folder: string, code: CodeFiles): UnitCode | null {
  for (const context of image.contexts) {
    const dockerfile = code.read(join(folder, context, image.file));
    if (!dockerfile) continue;
    const { command, folders, isPython } = readDockerfile(dockerfile.text);
    const handler = image.command ?? command?.[0];
    if (handler === undefined) return null;
    const { entry, name } = entryOfHandler(handler, isPython ? "python" : "");
    const entries = [...folders, "."].map((one) => join(one, entry));
    return { folder: context, entries, handler: name, layers: [], hasMore: false };
  }
  return null;
}

function containerCode(
  { contexts, file }: ImageOfCode,
  { repository, entryPoint, command }: ContainerOfCode,
  folder: string,
  code: CodeFiles,
): UnitCode | null {
  const named = repository === null ? contexts : foldersNamed(repository, folder, file, code);
  for (const context of named) {
    const dockerfile = code.read(join(folder, context, file));
    if (!dockerfile) continue;
    const { program, folders, workFolder } = readDockerfile(dockerfile.text);
    const first = entryPoint ?? program.entryPoint ?? [];
    // An entry point of its own takes the command of the image away (Docker: "CMD and ENTRYPOINT").
    const words = [...first, ...(command ?? (entryPoint ? [] : (program.command ?? [])))];
    const { started, hasMore } = startedBy(words, join(folder, context), folders, code);
    if (started === null) return null;
    const inside = started.startsWith(`${workFolder}/`)
      ? started.slice(workFolder.length + 1)
      : started.replace(/^\//, "");
    // What is compiled lies beside its source, or where that was.
    const paths = /^(?:dist|build)\//.test(inside)
      ? [inside, withoutEnding(inside.replace(/^\w+\//, "src/"))]
      : [inside, withoutEnding(inside)];
    const entries = [...folders, "."].flatMap((one) => paths.map((path) => join(one, path)));
    return { folder: context, entries: [...new Set(entries)], handler: null, layers: [], hasMore };
  }
  return null;
}

function withoutEnding(path: string): string {
  return path.replace(/\.[cm]?js$/, "");
}

/** The file that a command starts, itself or by a script of the package.json that the image has. */
function startedBy(words: readonly string[], context: string, folders: readonly string[], code: CodeFiles) {
  const name = scriptOf(words);
  if (name === null) return { started: fileOfProgram(words), hasMore: false };
  for (const folder of [...folders, "."]) {
    const manifest = code.read(join(context, folder, "package.json"));
    if (!manifest) continue;
    const script = scriptIn(manifest.text, name);
    return { started: script && fileOfProgram(script.words), hasMore: script?.hasOthers ?? false };
  }
  return { started: null, hasMore: false };
}

const mostAbove = 4;
/** Where projects keep what they build images of. */
const beside = ["", "src", "app", "apps", "services", "containers", "docker", "images"];

/** The one folder with a Dockerfile that is called as a repository of images is, around a folder; relative to it. */
function foldersNamed(repository: string, folder: string, file: string, code: CodeFiles): readonly string[] {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const places = [...beside.map((one) => join(one, name)), repository];
  const found = new Set<string>();
  let [at, up] = [folder, ""];
  for (let steps = 0; steps < mostAbove; steps++, at = dirname(at), up = join("..", up))
    for (const place of places) if (code.read(join(at, place, file))) found.add(join(up, place));
  return found.size === 1 ? [...found] : [];
}
