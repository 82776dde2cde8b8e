import * as vscode from "vscode";

import type { KeyPlace } from "../analysis/credentials/key-place";
import type { ProjectAnalysis } from "../workspace/project";
import { isOpenNotebook, nameOf, sourceOf } from "./documents";
import type { EngineLoader } from "./engine";
import type { CheckedText } from "./to-diagnostics";

interface Current {
  readonly version: number;
  readonly languageId: string;
  readonly analysis: Promise<ProjectAnalysis>;
}

/** What an analysis came to. */
export interface Outcome {
  readonly policies: number;
  readonly findings: number;
  readonly milliseconds: number;
  /** `YYYY-MM-DD` */
  readonly catalogDate: string;
}

/** The analysis of each document as it stands: whoever asks about the same version shares one. */
export class Analyses {
  private current = new WeakMap<vscode.TextDocument, Current>();

  private readonly outcomes = new WeakMap<vscode.TextDocument, Outcome>();
  private readonly analyzed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly onDidAnalyze = this.analyzed.event;

  constructor(private readonly engine: EngineLoader) {}

  /** Of the last analysis of a document. */
  outcomeOf(document: vscode.TextDocument): Outcome | undefined {
    return this.outcomes.get(document);
  }

  /** What was found is no longer true: the configuration has changed. */
  forget(): void {
    this.current = new WeakMap();
  }

  of(document: vscode.TextDocument): Promise<ProjectAnalysis> {
    const { version, languageId } = document;
    const known = this.current.get(document);
    if (known?.version === version && known.languageId === languageId) return known.analysis;
    const analysis = this.analyze(document);
    const current = { version, languageId, analysis };
    this.current.set(document, current);
    analysis.catch(() => this.current.get(document) === current && this.current.delete(document));
    return analysis;
  }

  /** What is found in a file as it is on the disk. */
  async ofSaved({ fsPath }: vscode.Uri): Promise<CheckedText> {
    const { checkPaths } = await this.engine();
    const { findings, problems, keys } = await checkPaths({ paths: [fsPath], folder: "" });
    // Those of the configuration are shown where it stands.
    return {
      findings: findings.filter(({ file }) => file === fsPath),
      problems: problems.filter(({ file }) => file === fsPath),
      keys,
    };
  }

  /** Remembers the keys of a file, and tells its findings where else the same keys stand. */
  async withOtherPlaces<Found extends CheckedText>(uri: vscode.Uri, found: Found): Promise<Found> {
    await this.remember(uri, found.keys);
    const { knownKeys } = await this.engine();
    return { ...found, findings: knownKeys.tell(nameOf(uri), found.findings) };
  }

  /** Says where the keys of a file stand; those of a notebook that is open stand in its cells. */
  async remember(uri: vscode.Uri, keys: readonly KeyPlace[]): Promise<void> {
    const { knownKeys } = await this.engine();
    const name = nameOf(uri);
    knownKeys.set(name, isOpenNotebook(uri) ? [] : keys.map((key) => ({ ...key, file: name })));
  }

  private async analyze(document: vscode.TextDocument): Promise<ProjectAnalysis> {
    const source = sourceOf(document);
    const { analyze, catalogDate } = await this.engine();
    const started = performance.now();
    const analysis = await analyze(source);
    const {
      policies,
      findings: { length: findings },
    } = analysis;
    this.outcomes.set(document, { policies, findings, milliseconds: performance.now() - started, catalogDate });
    this.analyzed.fire(document);
    return analysis;
  }
}
