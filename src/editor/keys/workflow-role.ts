/** Moves a workflow from stored keys to a role: its edits, and the role's trust policy as a template to deploy. */
import * as vscode from "vscode";

import { cloudFormation, terraform, type WorkflowIdentity } from "../../guidance/github-oidc";
import { pipelineRole } from "../../guidance/pipeline-oidc";
import type { EngineLoader } from "../engine";
import { pick, showInformation } from "../shown";
import { gitHubRepository } from "./git";

export const workflowRoleCommand = "planeguard.useRoleInWorkflow";

/** For the workflow of the file, else of the editor. */
export function registerWorkflowRole(engine: EngineLoader): vscode.Disposable {
  return vscode.commands.registerCommand(workflowRoleCommand, async (uri?: vscode.Uri) => {
    const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
    const { pipelineService, workflowSubjects } = await engine();
    const subjects = document ? workflowSubjects(document.getText()) : null;
    const service = document && !subjects ? pipelineService(document.getText()) : null;
    if (service) {
      const template = await vscode.workspace.openTextDocument({ language: "yaml", content: pipelineRole(service) });
      await vscode.window.showTextDocument(template, { viewColumn: vscode.ViewColumn.Beside, preview: false });
      return;
    }
    if (!document || !subjects) {
      void showInformation(vscode.l10n.t("Open a workflow of GitHub Actions first."));
      return;
    }
    const forms = [
      { label: "CloudFormation", language: "yaml", write: cloudFormation },
      { label: "Terraform", language: "terraform", write: terraform },
    ];
    const form = await pick(forms, {
      placeHolder: vscode.l10n.t("Which format should the role be written in?"),
    });
    if (!form) return;
    const identity: WorkflowIdentity = { repository: await gitHubRepository(document.uri), subjects };
    const known = (await vscode.languages.getLanguages()).includes(form.language);
    const template = await vscode.workspace.openTextDocument({
      language: known ? form.language : "plaintext",
      content: form.write(identity),
    });
    await vscode.window.showTextDocument(template, { viewColumn: vscode.ViewColumn.Beside, preview: false });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
    await vscode.commands.executeCommand("planeguard.replaceKeysInFile");
  });
}
