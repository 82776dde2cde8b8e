/** What a person sees and types in the posture view with profiles of their own; and that nobody is called before they look. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { recording } from "./recording";
import { openWindow } from "./support";

const misspelt =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*" }] }\n';
describe("a trusted folder and an account, with profiles that need a person", () => {
  const endpoint = recording(
    (url) => `
[profile ops]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ines
region = us-east-1
endpoint_url = ${url}
[profile tool]
credential_process = echo '{ "Version": 1, "AccessKeyId": "${fakeKeyId("tool")}", "SecretAccessKey": "${fakeSecret("tool")}" }'
region = us-east-1
endpoint_url = ${url}
[profile corp]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Audit
region = us-east-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
`,
  );
  const window = openWindow({ files: { "policy.json": misspelt, "other.json": misspelt }, env: () => endpoint.env() });
  const input = () => window.page.locator(".quick-input-widget input");
  const enter = async (text?: string) => {
    if (text !== undefined) await input().fill(text);
    await window.page.keyboard.press("Enter");
  };
  const pick = async (profile: string) => {
    await window.runCommand("Planeguard: Switch Profile");
    await window.page
      .locator(".quick-input-list")
      .getByRole("option", { name: new RegExp(profile) })
      .first()
      .waitFor();
    await enter(profile);
  };

  it("nobody is called at the start, by opening files, by switching tabs or by a check of the workspace", async () => {
    await window.openFile("policy.json");
    await window.editor.locator(".squiggly-error").first().waitFor();
    await window.openFile("other.json");
    await window.page.locator(".tab", { hasText: "policy.json" }).click();
    await window.page.locator(".tab.active", { hasText: "policy.json" }).waitFor();
    await window.runCommand("Planeguard: Check the Workspace");
    // The findings are shown, and the posture view comes along.
    await window
      .row(/s3:GetObjct/)
      .first()
      .waitFor();
    await window.sideBar.getByRole("button", { name: "Read the Account" }).waitFor();
    assert.deepEqual(endpoint.calls, []);
  });

  it("the account is called once somebody looks at it, beginning with who it is", async () => {
    await window.openFile("policy.json");
    await window.showPosture();
    await window.sideBar
      .getByText(/Account 111122223333, as ines/)
      .first()
      .waitFor();
    await window
      .row(/root user/i)
      .first()
      .waitFor();
    assert.equal(endpoint.calls[0]!.action, "sts:GetCallerIdentity");
  });

  it("an MFA code is typed, once, and the account is known in the picker from then on", async () => {
    await window.showPosture();
    await pick("ops");
    await window.page
      .locator(".quick-input-widget")
      .getByText(/The code that arn:aws:iam::111122223333:mfa\/ines shows now/)
      .waitFor();
    await enter("12345");
    await window.page.locator(".quick-input-widget").getByText("Six digits").waitFor();
    await enter("123456");
    await window.sideBar
      .getByText(/Profile ops: account 111122223333/)
      .first()
      .waitFor();
    await window.runCommand("Planeguard: Refresh the Posture");
    await window.sideBar
      .getByText(/Profile ops.*failed at/)
      .first()
      .waitFor();
    await window.runCommand("Planeguard: Switch Profile");
    await window.page
      .locator(".quick-input-list")
      .getByRole("option", { name: /ops.*111122223333 \(harbour-lights-demo\)/ })
      .waitFor();
    await window.page.keyboard.press("Escape");
  });

  it("a command is shown before it runs for the first time, and not again", async () => {
    await pick("tool");
    const dialog = window.page.getByRole("dialog");
    await dialog.getByText(/echo '\{ "Version": 1/).waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await window.row(/Look at the Command/).click();
    await dialog.getByText(/echo '\{ "Version": 1/).waitFor();
    await dialog.getByRole("button", { name: "Run It" }).click();
    await window.sideBar
      .getByText(/Profile tool: account 111122223333/)
      .first()
      .waitFor();
    await window.runCommand("Planeguard: Refresh the Posture");
    await window.sideBar
      .getByText(/Profile tool.*failed at/)
      .first()
      .waitFor();
  });

  it("a sign-in is offered, and runs in a terminal only when it is clicked", async () => {
    await pick("corp");
    const offer = window.row(/Sign In: aws sso login --profile corp/);
    await offer.waitFor();
    assert.equal(await window.page.locator(".terminal-wrapper").count(), 0);
    await offer.click();
    await window.page.locator(".terminal-wrapper").first().waitFor();
  });

  it("a check is attested with the keyboard, shown, and withdrawn", async () => {
    await pick("tool");
    await window.sideBar
      .getByText(/Profile tool.*failed at/)
      .first()
      .waitFor();
    await window.row(/MFA on the root user/).click();
    const row = window.row(/MFA is in a known place/);
    await row.click();
    await window.runCommand("Planeguard: Attest");
    await window.page
      .locator(".quick-input-widget")
      .getByText(/Who confirms it/)
      .waitFor();
    await enter("Ines Moreno");
    const title = window.page.locator(".quick-input-title");
    const period = window.page.locator(".quick-input-list").getByRole("option", { name: /For a year/ });
    await period.waitFor();
    await title.filter({ hasText: "(2/5)" }).waitFor();
    await window.page.locator(".quick-input-titlebar").getByRole("button", { name: "Back" }).click();
    await title.filter({ hasText: "(1/5)" }).waitFor();
    assert.equal(await input().inputValue(), "Ines Moreno");
    // Whoever gives up finds again what they have typed.
    await window.page.keyboard.press("Escape");
    await title.waitFor({ state: "hidden" });
    await window.runCommand("Planeguard: Attest");
    await title.filter({ hasText: "(1/5)" }).waitFor();
    assert.equal(await input().inputValue(), "Ines Moreno");
    await enter();
    await period.waitFor();
    await enter();
    await window.page
      .locator(".quick-input-widget")
      .getByText(/Where is it documented/)
      .waitFor();
    await enter("https://wiki.example.com/root");
    await window.page
      .locator(".quick-input-widget")
      .getByText(/Anything to add/)
      .waitFor();
    await enter("");
    await window.page
      .locator(".quick-input-list")
      .getByRole("option", { name: /In the workspace/ })
      .waitFor();
    await enter();
    await window.row(/attested: .*MFA is in a known place/).waitFor();
    await window.runCommand("Planeguard: Show the Attestation");
    await window.page.locator(".tab.active", { hasText: "attestations.json" }).waitFor();
    assert.ok((await window.lines()).some((line) => line.includes('"by": "Ines Moreno"')));
    await window.row(/attested: .*MFA is in a known place/).click();
    await window.runCommand("Planeguard: Withdraw the Attestation");
    await window.page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await window.row(/to be confirmed by you: .*MFA is in a known place/).waitFor();
  });

  it("a failing check is accepted from its menu, for a reason and until a day, and shows it", async () => {
    const title = window.page.locator(".quick-input-title");
    const row = window.row(/failed: Root's MFA is a virtual device/);
    const first = title.filter({ hasText: /Accept: .*\(1\/3\)/ });
    const item = window.page.getByRole("menuitem", { name: /Accept/ });
    // A menu that has just opened ignores a click, and stays: a person would click again.
    for (let tries = 0; tries < 5 && !(await first.isVisible()); tries++) {
      if (!(await item.isVisible())) await row.click({ button: "right" });
      await item.click();
      await first.waitFor({ timeout: 3000 }).catch(() => {});
    }
    await window.page
      .locator(".quick-input-widget")
      .getByText(/Why may it fail/)
      .waitFor();
    await enter("");
    await window.page.locator(".quick-input-widget").getByText("A reason", { exact: true }).waitFor();
    await enter("the key arrives in March");
    await window.page
      .locator(".quick-input-widget")
      .getByText(/Who accepts it/)
      .waitFor();
    await enter("Ines Moreno");
    await window.page
      .locator(".quick-input-list")
      .getByRole("option", { name: /For six months/ })
      .click();
    await window.row(/accepted until \d{4}-\d\d-\d\d/).waitFor();
    // What is accepted is not offered to be accepted.
    await window.row(/accepted until/).click({ button: "right" });
    await window.page.getByRole("menuitem").first().waitFor();
    assert.equal(await window.page.getByRole("menuitem", { name: /Accept/ }).count(), 0);
    await window.page.keyboard.press("Escape");
    await window.openFile("planeguard.json");
    const text = (await window.lines()).join("\n");
    assert.match(text, /"check": "root\/hardware-mfa"/);
    assert.match(text, /"by": "Ines Moreno"/);
    assert.match(text, /"reason": "the key arrives in March"/);
    await window.showPosture();
  });

  it("the configuration is watched: a change is said", async () => {
    const config = join(endpoint.folder, "config");
    writeFileSync(
      config,
      readFileSync(config, "utf8").replace("[profile tool]", "[profile tool]\nsts_regional_endpoints = regional"),
    );
    await window.sideBar
      .getByText(/configuration has changed/)
      .first()
      .waitFor();
  });
});
