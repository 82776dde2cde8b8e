/** Code actions: fixes of the findings at a place, the page of their rules, and every safe fix at once. */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { Finding } from "../analysis/finding";
import type { TextEdit as SpanEdit } from "../analysis/text";
import type { ExplainAction, FixAction } from "../language/actions";
import { snippetOf } from "../language/blanks";
import { lineEdits } from "../language/fix-all";
import { fixedLines, type Offer, offersAt } from "../language/light-bulb";
import { wordingIn } from "../wording/language";
import type { Analyses } from "./analyses";
import { AssertionActions } from "./assertion-actions";
import type { Client } from "./client";
import { source } from "./diagnostics";
import { EditsByFile } from "./edits";
import { nearestManifest } from "./manifest";
import { isSameRange, openDocument, toRange, toSpan, uriOf } from "./places";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.planeguard`;
export const openRuleCommand = "planeguard.openRule";

export class CodeActions {
  private readonly assertions: AssertionActions;

  constructor(
    private readonly analyses: Analyses,
    private readonly client: () => Client,
    private readonly folders: () => readonly string[],
    openText: (uri: string) => string | null,
  ) {
    this.assertions = new AssertionActions(analyses, client, folders, openText);
  }

  async at(
    document: TextDocument,
    { range, context }: CodeActionParams,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const { only } = context;
    return [
      ...(!only || takes(only, CodeActionKind.QuickFix)
        ? await this.quickFixes(document, toSpan(document, range), context.diagnostics, token)
        : []),
      ...(!only || takes(only, CodeActionKind.Refactor)
        ? await this.assertions.at(document, document.offsetAt(range.start), token)
        : []),
      // Only where it was asked for by kind, as on saving: it is no answer to a single finding.
      ...(only && takes(only, fixAllKind) && !token.isCancellationRequested ? await this.fixAll(document, token) : []),
    ];
  }

  private async quickFixes(
    document: TextDocument,
    span: { start: number; end: number },
    diagnostics: readonly Diagnostic[],
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const { offers } = await offersAt(openDocument(document), span, this.analyses, this.analyses.language, token);
    // Where the client opens no documents there is nowhere to show a page.
    const shown = offers.filter(({ action }) => action.kind === "fix" || this.client().opensDocuments);
    return Promise.all(
      shown.map(async (offer): Promise<CodeAction> => {
        const { action } = offer;
        const made = action.kind === "fix" ? await this.fix(offer, action, document) : explain(offer.title, action);
        return { ...made, diagnostics: diagnostics.filter((diagnostic) => shows(diagnostic, action.shownAs)) };
      }),
    );
  }

  private async fix(
    { title, edits: offered, confirmation }: Offer,
    { preferred, dependency, blanks }: FixAction,
    document: TextDocument,
  ): Promise<CodeAction> {
    const edits = new EditsByFile();
    // The cursor goes to what is to be completed: that shows the change, so nobody is asked before.
    if (blanks.length > 0 && this.client().editsBySnippets)
      return {
        title,
        kind: CodeActionKind.QuickFix,
        edit: { documentChanges: snippetEdits(offered, blanks, document) },
      };
    for (const { file, range, newText } of offered)
      edits.add(uriOf(file, document.uri), { range: toRange(range), newText });
    if (dependency !== null) await this.addDependency(edits, document.uri, dependency);
    return {
      title,
      kind: CodeActionKind.QuickFix,
      isPreferred: preferred,
      edit: edits.toWorkspaceEdit(this.client(), document, confirmation),
    };
  }

  private async addDependency(edits: EditsByFile, uri: string, name: string): Promise<void> {
    const manifest = await nearestManifest(uri, this.folders());
    if (!manifest) return;
    const after = (await this.analyses.engine()).withDependency(manifest.text, name);
    if (after === null) return;
    const before = TextDocument.create(manifest.uri, "json", 0, manifest.text);
    for (const edit of lineEdits(manifest.text, after)) edits.add(manifest.uri, textEdit(before, edit));
  }

  private async fixAll(document: TextDocument, token: CancellationToken): Promise<CodeAction[]> {
    const open = openDocument(document);
    const { findings } = await this.analyses.atOnce(open, token);
    const lines = findings.length === 0 ? [] : await fixedLines(open, this.analyses, undefined, token);
    if (lines.length === 0) return [];
    const edits = new EditsByFile();
    for (const edit of lines) edits.add(document.uri, textEdit(document, edit));
    return [
      {
        title: wordingIn(this.analyses.language).text`Fix all safe Planeguard findings`,
        kind: fixAllKind,
        edit: edits.toWorkspaceEdit(this.client(), document, null),
      },
    ];
  }
}

/** Whether one of the kinds asked for is this one, or one above it. */
function takes(only: readonly string[], kind: string): boolean {
  return only.some((asked) => asked === "" || asked === kind || kind.startsWith(`${asked}.`));
}

function shows(diagnostic: Diagnostic, finding: Finding): boolean {
  return (
    diagnostic.source === source &&
    diagnostic.code === finding.ruleId &&
    isSameRange(diagnostic.range, toRange(finding.range))
  );
}

function explain(title: string, { ruleId }: ExplainAction): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: openRuleCommand, arguments: [ruleId] } };
}

/** The edits with a place to type at for each blank, in the order of the text. */
function snippetEdits(offered: Offer["edits"], blanks: readonly string[], document: TextDocument): TextDocumentEdit[] {
  let first = 1;
  const byUri = new Map<string, (TextEdit | SnippetTextEdit)[]>();
  for (const { file, range, newText } of offered) {
    const { snippet, next } = snippetOf(newText, blanks, first);
    const uri = uriOf(file, document.uri);
    const edits = byUri.get(uri) ?? [];
    byUri.set(uri, edits);
    edits.push(
      next === first
        ? { range: toRange(range), newText }
        : { range: toRange(range), snippet: { kind: "snippet", value: snippet } },
    );
    first = next;
  }
  return [...byUri].map(([uri, edits]) => ({
    textDocument: { uri, version: uri === document.uri ? document.version : null },
    edits,
  }));
}

function textEdit(before: TextDocument, { span, newText }: SpanEdit): TextEdit {
  return { range: { start: before.positionAt(span.start), end: before.positionAt(span.end) }, newText };
}
