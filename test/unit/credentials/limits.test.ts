/** How far apart a name, an id and a secret may stand to belong together: each at the bound, and one step beyond it. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("limits"), fakeSecret("limits")];

const both = ["credentials/access-key"];
const apart = ["credentials/access-key-id", "credentials/secret-key"];
const secretAlone = ["credentials/secret-key"];

/** What stands between, one a line. */
const fill = (lines: number) => Array.from({ length: lines }, (_, at) => `# line ${at}\n`).join("");

interface Limit {
  readonly what: string;
  readonly most: number;
  readonly text: (distance: number) => string;
  readonly within: readonly string[];
  readonly beyond: readonly string[];
}

const limits: readonly Limit[] = [
  {
    what: "lines between an id and a secret whose names have nothing in common",
    most: 10,
    text: (lines) => `STAGE_AWS_ACCESS_KEY_ID=${id}\n${fill(lines - 1)}PROD_AWS_SECRET_ACCESS_KEY=${secret}\n`,
    within: both,
    beyond: apart,
  },
  {
    what: "lines between an id and a secret whose names are alike",
    most: 40,
    text: (lines) => `PROD_AWS_ACCESS_KEY_ID=${id}\n${fill(lines - 1)}PROD_AWS_SECRET_ACCESS_KEY=${secret}\n`,
    within: both,
    beyond: apart,
  },
  {
    what: "lines between an id and a secret without a telling name",
    most: 5,
    text: (lines) => `AWS_ACCESS_KEY_ID="${id}"\n${fill(lines - 1)}VALUE="${secret}"\n`,
    within: both,
    beyond: ["credentials/access-key-id"],
  },
  {
    what: "lines between an id of the documentation and a secret that its name alone does not tell",
    most: 2,
    text: (lines) => `AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE"\n${fill(lines - 1)}SECRET_KEY="${secret}"\n`,
    within: secretAlone,
    beyond: [],
  },
  {
    what: "line breaks between a name and its secret",
    most: 1,
    text: (breaks) => `AWS_SECRET_ACCESS_KEY:${"\n".repeat(breaks)}  ${secret}\n`,
    within: secretAlone,
    beyond: [],
  },
];

describe("what belongs to a key", () => {
  for (const { what, most, text, within, beyond } of limits)
    it(`has at most ${most} ${what}`, async () => {
      for (const [distance, wanted] of [
        [most, within],
        [most + 1, beyond],
      ] as const) {
        const { findings } = await engine.analyze({ name: "settings.txt", text: text(distance) });
        assert.deepEqual(findings.map(({ ruleId }) => ruleId).sort(), wanted, `${distance}`);
      }
    });

  it("does not stand behind the end of a statement", async () => {
    for (const end of [";", "{", "}", "#"]) {
      const text = `AWS_SECRET_ACCESS_KEY=${end} NEXT=${secret}\n`;
      assert.deepEqual((await engine.analyze({ name: "settings.txt", text })).findings, [], end);
    }
  });

  it("is the nearer of two, and that behind rather than that before", async () => {
    const [before, behind] = [fakeSecret("before"), fakeSecret("behind")];
    const text = `a: "${before}"\naccess_key_id: "${id}"\nb: "${behind}"\n`;
    const { keys, findings } = await engine.analyze({ name: "settings.yaml", text });
    assert.equal(keys.length, 1);
    const related = findings.flatMap((one) => one.related.map(({ range }) => range.start.line));
    assert.deepEqual(related, [3]);
  });
});
