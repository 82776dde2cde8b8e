/** The extension in a browser: the analysis of what is open. No account, no disk, no check of the workspace. */
import * as vscode from "vscode";

import { Analyses } from "./editor/analyses";
import { registerCodeActions } from "./editor/code-actions";
import { registerCheckFile } from "./editor/commands/check-file";
import { registerCompletion } from "./editor/completion";
import { Configuration } from "./editor/configuration";
import { ConfigurationProblems } from "./editor/configuration-problems";
import { Diagnostics } from "./editor/diagnostics";
import { registerEditorContext } from "./editor/editor-context";
import { FoundFiles } from "./editor/found-files";
import { registerHover } from "./editor/hover";
import { registerInlayHints } from "./editor/inlay-hints";
import { registerLens } from "./editor/lens";
import { registerLinks } from "./editor/links";
import { createLog } from "./editor/log";
import { registerLogicalIds } from "./editor/logical-ids";
import { registerOutline } from "./editor/outline";
import { registerRulePages } from "./editor/rule-pages";
import { registerSemanticTokens } from "./editor/semantic-tokens";
import { registerStatusItems } from "./editor/status-items";
import { registerSuppress } from "./editor/suppress";
import { webEngine } from "./editor/web/engine";

export function activate(context: vscode.ExtensionContext): void {
  // Hides what the manifest contributes for machines. VS Code's own `isWeb` is also true where the host is a machine.
  void vscode.commands.executeCommand("setContext", "planeguard.web", true);
  const log = createLog();
  const configuration = new Configuration();
  const engine = webEngine(configuration);
  const analyses = new Analyses(engine);
  const found = new FoundFiles();
  const diagnostics = new Diagnostics(analyses, found, configuration, log);
  context.subscriptions.push(
    log,
    configuration,
    found,
    diagnostics,
    new ConfigurationProblems(configuration, diagnostics, engine, log),
    registerCodeActions(analyses, engine),
    registerHover(analyses, engine),
    registerCompletion(engine),
    registerInlayHints(engine),
    registerLens(engine),
    registerOutline(engine),
    registerSemanticTokens(engine),
    registerLinks(engine),
    registerLogicalIds(engine),
    registerSuppress(analyses, engine, log),
    registerRulePages(engine),
    registerStatusItems(analyses),
    registerEditorContext(analyses, engine),
    registerCheckFile(diagnostics),
    vscode.commands.registerCommand("planeguard.showLog", () => log.show()),
  );
}
