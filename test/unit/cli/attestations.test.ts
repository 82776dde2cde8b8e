import assert from "node:assert/strict";
import { join } from "node:path";

import type { CheckResult } from "../../../src/account/posture";
import { temporaryFolder } from "../../support/folder";
import { postureOfSmallAccount } from "./small-account";

const entry = {
  check: "root/custody",
  account: "111122223333",
  by: "Ines Moreno",
  at: "2026-01-01",
  until: "2999-12-31",
  link: "https://wiki.example.com/root",
};

describe("planeguard posture and what people attested", function () {
  this.timeout(15_000);
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function custody(
    files: Record<string, string>,
    from = "",
  ): Promise<{ check: CheckResult; exit: number; err: string }> {
    folder = temporaryFolder({ "deep/er/README.md": "", ...files });
    const { exit, err, out } = await postureOfSmallAccount(join(folder.path, from), ["--format", "json"]);
    const { checks } = JSON.parse(out) as { checks: CheckResult[] };
    return { check: checks.find(({ id }) => id === "root/custody")!, exit, err };
  }

  it("is the file of the current folder", async () => {
    const { check, exit, err } = await custody({
      ".planeguard/attestations.json": JSON.stringify({ schema: 1, attestations: [entry] }),
    });
    assert.deepEqual([check.verdict, check.attestation?.link, exit, err], ["pass", entry.link, 0, ""]);
  });

  it("is the next file above it", async () => {
    const files = { ".planeguard/attestations.json": JSON.stringify({ schema: 1, attestations: [entry] }) };
    assert.equal((await custody(files, "deep/er")).check.verdict, "pass");
    folder.remove();
    assert.equal(
      (
        await custody(
          { ...files, "deep/.planeguard/attestations.json": '{ "schema": 1, "attestations": [] }' },
          "deep/er",
        )
      ).check.verdict,
      "attest",
    );
  });

  it("says that it has lapsed", async () => {
    const { check } = await custody({
      ".planeguard/attestations.json": JSON.stringify({ schema: 1, attestations: [{ ...entry, until: "2026-02-01" }] }),
    });
    assert.deepEqual([check.verdict, check.attestation?.lapsed], ["attest", true]);
    assert.match(check.reason, /lapsed on 2026-02-01/);
  });

  it("names the place of a mistake, uses the rest and says that not all could be read", async () => {
    const { check, exit, err } = await custody({
      ".planeguard/attestations.json": `{ "schema": 1, "attestations": [\n  ${JSON.stringify(entry)},\n  { "check": "root/mfa" } ] }`,
    });
    assert.deepEqual([check.verdict, exit], ["pass", 2]);
    assert.match(err, /attestations\.json:3:3: .*no "account"/);
  });

  it("changes nothing where there is none", async () => {
    const { check, exit } = await custody({});
    assert.deepEqual([check.verdict, exit, "attestation" in check], ["attest", 0, false]);
  });
});
