/** Moves a workflow from stored keys to a role: its edits, and the role's trust policy as a template to deploy. */
import * as vscode from "vscode";

import { cloudFormation, terraform, type WorkflowIdentity } from "../../guidance/github-oidc";
import { pipelineRole } from "../../guidance/pipeline-oidc";
import type { EngineLoader } from "../engine";
import type { MadeDocuments } from "../made-documents";
import { pick, showInformation } from "../shown";
import { gitHubRepository } from "./git";
import { type ReplacedKeys, replaceKeysCommand } from "./replace-keys";

export const workflowRoleCommand = "planeguard.useRoleInWorkflow";

/** For the workflow of the file, else of the editor. */
export function registerWorkflowRole(engine: EngineLoader, documents: MadeDocuments): vscode.Disposable {
  return vscode.commands.registerCommand(workflowRoleCommand, async (uri?: vscode.Uri) => {
    const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
    const { pipelineService, workflowSubjects } = await engine();
    const subjects = document ? workflowSubjects(document.getText()) : null;
    const service = document && !subjects ? pipelineService(document.getText()) : null;
    if (service) {
      const name = vscode.l10n.t("Role of the pipeline.yaml");
      await documents.show({ name, text: pipelineRole(service) }, vscode.ViewColumn.Beside);
      return;
    }
    if (!document || !subjects) {
      void showInformation(vscode.l10n.t("Open a workflow of GitHub Actions first."));
      return;
    }
    const forms = [
      { label: "CloudFormation", ending: ".yaml", write: cloudFormation },
      { label: "Terraform", ending: ".tf", write: terraform },
    ];
    const form = await pick(forms, {
      placeHolder: vscode.l10n.t("Which format should the role be written in?"),
    });
    if (!form) return;
    const identity: WorkflowIdentity = { repository: await gitHubRepository(document.uri), subjects };
    const replaced = await vscode.commands.executeCommand<ReplacedKeys>(replaceKeysCommand, document.uri);
    if (replaced === "declined") return;
    const name = `${vscode.l10n.t("Role of the workflow")}${form.ending}`;
    await documents.show({ name, text: form.write(identity) }, vscode.ViewColumn.Beside);
  });
}
