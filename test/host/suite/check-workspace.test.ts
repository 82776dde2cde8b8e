import assert from "node:assert/strict";

import * as vscode from "vscode";

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

describe("checking this file", () => {
  const scratch = new Scratch();
  after(() => scratch.dispose());

  it("checks a file of a language that is not checked as it is typed", async () => {
    const document = await scratch.open("policy.json", misspelt);
    await vscode.languages.setTextDocumentLanguage(document, "log");
    await untilFound(document.uri, "no finding", (found) => found.length === 0);
    await vscode.commands.executeCommand("planeguard.checkFile");
    await untilFound(document.uri, "a finding", (found) => found.length > 0);
  });
});
