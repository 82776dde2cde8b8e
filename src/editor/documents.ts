/** VS Code's documents and places, as the analysis says them and back. */
import * as vscode from "vscode";

import type { SourceDocument } from "../analysis/source/document";
import type { Range, Span } from "../analysis/text";
import { languageIds, schemes } from "../language/languages";

/** The documents that are checked as they are typed. */
export const selector = selectorOf(languageIds);

/** Documents of some languages, wherever such documents may stand. */
export function selectorOf(ids: readonly string[]): vscode.DocumentSelector {
  return schemes.flatMap((scheme) => ids.map((language) => ({ scheme, language })));
}

const languages = new Set<string>(languageIds);
const places = new Set<string>(schemes);

export function isChecked(document: vscode.TextDocument): boolean {
  return languages.has(document.languageId) && places.has(document.uri.scheme);
}

export function sourceOf(document: vscode.TextDocument): SourceDocument {
  return { name: nameOf(document.uri), text: document.getText(), languageId: document.languageId };
}

/** Cells of notebooks are documents of their own. */
const cellScheme = "vscode-notebook-cell";

/** What findings call the file. Only its path: the analysis knows nothing of schemes. A cell has a name that is not its notebook's. */
export function nameOf({ scheme, path, fragment }: vscode.Uri): string {
  return scheme === cellScheme ? `${path}#${fragment}` : path;
}

/** The file that a finding of `beside` names. */
export function uriOf(name: string, beside: vscode.Uri): vscode.Uri {
  if (name === nameOf(beside)) return beside;
  const cell = vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => nameOf(document.uri) === name);
  return cell?.document.uri ?? (notebookOf(beside)?.uri ?? beside).with({ path: name, query: "", fragment: "" });
}

/** The open notebook that a cell belongs to. */
export function notebookOf({ scheme, path }: vscode.Uri): vscode.NotebookDocument | undefined {
  return scheme === cellScheme ? vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === path) : undefined;
}

export function isOpenNotebook(file: vscode.Uri): boolean {
  return vscode.workspace.notebookDocuments.some(({ uri }) => uri.toString() === file.toString());
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

export function toSpan(document: vscode.TextDocument, range: vscode.Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}
