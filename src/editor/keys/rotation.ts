/** The rotation guide of a key, as a document to copy from. */
import * as vscode from "vscode";

import type { KeyPlace } from "../../analysis/credentials/key-place";
import { rotationGuide } from "../../guidance/rotation";
import type { Analyses } from "../analyses";
import { showInformation } from "../shown";

export const rotationCommand = "planeguard.showRotationGuide";

/** With a file and an offset, of the key that stands there; else of the first key in the editor. */
export function registerRotationGuide(analyses: Analyses): vscode.Disposable {
  return vscode.commands.registerCommand(rotationCommand, async (uri?: vscode.Uri, offset?: number) => {
    const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
    if (!document) return;
    const { keys } = await analyses.of(document);
    const key = keys.find(
      ({ range }) => offset === undefined || (range.start.offset <= offset && offset <= range.end.offset),
    );
    if (key) await showRotationGuides([key]);
    else void showInformation(vscode.l10n.t("Planeguard found no key here."));
  });
}

/** One document for all of them. */
async function showRotationGuides(places: readonly KeyPlace[]): Promise<void> {
  await showBeside(rotationGuides(places).join("\n"));
}

/** Markdown to copy from. */
export async function showBeside(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

/** One a key; a key that stands in several places is told once. */
export function rotationGuides(places: readonly KeyPlace[]): readonly string[] {
  const byKey = new Map<string, KeyPlace[]>();
  for (const place of places) {
    const of = place.fingerprints[0]!;
    byKey.set(of, [...(byKey.get(of) ?? []), place]);
  }
  return [...byKey.values()].map((same) =>
    rotationGuide({
      ...same[0]!.key,
      places: same.map(({ file, range }) => `${vscode.workspace.asRelativePath(file)}:${range.start.line}`),
    }),
  );
}
