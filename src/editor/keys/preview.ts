/** What is about to be changed, side by side, and the choice of the files in which it is. */
import * as vscode from "vscode";

import { pickSeveral } from "../shown";

export interface FileChange {
  readonly uri: vscode.Uri;
  /** The whole text as it will be. */
  readonly text: string;
  /** What is done to the file, in a few words. */
  readonly summary: string;
}

const scheme = "planeguard-preview";

/** Shows all changes in one editor; resolves with those that were chosen, all of them where nobody unticked one, or null. */
export async function chooseChanges(
  title: string,
  changes: readonly FileChange[],
): Promise<readonly FileChange[] | null> {
  const texts = new Map(changes.map((change) => [previewOf(change).toString(), change.text]));
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? null,
  });
  try {
    // Else the changes would take the place of an editor that is not pinned, and close it when they go.
    await vscode.commands.executeCommand("workbench.action.keepEditor");
    await vscode.commands.executeCommand(
      "vscode.changes",
      title,
      changes.map((change) => [change.uri, change.uri, previewOf(change)]),
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
  } finally {
    await closeTab(title);
    provider.dispose();
  }
}

function previewOf({ uri }: FileChange): vscode.Uri {
  return uri.with({ scheme, query: uri.scheme });
}

async function closeTab(title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(({ label }) => label.startsWith(title)),
  );
  await vscode.window.tabGroups.close(tabs);
}
