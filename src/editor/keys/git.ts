/** What Planeguard asks of git: whether a file is ignored or tracked, and where the repository comes from. */
import * as vscode from "vscode";

/** As much of the API of VS Code's own git extension as is used here. */
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string }[] };
  show(ref: string, path: string): Promise<string>;
}

interface GitExtension {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): GitRepository | null };
}

async function repositoryOf(uri: vscode.Uri): Promise<GitRepository | null> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  try {
    return (await extension?.activate())?.getAPI(1).getRepository(uri) ?? null;
  } catch {
    return null; // switched off, or git is not on the machine
  }
}

/** Whether the last commit has the file; false where that cannot be told. */
export async function isTracked(uri: vscode.Uri): Promise<boolean> {
  const repository = await repositoryOf(uri);
  return (
    repository?.show("HEAD", uri.fsPath).then(
      () => true,
      () => false,
    ) ?? false
  );
}

/** `organization/repository` on GitHub; null where the file's repository does not come from there. */
export async function gitHubRepository(uri: vscode.Uri): Promise<string | null> {
  const remotes = (await repositoryOf(uri))?.state.remotes ?? [];
  const remote = remotes.find(({ name }) => name === "origin") ?? remotes[0];
  return /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote?.fetchUrl ?? "")?.[1] ?? null;
}

/** The folder whose `.gitignore` is for a file: the root of its repository, else of its workspace folder. */
export async function rootFor(uri: vscode.Uri): Promise<vscode.Uri | null> {
  return (await repositoryOf(uri))?.rootUri ?? vscode.workspace.getWorkspaceFolder(uri)?.uri ?? null;
}
