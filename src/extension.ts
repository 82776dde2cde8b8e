/** The extension: services, and a list of what is registered. The analysis, the SDK and the catalogue load on first use. */
import * as vscode from "vscode";

import { Analyses } from "./editor/analyses";
import { registerCheckStatus } from "./editor/check-status";
import { registerCodeActions } from "./editor/code-actions";
import { registerAddAssertion } from "./editor/commands/add-assertion";
import { registerCheckFile } from "./editor/commands/check-file";
import { registerCheckWorkspace } from "./editor/commands/check-workspace";
import { registerExplainDenial } from "./editor/commands/explain-denial";
import { registerRehearse } from "./editor/commands/rehearse";
import { registerShowChange } from "./editor/commands/show-change";
import { registerWritePolicy } from "./editor/commands/write-policy";
import { registerCompletion } from "./editor/completion";
import { Configuration } from "./editor/configuration";
import { ConfigurationProblems } from "./editor/configuration-problems";
import { Diagnostics } from "./editor/diagnostics";
import { registerEditorContext } from "./editor/editor-context";
import { engineLoader } from "./editor/engine";
import { FoundFiles } from "./editor/found-files";
import { registerHover } from "./editor/hover";
import { registerInlayHints } from "./editor/inlay-hints";
import { registerKeyActions } from "./editor/keys/key-actions";
import { registerReplaceKeys } from "./editor/keys/replace-keys";
import { registerRotationGuide } from "./editor/keys/rotation";
import { registerWorkflowRole } from "./editor/keys/workflow-role";
import { registerLens } from "./editor/lens";
import { registerLinks } from "./editor/links";
import { createLog } from "./editor/log";
import { registerLogicalIds } from "./editor/logical-ids";
import { MadeDocuments } from "./editor/made-documents";
import { registerMcpServer } from "./editor/mcp-server";
import { registerOutline } from "./editor/outline";
import { ProjectAccounts } from "./editor/project-accounts";
import { registerRulePages } from "./editor/rule-pages";
import { registerSample } from "./editor/sample";
import { registerSemanticTokens } from "./editor/semantic-tokens";
import { registerStatusItems } from "./editor/status-items";
import { registerSuppress } from "./editor/suppress";
import { registerTools } from "./editor/tools/tools";
import { type FindingsView, registerFindingsView } from "./editor/tree/findings-view";
import { type PostureView, registerPostureView } from "./editor/tree/posture/view";
import { UnitNotes } from "./editor/unit-notes";
import { WorkspaceCheck } from "./editor/workspace-check";

/** What the extension lends to others, its own tests among them: its views as they are shown, and the check behind them. */
export interface Api {
  readonly check: Pick<WorkspaceCheck, "run" | "cancel" | "state" | "progress" | "onDidProgress">;
  readonly findings: Omit<FindingsView, "dispose">;
  readonly posture: Omit<PostureView, "dispose">;
}

export function activate(context: vscode.ExtensionContext): Api {
  const log = createLog();
  const configuration = new Configuration();
  const notes = new UnitNotes();
  const engine = engineLoader(log, configuration, notes);
  const analyses = new Analyses(engine);
  const found = new FoundFiles();
  const documents = new MadeDocuments();
  const diagnostics = new Diagnostics(analyses, found, configuration, log, notes.onDidChange);
  const check = new WorkspaceCheck(diagnostics, engine, configuration, log);
  const findings = registerFindingsView(context, found, check, engine);
  const project = new ProjectAccounts(engine, log);
  const posture = registerPostureView(context, project, engine, log, documents, findings.onWillShow);
  context.subscriptions.push(
    log,
    configuration,
    notes,
    found,
    documents,
    diagnostics,
    new ConfigurationProblems(configuration, diagnostics, engine, log),
    check,
    findings,
    // VS Code lists the actions of those that come later first: what puts a finding right stands above what ignores it.
    registerSuppress(analyses, engine, log),
    registerKeyActions(analyses, engine),
    registerCodeActions(analyses, engine),
    registerHover(analyses, engine),
    registerCompletion(engine),
    registerInlayHints(engine),
    registerLens(engine, notes.onDidChange),
    registerOutline(engine),
    registerSemanticTokens(engine),
    registerLinks(engine),
    registerLogicalIds(engine),
    registerReplaceKeys(analyses, engine, documents),
    registerRotationGuide(analyses, documents),
    registerWorkflowRole(engine, documents),
    registerRulePages(engine),
    registerStatusItems(analyses, check),
    registerEditorContext(analyses, engine),
    registerCheckStatus(check),
    registerSample(context),
    registerCheckFile(diagnostics),
    registerCheckWorkspace(check),
    registerExplainDenial(engine, documents, log),
    registerAddAssertion(engine, log),
    registerRehearse(engine, documents, log),
    registerShowChange(engine, documents, log),
    registerWritePolicy(engine, documents, log),
    posture,
    registerTools(engine, posture),
    registerMcpServer(context),
    vscode.commands.registerCommand("planeguard.showLog", () => log.show()),
  );
  return { check, findings, posture };
}
