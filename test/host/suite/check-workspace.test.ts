import assert from "node:assert/strict";

import * as vscode from "vscode";

import type { CheckProgress } from "../../../src/editor/workspace-check";
import { api, findings, misspelt, openAsPerson, Scratch, untilFound } from "./support";

describe("checking the workspace", () => {
  const scratch = new Scratch();
  before(api);
  after(() => scratch.dispose());

  it("finds what is in files that nobody opened, and keeps it when one was opened and closed", async () => {
    const uri = scratch.write("unopened/policy.json", misspelt);
    const clean = scratch.write("unopened/clean.json", "{}");
    await vscode.commands.executeCommand("planeguard.checkWorkspace");
    const rules = (found: readonly unknown[]) => found.includes("policy/invalid-action");
    await untilFound(uri, "a finding", rules);
    assert.deepEqual(findings(clean), []);

    await openAsPerson(uri);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilFound(uri, "the finding still", rules);
  });

  it("forgets a file that is deleted", async () => {
    const uri = scratch.write("deleted/policy.json", misspelt);
    await vscode.commands.executeCommand("planeguard.checkWorkspace");
    await untilFound(uri, "a finding", (found) => found.length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uri);
    await vscode.workspace.applyEdit(edit);
    await untilFound(uri, "no finding", (found) => found.length === 0);
  });
});

describe("checking a workspace of many files", function () {
  this.timeout(120_000);
  const count = 1500;
  let scratch: Scratch;
  let uris: readonly vscode.Uri[];
  before(async () => {
    await api();
    scratch = new Scratch();
    uris = Array.from({ length: count }, (_, index) => scratch.write(`${index % 30}/${index}.json`, misspelt));
  });
  after(() => scratch.dispose());
  const found = () => uris.filter((uri) => findings(uri).length > 0).length;

  it("finds what is in each of them, under settings of every kind", async () => {
    const settings = vscode.workspace.getConfiguration("planeguard");
    await settings.update("rules", { "policy/unknown-version": "off" }, vscode.ConfigurationTarget.Workspace);
    await settings.update("trustedAccounts", ["111122223333"], vscode.ConfigurationTarget.Workspace);
    try {
      await vscode.commands.executeCommand("planeguard.checkWorkspace");
      assert.equal(found(), count);
      assert.equal((await api()).check.state, "checked");
    } finally {
      await settings.update("rules", undefined, vscode.ConfigurationTarget.Workspace);
      await settings.update("trustedAccounts", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("says that it was cancelled, keeps what was found before, and can be begun again", async () => {
    const { check } = await api();
    const told: (CheckProgress | null)[] = [];
    const listening = check.onDidProgress(() => told.push(check.progress));
    const running = check.run((done) => done === 50 && check.cancel());
    assert.equal(check.state, "checking");
    const cancelled = await running;
    listening.dispose();
    assert.deepEqual(told[0], { done: 1, total: cancelled?.total });
    assert.equal(check.progress, null);
    assert.ok(cancelled?.isCancelled);
    assert.ok(cancelled.summary.stats.files < count, `${cancelled.summary.stats.files} were checked`);
    assert.ok(cancelled.total !== null && cancelled.total >= count);
    assert.equal(check.state, "cancelled");
    assert.equal(found(), count);

    const again = await check.run();
    assert.equal(again?.isCancelled, false);
    assert.ok(again.summary.stats.files >= count);
    assert.equal(check.state, "checked");
  });

  it("is cancelled by the next one, whose state it leaves alone", async () => {
    const { check } = await api();
    const first = check.run();
    const second = check.run();
    assert.equal((await first)?.isCancelled, true);
    assert.equal(check.state, "checking");
    assert.equal((await second)?.isCancelled, false);
    assert.equal(check.state, "checked");
  });
});

describe("checking this file", () => {
  // Else what the workspace's check found in it would stay when it is closed.
  const scratch = new Scratch({ ignored: true });
  after(() => scratch.dispose());

  it("checks a file of a language that is not checked as it is typed", async () => {
    const document = await scratch.open("policy.json", misspelt);
    await vscode.languages.setTextDocumentLanguage(document, "log");
    await untilFound(document.uri, "no finding", (found) => found.length === 0);
    await vscode.commands.executeCommand("planeguard.checkFile");
    await untilFound(document.uri, "a finding", (found) => found.length > 0);
  });
});
