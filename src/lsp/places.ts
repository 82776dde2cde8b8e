/** The protocol's documents and places, as the analysis says them and back. Both count in UTF-16 units; lines and characters count from 0 here. */
import type { Range as LspRange } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";

import type { SourceDocument } from "../analysis/source/document";
import type { Range, Span } from "../analysis/text";
import type { OpenDocument } from "../language/current-analyses";
import { isUri, nameOf, uriOf as documentUri } from "../language/document-uri";
import { languageIds } from "../language/languages";

/** What other editors call the languages that VS Code names otherwise. Of a language in neither list the name of the file tells. */
const alsoCalled: Readonly<Record<string, string>> = {
  bash: "shellscript",
  sh: "shellscript",
  zsh: "shellscript",
  "shell script": "shellscript",
  ksh: "shellscript",
  cs: "csharp",
  "c#": "csharp",
  ps1: "powershell",
  dosini: "ini",
  jproperties: "properties",
  "javascript.jsx": "javascriptreact",
  "typescript.tsx": "typescriptreact",
  tsx: "typescriptreact",
  "yaml.docker-compose": "dockercompose",
  "terraform-vars": "terraform",
  opentofu: "terraform",
  "opentofu-vars": "terraform",
};

const known = new Set<string>(languageIds);

export function sourceOf(document: TextDocument): SourceDocument {
  const called = document.languageId.toLowerCase();
  const languageId = alsoCalled[called] ?? called;
  return {
    name: nameOf(parse(document.uri)),
    text: document.getText(),
    languageId: known.has(languageId) ? languageId : undefined,
  };
}

/** The document as it stands: edits change the one that it is made of. */
export function openDocument(document: TextDocument): OpenDocument {
  return { uri: document.uri, version: document.version, source: sourceOf(document) };
}

/** A client may name a document by what is no URI: it is a name then. */
export function parse(uri: string): URI {
  try {
    return URI.parse(uri);
  } catch {
    return URI.from({ scheme: "untitled", path: uri });
  }
}

/** The path of a folder or file of this machine; null for any other. */
export function filePath(uri: string): string | null {
  const parsed = parse(uri);
  return parsed.scheme === "file" ? parsed.fsPath : null;
}

/** The document that a finding of `beside` names; what the client has said is left as it wrote it. */
export function uriOf(name: string, beside: string): string {
  if (isUri(name)) return name;
  const from = parse(beside);
  const found = documentUri(name, from, parse);
  return found === from ? beside : found.toString();
}

export function toRange({ start, end }: Range): LspRange {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}

export function toSpan(document: TextDocument, { start, end }: LspRange): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

export function isSameRange(one: LspRange, other: LspRange): boolean {
  return (
    one.start.line === other.start.line &&
    one.start.character === other.start.character &&
    one.end.line === other.end.line &&
    one.end.character === other.end.character
  );
}
