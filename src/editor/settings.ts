/** The settings `planeguard.*`, each with its default where what is set is of no use. */
import * as vscode from "vscode";

import type { FolderSettings } from "../workspace/configuration/find";
import { plainCopy } from "../workspace/thread/plain-data";

const section = "planeguard";

/** When open documents are checked. */
export type Run = "onType" | "onSave" | "manual";
const runs: readonly Run[] = ["onType", "onSave", "manual"];

/** Those that planeguard.json has under the same names. */
const ofFindings = ["preset", "rules", "exclude", "trustedAccounts"] as const;

/** A setting as it is set, anywhere; undefined where it is not. */
function valueOf(name: string, scope?: vscode.ConfigurationScope): unknown {
  return vscode.workspace.getConfiguration(section, scope).get<unknown>(name);
}

export function isSettingOfOurs(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(section);
}

export function run(scope: vscode.ConfigurationScope): Run {
  const value = valueOf("run", scope);
  return runs.find((one) => one === value) ?? "onType";
}

/** How many milliseconds after an edit a document is checked at the earliest. */
export function debounce(scope: vscode.ConfigurationScope): number {
  const value = valueOf("debounce", scope);
  return typeof value === "number" && value >= 0 && value <= 10_000 ? value : 0;
}

/** How many files a check of the workspace takes on. */
export function maximumFiles(): number {
  const value = valueOf("workspaceCheck.maximumFiles");
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : 100_000;
}

/** Whether what is shown beside findings is wanted: on, unless it was switched off. */
export function isEnabled(
  feature: "hover" | "completion" | "lens" | "inlayHints" | "semanticTokens" | "links",
  { uri, languageId }: vscode.TextDocument,
): boolean {
  return valueOf(`${feature}.enabled`, { uri, languageId }) !== false;
}

/** What stands in place of a planeguard.json, folder by folder, and for files outside of them. */
export function folderSettings(): FolderSettings[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...folders.map(({ uri }) => settingsOf(uri)), settingsOf()];
}

function settingsOf(folder?: vscode.Uri): FolderSettings {
  const values = Object.fromEntries(
    ofFindings.flatMap((name) => {
      const value = valueOf(name, folder);
      return value === undefined ? [] : [[name, plainCopy(value)] as const];
    }),
  );
  return { folder: folder?.fsPath ?? null, enable: valueOf("enable", folder) !== false, values };
}

/** Settings as one place sets them. */
export interface SettingsAsSet {
  /** As a person would call the place. */
  readonly where: string;
  /** The file that sets them, where it can be read, and the keys that lead to them in it. */
  readonly file: vscode.Uri | null;
  readonly prefix: readonly string[];
  /** By their names without `planeguard.`. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every place that sets something, with its own values and no others. */
export function settingsAsSet(): SettingsAsSet[] {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const [only, ...more] = workspaceFolders;
  const inFile = workspaceFile?.scheme === "file";
  const shared = inFile
    ? { file: workspaceFile, prefix: ["settings"] }
    : { file: only && more.length === 0 ? settingsFile(only) : null, prefix: [] };
  return [
    {
      where: vscode.l10n.t("user settings"),
      file: null,
      prefix: [],
      values: valuesOf((inspected) => inspected.globalValue),
    },
    {
      where: vscode.l10n.t("workspace settings"),
      ...shared,
      values: valuesOf((inspected) => inspected.workspaceValue),
    },
    ...(inFile
      ? workspaceFolders.map((folder) => ({
          where: vscode.l10n.t("settings of {0}", folder.name),
          file: settingsFile(folder),
          prefix: [],
          values: valuesOf((inspected) => inspected.workspaceFolderValue, folder.uri),
        }))
      : []),
  ];
}

function settingsFile({ uri }: vscode.WorkspaceFolder): vscode.Uri {
  return vscode.Uri.joinPath(uri, ".vscode", "settings.json");
}

/** Every setting of the manifest, by its name without `planeguard.`. */
function settingNames(): string[] {
  const manifest = vscode.extensions.getExtension("planeguard.planeguard")!
    .packageJSON as typeof import("../../package.json");
  return Object.keys(manifest.contributes.configuration.properties).map((name) => name.slice(section.length + 1));
}

type Inspected = NonNullable<ReturnType<vscode.WorkspaceConfiguration["inspect"]>>;

function valuesOf(at: (inspected: Inspected) => unknown, scope?: vscode.Uri): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  return Object.fromEntries(
    settingNames().flatMap((name) => {
      const inspected = configuration.inspect(name);
      const value = inspected && at(inspected);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
