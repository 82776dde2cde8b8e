/** Diagnostics: handed out where the client asks for them, else sent when a document is opened and after each edit. */
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Severity } from "../analysis/finding";
import { type FoundInFile, type Shown, shownOf } from "../language/diagnostics";
import { OpenDocuments } from "../language/open-documents";
import type { Language } from "../wording/language";
import type { Analyses } from "./analyses";
import type { Client } from "./client";
import { logOf } from "./log";
import { filePath, openDocument, toRange, uriOf } from "./places";
import type { Requests } from "./requests";

export const source = "Planeguard";

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export class Diagnostics {
  private readonly shown: OpenDocuments;

  constructor(
    private readonly connection: Connection,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly analyses: Analyses,
    private readonly client: () => Client,
    requests: Requests,
  ) {
    this.shown = new OpenDocuments({
      show: ({ uri, version }, found) =>
        this.send(uri, version, toDiagnostics(found, uri, client(), analyses.language)),
      hide: (uri) => this.send(uri, null, []),
      failed: (uri, error) =>
        logOf(connection).error(
          `${uri} could not be checked: ${error instanceof Error ? error.message : String(error)}`,
        ),
      after(milliseconds, act) {
        const timer = setTimeout(act, milliseconds);
        return () => clearTimeout(timer);
      },
      now: () => performance.now(),
    });
    documents.onDidChangeContent(({ document }) => {
      if (this.client().pullsDiagnostics) return;
      const { uri } = document;
      if (this.shown.has(uri)) this.shown.checkSoon(uri, 0, () => this.check(document));
      else this.check(document);
    });
    documents.onDidClose(({ document: { uri } }) => {
      void analyses.forget(uri);
      this.shown.close(uri, filePath(uri) === null ? null : () => analyses.ofSaved(uri));
    });
    const nothing: DocumentDiagnosticReport = { kind: "full", items: [] };
    const answer = requests.about<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      async (document, _, token) => ({ kind: "full", items: await this.of(document, token) }),
      nothing,
    );
    connection.languages.diagnostics.on(async (params, token) => {
      const answered = await answer(params, token);
      const isSuperseded = answered instanceof ResponseError && answered.code === LSPErrorCodes.ContentModified;
      return isSuperseded
        ? new ResponseError(LSPErrorCodes.ServerCancelled, answered.message, { retriggerRequest: true })
        : (answered as DocumentDiagnosticReport);
    });
  }

  /** Says all of it again, as after a change of the configuration, or that of one document alone. */
  refresh(only?: TextDocument): void {
    if (!this.client().pullsDiagnostics)
      for (const document of only ? [only] : this.documents.all()) this.check(document);
    // A client that does not care asks again with the next edit.
    else if (this.client().refreshesDiagnostics) this.connection.languages.diagnostics.refresh().catch(() => {});
  }

  dispose(): void {
    this.shown.dispose();
  }

  private check(document: TextDocument): void {
    const { uri, version } = document;
    void this.shown.check({ uri, version }, () => this.analyses.of(openDocument(document)));
  }

  private async of(document: TextDocument, token: CancellationToken): Promise<Diagnostic[]> {
    const { uri } = document;
    const found = await this.analyses.of(openDocument(document), token);
    return this.documents.get(uri)
      ? toDiagnostics(this.shown.tell(uri, found), uri, this.client(), this.analyses.language)
      : [];
  }

  private send(uri: string, version: number | null, diagnostics: Diagnostic[]): void {
    if (this.client().pullsDiagnostics) return;
    // Where nothing can be sent any more the client is gone.
    this.connection.sendDiagnostics({ uri, ...(version === null ? {} : { version }), diagnostics }).catch(() => {});
  }
}

function toDiagnostics(found: FoundInFile, uri: string, client: Client, language: Language): Diagnostic[] {
  return shownOf(found, { namesRules: true, language }).map((shown) => toDiagnostic(shown, uri, client));
}

function toDiagnostic(
  { range, severity, message, ruleId, unnecessary, deprecated, related }: Shown,
  uri: string,
  { showsTags, showsRelated }: Client,
): Diagnostic {
  return {
    range: range ? toRange(range) : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: severities[severity],
    source,
    message,
    ...(ruleId === null ? {} : { code: ruleId }),
    ...((unnecessary || deprecated) && showsTags
      ? {
          tags: [
            ...(unnecessary ? [DiagnosticTag.Unnecessary] : []),
            ...(deprecated ? [DiagnosticTag.Deprecated] : []),
          ],
        }
      : {}),
    ...(related.length > 0 && showsRelated
      ? {
          relatedInformation: related.map((place) => ({
            location: { uri: uriOf(place.file, uri), range: toRange(place.range) },
            message: place.message,
          })),
        }
      : {}),
  };
}
