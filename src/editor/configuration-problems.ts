/** Shows what is wrong in a planeguard.json that governs something, opened or not, and in the settings: nowhere else, and in no message. */
import * as vscode from "vscode";

import { label } from "../escape/label";
import { plain } from "../language/diagnostics";
import type { SettingMistake } from "../workspace/configuration/settings";
import type { Configuration } from "./configuration";
import type { Diagnostics } from "./diagnostics";
import { selector, toRange } from "./documents";
import type { EngineLoader } from "./engine";
import type { Log } from "./log";
import { isSettingOfOurs, type SettingsAsSet, settingsAsSet } from "./settings";
import { source } from "./to-diagnostics";

export class ConfigurationProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("planeguard-settings");
  private readonly subscriptions: vscode.Disposable;
  private status: vscode.LanguageStatusItem | null = null;
  private settingsSeen = false;
  /** The files that are shown to be wrong. */
  private wrong: readonly string[] = [];

  constructor(
    configuration: Configuration,
    private readonly diagnostics: Diagnostics,
    private readonly engine: EngineLoader,
    private readonly log: Log,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      // One that is gone, or governs nothing any more, is not asked about again.
      configuration.onDidChange(() => this.forget()),
      configuration.onDidGovern((path) => void this.look(path)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (isSettingOfOurs(event)) this.settingsSeen = false;
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.status?.dispose();
  }

  private forget(): void {
    for (const file of this.wrong) this.diagnostics.keep(vscode.Uri.file(file), { findings: [], problems: [] });
    this.wrong = [];
  }

  private async look(path: string | null): Promise<void> {
    try {
      if (!this.settingsSeen) {
        this.settingsSeen = true;
        await this.lookAtSettings();
      }
      if (path !== null) await this.lookAtFile(path);
    } catch (error) {
      this.log.error("The configuration could not be checked.", error as Error);
    }
  }

  private async lookAtFile(path: string): Promise<void> {
    const { checkSaved } = await this.engine();
    const { findings, problems } = await checkSaved(path);
    // A baseline that it names may be wrong too.
    const wrong = new Set([...findings, ...problems].map((one) => one.file));
    this.wrong = [...this.wrong, ...wrong];
    for (const file of wrong) {
      this.diagnostics.keep(vscode.Uri.file(file), {
        findings: findings.filter((one) => one.file === file),
        problems: problems.filter((one) => one.file === file),
      });
    }
  }

  private async lookAtSettings(): Promise<void> {
    const { settingMistakes } = await this.engine();
    this.collection.clear();
    const found = settingsAsSet().flatMap((set) => settingMistakes(set.values).map((mistake) => ({ ...set, mistake })));
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const { file, prefix, where, mistake } of found) {
      const range = file && (await this.placeOf(file, [...prefix, ...mistake.path]));
      this.log.warn(`${mistake.message} (${where}${range ? `, line ${range.start.line + 1}` : ""})`);
      if (!file || !range) continue;
      const diagnostic = new vscode.Diagnostic(range, plain(mistake.message), vscode.DiagnosticSeverity.Warning);
      diagnostic.source = source;
      byFile.set(file.toString(), [...(byFile.get(file.toString()) ?? []), diagnostic]);
    }
    for (const [file, diagnostics] of byFile) this.collection.set(vscode.Uri.parse(file), diagnostics);
    this.showStatus(found);
  }

  private async placeOf(file: vscode.Uri, path: SettingMistake["path"]): Promise<vscode.Range | null> {
    const { placeOfSetting } = await this.engine();
    try {
      const range = placeOfSetting(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), path);
      return range && toRange(range);
    } catch {
      return null;
    }
  }

  /** In the menu of the language status, where it disturbs nobody. */
  private showStatus(found: readonly (SettingsAsSet & { readonly mistake: SettingMistake })[]): void {
    this.status?.dispose();
    this.status = null;
    const [first] = found;
    if (!first) return;
    const status = vscode.languages.createLanguageStatusItem("planeguard.settings", selector);
    status.name = vscode.l10n.t("Planeguard settings");
    status.text =
      found.length === 1
        ? vscode.l10n.t("1 setting of Planeguard has no effect")
        : vscode.l10n.t("{0} settings of Planeguard have no effect", found.length);
    status.detail = label(`${plain(first.mistake.message)} (${first.where})`);
    status.severity = vscode.LanguageStatusSeverity.Warning;
    status.command = {
      command: "workbench.action.openSettings",
      title: vscode.l10n.t("Open the settings"),
      arguments: [first.mistake.path[0]],
    };
    this.status = status;
  }
}
