/** The files of a Terraform module, which Terraform reads as one. */
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import type { CodeFiles, CodeText } from "./code-files";

const mostFiles = 60;
/** In characters; a larger one is not parsed. */
const mostText = 900_000;

export interface TerraformModule {
  /** All of its files behind one another. */
  readonly document: CodeText;
  readonly parts: readonly { readonly start: number; readonly file: CodeText }[];
}

/** The module of a file; null where an earlier file of it is asked for too, or where it is too large. */
export function moduleOf(
  asked: CodeText,
  code: CodeFiles,
  isAskedFor: (text: string) => boolean,
): TerraformModule | null {
  const folder = dirname(asked.path);
  const names = filesIn(folder);
  const files = names
    .slice(0, mostFiles)
    .flatMap((name) => (name === basename(asked.path) ? asked : (code.read(join(folder, name)) ?? [])));
  if (files.find(({ text }) => isAskedFor(text)) !== asked) return null;
  const parts: { start: number; file: CodeText }[] = [];
  let text = "";
  for (const file of files) {
    parts.push({ start: text.length, file });
    text += `${file.text}\n`;
    if (text.length > mostText) return null;
  }
  return { document: { ...asked, text }, parts };
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(?:tf|tofu)$/i.test(name))
      .sort();
  } catch {
    return [];
  }
}
