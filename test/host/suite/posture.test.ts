import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as vscode from "vscode";

import type { PostureNode } from "../../../src/editor/tree/posture/nodes/node";
import type { Api } from "../../../src/extension";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { api, until } from "./support";

describe("the posture view", () => {
  let posture: Api["posture"];
  const folder = mkdtempSync(join(tmpdir(), "planeguard-aws-"));
  const environment = { ...process.env };

  before(async () => {
    withoutCredentials();
    ({ posture } = await api());
  });
  beforeEach(withoutCredentials);

  /** None to be found, but for what a test adds. */
  function withoutCredentials(): void {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    });
    for (const name of ["config", "credentials"]) writeFileSync(join(folder, name), "");
  }

  after(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, environment);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function rows(parent?: PostureNode): Promise<PostureNode[]> {
    return (await posture.rows.getChildren(parent)) ?? [];
  }

  async function items(parent?: PostureNode): Promise<vscode.TreeItem[]> {
    return Promise.all((await rows(parent)).map((node) => posture.rows.getTreeItem(node)));
  }

  it("shows the demo account by recommendation, check and resource, and says that it is a demo", async () => {
    await vscode.commands.executeCommand("planeguard.useDemoAccount");
    assert.equal(posture.state().kind, "ready");
    assert.match(posture.view.message ?? "", /^DEMO account \d{12}/);
    assert.match(posture.view.description ?? "", /^DEMO/);

    const all = await rows();
    const recommendations = all.filter(({ kind }) => kind === "recommendation");
    assert.deepEqual(
      [...new Set(all.map(({ kind }) => kind))],
      ["first", "recommendation", "coverage", "unanswered"].filter((one) => all.some(({ kind }) => kind === one)),
    );
    const first = await rows(all[0]);
    assert.ok(
      first.length === 5 && first.every((node) => node.kind === "first-check" && node.check.verdict === "fail"),
    );
    const regions = await items(all.find(({ kind }) => kind === "coverage"));
    assert.ok(regions.some(({ description }) => /^Trail: \w+ · Config recorder: /.test(String(description))));
    for (const item of await items())
      assert.match(
        item.accessibilityInformation!.label,
        /, (?:\d+ of \d+ failed|\w+|the 5 most severe)|did not answer/,
      );
    const checks = (await Promise.all(recommendations.map(rows))).flat().filter(({ kind }) => kind === "check");
    assert.ok(checks.length >= 8, `${checks.length} checks`);
    assert.ok(checks.some((node) => node.kind === "check" && node.check.id === "root/mfa"));
    const below = (await Promise.all(checks.map(rows))).flat();
    assert.ok(
      below.some(({ kind }) => kind === "resource") &&
        below.every(({ kind }) => kind === "resource" || kind === "evidence-list"),
    );
    const [evidence] = await items(below.find(({ kind }) => kind === "evidence-list"));
    assert.match(`${String(evidence!.label)} ${String(evidence!.description)}`, /.+ = .+ \w+:\w+/);
    for (const [index, check] of checks.entries()) {
      const item = await posture.rows.getTreeItem(check);
      assert.ok(item.iconPath instanceof vscode.ThemeIcon, `check ${index} has no icon`);
      assert.ok(item.tooltip instanceof vscode.MarkdownString && !item.tooltip.isTrusted);
    }
  });

  it("shows a cancelled refresh as it was before", async () => {
    await vscode.commands.executeCommand("planeguard.useDemoAccount");
    const before = posture.state();
    const refreshed = vscode.commands.executeCommand("planeguard.refreshPosture");
    await until("the collection to begin", posture.rows.onDidChangeTreeData!, () => posture.state().kind === "loading");
    await vscode.commands.executeCommand("planeguard.cancelPosture");
    await refreshed;
    assert.deepEqual(posture.state(), before);
  });

  describe("of a profile", () => {
    before(() => vscode.commands.executeCommand("planeguard.switchProfile", { profile: null }));
    after(() => vscode.commands.executeCommand("planeguard.useDemoAccount"));

    it("welcomes where there are no credentials", async () => {
      await vscode.commands.executeCommand("planeguard.refreshPosture");
      const state = posture.state();
      assert.ok(state.kind === "failed" && state.failure.kind === "no-credentials", JSON.stringify(state));
      assert.deepEqual(await rows(), []);
      assert.equal(posture.view.message, "", "a message would hide the welcome text");
    });

    it("says that the endpoint cannot be reached, and what can be done", async () => {
      Object.assign(process.env, {
        AWS_ACCESS_KEY_ID: fakeKeyId("host"),
        AWS_SECRET_ACCESS_KEY: fakeSecret("host"),
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      });
      await vscode.commands.executeCommand("planeguard.refreshPosture");
      assert.match(posture.view.message ?? "", /127\.0\.0\.1:9 cannot be reached/);
      assert.deepEqual(
        (await items()).map(({ command }) => command?.command),
        ["planeguard.refreshPosture", "planeguard.switchProfile", "planeguard.useDemoAccount", "planeguard.showLog"],
      );
    });

    it("says where ~/.aws/config is malformed", async () => {
      writeFileSync(join(folder, "config"), "[default\nregion = us-east-1\n");
      await vscode.commands.executeCommand("planeguard.refreshPosture");
      const state = posture.state();
      assert.equal(state.kind, "failed");
      assert.match(posture.view.message ?? "", /line 1/);
    });
  });
});
