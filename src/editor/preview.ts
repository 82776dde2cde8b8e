/** What is about to be changed, side by side, and the choice of the files in which it is. */
import * as vscode from "vscode";

import { cellSources } from "../language/cell-sources";
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
  const notebook = vscode.workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString());
  if (notebook) addCellChanges(edit, notebook, document.getText(), text);
  else addLineEdits(edit, document, text);
}

function addLineEdits(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, text: string): void {
  for (const { span, newText } of lineEdits(document.getText(), text)) {
    const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
    edit.replace(document.uri, range, newText);
  }
}

/** The cells of an open notebook are changed, not its file: else there would be no way back by undo. One that differs from the file stays. */
function addCellChanges(
  edit: vscode.WorkspaceEdit,
  notebook: vscode.NotebookDocument,
  before: string,
  after: string,
): void {
  const [old, current] = [cellSources(before), cellSources(after)];
  if (!old || current?.length !== old.length || notebook.cellCount !== old.length) return;
  notebook.getCells().forEach(({ document }, at) => {
    const unsaved = document.getText().replaceAll("\r\n", "\n") !== old[at]!.replaceAll("\r\n", "\n");
    if (current[at] !== old[at] && !unsaved) addLineEdits(edit, document, current[at]!);
  });
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

/**
 * While somebody decides, the new texts can be opened; then the editor of that title is closed, and nothing is left of it.
 * It stands in a group of its own in the lower half: the question is asked at the top of the window, and would cover it.
 */
async function beside<Result>(
  changes: readonly Omit<FileChange, "summary">[],
  decide: () => Promise<Result>,
  title: string,
): Promise<Result> {
  const texts = new Map(changes.map((change) => [previewOf(change).toString(), change.text]));
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? null,
  });
  const { tabGroups } = vscode.window;
  const groups = tabGroups.all.length;
  try {
    await vscode.commands.executeCommand("workbench.action.newGroupBelow");
    return await decide();
  } finally {
    await closeTab(title);
    // Where a person has VS Code keep empty groups.
    const empty = tabGroups.activeTabGroup;
    if (tabGroups.all.length > groups && empty.tabs.length === 0) await tabGroups.close(empty);
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
