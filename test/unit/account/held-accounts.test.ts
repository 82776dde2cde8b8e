import assert from "node:assert/strict";

import { type AssertingFile, HeldAccounts } from "../../../src/account/held-accounts";
import type { CheckResult, Posture } from "../../../src/account/posture";
import type { Snapshot } from "../../../src/account/snapshot";
import { unassessed } from "../../../src/workspace/assertions/account";
import { readAssertionsText } from "../../../src/workspace/assertions/read-text";

const asserting = (file: string, ...sentences: string[]): AssertingFile => ({
  file,
  ...readAssertionsText(
    JSON.stringify({
      assertions: sentences.map((sentence) => ({ sentence, nobody: "anyone", may: "iam:CreateUser" })),
    }),
  ),
});
const account = (id: string): Pick<Snapshot, "account"> => ({
  account: { id, arn: "", alias: null, partition: "aws" },
});
const snapshot = (id: string, region = "eu-west-1"): Snapshot => ({
  ...account(id),
  region,
  sections: [],
  profile: "dev",
});
const posture = (id: string): Posture => ({ ...account(id), profile: "dev", checks: [] }) as unknown as Posture;

/** Judges by nothing: the reason tells what was judged, and all of it fails. */
async function judge(assertions: AssertingFile["assertions"], read: Snapshot | null): Promise<readonly CheckResult[]> {
  await Promise.resolve();
  const checks = unassessed(assertions, read === null ? "not read" : `${read.account.id} ${read.region}`);
  return read === null ? checks : checks.map((check) => ({ ...check, verdict: "fail" as const }));
}

const shown = (accounts: HeldAccounts, id: string): string[] =>
  accounts.beside(posture(id), () => [], "2026-06-01").checks.map(({ title, reason }) => `${title}: ${reason}`);

describe("the accounts of the posture view held to assertions", () => {
  it("have a check for each assertion, with the place of it", async () => {
    const accounts = new HeldAccounts(judge);
    await accounts.assert([asserting("a", "One.", "Two.")]);
    await accounts.read(snapshot("1"));
    const { checks } = accounts.beside(posture("1"), () => [], "2026-06-01");
    assert.deepEqual(shown(accounts, "1"), ["One.: 1 eu-west-1", "Two.: 1 eu-west-1"]);
    assert.deepEqual(
      checks.map(({ id, asserted }) => [id, asserted?.file, asserted?.range.start.column]),
      [
        ["assertion/1", "a", 16],
        ["assertion/2", "a", 77],
      ],
    );
  });

  it("are untouched where nothing is asserted, and what was read then is not known afterwards", async () => {
    const accounts = new HeldAccounts(() => assert.fail("nothing is judged"));
    await accounts.assert([]);
    await accounts.read(snapshot("1"));
    const same = posture("1");
    assert.equal(
      accounts.beside(same, () => [], "2026-06-01"),
      same,
    );
    const later = new HeldAccounts(judge);
    await later.read(snapshot("1"));
    await later.assert([asserting("a", "One.")]);
    assert.deepEqual(shown(later, "1"), ["One.: not read"]);
  });

  it("are judged anew by an edit, without being read again, however the two come", async () => {
    const accounts = new HeldAccounts(judge);
    const first = accounts.assert([asserting("a", "One.")]);
    const read = accounts.read(snapshot("1"));
    const edited = accounts.assert([asserting("a", "Another.")]);
    const again = accounts.read(snapshot("1", "us-east-1"));
    await Promise.all([first, read, edited, again]);
    assert.deepEqual(shown(accounts, "1"), ["Another.: 1 us-east-1"]);
    await accounts.assert([asserting("a", "A third.")]);
    assert.deepEqual(shown(accounts, "1"), ["A third.: 1 us-east-1"]);
    await accounts.assert([]);
    assert.deepEqual(shown(accounts, "1"), []);
  });

  it("are forgotten, also while one is judged", async () => {
    const accounts = new HeldAccounts(judge);
    await accounts.assert([asserting("a", "One.")]);
    const read = accounts.read(snapshot("1"));
    accounts.forget();
    await read;
    assert.deepEqual(shown(accounts, "1"), ["One.: not read"]);
  });

  it("are each judged by themselves, and of many those read longest ago are let go", async () => {
    const accounts = new HeldAccounts(judge);
    await accounts.assert([asserting("a", "One.")]);
    for (let id = 0; id <= 20; id++) await accounts.read(snapshot(String(id)));
    assert.deepEqual(shown(accounts, "0"), ["One.: not read"]);
    assert.deepEqual(shown(accounts, "1"), ["One.: 1 eu-west-1"]);
    assert.deepEqual(shown(accounts, "20"), ["One.: 20 eu-west-1"]);
  });

  it("may break what the file that asserts it accepts, and no other", async () => {
    const accounts = new HeldAccounts(judge);
    await accounts.assert([asserting("a", "One."), asserting("b", "Two.")]);
    await accounts.read(snapshot("1"));
    const entry = { check: "assertion/1", by: "Ines", reason: "until the move", until: "2026-12-31" };
    const { checks } = accounts.beside(posture("1"), (file) => (file === "b" ? [entry] : []), "2026-06-01");
    assert.deepEqual(
      checks.map(({ title, accepted }) => [title, accepted?.by]),
      [
        ["One.", undefined],
        ["Two.", "Ines"],
      ],
    );
  });
});
