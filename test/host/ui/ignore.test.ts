import assert from "node:assert/strict";

import { openWindow } from "./support";

const statement = '"Effect": "Allow", "Resource": "arn:aws:s3:::reports/*"';
const json = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "Read",\n      "Action": ["s3:GetObjct"],\n      ${statement}\n    }\n  ]\n}\n`;
const yaml =
  'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: "s3:GetObjct"\n    Resource: "arn:aws:s3:::reports/*"\n';

describe("a finding that is ignored with a reason", () => {
  const window = openWindow({ files: { "policy.yaml": yaml, "policy.json": json } });

  async function ignore(file: string): Promise<void> {
    const { page } = window;
    await window.openFile(file);
    await window.editor.locator(".squiggly-error").first().waitFor();
    const input = page.locator(".quick-input-widget input:visible");
    await window.takeFromLightBulb("s3:GetObjct", "Ignore policy/invalid-action here with a reason…", input);
    await page.getByText("Why is it accepted?").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is ignored without a reason.").waitFor();
    await page.keyboard.type("the action comes with the next release");
    await page.keyboard.press("Enter");
    await window.editor.locator(".squiggly-error").waitFor({ state: "detached" });
  }

  it("gets a comment in the line above", async () => {
    await ignore("policy.yaml");
    const lines = await window.lines();
    assert.equal(lines[3], "    # planeguard-ignore policy/invalid-action: the action comes with the next release");
  });

  it("gets an entry in planeguard.json where the file takes no comment", async () => {
    await ignore("policy.json");
    await window.openFile("planeguard.json");
    const text = (await window.lines()).join("\n");
    assert.match(text, /"statement": "Read"/);
    assert.match(text, /"reason": "the action comes with the next release"/);
  });
});
