import assert from "node:assert/strict";

import type { Reply } from "../../../src/account/demo/protocols/protocol";
import type { AccountDescription } from "../../../src/account/demo/server";
import { readOnlyPolicy } from "../../../src/account/permissions";
import type { Posture } from "../../../src/account/posture";
import { isJson, noAnswers, wrongAnswers } from "../../support/wrong-answers";
import { collectFrom, fewRegions, postureOf } from "./support";

const actions = readOnlyPolicy().Statement[0].Action;

/** What is not set in S3 is left out of its answer, and a list of Budgets that is empty as well: the rest of them tells nothing. */
const mayBeEmpty = new Set([
  "s3:GetBucketLogging",
  "s3:GetBucketVersioning",
  "s3:GetBucketNotification",
  "budgets:ViewBudget",
]);

/** Its only element is empty where nobody has set anything, and the SDK takes what it does not know in it for nothing. */
const maySayNothing = "ec2:GetInstanceMetadataDefaults";
const saysNothing = new Set(["no members", "lists of nothing for values", "lists of other things for values"]);

/** Every call has an answer: none is an error that says that there is nothing. */
const description: AccountDescription = {
  ...fewRegions,
  blockPublicAccess: true,
  buckets: (fewRegions.buckets ?? []).map((bucket) => ({
    ...bucket,
    blockPublicAccess: true,
    accessLog: "access-log",
    queue: "arn:aws:sqs:us-east-1:111122223333:siem",
  })),
};

describe("answers with status 200 that are none", () => {
  let baseline: Posture;

  before(async function () {
    this.timeout(60_000);
    baseline = postureOf((await collectFrom({ description })).outcome);
  });

  /** Collects until each of these actions has been asked and was answered so, and asserts that it failed and nothing else did. */
  async function assertEachFails(asked: readonly string[], wrongFor: (action: string, reply: Reply) => Reply) {
    let left = new Set(asked);
    // What is not asked because something before it was not answered comes next.
    while (left.size > 0) {
      const replaced = new Set<string>();
      const { outcome } = await collectFrom({
        description,
        behaviour: {
          replace: (action, reply) => {
            if (!left.has(action)) return reply;
            replaced.add(action);
            return wrongFor(action, reply);
          },
        },
      });
      assert.ok(replaced.size > 0, `never asked: ${[...left].join()}`);
      assertNothingElseTold(baseline, postureOf(outcome), replaced);
      left = new Set([...left].filter((action) => !replaced.has(action)));
    }
  }

  for (const [kind, wrong] of Object.entries(wrongAnswers)) {
    it(`${kind}: a failed call, whatever was asked`, async function () {
      this.timeout(300_000);
      const asked = actions.filter(
        (action) =>
          (kind !== "no members" || !mayBeEmpty.has(action)) && (action !== maySayNothing || !saysNothing.has(kind)),
      );
      await assertEachFails(asked, (_, reply) => wrong(reply));
    });
  }

  // Each action has its turn with some of them, and each of them stands for JSON and for XML.
  it("no answer of any call: a failed call, whatever was asked", async function () {
    this.timeout(300_000);
    const kinds = Object.entries(noAnswers);
    const met = new Set<string>();
    for (let turn = 0; turn < 3; turn++)
      await assertEachFails(actions, (action, reply) => {
        const [kind, wrong] = kinds[(actions.indexOf(action) + turn * 4) % kinds.length]!;
        met.add(`${kind}: ${isJson(reply) ? "JSON" : "XML"}`);
        return wrong(reply);
      });
    assert.deepEqual([...met].sort(), kinds.flatMap(([kind]) => [`${kind}: JSON`, `${kind}: XML`]).sort());
  });

  for (const kind of ["a web page", "nothing", "words for values", "no members"]) {
    it(`${kind} from GetCallerIdentity: it names no account`, async () => {
      const wrong = { ...noAnswers, ...wrongAnswers }[kind]!;
      const { outcome } = await collectFrom({
        description,
        behaviour: { replace: (action, reply) => (action === "sts:GetCallerIdentity" ? wrong(reply) : reply) },
      });
      const posture = postureOf(outcome);
      assert.match(posture.failures[0] ?? "", /^sts:GetCallerIdentity failed \(HTTP 200\)/);
      assert.equal(posture.account.arn, "");
    });
  }
});

/** Verdicts are as they were, or missing with one of these actions; each of which has failed. */
function assertNothingElseTold(baseline: Posture, got: Posture, wrong: ReadonlySet<string>): void {
  for (const action of wrong)
    assert.ok(
      got.failures.some((one) => one.startsWith(`${action} failed (HTTP 200)`)),
      `${action} has not failed: ${got.failures.join("\n")}`,
    );
  assert.ok(got.calls.failed >= wrong.size, `${got.calls.failed} failed calls of ${wrong.size}`);
  for (const check of got.checks) {
    const before = baseline.checks.find(({ id }) => id === check.id)!;
    if (check.verdict === "not-assessed")
      assert.ok(
        check.missingActions.some((action) => wrong.has(action)),
        `${check.id} names none of what is wrong: ${check.missingActions.join()}`,
      );
    else assert.equal(check.verdict, before.verdict, `${check.id}: ${check.reason}`);
    for (const { id, verdict } of check.resources) {
      if (verdict === "not-assessed") continue;
      assert.equal(verdict, before.resources.find((one) => one.id === id)?.verdict ?? verdict, `${check.id}: ${id}`);
    }
  }
  assert.equal(got.checks.length, baseline.checks.length);
}
