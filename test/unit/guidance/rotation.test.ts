import assert from "node:assert/strict";

import { rotationGuide } from "../../../src/guidance/rotation";

describe("the rotation guide", () => {
  it("of a long-term key: find its user, deactivate, watch, delete, and the history", () => {
    const guide = rotationGuide({
      shown: "AKIA…7X",
      lifetime: "long-term",
      account: "111122223333",
      places: ["src/s3.ts:4"],
    });
    const order = [
      "AKIA…7X of account 111122223333",
      "src/s3.ts:4",
      "get-access-key-last-used",
      "--status Inactive",
      "delete-access-key",
      "## The history",
    ].map((part) => guide.indexOf(part));
    assert.ok(
      order.every((at, index) => at >= 0 && at > (order[index - 1] ?? -1)),
      String(order),
    );
  });

  it("of a temporary key: its sessions are revoked, and nothing is deleted", () => {
    const guide = rotationGuide({ shown: "ASIA…7X", lifetime: "temporary", account: null, places: [] });
    assert.match(guide, /AWSRevokeOlderSessions/);
    assert.doesNotMatch(guide, /delete-access-key/);
  });
});
