/** Small projects, `test/fixtures/units/NAME`: what is found in their code and their templates stands there in lines of carets, and nothing else is found. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

import type { Finding } from "../../../src/analysis/finding";
import { rules } from "../../../src/analysis/rules/generated/index";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const folder = join(__dirname, "../../fixtures/units");
const caretLine = /^([\s#/]*)(\^+) (code\/[a-z-]+): (.*)$/;

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const below = join(path, name);
    return statSync(below).isDirectory() ? filesBelow(below) : [below];
  });
}

/** The files without their caret lines, and what these say: `file:line:column-end rule: message`. */
function project(name: string): { files: Record<string, string>; marks: string[] } {
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

describe("units of projects", () => {
  it("shows every rule", () => {
    const shown = readdirSync(folder).flatMap((name) =>
      project(name).marks.map((mark) => mark.split(" ")[1]!.slice(0, -1)),
    );
    const own = rules.filter(({ kind }) => kind === "unit").map(({ id }) => id);
    assert.deepEqual([...new Set(shown)].sort(), own.sort());
  });

  for (const name of readdirSync(folder).sort())
    it(name, async () => {
      const { files, marks } = project(name);
      const made = temporaryFolder(files);
      try {
        const { out } = await planeguard(made.path, ["check", ".", "--format", "json", "--fail-on", "never"]);
        const { findings, problems } = JSON.parse(out) as { findings: Finding[]; problems: unknown[] };
        assert.deepEqual(problems, []);
        const found = findings
          .filter(({ ruleId }) => ruleId.startsWith("code/"))
          .map(({ file, range: { start, end }, ruleId, message }) => ({
            place: `${file.split("\\").join("/")}:${start.line}:${start.column}-${end.column} ${ruleId}: `,
            message,
          }));
        const unmarked = found.filter(
          ({ place, message }) =>
            !marks.some((mark) => mark.startsWith(place) && message.includes(mark.slice(place.length))),
        );
        assert.deepEqual(unmarked, [], "every finding is marked");
        assert.equal(found.length, marks.length, `found ${JSON.stringify(found)} of ${JSON.stringify(marks)}`);
      } finally {
        made.remove();
      }
    });
});
