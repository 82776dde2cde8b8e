/** Offers `planeguard mcp` to whatever in the editor speaks the Model Context Protocol; it is started there when its tools are first wanted. */
import { join } from "node:path";

import * as vscode from "vscode";

import { version } from "../../package.json";
import { keptPosturesIn } from "./tree/posture/kept-postures";

export function registerMcpServer({
  extensionUri,
  globalStorageUri,
}: Pick<vscode.ExtensionContext, "extensionUri" | "globalStorageUri">): vscode.Disposable {
  // Editors made from VS Code may not have it, whatever version they say.
  if (typeof vscode.lm.registerMcpServerDefinitionProvider !== "function")
    return new vscode.Disposable(() => undefined);
  return vscode.lm.registerMcpServerDefinitionProvider("planeguard", {
    provideMcpServerDefinitions: () => [
      new vscode.McpStdioServerDefinition(
        "Planeguard",
        process.execPath,
        [join(extensionUri.fsPath, "dist/cli.js"), "mcp", "--posture", keptPosturesIn(globalStorageUri)],
        // The editor's own executable is a Node with this: nobody needs another.
        { ELECTRON_RUN_AS_NODE: "1" },
        version,
      ),
    ],
  });
}
