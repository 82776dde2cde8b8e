import * as vscode from "vscode";

import { nameOf } from "./documents";
import type { EngineLoader } from "./engine";

/** The accounts that the folders of the workspace know, each by its planeguard.json or its settings. */
export async function trustedAccounts(engine: EngineLoader): Promise<readonly string[]> {
  const { configurationFor } = await engine();
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => `${nameOf(uri)}/any`) ?? ["any"];
  const found = await Promise.all(folders.map(configurationFor));
  return [...new Set(found.flatMap(({ options }) => options.control?.trustedAccounts ?? []))];
}
