/** Hover, completion, lenses, symbols and folding: the functions of src/language in the protocol's words. */
import {
  type CancellationToken,
  type CodeLens,
  type CompletionItem as LspItem,
  CompletionItemKind,
  type CompletionList,
  type Connection,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  InsertTextFormat,
  MarkupKind,
  type Range as LspRange,
  type ServerCapabilities,
  SymbolKind,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { CompletionItem, CompletionKind } from "../language/completion/items";
import type { PolicySymbol } from "../language/outline";
import type { Analyses } from "./analyses";
import type { Client } from "./client";
import { openDocument, sourceOf, toRange } from "./places";
import type { Requests } from "./requests";
import type { RulePages } from "./rule-pages";

/** Shows all that a policy allows; takes its document and where it begins. */
export const showAllowedCommand = "planeguard.showAllowed";

export const understandingCapabilities: ServerCapabilities = {
  hoverProvider: true,
  // They begin a string, and separate a service from its actions.
  completionProvider: { triggerCharacters: ['"', "'", ":"], resolveProvider: true },
  codeLensProvider: {},
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  inlayHintProvider: true,
};

const kinds: Record<CompletionKind, CompletionItemKind> = {
  element: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Method,
  wildcard: CompletionItemKind.Interface,
  resource: CompletionItemKind.Struct,
  operator: CompletionItemKind.Operator,
  "condition-key": CompletionItemKind.Field,
  principal: CompletionItemKind.Constant,
  reference: CompletionItemKind.Reference,
  policy: CompletionItemKind.Snippet,
};

export class Understanding {
  constructor(
    private readonly analyses: Analyses,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly pages: RulePages,
    private readonly client: () => Client,
  ) {}

  listen(connection: Connection, requests: Requests): void {
    connection.onHover(
      requests.about((document, { position }, token) => this.hover(document, document.offsetAt(position), token), null),
    );
    connection.onCompletion(
      requests.about(
        (document, { position }, token) => this.completions(document, document.offsetAt(position), token),
        null,
      ),
    );
    connection.onCompletionResolve(requests.answered((item, token) => this.resolve(item, token)));
    connection.onCodeLens(requests.about((document, _, token) => this.lenses(document, token), null));
    connection.onDocumentSymbol(requests.about((document, _, token) => this.symbols(document, token), null));
    connection.languages.inlayHint.on(
      requests.about((document, { range }, token) => this.hints(document, range, token), null),
    );
    connection.onFoldingRanges(requests.about((document, _, token) => this.folds(document, token), null));
  }

  async showAllowed(uri: unknown, offset: unknown, token: CancellationToken): Promise<void> {
    const document = typeof uri === "string" ? this.documents.get(uri) : undefined;
    if (!document || typeof offset !== "number") return;
    const source = sourceOf(document);
    const { understanding } = await this.analyses.engine();
    const page = await understanding.policyPage(source, offset, token);
    if (page !== null) await this.pages.show("what-it-allows", page);
  }

  private async hover(document: TextDocument, offset: number, token: CancellationToken): Promise<Hover | null> {
    const { assertionHoverAt, assertions, callHoverAt, understanding, rulesAt, units } = await this.analyses.engine();
    const source = sourceOf(document);
    const [written, { calls }, asserted, { findings }] = await Promise.all([
      understanding.hoverAt(source, offset, token),
      units.notesOf(source),
      assertions.notesOf(source),
      this.analyses.atOnce(openDocument(document), token),
    ]);
    const hover =
      written ??
      callHoverAt(calls, source.text, offset, this.analyses.language) ??
      assertionHoverAt(asserted.assertions, source.text, offset);
    const sections = [
      ...(hover ? [hover.sections.join("\n\n")] : []),
      ...rulesAt(findings, offset, this.analyses.language).map(
        ({ ruleId, title, why }) => `**${title}** · ${ruleId}\n\n${why}`,
      ),
    ];
    return sections.length === 0
      ? null
      : {
          contents: { kind: MarkupKind.Markdown, value: sections.join("\n\n---\n\n") },
          ...(hover ? { range: toRange(hover.range) } : {}),
        };
  }

  private async completions(
    document: TextDocument,
    offset: number,
    token: CancellationToken,
  ): Promise<CompletionList | null> {
    const { assertions, isConfiguration, understanding } = await this.analyses.engine();
    const source = sourceOf(document);
    const found = isConfiguration(source.name)
      ? await understanding.assertionCompletionsAt(source, offset, (await assertions.notesOf(source)).named, token)
      : await understanding.completionsAt(source, offset, token);
    if (!found) return null;
    const range = toRange(found.replace);
    return { isIncomplete: found.incomplete, items: found.items.map((item) => this.item(item, range)) };
  }

  private item(
    { label, detail, kind, newText, isSnippet, filterText, sortText, topic }: CompletionItem,
    range: ReturnType<typeof toRange>,
  ): LspItem {
    const snippet = isSnippet && this.client().takesSnippets;
    return {
      label,
      detail,
      kind: kinds[kind],
      filterText,
      sortText,
      textEdit: { range, newText: isSnippet && !snippet ? withoutPlaces(newText) : newText },
      insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      ...(topic === null ? {} : { data: topic }),
    };
  }

  private async resolve(item: LspItem, token: CancellationToken): Promise<LspItem> {
    if (typeof item.data !== "string") return item;
    const { understanding } = await this.analyses.engine();
    const value = await understanding.documentationOf(item.data, token);
    return value === null ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  }

  private async lenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    const { assertionLensesOf, assertions, handlerLensesOf, rehearsedTitle, understanding, units } =
      await this.analyses.engine();
    const command = this.client().opensDocuments ? showAllowedCommand : "";
    const source = sourceOf(document);
    const [lenses, { handlers }, asserted] = await Promise.all([
      understanding.lensesOf(source, token),
      units.notesOf(source),
      assertions.notesOf(source),
    ]);
    const control = lenses.find(({ isControl }) => isControl);
    const rehearsed = control && (await rehearsedTitle(source, token));
    return [
      ...(control && rehearsed ? [{ range: toRange(control.range), command: { title: rehearsed, command: "" } }] : []),
      ...lenses.map(({ range, title, offset }) => ({
        range: toRange(range),
        command: { title, command, arguments: [document.uri, offset] },
      })),
      ...[
        ...handlerLensesOf(handlers, source.text, this.analyses.language),
        ...assertionLensesOf(asserted.assertions, source.text),
      ].map(({ range, title }) => ({
        range: toRange(range),
        command: { title, command: "" },
      })),
    ];
  }

  private async symbols(document: TextDocument, token: CancellationToken): Promise<DocumentSymbol[]> {
    const { understanding } = await this.analyses.engine();
    return (await understanding.symbolsOf(sourceOf(document), token)).map(toSymbol);
  }

  private async hints(document: TextDocument, range: LspRange, token: CancellationToken): Promise<InlayHint[]> {
    const { understanding } = await this.analyses.engine();
    const within = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return (await understanding.inlayHintsOf(sourceOf(document), within, token)).map(({ at, label, tooltip }) => ({
      position: toRange({ start: at, end: at }).start,
      label,
      paddingLeft: true,
      tooltip: { kind: MarkupKind.Markdown, value: tooltip },
    }));
  }

  private async folds(document: TextDocument, token: CancellationToken): Promise<FoldingRange[]> {
    const { understanding } = await this.analyses.engine();
    return (await understanding.foldsOf(sourceOf(document), token))
      .map(toRange)
      .map(({ start, end }) => ({ startLine: start.line, endLine: end.line }));
  }
}

function toSymbol({ kind, name, detail, range, selection, children }: PolicySymbol): DocumentSymbol {
  return {
    name,
    detail,
    kind: kind === "policy" ? SymbolKind.Class : SymbolKind.Object,
    range: toRange(range),
    selectionRange: toRange(selection),
    children: children.map(toSymbol),
  };
}

/** A snippet for clients that know none: what stands in its places as text. */
function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^{}]*)\}|\$\{?\d+\}?/g, "$1").replace(/\\([\\$}])/g, "$1");
}
