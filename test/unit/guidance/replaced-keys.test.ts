import assert from "node:assert/strict";

import { replacedKeysPage } from "../../../src/guidance/replaced-keys";

describe("the page after keys were replaced", () => {
  const page = {
    changed: [
      { file: "app/.env", summary: "2 keys" },
      { file: ".gitignore", summary: "ignores app/.env" },
    ],
    left: ["app/main.py:12"],
    tracked: ["app/.env"],
    guides: ["# Take the access key AKIA…7X out of service\n"],
  };

  it("has what was changed, what is left, the history and the rotation, in that order", () => {
    const text = replacedKeysPage(page);
    const order = [
      "`app/.env`: 2 keys",
      "`.gitignore`: ignores app/.env",
      "## Left to do",
      "`app/main.py:12`",
      "Git keeps earlier versions",
      "until they are deactivated",
      "# Take the access key",
    ].map((part) => text.indexOf(part));
    assert.ok(
      order.every((at, index) => at >= 0 && at > (order[index - 1] ?? -1)),
      String(order),
    );
  });

  it("says so where nothing is left", () => {
    const text = replacedKeysPage({ ...page, left: [], tracked: [] });
    assert.match(text, /No key is left in these files\./);
    assert.doesNotMatch(text, /Git keeps|main\.py/);
  });
});
