/** Diagnostics: handed out where the client asks for them, else sent at once when a document is opened and shortly after an edit. */
import {
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Severity } from "../analysis/finding";
import { type FoundInFile, type Shown, shownOf } from "../language/diagnostics";
import type { Analyses } from "./analyses";
import type { Client } from "./client";
import { toRange, uriOf } from "./places";

export const source = "Planeguard";
const debounceMs = 150;

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export class Diagnostics {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly connection: Connection,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly analyses: Analyses,
    private readonly client: () => Client,
  ) {
    const seen = new Set<string>();
    documents.onDidChangeContent(({ document: { uri } }) => {
      if (this.client().pullsDiagnostics) return;
      if (seen.has(uri)) this.soon(uri);
      else void this.send(uri);
      seen.add(uri);
    });
    documents.onDidClose(({ document: { uri } }) => {
      seen.delete(uri);
      clearTimeout(this.timers.get(uri));
      this.timers.delete(uri);
      analyses.forget(uri);
      if (!this.client().pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
    });
    connection.languages.diagnostics.on(async ({ textDocument }) => {
      const document = documents.get(textDocument.uri);
      return { kind: "full", items: document ? await this.of(document) : [] };
    });
  }

  /** Says all of it again, as after a change of the configuration. */
  refresh(): void {
    if (this.client().pullsDiagnostics) {
      if (this.client().refreshesDiagnostics) void this.connection.languages.diagnostics.refresh();
    } else for (const { uri } of this.documents.all()) void this.send(uri);
  }

  private async of(document: TextDocument): Promise<Diagnostic[]> {
    return toDiagnostics(await this.analyses.shownOf(document), document.uri, this.client());
  }

  private soon(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => void this.send(uri), debounceMs),
    );
  }

  /** Nothing where the document was edited or closed meanwhile. */
  private async send(uri: string): Promise<void> {
    const document = this.documents.get(uri);
    if (!document) return;
    const { version } = document;
    try {
      const diagnostics = await this.of(document);
      if (this.documents.get(uri)?.version === version)
        await this.connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      this.connection.console.error(
        `${uri} could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

function toDiagnostics(found: FoundInFile, uri: string, client: Client): Diagnostic[] {
  return shownOf(found).map((shown) => toDiagnostic(shown, uri, client));
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
