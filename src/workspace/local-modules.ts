/** The local modules that a file of Terraform calls, read for the analysis, which reads no files. */
import { readdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { joinedFolder } from "../analysis/locate/terraform/called-modules";
import type { FilledTemplate, LocalModule, SourceDocument } from "../analysis/source/document";
import { readContent } from "./files";
import { repositoryAbove } from "./git/place";
import { isWithin } from "./within";

const deepestCall = 3;
const mostFolders = 30;
const mostFiles = 40;
/** In bytes. */
const largestFile = 256 * 1024;
const mostBytes = 1024 * 1024;

/** `source = "./reader"` in a `module` block. */
const localSource = /\bsource[ \t]{0,40}=[ \t]{0,40}"(\.[^"$\n]{0,200})"/g;

/** Blanks of any number, which `terraform fmt` puts before the `=` of arguments beside one with a long name. */
const aligned = /[ \t]{3,}/g;

/** The document with the modules that it calls; `path` is where it is, absolute. Folders outside of its repository, or of the folder two above it, are left out. */
export async function withLocalModules(document: SourceDocument, path: string): Promise<SourceDocument> {
  const templates = await templatesOf(document, path);
  return withModules(templates.length === 0 ? document : { ...document, templates }, path);
}

const filledIn = /\b(?:template)?file[ \t]{0,20}\(\s{0,200}"(?:\$\{path\.(?:module|root)\}\/)?([^"$\n]{1,200})"/g;
const mostTemplates = 30;

/** The files that a file of Terraform takes or fills in; those outside of its repository, or of the folder two above it, are left out. */
async function templatesOf(document: SourceDocument, path: string): Promise<readonly FilledTemplate[]> {
  if (!/\.(?:tf|tofu)$/i.test(path) || !/\bfile\s?\(|\btemplatefile/.test(document.text)) return [];
  const home = dirname(path);
  const tree = (await repositoryAbove(home)) ?? dirname(dirname(home));
  const names = new Set([...document.text.matchAll(filledIn)].map(([, name]) => joinedFolder("", name!)));
  return [...names].slice(0, mostTemplates).flatMap((name): FilledTemplate[] => {
    const file = resolve(home, name);
    try {
      if (!isWithin(realpathSync(tree), realpathSync(file))) return [];
      const content = readContent(file, largestFile);
      return "unread" in content ? [] : [{ path: name, name: join(dirname(document.name), name), text: content.text }];
    } catch {
      return [];
    }
  });
}

async function withModules(document: SourceDocument, path: string): Promise<SourceDocument> {
  if (!/\.(?:tf|tofu)$/i.test(path) || !/\bmodule\s/.test(document.text)) return document;
  const first = sourcesIn(document.text);
  if (first.length === 0) return document;
  const home = dirname(path);
  const tree = (await repositoryAbove(home)) ?? dirname(dirname(home));
  const modules = new Map<string, LocalModule>();
  let bytes = 0;
  let folders = first.map((source) => joinedFolder("", source));
  for (let depth = 0; depth < deepestCall && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (folder === "" || modules.has(folder) || modules.size >= mostFolders) continue;
      const files = terraformFiles(resolve(home, folder), tree).map(({ name, text }) => ({
        name: join(dirname(document.name), folder, name),
        text,
      }));
      for (const { text } of files) bytes += text.length;
      if (bytes > mostBytes) return { ...document, modules: [...modules.values()] };
      modules.set(folder, { folder, files });
      for (const { text } of files) for (const source of sourcesIn(text)) next.push(joinedFolder(folder, source));
    }
    folders = next;
  }
  return modules.size === 0 ? document : { ...document, modules: [...modules.values()] };
}

/** What the modules of a text are, where they are local: `./reader`. */
export function sourcesIn(text: string): string[] {
  return [...text.replace(aligned, " ").matchAll(localSource)]
    .map(([, source]) => source!)
    .filter((source) => /^\.\.?(?:\/|$)/.test(source));
}

/** The files of a module; none where the folder is not in the tree, without links, or cannot be read. */
export function terraformFiles(folder: string, tree: string): { readonly name: string; readonly text: string }[] {
  try {
    if (!isWithin(realpathSync(tree), realpathSync(folder))) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tf|tofu)$/i.test(entry.name))
      .map((entry) => entry.name)
      .sort()
      .slice(0, mostFiles)
      .flatMap((name) => {
        const content = readContent(join(folder, name), largestFile);
        return "unread" in content ? [] : [{ name, text: content.text }];
      });
  } catch {
    return [];
  }
}
