import * as vscode from "vscode";

import { type Cancellation, isCanceled, urgently } from "../language/cancellation";
import { CurrentAnalyses, type OpenDocument } from "../language/current-analyses";
import { unexplained } from "../language/diagnostics";
import type { DocumentAnalyses } from "../language/light-bulb";
import { toldOf } from "../language/one-cause";
import type { CheckedText } from "../language/open-documents";
import type { ProjectAnalysis } from "../workspace/project";
import { openDocument } from "./documents";
import type { EngineLoader } from "./engine";

/** What an analysis came to. */
export interface Outcome {
  readonly policies: number;
  readonly findings: number;
  /** Findings about static keys, and keys of which a rotation guide can be written. */
  readonly credentials: number;
  readonly keys: number;
  /** Something was not checked. */
  readonly isIncomplete: boolean;
  readonly milliseconds: number;
  /** `YYYY-MM-DD` */
  readonly catalogDate: string;
}

/** A document that is edited more often than this while a command asks is left alone. */
const mostTries = 20;

/** The analysis of each document as it stands, and what it came to. */
export class Analyses {
  private readonly current = new CurrentAnalyses<ProjectAnalysis>((document, cancellation) =>
    this.analyze(document, cancellation),
  );
  private readonly outcomes = new Map<string, Outcome>();
  private readonly analyzed = new vscode.EventEmitter<void>();
  readonly onDidAnalyze = this.analyzed.event;

  constructor(private readonly engine: EngineLoader) {}

  /** Of the last analysis of a document. */
  outcomeOf({ uri }: vscode.TextDocument): Outcome | undefined {
    return this.outcomes.get(uri.toString());
  }

  /** Rejects where the document is edited or closed before the analysis has come to its end. */
  of(document: vscode.TextDocument, cancellation?: Cancellation): Promise<ProjectAnalysis> {
    return this.current.of(openDocument(document), cancellation);
  }

  /** The same for a command, which nobody has called off: where the document is edited or the configuration changes meanwhile, it is asked for again. */
  async settled(document: vscode.TextDocument): Promise<ProjectAnalysis> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.of(document);
      } catch (error) {
        if (!isCanceled(error) || document.isClosed || tries === mostTries) throw error;
      }
    }
  }

  /** The same for a person who waits for it. */
  atOnce(document: vscode.TextDocument, cancellation?: Cancellation): Promise<ProjectAnalysis> {
    return this.current.of(openDocument(document), cancellation, true);
  }

  /** What the functions of `language` ask. */
  readonly provided: DocumentAnalyses = {
    atOnce: (document, cancellation) => this.current.of(document, cancellation, true),
    analyze: async (source, options, cancellation) =>
      (await this.engine()).analyze(source, options, urgently(cancellation)),
  };

  /** What is found in a file as it is on the disk. */
  async ofSaved({ fsPath }: vscode.Uri): Promise<CheckedText> {
    const { checkSaved } = await this.engine();
    const { findings, problems, keys } = await checkSaved(fsPath);
    // Those of the configuration are shown where it stands.
    return {
      findings: findings.filter(({ file }) => file === fsPath),
      problems: problems.filter(({ file }) => file === fsPath),
      keys,
    };
  }

  /** The document is closed. */
  forget(uri: vscode.Uri): void {
    this.current.forget(uri.toString());
    this.outcomes.delete(uri.toString());
  }

  /** What was found in a document is no longer true, though it is the same. */
  outdated(uri: vscode.Uri): void {
    this.current.forget(uri.toString());
  }

  /** What was found is no longer true: the configuration has changed. */
  forgetAll(): void {
    this.current.forgetAll();
  }

  private async analyze({ uri, source }: OpenDocument, cancellation: Cancellation): Promise<ProjectAnalysis> {
    const { analyze, catalogDate } = await this.engine();
    const started = performance.now();
    const analysis = await analyze(source, {}, cancellation);
    const milliseconds = performance.now() - started;
    const { policies } = analysis;
    const findings = toldOf(analysis.findings).length;
    const credentials = analysis.findings.filter(({ ruleId }) => ruleId.startsWith("credentials/")).length;
    const keys = analysis.keys.length;
    const isIncomplete = unexplained(analysis).length > 0;
    this.outcomes.set(uri, { policies, findings, credentials, keys, isIncomplete, milliseconds, catalogDate });
    this.analyzed.fire();
    return analysis;
  }
}
