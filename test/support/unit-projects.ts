/** The small projects of `test/fixtures/units`: what is found in them stands in lines of carets. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const folder = join(__dirname, "../fixtures/units");
const caretLine = /^([\s#/]*)(\^+) (code\/[a-z-]+): (.*)$/;

export const unitProjects: readonly string[] = readdirSync(folder).sort();

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const below = join(path, name);
    return statSync(below).isDirectory() ? filesBelow(below) : [below];
  });
}

/** The files without their caret lines, and what these say: `file:line:column-end rule: message`. */
export function unitProject(name: string): {
  readonly files: Readonly<Record<string, string>>;
  readonly marks: readonly string[];
} {
  const files: Record<string, string> = {};
  const marks: string[] = [];
  for (const path of filesBelow(join(folder, name))) {
    const file = relative(join(folder, name), path);
    const kept: string[] = [];
    for (const line of readFileSync(path, "utf8").split("\n")) {
      const [, indent, carets, rule, message] = caretLine.exec(line) ?? [];
      if (indent === undefined) kept.push(line);
      else
        marks.push(
          `${file}:${kept.length}:${indent.length + 1}-${indent.length + 1 + carets!.length} ${rule}: ${message}`,
        );
    }
    files[file] = kept.join("\n");
  }
  return { files, marks: marks.sort() };
}
