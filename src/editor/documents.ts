/** VS Code's documents and places, as the analysis says them and back. */
import * as vscode from 'vscode';
import type { SourceDocument } from '../analysis/document';
import type { Range, Span } from '../analysis/text';
import { languageIds, schemes } from '../language/languages';

/** The documents that are checked as they are typed. */
export const selector: vscode.DocumentSelector = schemes.flatMap(scheme => languageIds.map(language => ({ scheme, language })));

const languages = new Set<string>(languageIds);
const places = new Set<string>(schemes);

export function isChecked(document: vscode.TextDocument): boolean {
  return languages.has(document.languageId) && places.has(document.uri.scheme);
}

export function sourceOf(document: vscode.TextDocument): SourceDocument {
  return { name: nameOf(document.uri), text: document.getText(), languageId: document.languageId };
}

/** What findings call the file. Only its path: the analysis knows nothing of schemes. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path;
}

/** The file that a finding of `beside` names. */
export function uriOf(name: string, beside: vscode.Uri): vscode.Uri {
  return name === nameOf(beside) ? beside : beside.with({ path: name, query: '', fragment: '' });
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

export function toSpan(document: vscode.TextDocument, range: vscode.Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}
