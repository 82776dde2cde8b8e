import assert from "node:assert/strict";

import { checks } from "../../../src/account/checks/generated/index";
import { whatIsSo } from "../../../src/report/what-is-so";
import { collectFrom } from "../account/support";

const title = "The MFA of the root user is a hardware key";

describe("what is so", () => {
  it("is the beginning of the reason where a check fails, and the rest goes on behind it", () => {
    const reason = "Root's MFA is a virtual device. Whoever takes that phone has it.";
    assert.deepEqual(whatIsSo({ title, verdict: "fail", reason }), {
      label: "Root's MFA is a virtual device",
      more: "Whoever takes that phone has it.",
    });
    assert.deepEqual(whatIsSo({ title, verdict: "fail", reason: "1 of 5 keys, version 1.2, is old." }), {
      label: "1 of 5 keys, version 1.2, is old",
      more: "",
    });
  });

  it("is the title where nothing fails", () => {
    for (const verdict of ["pass", "attest", "not-assessed", "not-applicable"] as const)
      assert.deepEqual(whatIsSo({ title, verdict, reason: "So it is." }), { label: title, more: "So it is." });
  });

  it("tells the opposite of titles that their reasons refer to", () => {
    const told = checks.filter((one) => one.title.startsWith("Somebody is notified of "));
    assert.ok(told.length > 5);
    for (const one of told)
      assert.match(
        whatIsSo({ title: one.title, verdict: "fail", reason: "No filter counts these events." }).label,
        /^Nobody is notified of \w/,
      );
  });

  it("is no good state of anything that fails in the demo account, and no two say the same", async () => {
    const { outcome } = await collectFrom();
    assert.ok("posture" in outcome);
    const failing = outcome.posture.checks.filter(({ verdict }) => verdict === "fail");
    assert.ok(failing.length > 50);
    const labels = failing.map((check) => whatIsSo(check).label);
    for (const [index, label] of labels.entries()) assert.notEqual(label, failing[index]!.title);
    for (const label of labels) assert.doesNotMatch(label, /^No [^:]*\b(?:these events|them)\b|\.$/, label);
    assert.deepEqual(
      labels.filter((label, index) => labels.indexOf(label) !== index),
      [],
    );
  });
});
