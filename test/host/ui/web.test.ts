/** The extension in the extension host of a browser: a web worker, without Node and without a disk. */
import assert from "node:assert/strict";

import { openWindow } from "./support";

const policy = (action: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:s3:::reports/*" }] }\n`;

const terraform = `resource "aws_iam_policy" "reports" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObjct", Resource = "arn:aws:s3:::reports/*" }]
  })
}
`;

describe("the extension in a browser", () => {
  const window = openWindow({
    web: true,
    files: {
      "policy.json": policy("s3:GetObjct"),
      "main.tf": terraform,
    },
  });

  it("finds what is wrong, by the whole catalogue", async () => {
    await window.openFile("policy.json");
    await window.editor.locator(".squiggly-error").first().waitFor();
  });

  it("offers what repairs it", async () => {
    const menu = await window.lightBulb("s3:GetObjct");
    await menu
      .getByText(/s3:GetObject/)
      .first()
      .waitFor();
    await window.page.keyboard.press("Escape");
  });

  it("reads syntax trees", async () => {
    await window.openFile("main.tf");
    await window.editor.locator(".squiggly-error").first().waitFor();
  });

  it("shows no view and no command that needs a machine", async () => {
    await window.page
      .locator(".part.activitybar")
      .getByRole("tab", { name: "Planeguard" })
      .waitFor({ state: "detached" });
    await window.page.keyboard.press("F1");
    await window.page.locator(".quick-input-widget input").fill(">Planeguard: ");
    const titles = window.page.locator(".quick-input-list").getByRole("option", { name: /^Planeguard: / });
    await titles.first().waitFor();
    const names = await titles.evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label")));
    await window.page.keyboard.press("Escape");
    assert.ok(names.length <= 4, names.join());
  });
});
