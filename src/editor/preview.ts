/** What is about to be changed, side by side, and the choice of the files in which it is. */
import * as vscode from "vscode";

import { lineEdits } from "../language/fix-all";
import { pick, pickSeveral } from "./shown";

export interface FileChange {
  readonly uri: vscode.Uri;
  /** The whole text as it will be. */
  readonly text: string;
  /** What is done to the file, in a few words. */
  readonly summary: string;
  /** The file is not there yet. */
  readonly isNew?: boolean;
}

/** Adds to `edit` what makes the file's text the new one, line by line. */
export async function addChange(edit: vscode.WorkspaceEdit, { uri, text, isNew = false }: FileChange): Promise<void> {
  if (isNew) return edit.createFile(uri, { contents: new TextEncoder().encode(text), ignoreIfExists: true });
  const document = await vscode.workspace.openTextDocument(uri);
  for (const { span, newText } of lineEdits(document.getText(), text))
    edit.replace(uri, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), newText);
}

const scheme = "planeguard-preview";

/**
 * Shows one change beside what is there, and asks whether to make it: the whole of it, or nothing. `changed` is the range
 * of the new text to look at, `effect` what the change does.
 */
export async function agreeTo(
  title: string,
  effect: string,
  change: Omit<FileChange, "summary">,
  changed: vscode.Range,
): Promise<boolean> {
  const apply = vscode.l10n.t("Apply");
  return await beside(
    [change],
    async () => {
      await vscode.commands.executeCommand("vscode.diff", change.uri, previewOf(change), title, {
        preview: true,
        selection: changed,
      });
      const items = [{ label: apply, detail: effect }, { label: vscode.l10n.t("Cancel") }];
      const chosen = await pick(items, { ignoreFocusOut: true, title });
      return chosen?.label === apply;
    },
    title,
  );
}

/** Shows all changes in one editor; resolves with those that were chosen, all of them where nobody unticked one, or null. */
export async function chooseChanges(
  title: string,
  changes: readonly FileChange[],
): Promise<readonly FileChange[] | null> {
  return await beside(
    changes,
    async () => {
      await vscode.commands.executeCommand(
        "vscode.changes",
        title,
        changes.map((change) => [change.uri, change.isNew ? undefined : change.uri, previewOf(change)]),
      );
      const items = changes.map((change) => ({
        label: vscode.workspace.asRelativePath(change.uri),
        description: change.summary,
        picked: true,
        change,
      }));
      const chosen = await pickSeveral(items, {
        ignoreFocusOut: true,
        title,
        placeHolder: vscode.l10n.t("Enter changes the ticked files, Escape none"),
      });
      return chosen?.map(({ change }) => change) ?? null;
    },
    title,
  );
}

/** While somebody decides, the new texts can be opened; then the editor of that title is closed, and nothing is left of it. */
async function beside<Result>(
  changes: readonly Omit<FileChange, "summary">[],
  decide: () => Promise<Result>,
  title: string,
): Promise<Result> {
  const texts = new Map(changes.map((change) => [previewOf(change).toString(), change.text]));
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? null,
  });
  try {
    // Else the changes would take the place of an editor that is not pinned, and close it when they go.
    await vscode.commands.executeCommand("workbench.action.keepEditor");
    return await decide();
  } finally {
    await closeTab(title);
    provider.dispose();
  }
}

function previewOf({ uri }: Pick<FileChange, "uri">): vscode.Uri {
  return uri.with({ scheme, query: uri.scheme });
}

async function closeTab(title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(({ label }) => label.startsWith(title)),
  );
  await vscode.window.tabGroups.close(tabs);
}
