import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { random } from "../../test/support/random";
import type { MutationRoom } from "./rooms";

/** Most functions lie within a piece of so many lines. */
const pieceLines = 20;

export interface SourceFile {
  /** Relative to the copy, with `/`. */
  readonly path: string;
  readonly lines: number;
}

/** The files of a room of `src/`, generated ones and those of another room left out. */
export function linesOf(home: string, { source, without }: MutationRoom): SourceFile[] {
  const others = without === undefined ? null : join("src", without, "/");
  const folder = join("src", source);
  return readdirSync(join(home, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("generated"))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => others === null || !path.startsWith(others))
    .map((path) => ({ path, lines: readFileSync(join(home, path), "utf8").split("\n").length }));
}

/** Pieces of the files, as StrykerJS names them (`FILE:FROM-TO`), some `lines` lines together; the same for the same seed. */
export function sampleOf(files: readonly SourceFile[], lines: number, seed: number): string[] {
  const next = random(seed);
  const pieces = files.flatMap(({ path, lines: count }) =>
    Array.from({ length: Math.ceil(count / pieceLines) }, (_, index) => ({
      key: next(),
      name: `${path}:${index * pieceLines + 1}-${Math.min(count, (index + 1) * pieceLines)}`,
    })),
  );
  return pieces
    .sort((one, other) => one.key - other.key)
    .slice(0, Math.ceil(lines / pieceLines))
    .map(({ name }) => name);
}
