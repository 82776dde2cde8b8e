/** What fixes change, as a unified diff that `git apply` takes, except where it shows lines with secrets: these are masked. */
import { formatPatch, structuredPatch } from "diff";

import { mask } from "../analysis/credentials/mask";
import type { Finding } from "../analysis/finding";
import { diffLine } from "../escape/terminal";
import { maskLines, maskValue } from "./masked";

export interface FixedText {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** `findings` are those of the text before, also those that are accepted: the keys that they point at are masked wherever they stand. */
export function fixDiff({ file, before, after }: FixedText, findings: readonly Finding[]): string {
  const keys = keysIn(findings, before.replace(/^\uFEFF/, ""));
  const hasKeys = findings.some(isAboutKeys);
  const masked = (text: string) =>
    maskLines(keys.reduce((all, key) => all.replaceAll(key, mask(key)), text).split("\n"));
  const [old, changed] = [masked(before), masked(after)];
  const patch = structuredPatch(`a/${file}`, `b/${file}`, before, after, "", "", { context: 3 });
  const hunks = patch.hunks.map((hunk) => {
    let [at, newAt] = [hunk.oldStart - 1, hunk.newStart - 1];
    const lines = hunk.lines.map((line) => {
      const sign = line.slice(0, 1);
      if (sign === "\\") return line;
      const text = (sign === "+" ? changed[newAt] : old[at]) ?? "";
      if (sign !== "-") newAt++;
      if (sign !== "+") at++;
      return diffLine(sign + (sign === " " && hasKeys ? maskValue(text) : text));
    });
    return { ...hunk, lines };
  });
  const lines = formatPatch({ ...patch, hunks })
    .replace(/^=+\n/, "")
    .split("\n");
  // What the two first of them say is the name of the file.
  return lines.map((line, index) => (index < 2 ? diffLine(line) : line)).join("\n");
}

/** The values that findings about keys point at, line by line. */
function keysIn(findings: readonly Finding[], text: string): string[] {
  return findings
    .filter(isAboutKeys)
    .flatMap(({ file, range, related }) =>
      [range, ...related.filter((place) => place.file === file).map((place) => place.range)]
        .flatMap(({ start, end }) => text.slice(start.offset, end.offset).split(/[\s"'\\]+/))
        .filter((part) => part.length >= 12),
    );
}

function isAboutKeys({ ruleId }: Finding): boolean {
  return ruleId.startsWith("credentials/");
}
