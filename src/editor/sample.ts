/** The sample of the walkthrough: a copy of it, in a folder of Planeguard's own, opened as a workspace. */
import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import * as vscode from "vscode";

const walkthrough = "planeguard.planeguard#planeguard.start";
const resumes = "planeguard.walkthrough.resumes";

/** The command that opens it; a window on the sample goes on with the walkthrough that somebody left for it. */
export function registerSample(context: vscode.ExtensionContext): vscode.Disposable {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "parcel-tracker");
  const isOpen = vscode.workspace.workspaceFolders?.[0]?.uri.toString() === folder.toString();
  void vscode.commands.executeCommand("setContext", "planeguard.isSample", isOpen);
  if (isOpen && context.globalState.get(resumes) === true) {
    void context.globalState.update(resumes, undefined);
    void vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
  }
  return vscode.commands.registerCommand("planeguard.openSample", async () => {
    await writeSample(folder, join(context.extensionPath, "dist/sample.json"));
    if (isOpen) {
      await vscode.commands.executeCommand("vscode.open", vscode.Uri.joinPath(folder, "policies/deploy-role.json"));
      return;
    }
    await context.globalState.update(resumes, true);
    await vscode.commands.executeCommand("vscode.openFolder", folder, {
      forceNewWindow: vscode.workspace.workspaceFolders !== undefined,
    });
  });
}

/** Anew each time: whoever begins again shall find the mistakes again. */
async function writeSample(folder: vscode.Uri, packed: string): Promise<void> {
  const files = JSON.parse(await readFile(packed, "utf8")) as Record<string, string>;
  const values = new Map<string, string>();
  for (const [name, text] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, name),
      new TextEncoder().encode(withKeys(text, values)),
    );
  }
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const base32 = `${letters}234567`;
const base64 = `${letters}${letters.toLowerCase()}0123456789+/`;

/** Made-up keys in place of `{{id:NAME}}` and `{{secret:NAME}}`: none is in the package. */
function withKeys(text: string, values: Map<string, string>): string {
  return text.replace(/\{\{(id|secret):([\w-]+) *\}\}/g, (_, kind: string, name: string) => {
    const known =
      values.get(`${kind} ${name}`) ?? (kind === "id" ? `AKIAQ${chance(base32, 15)}` : `kT7/${chance(base64, 36)}`);
    values.set(`${kind} ${name}`, known);
    return known;
  });
}

function chance(characters: string, count: number): string {
  return Array.from({ length: count }, () => characters[randomInt(characters.length)]).join("");
}
