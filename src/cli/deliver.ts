/** How a report leaves a command: all of it, once, and not at all where the command has been stopped. */
import { statSync } from "node:fs";
import { resolve } from "node:path";

import { reasonOf } from "../workspace/reason";
import { leadsElsewhere } from "../workspace/untrusted";
import { isWithin } from "../workspace/within";
import { writeWhole } from "../workspace/write-file";
import type { Terminal } from "./terminal";

export interface Delivery {
  readonly text: string;
  /** As the user names it; standard output without it. */
  readonly file?: string | undefined;
}

/**
 * Prints the texts, or writes them to their files. `paths` are what was checked, which no link may lead out of. False,
 * with a message, where one cannot be written, and where the command has been stopped.
 */
export function deliver(deliveries: readonly Delivery[], terminal: Terminal, paths: readonly string[] = []): boolean {
  if (!terminal.stop.mayDeliver()) return false;
  const trees = treesOf(paths, terminal);
  for (const { text, file } of deliveries) {
    if (file === undefined) terminal.out(text);
    else if (!writeFile(file, text, trees, terminal)) return false;
  }
  return true;
}

/** False, with a message, where it cannot be written. */
export function writeFile(file: string, text: string, trees: readonly string[], terminal: Terminal): boolean {
  try {
    writeWhole(resolve(terminal.folder, file), text, trees);
    return true;
  } catch (error) {
    terminal.err(`planeguard: could not write ${file}: ${reasonOf(error)}\n`);
    return false;
  }
}

/**
 * The folder that the command runs in, and those that it was given: absolute. A link within that folder is none of them,
 * for a list of names, such as git's, may hold it without anybody meaning where it leads.
 */
export function treesOf(paths: readonly string[], { folder }: Terminal): readonly string[] {
  const given = paths.map((path) => resolve(folder, path));
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const isLink = (path: string) => isWithin(folder, path) && leadsElsewhere(folder, path);
  return [folder, ...given.filter((path) => isFolder(path) && !isLink(path))];
}
