/** What the folders of the workspace say of accounts, each by its planeguard.json or its settings. */
import * as vscode from "vscode";

import type { AcceptedEntry } from "../account/attestations/accepted";
import { nameOf } from "./documents";
import type { EngineLoader } from "./engine";
import type { Log } from "./log";
import { watchFiles } from "./watched-files";
import { writeConfiguration } from "./write-configuration";

export class ProjectAccounts implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** What is accepted has been read again. */
  readonly onDidChange = this.changed.event;
  accepted: readonly AcceptedEntry[] = [];
  /** The same of each folder, by its URI. */
  private acceptedIn: ReadonlyMap<string, readonly AcceptedEntry[]> = new Map();
  private watching: vscode.Disposable | undefined;

  constructor(
    private readonly engine: EngineLoader,
    private readonly log: Log,
  ) {}

  /** The accounts that the workspace knows. */
  async trusted(): Promise<readonly string[]> {
    return [...new Set((await this.configurations()).flatMap(({ options }) => options.control?.trustedAccounts ?? []))];
  }

  /** Reads what is accepted, and from then on whenever a planeguard.json changes; never rejects. */
  async load(): Promise<void> {
    this.watching ??= this.watch();
    try {
      const configurations = await this.configurations();
      this.accepted = configurations.flatMap(({ accepted }) => accepted);
      this.acceptedIn = new Map(
        vscode.workspace.workspaceFolders?.map(({ uri }, at) => [uri.toString(), configurations[at]?.accepted ?? []]),
      );
      this.changed.fire();
    } catch (error) {
      this.log.error("What the workspace accepts could not be read.", error as Error);
    }
  }

  /** What the folder of a file accepts. */
  acceptedBeside(file: string): readonly AcceptedEntry[] {
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(file));
    return (folder && this.acceptedIn.get(folder.uri.toString())) ?? [];
  }

  /** The files that an entry can be added to: what governs each folder, or a new one in it. */
  async files(): Promise<readonly vscode.Uri[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const { configurationFor } = await this.engine();
    const files = await Promise.all(
      folders.map(async ({ uri }) => {
        const { source } = await configurationFor(`${nameOf(uri)}/any`);
        return source === null
          ? vscode.Uri.joinPath(uri, "planeguard.json")
          : uri.with({ path: vscode.Uri.file(source).path, query: "", fragment: "" });
      }),
    );
    return [...new Map(files.map((file) => [file.toString(), file])).values()];
  }

  /** Adds an entry to a file, and reads it. False where the file cannot be read that far: nothing is written then. */
  async accept(file: vscode.Uri, entry: AcceptedEntry): Promise<boolean> {
    const { withAcceptedEntry } = await import("../workspace/posture-papers");
    const document = await vscode.workspace.openTextDocument(file).then(
      (opened) => opened,
      () => null,
    );
    const text = withAcceptedEntry(document?.getText() ?? "", entry);
    if (text === null) return false;
    await writeConfiguration(file, document, text);
    await this.load();
    return true;
  }

  dispose(): void {
    this.watching?.dispose();
    this.changed.dispose();
  }

  private async configurations() {
    const { configurationFor } = await this.engine();
    const names = vscode.workspace.workspaceFolders?.map(({ uri }) => `${nameOf(uri)}/any`) ?? ["any"];
    return Promise.all(names.map(configurationFor));
  }

  private watch(): vscode.Disposable {
    const again = () => void this.load();
    return vscode.Disposable.from(
      watchFiles("**/planeguard.json", again),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
    );
  }
}
