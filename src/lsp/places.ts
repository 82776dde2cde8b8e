/** The protocol's documents and places, as the analysis says them and back. Both count in UTF-16 units; lines and characters count from 0 here. */
import type { Range as LspRange } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { SourceDocument } from "../analysis/source/document";
import type { Range, Span } from "../analysis/text";
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
    name: nameOf(document.uri),
    text: document.getText(),
    languageId: known.has(languageId) ? languageId : undefined,
  };
}

/** What findings call the file: the path of its URI. */
export function nameOf(uri: string): string {
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}

/** The path of a name: on Windows a slash stands before the drive in that of a URI. */
export function pathOf(name: string): string {
  return name.replace(/^\/(?=[A-Za-z]:)/, "");
}

/** The file that a finding of `beside` names. */
export function uriOf(name: string, beside: string): string {
  if (name === nameOf(beside)) return beside;
  try {
    const uri = new URL(beside);
    uri.pathname = name.split("/").map(encodeURIComponent).join("/");
    return uri.href;
  } catch {
    return name;
  }
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
