import assert from "node:assert/strict";

import * as vscode from "vscode";

import { api, until } from "./support";

const { tabGroups } = vscode.window;

function openPage(): vscode.TabInputCustom | undefined {
  return tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => input)
    .find((input) => input instanceof vscode.TabInputCustom);
}

describe("the page of a rule", () => {
  before(api);
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  for (const id of ["policy/invalid-action", "root/mfa"]) {
    it(`opens rendered, without a network: ${id}`, async () => {
      await vscode.commands.executeCommand("planeguard.openRule", id);
      const page = await until("the page", tabGroups.onDidChangeTabs, openPage);
      assert.equal(page.viewType, "vscode.markdown.preview.editor");
      assert.equal(page.uri.toString(), `planeguard-docs:/${id}.md`);
      const text = (await vscode.workspace.openTextDocument(page.uri)).getText();
      assert.match(text, new RegExp(`^# .+[^]*${id}`));
    });
  }

  it("opens from the address that a hover links to", async () => {
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse("planeguard-docs:/policy/invalid-action.md"));
    assert.equal(
      (await until("the page", tabGroups.onDidChangeTabs, openPage)).viewType,
      "vscode.markdown.preview.editor",
    );
  });
});
