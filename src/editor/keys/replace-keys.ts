/** "Replace Static Keys": every key that can be taken out of a file or of the workspace, shown as a preview before it is done. */
import * as vscode from "vscode";

import type { KeyPlace } from "../../analysis/credentials/key-place";
import { replacedKeysPage } from "../../guidance/replaced-keys";
import { fixAll, ofKeys } from "../../language/fix-all";
import type { Analyses } from "../analyses";
import { sourceOf } from "../documents";
import type { EngineLoader } from "../engine";
import type { MadeDocuments } from "../made-documents";
import { addChange, chooseChanges, type FileChange } from "../preview";
import { showInformation } from "../shown";
import { isTracked } from "./git";
import { ignoreChanges } from "./ignore-file";
import { rotationGuides } from "./rotation";

export const replaceKeysCommand = "planeguard.replaceKeysInFile";

/** What became of the keys of some files. */
export type ReplacedKeys = "replaced" | "declined" | "none";

export function registerReplaceKeys(
  analyses: Analyses,
  engine: EngineLoader,
  documents: MadeDocuments,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(replaceKeysCommand, async (given?: vscode.Uri): Promise<ReplacedKeys> => {
      const uri = given ?? vscode.window.activeTextEditor?.document.uri;
      return uri ? await replace([uri]) : "none";
    }),
    vscode.commands.registerCommand("planeguard.replaceKeysInWorkspace", async () => {
      const options = {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Planeguard: looking for static keys"),
        cancellable: true,
      };
      const files = await vscode.window.withProgress(options, (progress, token) =>
        filesWithKeys(engine, progress, token),
      );
      if (files) await replace(files);
    }),
  );

  async function replace(files: readonly vscode.Uri[]): Promise<ReplacedKeys> {
    const before: KeyPlace[] = [];
    const changes: FileChange[] = [];
    for (const uri of files) {
      const document = await vscode.workspace.openTextDocument(uri);
      before.push(...(await analyses.settled(document)).keys);
      changes.push(...(await replacedIn(document)));
    }
    if (changes.length === 0) {
      void showInformation(
        before.length === 0
          ? vscode.l10n.t("Planeguard found no static key.")
          : vscode.l10n.t(
              "Planeguard found static keys ({0}), but none that it can take out without breaking what uses it. The light bulb at each tells what to do.",
              before.length,
            ),
      );
      return "none";
    }
    const ignored = await ignoreChanges(
      engine,
      changes.map(({ uri }) => uri),
    );
    const chosen = await chooseChanges(vscode.l10n.t("Replace static keys with roles"), [...changes, ...ignored]);
    if (!chosen || chosen.length === 0) return "declined";
    const edit = new vscode.WorkspaceEdit();
    for (const change of chosen) await addChange(edit, change);
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return "declined";
    void tellWhatIsLeft(files, chosen, before);
    return "replaced";
  }

  async function replacedIn(document: vscode.TextDocument): Promise<FileChange[]> {
    const { analyze } = await engine();
    const { text, applied } = await fixAll(sourceOf(document), analyze, ofKeys);
    return applied === 0
      ? []
      : [
          {
            uri: document.uri,
            text,
            summary: applied === 1 ? vscode.l10n.t("1 key") : vscode.l10n.t("{0} keys", applied),
          },
        ];
  }

  /** Taking a key out of a file does not take it back. What was done, what is left, and how to rotate the keys is one document. */
  async function tellWhatIsLeft(
    files: readonly vscode.Uri[],
    changed: readonly FileChange[],
    keys: readonly KeyPlace[],
  ): Promise<void> {
    if (keys.length === 0) return;
    const name = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);
    const left: string[] = [];
    const { analyze } = await engine();
    for (const uri of files) {
      const source = sourceOf(await vscode.workspace.openTextDocument(uri));
      // The file of a notebook has what was changed only when the notebook is saved.
      const text = changed.find((one) => one.uri.toString() === uri.toString())?.text ?? source.text;
      const found = await analyze({ ...source, text });
      left.push(...found.keys.map(({ range }) => `${name(uri)}:${range.start.line}`));
    }
    const tracked = [];
    for (const { uri, isNew } of changed) if (!isNew && (await isTracked(uri))) tracked.push(name(uri));
    const show = vscode.l10n.t("Show What Was Changed and What Is Left");
    const message = [
      changed.length === 1
        ? vscode.l10n.t("1 file was changed.")
        : vscode.l10n.t("{0} files were changed.", changed.length),
      left.length === 0
        ? vscode.l10n.t("No static key is left in them.")
        : vscode.l10n.t("Static keys are left in {0} places.", left.length),
      vscode.l10n.t("The keys work until they are deactivated in IAM."),
    ].join(" ");
    if ((await showInformation(message, show)) !== show) return;
    await documents.show(
      {
        name: vscode.l10n.t("Static keys: what is left to do.md"),
        text: replacedKeysPage({
          changed: changed.map(({ uri, summary }) => ({ file: name(uri), summary })),
          left,
          tracked,
          guides: rotationGuides(keys),
        }),
      },
      vscode.ViewColumn.Beside,
    );
  }
}

/** Null when it was cancelled. */
async function filesWithKeys(
  engine: EngineLoader,
  progress: vscode.Progress<{ message: string; increment: number }>,
  token: vscode.CancellationToken,
): Promise<vscode.Uri[] | null> {
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
  const { checkPaths } = await engine();
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const { findings } = await checkPaths(
    { paths: folders, folder: folders[0] ?? "", signal: abort.signal },
    {
      onFile: (_file, _findings, _problems, done, total) =>
        progress.report({ message: vscode.l10n.t("{0} of {1} files", done, total), increment: 100 / total }),
    },
  );
  const files = new Set(findings.filter(({ ruleId }) => ruleId.startsWith("credentials/")).map(({ file }) => file));
  return token.isCancellationRequested ? null : [...files].map((file) => vscode.Uri.file(file));
}
