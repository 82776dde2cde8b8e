/** VS Code's documents and places, as the analysis says them and back. */
import * as vscode from "vscode";

import type { SourceDocument } from "../analysis/source/document";
import type { Range, Span } from "../analysis/text";
import type { OpenDocument } from "../language/current-analyses";
import { cellScheme, nameOf, uriOf as documentUri } from "../language/document-uri";
import { languageIds, schemes } from "../language/languages";

export { nameOf, pathOf } from "../language/document-uri";

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

/** The document as it stands. */
export function openDocument(document: vscode.TextDocument): OpenDocument {
  return { uri: document.uri.toString(), version: document.version, source: sourceOf(document) };
}

/** The document that a finding of `beside` names. */
export function uriOf(name: string, beside: vscode.Uri): vscode.Uri {
  return documentUri(name, beside, (uri) => vscode.Uri.parse(uri));
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
