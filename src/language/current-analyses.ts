/** The analysis of each open document as it stands: whoever asks about the same version shares one. */
import type { SourceDocument } from "../analysis/source/document";
import { canceled, type Cancellation, CancellationSource, whileWanted } from "./cancellation";

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
  /** How many wait for it. */
  waiting: number;
}

export class CurrentAnalyses<Found> {
  private readonly byUri = new Map<string, Current<Found>>();

  constructor(private readonly analyze: (document: OpenDocument, cancellation: Cancellation) => Promise<Found>) {}

  /**
   * Rejects, as `isCanceled` tells, where the document is edited or closed before the analysis has come to its end, and as
   * soon as whoever asks wants it no more. What nobody wants any more is called off; what a person waits for goes before all else.
   */
  of(document: OpenDocument, cancellation?: Cancellation, isUrgent = false): Promise<Found> {
    if (cancellation?.isCancellationRequested) return Promise.reject(canceled());
    const current = this.currentOf(document);
    if (isUrgent) current.cancellation.isUrgent = true;
    current.waiting++;
    const listening = cancellation?.onCancellationRequested(() => {
      if (--current.waiting === 0) this.callOff(document.uri, current);
    });
    const done = () => listening?.dispose();
    current.analysis.then(done, done);
    return whileWanted(current.analysis, cancellation);
  }

  /** The document is closed. */
  forget(uri: string): void {
    const current = this.byUri.get(uri);
    if (current) this.callOff(uri, current);
  }

  /** What was found is no longer true: the configuration has changed. */
  forgetAll(): void {
    for (const uri of [...this.byUri.keys()]) this.forget(uri);
  }

  private currentOf(document: OpenDocument): Current<Found> {
    const { uri, version, source } = document;
    const { languageId } = source;
    const known = this.byUri.get(uri);
    if (known?.version === version && known.languageId === languageId) return known;
    const cancellation = new CancellationSource();
    const current = { version, languageId, cancellation, analysis: this.analyze(document, cancellation), waiting: 0 };
    // An earlier version is still asked about, but not for long.
    if (known && known.version > version) return current;
    if (known) this.callOff(uri, known);
    this.byUri.set(uri, current);
    current.analysis.catch(() => this.drop(uri, current));
    return current;
  }

  private callOff(uri: string, current: Current<Found>): void {
    this.drop(uri, current);
    current.cancellation.cancel();
  }

  private drop(uri: string, current: Current<Found>): void {
    if (this.byUri.get(uri) === current) this.byUri.delete(uri);
  }
}
