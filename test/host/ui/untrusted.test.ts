import assert from "node:assert/strict";

import { recording } from "./recording";
import { openWindow } from "./support";

describe("an untrusted folder", () => {
  const endpoint = recording();
  const window = openWindow({
    trust: true,
    files: {
      "policy.json":
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*" }] }\n',
    },
    env: () => endpoint.env(),
  });

  it("is checked, and its findings are listed", async () => {
    await window.page.getByText("Restricted Mode is intended").waitFor();
    await window.runCommand("Planeguard: Check the Workspace");
    await window.row(/policy\.json, line 1/).waitFor();
  });

  it("has what is wrong underlined in the editor", async () => {
    await window.openFile("policy.json");
    await window.editor.locator(".squiggly-error").first().waitFor();
  });

  it("leaves the account alone, even where the view is open", async () => {
    await window.showPosture();
    await window.sideBar.getByText(/trust/i).first().waitFor();
    assert.deepEqual(endpoint.calls, []);
  });
});
