/** No output of any form shows a secret: every credential fixture, through every report. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { readFixtures } from "../../support/fixtures";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

/** Stretches of a secret that nobody needs to see: longer than what a mask shows. */
function stretches(secret: string): string[] {
  const inner = secret.slice(4, -2);
  return Array.from({ length: Math.max(0, inner.length - 11) }, (_, at) => inner.slice(at, at + 12));
}

/** Everything in a text that only a placeholder of a key can have become. */
function secretsIn(text: string): string[] {
  return [
    ...text.matchAll(
      /A(?:KIA|SIA)Q[A-Z2-7]{15}|kT7\/[A-Za-z0-9+/]{36}|IQoJb3JpZ2luX2Vj\w{60,}|ABSK\w{110,}|B[A-P][A-Za-z0-9+/]{42}(?![A-Za-z0-9+/])|amzn\.mws\.[0-9a-f-]{36}|da2-[a-z2-7]{26}|[0-9a-f]{64}/g,
    ),
  ].map((match) => match[0]);
}

const credentialFixtures = readFixtures().filter(
  ({ ruleId, kind }) => ruleId.startsWith("credentials/") && kind === "found",
);

describe("secrets stay in their files", () => {
  it("findings, their related places and their fixes show no secret", async () => {
    const engine = createEngine();
    for (const { name, text, file, ruleId } of credentialFixtures) {
      const analysis = JSON.stringify(await engine.analyze({ name, text }, { fixes: true }));
      for (const secret of secretsIn(text)) {
        for (const stretch of stretches(secret))
          assert.ok(!analysis.includes(stretch), `${ruleId}/${file} shows a part of ${secret.slice(0, 4)}…`);
      }
    }
  });

  for (const options of [
    ["--format", "text"],
    ["--format", "json"],
    ["--format", "sarif"],
    ["--format", "github"],
    ["--fix-dry-run"],
  ]) {
    it(`check ${options.join(" ")} shows none, on standard output or standard error`, async () => {
      const files = Object.fromEntries(
        credentialFixtures.map(({ ruleId, file, text }) => [`${ruleId.replace("/", "-")}-${file}`, text]),
      );
      const folder = temporaryFolder(files);
      const { out, err } = await planeguard(folder.path, ["check", ".", ...options]);
      folder.remove();
      assert.ok(out.includes(options.length > 1 ? "credentials/access-key" : "\n--- a/"));
      for (const { text } of credentialFixtures) {
        for (const secret of secretsIn(text))
          for (const stretch of stretches(secret))
            assert.ok(!(out + err).includes(stretch), `a part of ${secret.slice(0, 4)}… is shown`);
      }
    });
  }
});
