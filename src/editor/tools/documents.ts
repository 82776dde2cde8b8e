/** Which document a tool for language models is asked about: a text, or a file of the workspace as it is in the editor. */
import * as vscode from "vscode";

import type { SourceDocument } from "../../analysis/source/document";
import type { DocumentInput } from "../../assist/tool";
import { plain } from "../../language/diagnostics";
import { cellScheme } from "../../language/document-uri";
import { type Folder, liesIn, pathsMeant, placeMeant } from "../../workspace/meant-file";
import { sourceOf } from "../documents";

/** Throws, with what the model can do about it, where there is no such document. */
export async function documentOf({ text, fileName, file }: DocumentInput): Promise<SourceDocument> {
  if (text !== undefined) return { name: fileName || "policy.json", text };
  if (!file) throw new Error('Give either "text" or "file".');
  for (const uri of [...openedAs(file), ...namedInFolders(file)])
    if (await isOfWorkspace(uri)) return sourceOf(await vscode.workspace.openTextDocument(uri));
  throw new Error(`${plain(file)} is not a file of the workspace.`);
}

/** A file or folder of the workspace on the disk, or one of its folders. Throws as `documentOf`. */
export async function placeOf(name: string): Promise<{ readonly path: string; readonly folder: string }> {
  const place = await placeMeant(name, diskFolders());
  if (place === null) throw new Error(`${plain(name)} is not a file of the workspace.`);
  return place;
}

function openedAs(file: string): vscode.Uri[] {
  return vscode.workspace.textDocuments
    .map(({ uri }) => uri)
    .filter((uri) => uri.fsPath === file || uri.toString() === file);
}

function namedInFolders(file: string): vscode.Uri[] {
  const onDisk = pathsMeant(file, diskFolders()).map((path) => vscode.Uri.file(path));
  if (/^(?:\/|[\w-]+:)/.test(file) || file.split("/").includes("..")) return onDisk;
  const elsewhere = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme !== "file");
  return [...onDisk, ...elsewhere.map(({ uri }) => vscode.Uri.joinPath(uri, file))];
}

/** Nobody asked for other files to be read. A link in the workspace may lead out of it, also one that is open. */
async function isOfWorkspace(uri: vscode.Uri): Promise<boolean> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (uri.scheme === "untitled") return true;
  if (uri.scheme === "file" || uri.scheme === cellScheme)
    // Without a folder, what is open is all that there is.
    return (
      folders.length === 0 ||
      liesIn(
        uri.fsPath,
        diskFolders().map(({ path }) => path),
      )
    );
  return folders.some(
    (folder) =>
      folder.uri.scheme === uri.scheme &&
      folder.uri.authority === uri.authority &&
      uri.path.startsWith(`${folder.uri.path.replace(/\/$/, "")}/`),
  );
}

function diskFolders(): Folder[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ name, uri }) => ({ name, path: uri.fsPath }));
}
