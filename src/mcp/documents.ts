/** Which document a client means: a text, or a file in one of its roots. */
import { dirname, join } from "node:path";

import type { SourceDocument } from "../analysis/source/document";
import { shown } from "../assist/input";
import type { DocumentInput } from "../assist/tool";
import { readContent, walkSizeLimit } from "../workspace/files";
import { type Folder, pathsMeant, placeMeant, realPathIn } from "../workspace/meant-file";
import { reasonOf } from "../workspace/reason";

/** Its name is its path, so that the planeguard.json of its project governs it: also for a text that would be a file there. */
export async function documentOf(
  { text, fileName, file }: DocumentInput,
  folders: () => Promise<readonly Folder[]>,
): Promise<SourceDocument> {
  if (text !== undefined) return { name: await placeOf(fileName || "policy.json", folders), text };
  if (!file) throw new Error('Give either "text" or "file".');
  const roots = await folders();
  for (const path of pathsMeant(file, roots)) {
    const real = await realPathIn(path, pathsOf(roots));
    if (real !== null) return { name: path, text: textOf(real, file) };
  }
  throw new Error(refusal(file, roots));
}

function refusal(file: string, roots: readonly Folder[]): string {
  if (roots.length === 0) return 'No folder may be read here. Give the "text" instead.';
  return `${shown(file)} is not a file in ${roots.length === 1 ? "the root" : "a root"} of this client: give a path in it, or the "text".`;
}

/** A file or folder in one of the roots, or a root. Throws as above. */
export async function placeIn(name: string, folders: readonly Folder[]): Promise<{ path: string; folder: string }> {
  const place = await placeMeant(name, folders);
  if (place === null) throw new Error(refusal(name, folders));
  return place;
}

/** Where a text would stand; its bare name where that is in no root. */
async function placeOf(name: string, folders: () => Promise<readonly Folder[]>): Promise<string> {
  const bare = name.split(/[\\/]/).at(-1) || "policy.json";
  const roots = await folders().catch(() => []);
  for (const path of pathsMeant(name, roots)) {
    // A folder that is a root itself lies in none.
    const isInRoot = roots.some((root) => root.path === dirname(path));
    if (isInRoot || (await realPathIn(dirname(path), pathsOf(roots))) !== null) return path;
  }
  return join("/", bare).slice(1);
}

const pathsOf = (folders: readonly Folder[]) => folders.map(({ path }) => path);

function textOf(path: string, file: string): string {
  let content;
  try {
    content = readContent(path, walkSizeLimit);
  } catch (error) {
    throw new Error(`${shown(file)} could not be read: ${reasonOf(error)}.`, { cause: error });
  }
  if ("text" in content) return content.text;
  throw new Error(
    content.unread === "binary"
      ? `${shown(file)} is a binary file.`
      : `${shown(file)} has more than ${walkSizeLimit / 1024 / 1024} MB: give the part of it as "text".`,
  );
}
