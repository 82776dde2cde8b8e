/** The sample workspace, copied with made-up keys in place of its placeholders. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { tsImport } from "tsx/esm/api";

import { inRoot } from "./paths.mjs";

/** Copies samples/workspace to `target`, which is made anew. */
export async function copySample(target) {
  const { expandKeys } = await tsImport("../../test/support/fake-keys.ts", import.meta.url);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(inRoot("samples/workspace"), target, { recursive: true });
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, expandKeys(readFileSync(file, "utf8")));
  }
}
