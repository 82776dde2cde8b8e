/** The analysis of each open document as it stands: whoever asks about the same version shares one. */
import type { SourceDocument } from "../analysis/source/document";
import { type Cancellation, CancellationSource } from "./cancellation";

/** A document as it stood when somebody asked about it: what is typed meanwhile changes nothing in it. */
export interface OpenDocument {
  /** Its URI, which tells it from all others. */
  readonly uri: string;
  readonly version: number;
  readonly source: SourceDocument;
}

interface Current<Found> {
  readonly version: number;
  readonly languageId: string | undefined;
  readonly analysis: Promise<Found>;
  readonly cancellation: CancellationSource;
}

export class CurrentAnalyses<Found> {
  private readonly byUri = new Map<string, Current<Found>>();

  constructor(private readonly analyze: (document: OpenDocument, cancellation: Cancellation) => Promise<Found>) {}

  /** Rejects where the document is edited or closed before the analysis has come to its end. */
  of(document: OpenDocument): Promise<Found> {
    const { uri, version, source } = document;
    const known = this.byUri.get(uri);
    if (known?.version === version && known.languageId === source.languageId) return known.analysis;
    const cancellation = new CancellationSource();
    const analysis = this.analyze(document, cancellation);
    // An earlier version is still asked about, but not for long.
    if (known && known.version > version) return analysis;
    known?.cancellation.cancel();
    const current = { version, languageId: source.languageId, analysis, cancellation };
    this.byUri.set(uri, current);
    analysis.catch(() => {
      if (this.byUri.get(uri) === current) this.byUri.delete(uri);
    });
    return analysis;
  }

  /** The document is closed. */
  forget(uri: string): void {
    this.byUri.get(uri)?.cancellation.cancel();
    this.byUri.delete(uri);
  }

  /** What was found is no longer true: the configuration has changed. */
  forgetAll(): void {
    for (const uri of [...this.byUri.keys()]) this.forget(uri);
  }
}
