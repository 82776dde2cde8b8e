/** `check --fix` and `--fix-dry-run`: safe fixes of files on the disk. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { createTwoFilesPatch } from "diff";

import { mask } from "../analysis/credentials/mask";
import type { Finding } from "../analysis/finding";
import { type AnalyzeText, fixAll } from "../language/fix-all";
import type { Terminal } from "./terminal";

interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly applied: number;
}

/** Applies every safe fix; says on standard error what it did. True where a file was changed. */
export async function applyFixes(
  findings: readonly Finding[],
  analyze: AnalyzeText,
  terminal: Terminal,
): Promise<boolean> {
  const fixed = await fixedFiles(findings, analyze, terminal);
  let written = 0;
  for (const { file, after, applied } of fixed) {
    try {
      writeFileSync(resolve(terminal.folder, file), after);
      written += applied;
    } catch (error) {
      terminal.err(`planeguard: could not write ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (fixed.length > 0)
    terminal.err(
      `planeguard: applied ${written} safe ${written === 1 ? "fix" : "fixes"} in ${fixed.length} ${fixed.length === 1 ? "file" : "files"}\n`,
    );
  return fixed.length > 0;
}

/** What `applyFixes` would change, as a unified diff that `git apply` takes, except where it shows lines with keys: these are masked. */
export async function fixesAsDiff(
  findings: readonly Finding[],
  analyze: AnalyzeText,
  terminal: Terminal,
): Promise<string> {
  const fixed = await fixedFiles(findings, analyze, terminal);
  return fixed
    .map(({ file, before, after }) => {
      const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, "", "", { context: 3 }).replace(
        /^=+\n/,
        "",
      );
      return keysIn(
        findings.filter((finding) => finding.file === file),
        before,
      ).reduce((masked, key) => masked.replaceAll(key, mask(key)), diff);
    })
    .join("");
}

/** The values that findings about keys point at, line by line. */
function keysIn(findings: readonly Finding[], text: string): string[] {
  const plain = text.replace(/^\uFEFF/, "");
  return findings
    .filter(({ ruleId }) => ruleId.startsWith("credentials/"))
    .flatMap(({ file, range, related }) =>
      [range, ...related.filter((place) => place.file === file).map((place) => place.range)]
        .flatMap(({ start, end }) => plain.slice(start.offset, end.offset).split(/[\s"'\\]+/))
        .filter((part) => part.length >= 12),
    );
}

async function fixedFiles(
  findings: readonly Finding[],
  analyze: AnalyzeText,
  terminal: Terminal,
): Promise<FixedFile[]> {
  const files = new Set(findings.map(({ file }) => file));
  const fixed: FixedFile[] = [];
  for (const file of files) {
    const bytes = readFileSync(resolve(terminal.folder, file));
    const before = bytes.toString("utf8");
    const isUtf8 = Buffer.from(before).equals(bytes);
    // A byte order mark is no part of the text, and stays.
    const mark = before.startsWith("\uFEFF") ? "\uFEFF" : "";
    const { text, applied, isComplete } = await fixAll({ name: file, text: before.slice(mark.length) }, analyze);
    if (applied === 0) continue;
    if (!isComplete) terminal.err(`planeguard: more fixes may be left in ${file}: run it again\n`);
    if (isUtf8) fixed.push({ file, before, after: mark + text, applied });
    else terminal.err(`planeguard: ${file} was not fixed: it is not UTF-8\n`);
  }
  return fixed;
}
