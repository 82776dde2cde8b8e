/** What people write beside the view: attestations, and what the project asserts. */
import * as vscode from "vscode";

import type { Range } from "../../../analysis/text";

/** A place in a file; the file as a whole where `range` is null. */
export interface WrittenPlace {
  readonly file: vscode.Uri;
  readonly range: Range | null;
}

export interface WrittenMistake extends WrittenPlace {
  readonly message: string;
}

/** Is given a `WrittenPlace`. */
export const openPlaceCommand = "planeguard.openPlace";

export function registerOpenPlace(): vscode.Disposable {
  return vscode.commands.registerCommand(openPlaceCommand, ({ file, range }: WrittenPlace) =>
    openAt(file, range === null ? undefined : new vscode.Position(range.start.line - 1, range.start.column - 1)),
  );
}

export async function openAt(file: vscode.Uri, at?: vscode.Position): Promise<vscode.TextEditor | undefined> {
  return vscode.window.showTextDocument(file, at === undefined ? {} : { selection: new vscode.Range(at, at) });
}

/** A mistake with its place, as rows and logs show it: `file` is how they name it. */
export function placed(file: string, range: Range | null): string {
  return range === null ? file : `${file}:${range.start.line}:${range.start.column}`;
}

/** A file as somebody has typed it and not saved, else as it is on the disk: an editor follows the disk later. Null where there is none, an error where it cannot be read. */
export async function textOf(file: vscode.Uri): Promise<string | null | Error> {
  const typed = vscode.workspace.textDocuments.find(
    ({ uri, isDirty }) => isDirty && uri.toString() === file.toString(),
  );
  if (typed) return typed.getText();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return null;
    return error instanceof TypeError ? new Error(vscode.l10n.t("it is not UTF-8 text")) : (error as Error);
  }
}
