/** The engine in a thread of its own: whoever calls it is kept from nothing else, however large the document, and longest for its bound. */
import type { CheckResult } from "../../account/posture";
import type { Snapshot } from "../../account/snapshot";
import type { Analysis } from "../../analysis/analysis";
import type { Assertion } from "../../analysis/assertions/assertion";
import type { AssertionNotes } from "../../analysis/assertions/notes";
import type { RehearsalReport } from "../../analysis/rehearsal/report";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex } from "../../analysis/text";
import type { UnitNotes } from "../../analysis/units/notes";
import type { ReportedDenial } from "../../report/denied-report";
import type { DiffReport } from "../../report/diff-report";
import type { NeedsReport, ReportedUnit } from "../../report/needs-report";
import { english, type Language } from "../../wording/language";
import type { AssertionOffer } from "../assertions/offers";
import type { Engine, EngineOptions } from "../create-engine";
import type { DeniedRequest } from "../denied";
import type { ChangeLens, DocumentChangeRequest } from "../diff/document-change";
import type { FilesRequest } from "../diff/files";
import { fingerprintKey } from "../fingerprint";
import type { NotesRequest } from "../open-notes";
import type { Understanding } from "../understanding";
import type { NeedsRequest } from "../units/needs";
import { type Cancellation, urgently } from "./cancellation";
import { type Asked, Hopeless } from "./hopeless";
import { plainCopy, type PlainData, type Sendable } from "./plain-data";
import { type Remote, remoteUnderstanding } from "./remote-understanding";
import { SupervisedThread, ThreadEnded, TookTooLong } from "./supervised-thread";
import { WorkerThread } from "./worker-thread";

/** What the thread is told when it starts. */
export interface ThreadSettings {
  /** Absent where nobody compares the keys of documents with each other. */
  readonly fingerprintKey: Uint8Array | undefined;
  /** In which what is known of a place is said. */
  readonly language: Language;
}

export type DiffOptions = Pick<FilesRequest, "policyType">;
/** Each unit with the least policy for it. */
export interface NeedsWithPolicies extends Omit<NeedsReport, "units"> {
  readonly units: readonly (ReportedUnit & { readonly policy: PlainData })[];
}
export type PlainNeedsRequest = Omit<NeedsRequest, "signal">;

export interface EngineThreadOptions {
  /** How long one call may take, in milliseconds. */
  readonly bound?: number;
  /** Is told what a log should have of a call that failed or took too long. */
  readonly onTrouble?: (message: string) => void;
  /** In which what is known of a place is said; English where absent. */
  readonly language?: Language;
  /** It is kept from taking more memory for what lasts only a moment, for a little time. */
  readonly holdsLittle?: boolean;
  /** Whether keys of one document are to be known again in others; true where absent. */
  readonly comparesKeys?: boolean;
  /** Starts the thread, in place of the bundle. */
  readonly start?: () => WorkerThread;
}

/** A call that takes longer is ended: the largest documents take a second. */
const defaultBound = 10_000;
const unitsTakeLonger = 6;

/** In megabytes, of what has been made of late: a third is what it is at its smallest. */
const littleMemory = { maxYoungGenerationSizeMb: 12 };

function startBundle(language: Language, holdsLittle: boolean, comparesKeys: boolean): WorkerThread {
  const settings: ThreadSettings = { fingerprintKey: comparesKeys ? fingerprintKey() : undefined, language };
  return WorkerThread.start("thread", settings, {}, holdsLittle ? littleMemory : {});
}

export class EngineThread {
  private readonly thread: SupervisedThread;
  /** Reads the units of a project, which takes longer than a document may: none waits behind it. */
  private readonly unitsThread: SupervisedThread;
  private readonly onTrouble: (message: string) => void;
  private readonly hopeless = new Hopeless();

  constructor({
    bound = defaultBound,
    onTrouble = () => undefined,
    language = english,
    holdsLittle = false,
    comparesKeys = true,
    start = () => startBundle(language, holdsLittle, comparesKeys),
  }: EngineThreadOptions = {}) {
    this.thread = new SupervisedThread(start, bound);
    this.unitsThread = new SupervisedThread(start, bound * unitsTakeLonger);
    this.onTrouble = onTrouble;
  }

  /** What took too long, or ended the thread twice, is a problem of the analysis. */
  readonly engine: Engine = {
    analyze: (document, options = {}, cancellation) =>
      this.analysis(document, options.fixes, "analyze", [document, options], cancellation),
  };

  /** Loads what the first policy needs, where nobody waits for it yet. */
  async prepare(): Promise<void> {
    await this.thread.call("prepare", []);
  }

  /** The same as the project of the document says, whose configuration is read anew each time; its name is its path. */
  async analyzeInProject(
    document: SourceDocument,
    options: Pick<EngineOptions, "fixes">,
    cancellation?: Cancellation,
  ): Promise<Analysis> {
    return this.analysis(document, options.fixes, "analyzeInProject", [document, options], cancellation);
  }

  /** What took too long, or ended the thread twice, is not understood: `onTrouble` has been told. */
  readonly understanding: Remote<Understanding> = remoteUnderstanding((otherwise, document, method, values, token) =>
    this.understand(otherwise, document, method, values, token),
  );

  /** Ends the thread for good; what waits is cancelled. */
  dispose(): void {
    this.thread.dispose();
    this.unitsThread.dispose();
  }

  /** What the units of its project say of a file. Rejects where that takes too long. */
  async notesOf(request: Omit<NotesRequest, "signal">, cancellation?: Cancellation): Promise<UnitNotes> {
    return (await this.askAround("notesOf", request, cancellation)) as UnitNotes;
  }

  /** What the assertions that govern it say of a file. Rejects where that takes too long. */
  async assertionNotesOf(request: Omit<NotesRequest, "signal">, cancellation?: Cancellation): Promise<AssertionNotes> {
    return (await this.askAround("assertionNotesOf", request, cancellation)) as AssertionNotes;
  }

  /** What an open SCP or RCP would take away; null for any other file, and where there is too much to read. Rejects where it takes too long. */
  async rehearsalOf(
    request: Omit<NotesRequest, "signal">,
    cancellation?: Cancellation,
  ): Promise<RehearsalReport | null> {
    return (await this.askAround("rehearsalOf", request, cancellation)) as RehearsalReport | null;
  }

  private async askAround(
    method: string,
    request: Omit<NotesRequest, "signal">,
    cancellation?: Cancellation,
  ): Promise<unknown> {
    try {
      return await this.unitsThread.call<[typeof request]>(method, [request], cancellation);
    } catch (error) {
      if (error instanceof TookTooLong || error instanceof ThreadEnded)
        this.onTrouble(`${request.asked.path} (${method}): ${error.message}`);
      throw error;
    }
  }

  /** The policies of an account held to assertions. Rejects where it takes too long. */
  async assertedChecks(assertions: readonly Assertion[], snapshot: Snapshot): Promise<readonly CheckResult[]> {
    const values = [plainCopy(assertions), snapshot] as const;
    const answer = await this.unitsThread.call<typeof values>("assertedChecks", values);
    return answer as readonly CheckResult[];
  }

  /** Assertions for the statement at a place. Rejects where that takes too long. */
  async assertionOffersAt(
    document: SourceDocument,
    offset: number,
    cancellation?: Cancellation,
  ): Promise<readonly AssertionOffer[]> {
    const values = [document, offset] as const;
    const answer = await this.ask<typeof values>(
      "understanding",
      document,
      "assertionOffersAt",
      values,
      urgently(cancellation),
    );
    return answer as readonly AssertionOffer[];
  }

  /** What the second text newly allows. Rejects where it takes too long. */
  async diffTexts(
    old: SourceDocument,
    current: SourceDocument,
    options: DiffOptions = {},
    cancellation?: Cancellation,
  ): Promise<DiffReport> {
    const values = [old, current, options] as const;
    return (await this.ask<typeof values>("understanding", null, "diffTexts", values, cancellation)) as DiffReport;
  }

  /** What an open document newly allows against the last commit; nothing where that takes too long. */
  async changeLensesOf(
    request: Omit<DocumentChangeRequest, "signal">,
    cancellation?: Cancellation,
  ): Promise<readonly ChangeLens[]> {
    try {
      return (await this.unitsThread.call<[typeof request]>("changeLensesOf", [request], cancellation)) as ChangeLens[];
    } catch (error) {
      if (error instanceof TookTooLong || error instanceof ThreadEnded) {
        this.onTrouble(`${request.path} (changeLensesOf): ${error.message}`);
        return [];
      }
      throw error;
    }
  }

  /** What the changes of a folder newly allow, as Markdown. Rejects where git cannot tell, and where it takes too long. */
  async changePage(folder: string, cancellation?: Cancellation): Promise<string> {
    return (await this.unitsThread.call<[string]>("changePage", [folder], cancellation)) as string;
  }

  /** The denials that a text tells of, explained by the policies of a project. Rejects where it takes too long. */
  async deniedIn(
    request: Omit<DeniedRequest, "signal">,
    cancellation?: Cancellation,
  ): Promise<readonly ReportedDenial[]> {
    const values = [request] as const;
    const answer = await this.ask<typeof values>("understanding", null, "deniedIn", values, cancellation);
    return answer as readonly ReportedDenial[];
  }

  /** What the code of paths calls, and what its role grants. Rejects where it takes too long. */
  async needsOfPaths(request: PlainNeedsRequest, cancellation?: Cancellation): Promise<NeedsWithPolicies> {
    const values = [request] as const;
    return (await this.ask<typeof values>(
      "understanding",
      null,
      "needsOfPaths",
      values,
      cancellation,
    )) as NeedsWithPolicies;
  }

  private async analysis(
    document: SourceDocument,
    fixes: EngineOptions["fixes"],
    method: string,
    values: readonly [SourceDocument, EngineOptions],
    cancellation?: Cancellation,
  ): Promise<Analysis> {
    try {
      const asked = fixes ? "fixes" : "analysis";
      return (await this.ask<typeof values>(asked, document, method, values, cancellation)) as Analysis;
    } catch (error) {
      if (error instanceof TookTooLong || error instanceof ThreadEnded) return unchecked(document, error.message);
      throw error;
    }
  }

  private async understand<Name extends keyof Understanding>(
    otherwise: Awaited<ReturnType<Understanding[Name]>>,
    document: SourceDocument | null,
    method: Name,
    values: Parameters<Understanding[Name]> & Sendable<Parameters<Understanding[Name]>>,
    cancellation?: Cancellation,
  ): Promise<Awaited<ReturnType<Understanding[Name]>>> {
    try {
      const answer = await this.ask<Parameters<Understanding[Name]>>(
        "understanding",
        document,
        method,
        values,
        // A person looks at it; analyses go on in the background unless somebody waits for one.
        urgently(cancellation),
      );
      return answer as Awaited<ReturnType<Understanding[Name]>>;
    } catch (error) {
      if (error instanceof TookTooLong || error instanceof ThreadEnded) return otherwise;
      throw error;
    }
  }

  private async ask<Values extends readonly unknown[]>(
    asked: Asked,
    document: SourceDocument | null,
    method: string,
    values: Values & Sendable<Values>,
    cancellation?: Cancellation,
  ): Promise<unknown> {
    const known = document && this.hopeless.failureOf(asked, document);
    if (known) throw known;
    try {
      return await this.thread.call<Values>(method, values, cancellation);
    } catch (error) {
      if (error instanceof TookTooLong || error instanceof ThreadEnded) {
        this.onTrouble(`${document?.name ?? method} (${method}): ${error.message}`);
        if (document) this.hopeless.add(asked, document, error);
      }
      throw error;
    }
  }
}

/** Nothing is known of the document, and its first line says so. */
function unchecked({ name, text }: SourceDocument, reason: string): Analysis {
  const message = `It was not checked: ${reason}.`;
  const range = new LineIndex(text).range({ start: 0, end: 0 });
  return { findings: [], problems: [{ file: name, message, range }], suppressed: [], policies: 0, keys: [] };
}
