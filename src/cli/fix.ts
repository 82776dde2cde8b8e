/** `check --fix` and `--fix-dry-run`: safe fixes of files on the disk. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import type { Finding } from "../analysis/finding";
import { type AnalyzeText, fixAll } from "../language/fix-all";
import type { CheckReport } from "../report/check-report";
import { fixDiff, type FixedText } from "../report/fix-diff";
import { reasonOf } from "../workspace/reason";
import { isWithin } from "../workspace/within";
import { treesOf, writeFile } from "./deliver";
import type { Terminal } from "./terminal";

interface FixedFile extends FixedText {
  /** How many fixes. */
  readonly applied: number;
}

/**
 * Applies every safe fix, file by file until the command is stopped; says on standard error what it did. `changed`: there
 * is something new to check; `unwritten`: a file could not be fixed.
 */
export async function applyFixes(
  findings: readonly Finding[],
  analyze: AnalyzeText,
  paths: readonly string[],
  terminal: Terminal,
): Promise<{ changed: boolean; unwritten: boolean }> {
  const trees = treesOf(paths, terminal);
  let files = 0;
  let fixes = 0;
  let unwritten = false;
  for await (const { file, after, applied } of fixedFiles(findings, analyze, terminal)) {
    if (terminal.stop.signal !== null) break;
    const path = resolve(terminal.folder, file);
    const around = trees.some((tree) => isWithin(tree, path)) ? trees : [dirname(path)];
    if (writeFile(file, after, around, terminal)) {
      files++;
      fixes += applied;
    } else unwritten = true;
  }
  if (files > 0)
    terminal.err(
      `planeguard: applied ${fixes} safe ${fixes === 1 ? "fix" : "fixes"} in ${files} ${files === 1 ? "file" : "files"}\n`,
    );
  return { changed: files > 0, unwritten };
}

/** What `applyFixes` would change, as a unified diff. */
export async function fixesAsDiff(
  { findings, suppressed }: CheckReport,
  analyze: AnalyzeText,
  terminal: Terminal,
): Promise<string> {
  const all = [...findings, ...suppressed.map(({ finding }) => finding)];
  let diff = "";
  for await (const fixed of fixedFiles(findings, analyze, terminal))
    diff += fixDiff(
      fixed,
      all.filter(({ file }) => file === fixed.file),
    );
  return diff;
}

async function* fixedFiles(
  findings: readonly Finding[],
  analyze: AnalyzeText,
  terminal: Terminal,
): AsyncGenerator<FixedFile> {
  const say = (message: string) => terminal.err(`planeguard: ${message}\n`);
  for (const file of new Set(findings.map((finding) => finding.file))) {
    if (terminal.stop.signal !== null) return;
    try {
      const bytes = readFileSync(resolve(terminal.folder, file));
      const before = bytes.toString("utf8");
      // A byte order mark is no part of the text, and stays.
      const mark = before.startsWith("\uFEFF") ? "\uFEFF" : "";
      const { text, applied, isComplete } = await fixAll({ name: file, text: before.slice(mark.length) }, analyze);
      if (applied === 0) continue;
      if (!isComplete) say(`more fixes may be left in ${file}: run it again`);
      if (Buffer.from(before).equals(bytes)) yield { file, before, after: mark + text, applied };
      else say(`${file} was not fixed: it is not UTF-8`);
    } catch (error) {
      say(`${file} was not fixed: ${reasonOf(error)}`);
    }
  }
}
