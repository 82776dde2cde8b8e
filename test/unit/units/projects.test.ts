/** Small projects, `test/fixtures/units/NAME`: what is found in their code and their templates stands there in lines of carets, and nothing else is found. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { rules } from "../../../src/analysis/rules/generated/index";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";
import { unitProject, unitProjects } from "../../support/unit-projects";

describe("units of projects", () => {
  it("shows every rule", () => {
    const shown = unitProjects.flatMap((name) =>
      unitProject(name).marks.map((mark) => mark.split(" ")[1]!.slice(0, -1)),
    );
    const own = rules.filter(({ id }) => id.startsWith("code/")).map(({ id }) => id);
    assert.deepEqual([...new Set(shown)].sort(), own.sort());
  });

  for (const name of unitProjects)
    it(name, async () => {
      const { files, marks } = unitProject(name);
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
