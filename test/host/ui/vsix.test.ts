/** The packaged extension, installed from its `.vsix` into the real VS Code as a user would. Late in the window that suites share: it leaves the demo account behind. */
import assert from "node:assert/strict";

import { openWindow } from "./support";

const policy =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::reports/*" }] }\n';

describe("the package", () => {
  const window = openWindow({ files: { "policy.json": policy } });

  it("finds what is wrong", async () => {
    await window.openFile("policy.json");
    await window.editor.locator(".squiggly-error").waitFor();
  });

  it("gives VS Code nothing to warn of, as in Running Extensions", () => assert.deepEqual(window.warnings, []));

  it("tells in the language status what was checked, how long that took and by which catalogue", async () => {
    await window.page.getByRole("button", { name: "Editor Language Status" }).hover();
    const status = window.page.locator(".hover-language-status").filter({ hasText: "Planeguard" });
    await status.getByText("Planeguard: 1 policy, 1 finding").waitFor();
    await status.getByText(/checked in \d+ ms/).waitFor();
    await window.page
      .locator(".hover-language-status")
      .getByText(/of \d{4}-\d\d-\d\d/)
      .waitFor();
    await status
      .getByRole("link", { name: "Show the Log" })
      .or(status.getByRole("button", { name: "Show the Log" }))
      .waitFor();
  });

  it("has a walkthrough whose pictures are there, and whose four steps check themselves off", async () => {
    // What was done before the walkthrough is open does not keep a step from being checked off by doing it again.
    await fix("s3:GetObjct", "s3:GetObject");
    await window.runCommand("Welcome: Open Walkthrough");
    await window.page.locator(".quick-input-widget input").fill("Planeguard");
    await window.page
      .locator(".quick-input-list")
      .getByRole("option", { name: /Planeguard/ })
      .first()
      .waitFor();
    await window.page.keyboard.press("Enter");
    const stepOf = (title: string) => window.page.locator(".getting-started-step", { hasText: title });
    const step = stepOf("Check the workspace");
    // Room for the picture.
    await window.page.keyboard.press("Control+b");
    await step.click();
    const picture = window.page.locator(".getting-started-media img").first();
    await picture.waitFor();
    await window.page.waitForFunction(
      (image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0,
      await picture.elementHandle(),
    );
    await step.locator(".monaco-button", { hasText: "Check the Workspace" }).click();
    const isDone = (title: string) => stepOf(title).locator(".codicon-getting-started-step-checked").waitFor();
    await isDone("Check the workspace");
    await stepOf("Look at an account").click();
    await stepOf("Look at an account").locator(".monaco-button", { hasText: "Use the Demo Account" }).click();
    await isDone("Look at an account");
    await window.page.locator(".tab", { hasText: "policy.json" }).click();
    await window.page.locator(".tab.active", { hasText: "policy.json" }).waitFor();
    await window.text("s3:GetObject").click();
    await window.page.keyboard.press("Control+z");
    await fix("s3:GetObjct", "s3:GetObject");
    await window.page.locator(".tab", { hasText: "Welcome" }).click();
    await isDone("Put a mistake right");
    await stepOf("Open the sample").click();
    const opened = window.page.context().waitForEvent("page");
    await stepOf("Open the sample").locator(".monaco-button", { hasText: "Open the Sample" }).click();
    await (await opened).close();
    await isDone("Open the sample");
  });

  async function fix(what: string, becomes: string): Promise<void> {
    await window.editor.locator(".squiggly-error").waitFor();
    await window.takeFromLightBulb(what, /^Replace with/, window.text(becomes));
    await window.editor.locator(".squiggly-error").waitFor({ state: "detached" });
  }
});
