/** Findings and problems as VS Code shows them. */
import * as vscode from 'vscode';
import type { KeyPlace } from '../analysis/credentials/key-place';
import type { Finding, Problem, Severity } from '../analysis/finding';
import { toRange, uriOf } from './documents';
import { rulePage } from './rule-link';

export const source = 'Planeguard';

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export interface FoundInFile {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** What was found in a file, and where its keys stand. */
export interface CheckedText extends FoundInFile {
  readonly keys: readonly KeyPlace[];
}

export function toDiagnostics(found: FoundInFile, uri: vscode.Uri): vscode.Diagnostic[] {
  return [...found.findings.map(finding => findingDiagnostic(finding, uri)), ...unexplained(found).map(problemDiagnostic)];
}

/** The problems of a file without the mistakes that a rule explains: those are not told twice. */
export function unexplained({ findings, problems }: FoundInFile): readonly Problem[] {
  const explained = new Set(findings.map(({ range }) => `${range.start.offset} ${range.end.offset}`));
  return problems.filter(({ range }) => !range || !explained.has(`${range.start.offset} ${range.end.offset}`));
}

/** VS Code shows the messages of diagnostics as plain text: code is quoted there, not set. */
export function plain(message: string): string {
  return message.replaceAll('`', "'");
}

function findingDiagnostic(finding: Finding, uri: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(finding.range), plain(finding.message), severities[finding.severity]);
  diagnostic.source = source;
  diagnostic.code = { value: finding.ruleId, target: rulePage(finding.ruleId) };
  if (finding.unnecessary) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = finding.related.map(({ file, range, message }) =>
    new vscode.DiagnosticRelatedInformation(new vscode.Location(uriOf(file, uri), toRange(range)), plain(message)));
  return diagnostic;
}

/** What could not be read is no fault of the person's: information, so that its findings are not thought complete. */
function problemDiagnostic({ message, range }: Problem): vscode.Diagnostic {
  const place = range ? toRange(range) : new vscode.Range(0, 0, 0, 0);
  const diagnostic = new vscode.Diagnostic(place, plain(message), vscode.DiagnosticSeverity.Information);
  diagnostic.source = source;
  return diagnostic;
}

/** Whether a diagnostic that VS Code hands back shows this finding. */
export function shows(diagnostic: vscode.Diagnostic, finding: Finding): boolean {
  const { code } = diagnostic;
  return diagnostic.source === source
    && typeof code === 'object' && code.value === finding.ruleId
    && diagnostic.range.isEqual(toRange(finding.range));
}
