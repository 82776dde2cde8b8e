import assert from "node:assert/strict";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { openWindow } from "./support";

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObjct"],
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`;

const handler = `import { S3Client } from '@aws-sdk/client-s3';

const accessKeyId = '${fakeKeyId("window")}';
const secretAccessKey = '${fakeSecret("window")}';

export const s3 = new S3Client({ region: 'eu-central-1', credentials: { accessKeyId, secretAccessKey } });
`;

describe("a policy in the editor", () => {
  const window = openWindow({ files: { "policy.json": policy } });

  it("has a squiggle under what is wrong", async () => {
    await window.openFile("policy.json");
    const squiggle = window.editor.locator(".squiggly-error");
    await squiggle.waitFor();
    const [under, word] = [await squiggle.boundingBox(), await window.text("s3:GetObjct").boundingBox()];
    assert.ok(under && word && Math.abs(under.y - word.y) < word.height, "the squiggle stands in another line");
  });

  it("shows the message and a link to the rule in the hover", async () => {
    await window.text("s3:GetObjct").hover();
    const hover = window.page.locator(".monaco-hover:visible").filter({ hasText: "GetObjct" });
    await hover
      .getByText(/s3:GetObject/)
      .first()
      .waitFor();
    await hover.getByRole("link", { name: "policy/invalid-action" }).click();
    await window.page.locator(".tab.active", { hasText: "invalid-action" }).waitFor();
  });

  it("lists the finding in the Problems panel", async () => {
    await window.openFile("policy.json");
    await window.problemCount.click();
    await window.page
      .locator(".markers-panel")
      .getByText(/GetObjct/)
      .waitFor();
  });

  it("tells what a suggestion newly allows, shows it before it is made, and makes it when it is agreed to", async () => {
    const menu = await window.lightBulb("s3:GetObjct");
    await menu.getByText(/Replace by s3:GetObject.*newly allows s3:GetObject/).click();
    const preview = window.page.locator(".refactor-preview:visible, .bulk-edit-panel:visible").first();
    await preview.getByText("s3:GetObject").first().waitFor();
    assert.equal(await window.text("s3:GetObjct").count(), 1, "nothing is changed before it is agreed to");
    await preview.locator(".edit-checkbox").first().check();
    await window.page.getByRole("button", { name: "Apply" }).click();
    await window.text("s3:GetObject").waitFor();
    await window.editor.locator(".squiggly-error").waitFor({ state: "detached" });
  });
});

describe("static keys in the editor", () => {
  const window = openWindow({ files: { "handler.ts": handler, "second.ts": handler } });

  it("are replaced whole by the light bulb, with the keyboard alone", async () => {
    const { page } = window;
    await page.keyboard.press("Control+p");
    await page.keyboard.type("handler.ts");
    await page
      .locator(".quick-input-list")
      .getByRole("option", { name: /handler/ })
      .waitFor();
    await page.keyboard.press("Enter");
    await window.editor.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("F8");
    await page.getByText("1 of 1 problem").waitFor();
    await window.lightBulbAtCursor();
    await page.keyboard.press("Enter");
    await window.text("secretAccessKey").waitFor({ state: "detached" });
    const lines = await window.lines();
    assert.deepEqual(lines, [
      "import { S3Client } from '@aws-sdk/client-s3';",
      "",
      "export const s3 = new S3Client({ region: 'eu-central-1' });",
      "",
    ]);
  });

  it("leave the Problems panel when the file is closed", async () => {
    await window.openFile("second.ts");
    await window.editor.locator(".squiggly-error").first().waitFor();
    await window.runCommand("View: Close Editor");
    await window.page.locator("#status\\.problems", { hasText: /^\s*0\s*0\s*$/ }).waitFor();
  });
});
