/** "Add an assertion": writes into planeguard.json what the statement at a place suggests. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CreateFile,
  type TextDocumentEdit,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import { plainText } from "../escape/label";
import { lineEdits } from "../language/fix-all";
import { isWithin } from "../workspace/within";
import type { Analyses } from "./analyses";
import type { Client } from "./client";
import { filePath, sourceOf } from "./places";

export class AssertionActions {
  constructor(
    private readonly analyses: Analyses,
    private readonly client: () => Client,
    private readonly folders: () => readonly string[],
    private readonly openText: (uri: string) => string | null,
  ) {}

  /** None outside of a statement, and where no folder that the client has opened can have the planeguard.json. */
  async at(document: TextDocument, offset: number, token: CancellationToken): Promise<CodeAction[]> {
    const path = filePath(document.uri);
    if (path === null) return [];
    const { assertionOffersAt, configurationFor, understanding, withAssertion } = await this.analyses.engine();
    const source = sourceOf(document);
    const policies = await understanding.symbolsOf(source, token);
    const isInStatement = policies
      .flatMap(({ children }) => children)
      .some(({ range }) => range.start.offset <= offset && offset <= range.end.offset);
    if (!isInStatement) return [];
    const file = this.fileFor(path, (await configurationFor(path)).source);
    if (file === null) return [];
    const uri = pathToFileURL(file).href;
    const before = this.openText(uri) ?? (await readFile(file, "utf8").catch(() => null));
    const offers = await assertionOffersAt(source, offset, token);
    return offers.flatMap(({ sentence, entry }): CodeAction[] => {
      const made = withAssertion(before ?? "", entry);
      const edits = made && this.edits(uri, before, made.text);
      return edits ? [{ title: plainText(`Assert: ${sentence}`), kind: CodeActionKind.Refactor, edit: edits }] : [];
    });
  }

  /** The one that governs, where a folder of the client's has it, else that of the folder. */
  private fileFor(path: string, source: string | null): string | null {
    const folders = this.folders().flatMap((uri) => filePath(uri) ?? []);
    const own = folders.filter((folder) => isWithin(folder, path)).sort((a, b) => b.length - a.length)[0];
    if (source !== null) return folders.some((folder) => isWithin(folder, dirname(source))) ? source : null;
    return own === undefined ? null : join(own, "planeguard.json");
  }

  private edits(uri: string, before: string | null, after: string): CodeAction["edit"] | null {
    if (before === null) {
      if (!this.client().createsFiles) return null;
      const begin = { line: 0, character: 0 };
      const create: CreateFile = { kind: "create", uri, options: { ignoreIfExists: true } };
      return {
        documentChanges: [
          create,
          { textDocument: { uri, version: null }, edits: [{ range: { start: begin, end: begin }, newText: after }] },
        ],
      };
    }
    const text = TextDocument.create(uri, "json", 0, before);
    const edits = lineEdits(before, after).map(({ span, newText }): TextEdit => ({
      range: { start: text.positionAt(span.start), end: text.positionAt(span.end) },
      newText,
    }));
    const whole: TextDocumentEdit = { textDocument: { uri, version: null }, edits };
    return this.client().takesVersions ? { documentChanges: [whole] } : { changes: { [uri]: edits } };
  }
}
