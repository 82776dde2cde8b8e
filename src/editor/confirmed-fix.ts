/** A fix that a person agrees to first: it is shown beside what is there, and made as a whole or not at all. */
import * as vscode from "vscode";

import type { Edit } from "../analysis/finding";
import { applyEdits, checkOf } from "../analysis/text";
import { toRange } from "./documents";
import { agreeTo } from "./preview";
import { showInformation } from "./shown";

export const confirmFixCommand = "planeguard.confirmFix";

/** What the light bulb hands to the command. */
export interface ConfirmedFix {
  readonly document: vscode.TextDocument;
  /** Of the document for which the edits were made. */
  readonly version: number;
  /** The edits are of this file, and made for a text of that `checkOf`; null where they are of the document. */
  readonly elsewhere: { readonly uri: vscode.Uri; readonly check: number } | null;
  /** In the order of the text, and all of one file. */
  readonly edits: readonly Edit[];
  readonly title: string;
  /** What the change does to what the policy allows. */
  readonly effect: string;
}

/** Resolves with whether the fix was made. */
export async function confirmFix({
  document: asked,
  elsewhere,
  edits,
  title,
  effect,
  ...of
}: ConfirmedFix): Promise<boolean> {
  const document = elsewhere ? await vscode.workspace.openTextDocument(elsewhere.uri) : asked;
  const isOther = elsewhere ? checkOf(document.getText()) !== elsewhere.check : asked.version !== of.version;
  if (isOther) return await hasChanged();
  const { version } = document;
  const text = applyEdits(
    document.getText(),
    edits.map(({ range: { start, end }, newText }) => ({ span: { start: start.offset, end: end.offset }, newText })),
  );
  const { line } = toRange(edits[0]!.range).start;
  if (!(await agreeTo(title, effect, { uri: document.uri, text }, new vscode.Range(line, 0, line, 0)))) return false;
  if (document.version !== version) return await hasChanged();
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, toRange(range), newText);
  return await vscode.workspace.applyEdit(edit);
}

async function hasChanged(): Promise<false> {
  await showInformation(vscode.l10n.t("The file has changed since this was offered. Open the light bulb again."));
  return false;
}
