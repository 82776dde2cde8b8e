/** What the suites in the extension host share: files to open, and waiting for what VS Code does in its own time. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import * as vscode from "vscode";

import type { Api } from "../../../src/extension";

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>("planeguard.planeguard");
  assert.ok(extension, "the extension is not there");
  return extension.activate();
}

/** Resolves once `ready` gives something; asks again whenever `event` fires. Fails, saying what it waited for, after a minute. */
export function until<T>(what: string, event: vscode.Event<unknown>, ready: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const result = ready();
      if (result === undefined || result === false) return;
      clearTimeout(timer);
      listener.dispose();
      resolve(result);
    };
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`waited a minute for ${what}`));
    }, 60_000);
    const listener = event(look);
    look();
  });
}

/** Planeguard's findings of a file. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Planeguard");
}

export function ruleOf({ code }: vscode.Diagnostic): string | undefined {
  return typeof code === "object" ? String(code.value) : undefined;
}

/** Waits until the rules found in a file are such that `ready` is content. */
export function untilFound(
  uri: vscode.Uri,
  what: string,
  ready: (rules: readonly (string | undefined)[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return until(`${what} in ${uri.path}`, vscode.languages.onDidChangeDiagnostics, () => {
    const found = findings(uri);
    return ready(found.map(ruleOf)) && found;
  });
}

/** A folder inside the workspace that is gone after the suite. Where git ignores it, a check of the workspace leaves it alone. */
export class Scratch {
  private readonly folder = mkdtempSync(join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "host-test-"));

  constructor({ ignored = false } = {}) {
    if (ignored) this.write(".gitignore", "*\n");
  }

  write(name: string, text: string): vscode.Uri {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return vscode.Uri.file(path);
  }

  open(name: string, text: string): Promise<vscode.TextDocument> {
    return openAsPerson(this.write(name, text));
  }

  async dispose(): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** As from the explorer. What `openTextDocument` opens VS Code keeps open for a while after its editor is closed. */
export async function openAsPerson(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("vscode.open", uri);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri.toString());
  return document!;
}

export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const at = document.getText().indexOf(old);
  assert.notEqual(at, -1, `${old} is not in the document`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + old.length)), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** A policy whose only fault is a misspelt action. */
export const misspelt = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
  },
  null,
  2,
);

/** What one of our language-model tools answers. */
export async function ask(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(`planeguard_${name}`, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
}

/** Says yes to every question of a command until the document is as it should be. */
export async function agree(
  command: Thenable<unknown>,
  document: vscode.TextDocument,
  isDone: () => boolean,
): Promise<void> {
  const changed = until("the edit that was agreed to", vscode.workspace.onDidChangeTextDocument, isDone);
  const again = setInterval(
    () => void vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"),
    300,
  );
  await changed.finally(() => clearInterval(again));
  void command;
  assert.ok(isDone(), document.getText());
}
