/** Findings and problems as VS Code shows them. */
import * as vscode from "vscode";

import type { Finding, Severity } from "../analysis/finding";
import { type FoundInFile, type Shown, shownOf } from "../language/diagnostics";
import { toRange, uriOf } from "./documents";
import { language } from "./locale";
import { rulePage } from "./rule-link";

export const source = "Planeguard";

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function toDiagnostics(found: FoundInFile, uri: vscode.Uri): vscode.Diagnostic[] {
  return shownOf(found, { language }).map((shown) => toDiagnostic(shown, uri));
}

function toDiagnostic(
  { range, severity, message, ruleId, also, unnecessary, deprecated, related }: Shown,
  uri: vscode.Uri,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    range ? toRange(range) : new vscode.Range(0, 0, 0, 0),
    message,
    severities[severity],
  );
  diagnostic.source = source;
  if (ruleId !== null) diagnostic.code = { value: ruleId, target: rulePage(ruleId) };
  if (unnecessary || deprecated)
    diagnostic.tags = [
      ...(unnecessary ? [vscode.DiagnosticTag.Unnecessary] : []),
      ...(deprecated ? [vscode.DiagnosticTag.Deprecated] : []),
    ];
  diagnostic.relatedInformation = [
    ...related.map(
      ({ file, range, message }) =>
        new vscode.DiagnosticRelatedInformation(new vscode.Location(uriOf(file, uri), toRange(range)), message),
    ),
    // Only here does VS Code make links of several rules.
    ...also.map(
      (ruleId) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(rulePage(ruleId), new vscode.Position(0, 0)),
          ruleId,
        ),
    ),
  ];
  return diagnostic;
}

/** Whether a diagnostic that VS Code hands back shows this finding, by itself. */
export function shows(diagnostic: vscode.Diagnostic, finding: Finding): boolean {
  const { code } = diagnostic;
  return (
    diagnostic.source === source &&
    typeof code === "object" &&
    code.value === finding.ruleId &&
    diagnostic.range.isEqual(toRange(finding.range))
  );
}
