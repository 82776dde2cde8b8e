/** Which file an `extends` means. Only files called `planeguard*.json` are read, in the repository of the file that names them. */
import { readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

import { anyOf, closest } from "../../analysis/rules/support/closest";
import { leadsOut } from "../files";
import { repositoryAbove } from "../git/place";
import { isWithin } from "../within";
import { configurationFile } from "./configuration";

export interface ExtendedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Of a package: its patterns are for the files of whoever extends it. */
  readonly ofPackage: boolean;
}

/** Null where there is none. */
type ReadText = (path: string) => Promise<string | null>;

const isNamedSo = (path: string) => /^planeguard[^/\\]*\.json$/.test(basename(path));

/** More names than these are not looked through for one that may be meant. */
const mostNames = 2000;

/** `from`: the folder of the file that says it, absolute. Else why there is none, in words that follow its name. */
export async function extendedFile(
  name: string,
  from: string,
  read: ReadText,
): Promise<ExtendedFile | { readonly wrong: string }> {
  const top = await repositoryAbove(from);
  const given = name.replaceAll("\\", "/");
  if (/^(?:\/|[A-Za-z]:)/.test(given))
    return { wrong: "is the path of one machine: write it from this file on, beginning with `./` or `../`" };
  const found = /^\.\.?(?:\/|$)/.test(given)
    ? await atPath(given, from, top, read)
    : await inPackage(given, from, top, read);
  if ("wrong" in found) return found;
  if (top !== null && !isWithin(top, found.path)) return { wrong: "leads out of the repository" };
  if (leadsOut(found.path, dirname(found.path)) || (top !== null && leadsOut(found.path, top)))
    return { wrong: "is a link that leads elsewhere" };
  return found;
}

type Found = ExtendedFile | { readonly wrong: string };

/** A folder stands for the planeguard.json in it, or the next one above it. */
async function atPath(name: string, from: string, top: string | null, read: ReadText): Promise<Found> {
  const target = resolve(from, name);
  if (/\.json$/i.test(name)) {
    if (!isNamedSo(target)) return { wrong: "is not called `planeguard*.json`, as files are that others extend" };
    const text = await read(target);
    if (text !== null) return { path: target, text, ofPackage: false };
    const names = namesIn(dirname(target)).filter(isNamedSo);
    return {
      wrong: `is not there${meant(closest(basename(target), names).map((one) => name.slice(0, name.lastIndexOf("/") + 1) + one))}`,
    };
  }
  for (let at = target; ; at = dirname(at)) {
    const path = join(at, configurationFile);
    const text = await read(path);
    if (text !== null && at !== from) return { path, text, ofPackage: false };
    if (at === top || dirname(at) === at) return { wrong: `has no ${configurationFile} in it, and none above it` };
  }
}

async function inPackage(name: string, from: string, top: string | null, read: ReadText): Promise<Found> {
  const [, packageName, file = configurationFile] = /^((?:@[\w.-]+\/)?\w[\w.-]*)(?:\/(.+))?$/.exec(name) ?? [];
  if (packageName === undefined || file.split("/").includes(".."))
    return { wrong: "is neither a path, which begins with `./` or `../`, nor the name of a package" };
  if (!isNamedSo(file)) return { wrong: "is not called `planeguard*.json`, as files are that others extend" };
  const installed = new Set<string>();
  for (let at = from; ; at = dirname(at)) {
    const modules = join(at, "node_modules");
    const path = join(modules, packageName, file);
    const text = await read(path);
    if (text !== null) return { path, text, ofPackage: true };
    const scope = packageName.includes("/") ? `${dirname(packageName)}/` : "";
    for (const one of namesIn(join(modules, scope))) installed.add(scope + one);
    if (at === top || dirname(at) === at) break;
  }
  const names = [...installed].filter((one) => !one.startsWith("."));
  if (names.includes(packageName)) return { wrong: `is a package without a file ${relative(".", file)}` };
  return { wrong: `is no package in \`node_modules\`${meant(closest(packageName, names))}` };
}

function meant(names: readonly string[]): string {
  return names.length > 0 ? `; did you mean ${anyOf(names)}?` : "";
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, mostNames);
  } catch {
    return [];
  }
}
