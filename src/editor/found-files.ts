/** What was found in each file: Problems and the tree of findings show the same. */
import * as vscode from "vscode";

import type { FoundInFile } from "../language/diagnostics";
import { type Told, toldOf } from "../language/one-cause";
import { toDiagnostics } from "./to-diagnostics";

export interface FoundFile extends FoundInFile {
  readonly uri: vscode.Uri;
  /** One a cause. */
  readonly findings: readonly Told[];
}

export class FoundFiles implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("planeguard");
  private readonly found = new Map<string, FoundFile>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** The files in which something was found or could not be read. */
  get files(): readonly FoundFile[] {
    return [...this.found.values()];
  }

  show(uri: vscode.Uri, found: FoundInFile): void {
    if (found.findings.length + found.problems.length === 0) return this.hide(uri);
    this.found.set(uri.toString(), { uri, findings: toldOf(found.findings), problems: found.problems });
    this.collection.set(uri, toDiagnostics(found, uri));
    this.changed.fire();
  }

  hide(uri: vscode.Uri): void {
    if (!this.found.delete(uri.toString())) return;
    this.collection.delete(uri);
    this.changed.fire();
  }

  dispose(): void {
    this.found.clear();
    this.collection.dispose();
    this.changed.dispose();
  }
}
