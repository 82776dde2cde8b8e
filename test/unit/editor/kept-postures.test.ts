import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { collectPosture } from "../../../src/account/account";
import { demoCredentials, startDemo } from "../../../src/account/demo/server";
import type { Posture } from "../../../src/account/posture";
import { KeptPostures } from "../../../src/editor/tree/posture/kept-postures";
import { temporaryFolder } from "../../support/folder";
import { postureOf, quick, withAws } from "../account/support";

describe("postures that are kept", function () {
  this.timeout(20_000);
  let posture: Posture;
  let folder: ReturnType<typeof temporaryFolder>;
  let said: string[];
  const { accessKeyId, secretAccessKey } = demoCredentials();

  before(async () => {
    const demo = await startDemo();
    const credentials = `[audit]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    posture = await withAws({ credentials }, async () =>
      postureOf(await collectPosture({ profile: "audit", endpointUrl: demo.endpointUrl }, quick)),
    );
    await demo.close();
  });
  beforeEach(() => {
    folder = temporaryFolder({});
    said = [];
  });
  afterEach(() => folder.remove());

  const kept = () =>
    new KeptPostures(
      { fsPath: folder.path },
      { info: (text) => void said.push(text), warn: (text) => void said.push(text) },
    );
  const files = () => readdirSync(join(folder.path, "postures")).map((name) => join(folder.path, "postures", name));

  it("come back for the same profile alone, with nothing of its credentials, for nobody else to read", async () => {
    await kept().keep("profile audit", posture);
    assert.deepEqual(await kept().all("profile audit"), [
      { latest: JSON.parse(JSON.stringify(posture)) as Posture, previous: null },
    ]);
    assert.deepEqual(await kept().all("profile other"), []);
    const [file] = files();
    const text = readFileSync(file!, "utf8");
    for (const secret of [accessKeyId, secretAccessKey]) assert.ok(!text.includes(secret) && !file!.includes("audit"));
    if (process.platform !== "win32") assert.equal(statSync(file!).mode & 0o077, 0);
  });

  it("are one for each account of an organization, the newest first", async () => {
    const of = (id: string, collectedAt: string): Posture => ({
      ...posture,
      account: { ...posture.account, id },
      collectedAt,
    });
    for (const [id, at] of [
      ["111111111111", "2026-01-01T00:00:00Z"],
      ["222222222222", "2026-01-02T00:00:00Z"],
    ] as const)
      await kept().keep("organization x", of(id, at));
    assert.deepEqual(
      (await kept().all("organization x")).map(({ latest }) => latest.account.id),
      ["222222222222", "111111111111"],
    );
  });

  it("have the last one that was different to compare with", async () => {
    const changed: Posture = {
      ...posture,
      checks: posture.checks.map((check) => ({ ...check, verdict: "fail" as const })),
    };
    await kept().keep("p", posture);
    await kept().keep("p", changed);
    await kept().keep("p", { ...changed, collectedAt: new Date().toISOString() });
    assert.equal((await kept().previous("p", posture.account.id))?.collectedAt, posture.collectedAt);
  });

  it("are not used where the file is damaged, which is said in the log and put right the next time", async () => {
    await kept().keep("p", posture);
    writeFileSync(files()[0]!, '{ "schema": 0 }');
    assert.deepEqual(await kept().all("p"), []);
    assert.match(said[0]!, /not used, because its schema is 0/);
    await kept().keep("p", posture);
    assert.equal((await kept().all("p")).length, 1);
  });

  it("are none of the demo account", async () => {
    await kept().keep("p", { ...posture, demo: true });
    assert.deepEqual(await kept().all("p"), []);
  });

  it("are had anew where they cannot be kept", async () => {
    writeFileSync(join(folder.path, "postures"), "no folder");
    await kept().keep("p", posture);
    assert.match(said[0]!, /could not be kept/);
  });
});
