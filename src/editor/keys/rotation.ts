/** The rotation guide of a key, as a document to copy from. */
import * as vscode from "vscode";

import type { KeyPlace } from "../../analysis/credentials/key-place";
import { addTo } from "../../analysis/group-by";
import { rotationGuide } from "../../guidance/rotation";
import type { Analyses } from "../analyses";
import type { MadeDocuments } from "../made-documents";
import { showInformation } from "../shown";

export const rotationCommand = "planeguard.showRotationGuide";

/** With a file and an offset, of the key that stands there; else of the first key in the editor. */
export function registerRotationGuide(analyses: Analyses, documents: MadeDocuments): vscode.Disposable {
  return vscode.commands.registerCommand(rotationCommand, async (uri?: vscode.Uri, offset?: number) => {
    const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
    if (!document) return;
    const { keys } = await analyses.settled(document);
    const key = keys.find(
      ({ range }) => offset === undefined || (range.start.offset <= offset && offset <= range.end.offset),
    );
    if (key) {
      const name = vscode.l10n.t("Rotate the key {0}.md", key.key.shown ?? "");
      await documents.show({ name, text: rotationGuides([key]).join("\n") }, vscode.ViewColumn.Beside);
    } else void showInformation(vscode.l10n.t("Planeguard found no key here."));
  });
}

/** One a key; a key that stands in several places is told once. */
export function rotationGuides(places: readonly KeyPlace[]): readonly string[] {
  const byKey = new Map<string, KeyPlace[]>();
  for (const place of places) {
    const of = place.fingerprints[0]!;
    addTo(byKey, of, place);
  }
  return [...byKey.values()].map((same) =>
    rotationGuide({
      ...same[0]!.key,
      places: same.map(({ file, range }) => `${vscode.workspace.asRelativePath(file)}:${range.start.line}`),
    }),
  );
}
