import type * as vscode from "vscode";

import type { Finding } from "../../analysis/finding";
import { plain, unexplained } from "../../language/diagnostics";
import type { EngineLoader } from "../engine";
import { Answer } from "./answer";
import { type DocumentInput, documentOf, registerTool } from "./tool";

/** What is wrong with a policy, and whether a key stands in a text: the findings of the editor, as JSON. */
export function registerCheckPolicy(engine: EngineLoader): vscode.Disposable {
  return registerTool<DocumentInput>("checkPolicy", "Checking with Planeguard", async (input) => {
    const document = await documentOf(input);
    const { analyze } = await engine();
    const analysis = await analyze(document, { fixes: true });
    return Answer.json({
      policies: analysis.policies,
      findings: analysis.findings.map(findingSummary),
      notRead: unexplained(analysis).map(({ message, range }) => ({
        line: range?.start.line ?? null,
        message: plain(message),
      })),
    });
  });
}

/** Lines and columns from 1. Nothing of the text itself: a key may stand in it. */
function findingSummary({ ruleId, severity, confidence, recommendation, message, range, fixes }: Finding) {
  return {
    rule: ruleId,
    severity,
    confidence,
    recommendation,
    message: plain(message),
    line: range.start.line,
    column: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
    fixes: fixes.map(({ title, kind, delta }) => ({
      title: plain(title),
      kind,
      ...(delta ? { newlyAllows: delta.newlyAllowed, noLongerAllows: delta.noLongerAllowed } : {}),
    })),
  };
}
