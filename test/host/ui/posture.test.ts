import assert from "node:assert/strict";

import { openWindow } from "./support";

describe("the posture view", () => {
  const window = openWindow({ files: { "README.md": "# Nothing to find here\n" } });
  const options = () => window.page.locator(".quick-input-list").getByRole("option");

  it("welcomes who has no credentials, and offers the demo account", async () => {
    await window.showPosture();
    await window.sideBar
      .getByText(/no (AWS )?credentials/i)
      .first()
      .waitFor();
    await window.sideBar.getByRole("button", { name: /demo/i }).waitFor();
  });

  it("shows the demo account by recommendation, check and resource, and calls it a demo", async () => {
    await window.sideBar.getByRole("button", { name: /demo/i }).click();
    await window.sideBar
      .getByText(/DEMO account \d{12}/)
      .first()
      .waitFor();
    await window
      .row(/root user/i)
      .first()
      .waitFor();
    const recommendation = window.row(/MFA/).first();
    await recommendation.waitFor();
    await recommendation.locator(".codicon, .custom-view-tree-node-item-icon").first().waitFor();
    // How much fails is read without widening the side bar.
    await window.sideBar.getByText("2/4", { exact: true }).first().waitFor();
    // Until all is collected the rows move.
    await window.sideBar
      .getByText(/checks failed at/)
      .first()
      .waitFor();
  });

  it("shows what to do first, and what watches each Region", async () => {
    // It is open from the start: the first screen says where the account stands.
    await window
      .row(/^critical: /)
      .first()
      .waitFor();
    await window.row(/^To do first/).click();
    await window.treeIsFocused();
    await window.page.keyboard.press("End");
    await window.row(/^What watches each Region, \d+ of \d+ Regions with gaps/).click();
    // Its rows are below the edge: the first is gone to, once it is there.
    const region = window.row(/^[a-z]+-[a-z]+-\d, Trail: /).first();
    const isSeen = () =>
      region.waitFor({ timeout: 1000 }).then(
        () => true,
        () => false,
      );
    do await window.page.keyboard.press("ArrowRight");
    while (!(await isSeen()));
    await window.page.keyboard.press("Home");
  });

  it("offers no command that could only say that there is nothing to do", async () => {
    await window.page.keyboard.press("F1");
    await window.page.locator(".quick-input-widget input").fill(">Planeguard: ");
    await options().filter({ hasText: "Show How to Put It Right" }).first().waitFor();
    const offered = (await options().evaluateAll((nodes) => nodes.map((node) => node.textContent ?? ""))).join("\n");
    // The demo account is not kept, nothing is attested, and no file is open.
    assert.doesNotMatch(
      offered,
      /Compare with Last Time|Withdraw|Show the Attestation|in This File|Rotate|This Policy/,
    );
    await window.page.keyboard.press("Escape");
  });

  it("opens the page of a check, without a network", async () => {
    // What fails comes first and is folded, with how much of it does.
    await window.row(/MFA on the root user/).click();
    const check = window.row(/The root user has MFA/);
    await check.hover();
    await check.getByRole("button", { name: /documentation/i }).click();
    const page = window.page.frameLocator("iframe.webview.ready").frameLocator("iframe");
    await page.getByRole("heading", { name: /The root user has MFA/ }).waitFor();
  });

  it("asks from the palette how to put failing checks right, and those alone", async () => {
    await window.runCommand("Planeguard: Show How to Put It Right");
    await window.page.locator(".quick-input-title", { hasText: "Which check?" }).waitFor();
    await options().filter({ hasText: "failed" }).first().waitFor();
    const names = await options().evaluateAll((nodes) => nodes.map((node) => node.textContent ?? ""));
    assert.ok(names.length > 5 && names.every((name) => /failed/.test(name)), names.join("\n"));
    await window.page.keyboard.press("Escape");
  });

  it("shows at once how to put the check right that is selected", async () => {
    // What is so is told, not what should be.
    await window.row(/failed: Root's MFA is a virtual device/).click();
    await window.runCommand("Planeguard: Show How to Put It Right");
    await window.page
      .locator(".tab.active, .quick-input-title")
      .filter({ hasText: /hardware/ })
      .first()
      .waitFor();
    assert.equal(await window.page.locator(".quick-input-title", { hasText: "Which check?" }).count(), 0);
    await options().filter({ hasText: "AWS CLI" }).click();
    await window.page.locator(".tab.active", { hasText: "The MFA of the root user is a hardware key.sh" }).waitFor();
    assert.equal(await window.page.locator(".tab.dirty").count(), 0, "nothing is to be saved");
    await window.page
      .locator(".editor-actions")
      .getByRole("button", { name: /Save As/ })
      .first()
      .waitFor();
  });
});
