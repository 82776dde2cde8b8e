/** Files without any word that is looked for are passed over: but what stands beside them is judged all the same. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { baselineOf } from "../../../src/workspace/baseline";
import { checkPaths } from "../../../src/workspace/check";
import type { CheckRequest } from "../../../src/workspace/check-request";
import { expandKeys } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";

const script = expandKeys(
  "export AWS_ACCESS_KEY_ID={{id:passed       }}\nexport AWS_SECRET_ACCESS_KEY={{secret:passed                       }}\n",
);
const plain = "nothing that anybody looks for\n";

describe("a file without any of the words", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());
  const check = async (request: Partial<CheckRequest> = {}) => {
    const notes: string[] = [];
    const onNote = (note: string) => void notes.push(note);
    return { notes, ...(await checkPaths({ paths: ["."], folder: folder.path, ...request }, { onNote })) };
  };

  it("is counted with its bytes", async () => {
    folder = temporaryFolder({ "a.txt": plain, "b.ts": `// ü ${plain}`, "c.json": "{}" });
    const { stats, findings, problems } = await check();
    assert.deepEqual([stats.files, stats.bytes], [3, Buffer.byteLength(`${plain}// ü ${plain}{}`)]);
    assert.deepEqual([findings, problems], [[], []]);
  });

  it("has the entries of a baseline that are not found any more", async () => {
    folder = temporaryFolder({ "a.sh": script });
    const baseline = join(folder.path, "baseline.json");
    writeFileSync(
      baseline,
      baselineOf((await check()).findings, baseline, (file) => join(folder.path, file)),
    );
    assert.equal((await check({ baseline })).findings.length, 0);
    writeFileSync(join(folder.path, "a.sh"), plain);
    assert.match((await check({ baseline })).notes.join(), /not found any more/);
  });

  it("has what a configuration accepts in it for nothing", async () => {
    const suppressions = [{ path: "a.txt", rules: ["risk/service-wildcard"], reason: "it was there" }];
    folder = temporaryFolder({ "a.txt": plain, "planeguard.json": JSON.stringify({ suppressions }) });
    const { findings } = await check();
    assert.deepEqual(
      findings.map(({ file, ruleId }) => [file, ruleId]),
      [["planeguard.json", "suppression/unused"]],
    );
  });

  it("may be cut off, or be no text, and then says so", async () => {
    folder = temporaryFolder({
      "a.yaml": Buffer.from("name: caf\xe9\n", "latin1"),
      "b.json": Buffer.from([123, 0, 1, 2]),
    });
    const { problems } = await check();
    assert.deepEqual(
      problems.map(({ file }) => file),
      ["a.yaml", "b.json"],
    );
  });
});
