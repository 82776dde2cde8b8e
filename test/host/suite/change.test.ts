import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

import * as vscode from "vscode";

import { api, Scratch, until } from "./support";

const policy = (...actions: string[]): string =>
  JSON.stringify(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::*" }] },
    null,
    2,
  );

describe("what a change newly allows", () => {
  const scratch = new Scratch();
  let document: vscode.TextDocument;
  before(async () => {
    await api();
    const folder = dirname(scratch.write("policy.json", policy("s3:GetObject")).fsPath);
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=test", "-c", "user.email=test@example.com", ...args]);
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "The policy as it was");
    document = await scratch.open("policy.json", policy("s3:GetObject"));
  });
  after(() => scratch.dispose());

  const titles = async (): Promise<string[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    return lenses.flatMap(({ command }) => command?.title ?? []).filter((title) => title.startsWith("newly allows"));
  };

  it("is nothing before anything is changed", async () => {
    assert.deepEqual(await titles(), []);
  });

  it("stands above the policy while somebody types, unsaved", async () => {
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    edit.replace(document.uri, whole, policy("s3:GetObject", "s3:DeleteObject"));
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(await titles(), ["newly allows s3:DeleteObject on every bucket; against HEAD"]);
  });

  it("is told as a whole by the command", async () => {
    await document.save();
    const pages = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ label }) => /What This Change Allows/.test(label));
    const shown = until("the page", vscode.window.tabGroups.onDidChangeTabs, () => pages()[0]);
    await vscode.commands.executeCommand("planeguard.showChange", {
      rootUri: vscode.Uri.file(dirname(document.uri.fsPath)),
    });
    const { input } = await shown;
    assert.ok(input instanceof vscode.TabInputWebview, "it is a preview");
    const page = vscode.Uri.from({ scheme: "planeguard-document", path: "/What This Change Allows.md" });
    const written = await vscode.workspace.openTextDocument(page);
    assert.match(written.getText(), /`s3:DeleteObject` on `arn:aws:s3:::\*`/);
  });
});
