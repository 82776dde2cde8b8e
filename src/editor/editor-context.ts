/** What the active editor shows, for the `enablement` of commands: none is offered that could only say that there is nothing to do. */
import * as vscode from "vscode";

import type { Analyses } from "./analyses";
import { isChecked } from "./documents";
import type { EngineLoader } from "./engine";

/** Longer files are hardly a pipeline. */
const longestPipeline = 200_000;

export function registerEditorContext(analyses: Analyses, engine: EngineLoader): vscode.Disposable {
  let asked = 0;
  const show = async () => {
    const now = ++asked;
    const document = vscode.window.activeTextEditor?.document;
    const outcome = document && analyses.outcomeOf(document);
    // What has not been checked yet may have anything.
    const mayHaveAll = document !== undefined && !outcome && isChecked(document);
    setContext("policies", outcome ? outcome.policies > 0 : mayHaveAll);
    setContext("keys", outcome ? outcome.keys > 0 : mayHaveAll);
    setContext("credentials", outcome ? outcome.credentials > 0 : document !== undefined);
    const isPipeline = document !== undefined && (await signsIn(document, engine).catch(() => false));
    if (now === asked) setContext("pipeline", isPipeline);
  };
  void show();
  return vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(show), analyses.onDidAnalyze(show));
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand("setContext", `planeguard.editor.${key}`, value);
}

/** Whether it is a workflow, or another pipeline for which a role can be written. */
async function signsIn(document: vscode.TextDocument, engine: EngineLoader): Promise<boolean> {
  const { languageId } = document;
  if (languageId !== "yaml" && languageId !== "github-actions-workflow") return false;
  const text = document.getText();
  if (text.length > longestPipeline || !/aws/i.test(text)) return false;
  const { pipelineService, workflowSubjects } = await engine();
  return workflowSubjects(text) !== null || pipelineService(text) !== null;
}
