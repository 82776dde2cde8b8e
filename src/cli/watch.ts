/** `planeguard check --watch`: the report again, whenever something in it changes, until somebody ends it. */
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

import { reportIn } from "../report/check-report";
import { checkText } from "../report/check-text";
import type { Language } from "../wording/language";
import type { CheckSummary } from "../workspace/check-request";
import { exitCodeOf } from "./stop";
import type { ExitCode, Terminal } from "./terminal";

/** What a round of the check tells beside its findings. */
export interface Round {
  readonly summary: CheckSummary;
  /** That were walked: absolute. */
  readonly folders: readonly string[];
}

/** What governs other files: all of them are to be checked again. */
const governing = new Set(["planeguard.json", ".gitignore", ".gitattributes"]);

/** Erases the screen and what has scrolled out of it: the last report would be taken for this one. */
const erase = "\u001b[2J\u001b[3J\u001b[H";

/** Ends by a signal alone. `check` remembers what has not changed until `forget` is called. */
export async function watchFiles(
  paths: readonly string[],
  check: () => Promise<Round>,
  forget: () => void,
  terminal: Terminal,
  language: Language,
): Promise<ExitCode> {
  const { FolderWatch } = await import("../workspace/engine");
  const { folder, signal, stop, colour, columns } = terminal;
  const watch = new FolderWatch();
  let shown: string | null = null;
  try {
    for (;;) {
      const { summary, folders } = await check();
      if (stop.signal !== null) return exitCodeOf(stop.signal);
      const text = checkText(reportIn(summary, language), { colour, language });
      if (text !== shown) terminal.out(columns === undefined ? separated(text, shown) : `${erase}${text}`);
      const files = [...summary.governing, ...paths.map((path) => resolve(folder, path)).filter(isNoFolder)];
      const isNew = watch.watch(new Set([...folders, ...files.map((file) => dirname(file))]));
      if (shown === null) terminal.err(`planeguard: ${begun(watch.unwatched)}; Ctrl+C ends it\n`);
      // What has changed before it was watched; nobody told of what governs others, then.
      if (isNew) {
        if (shown === null) forget();
        shown = text;
        continue;
      }
      shown = text;
      const changes = await watch.changed(signal);
      if (stop.signal !== null) return exitCodeOf(stop.signal);
      if (changes.some((path) => governing.has(basename(path)) || summary.governing.includes(path))) forget();
    }
  } finally {
    watch.close();
  }
}

/** Such as a file that is still to come. */
function isNoFolder(path: string): boolean {
  return !statSync(path, { throwIfNoEntry: false })?.isDirectory();
}

function begun(unwatched: ReadonlyMap<string, string>): string {
  const [first] = unwatched;
  return first === undefined
    ? "watching for changes"
    : `watching for changes, but not in ${first[0]}${unwatched.size > 1 ? ` and ${unwatched.size - 1} more` : ""}: ${first[1]}`;
}

/** One under the other, they are told from each other. */
function separated(text: string, before: string | null): string {
  return before === null ? text : `${"-".repeat(40)}\n${text}`;
}
