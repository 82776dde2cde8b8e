/** The settings `planeguard.*`, each with its default where what is set is of no use. */
import * as vscode from 'vscode';
import type { FolderSettings } from '../workspace/configuration/find';

const section = 'planeguard';

/** When open documents are checked. */
export type Run = 'onType' | 'onSave' | 'manual';
const runs: readonly Run[] = ['onType', 'onSave', 'manual'];

/** Those that planeguard.json has under the same names. */
const ofFindings = ['preset', 'rules', 'exclude', 'trustedAccounts'] as const;

/** A setting as it is set, anywhere; undefined where it is not. */
function valueOf(name: string, scope?: vscode.ConfigurationScope): unknown {
  return vscode.workspace.getConfiguration(section, scope).get<unknown>(name);
}

export function isSettingOfOurs(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(section);
}

export function run(scope: vscode.ConfigurationScope): Run {
  const value = valueOf('run', scope);
  return runs.find(one => one === value) ?? 'onType';
}

/** Milliseconds without an edit after which a document is checked. */
export function debounce(scope: vscode.ConfigurationScope): number {
  const value = valueOf('debounce', scope);
  return typeof value === 'number' && value >= 0 && value <= 10_000 ? value : 150;
}

/** How many files a check of the workspace takes on. */
export function maximumFiles(): number {
  const value = valueOf('workspaceCheck.maximumFiles');
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 100_000;
}

/** Whether what is shown beside findings is wanted: on, unless it was switched off. */
export function isEnabled(feature: 'hover' | 'completion' | 'lens', { uri, languageId }: vscode.TextDocument): boolean {
  return valueOf(`${feature}.enabled`, { uri, languageId }) !== false;
}

/** What stands in the place of a planeguard.json, folder by folder, and for files outside of them. */
export function folderSettings(): FolderSettings[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...folders.map(({ uri }) => settingsOf(uri)), settingsOf()];
}

function settingsOf(folder?: vscode.Uri): FolderSettings {
  const values = Object.fromEntries(ofFindings.map(name => [name, valueOf(name, folder)]).filter(([, value]) => value !== undefined));
  return { folder: folder?.fsPath ?? null, enable: valueOf('enable', folder) !== false, values };
}
