/** What the language-model tools share. All of them only read, and none asks for an account by itself. */
import * as vscode from "vscode";

import type { SourceDocument } from "../../analysis/source/document";
import { sourceOf } from "../documents";
import { liesIn } from "./lies-in";

/** What a tool is asked about: a text, or a file of the workspace. The schemas are in the manifest. */
export interface DocumentInput {
  readonly text?: string;
  /** Its ending tells the form of `text`. */
  readonly fileName?: string;
  readonly file?: string;
}

export function registerTool<Input>(
  name: string,
  doing: string,
  run: (input: Input, token: vscode.CancellationToken) => Promise<string>,
): vscode.Disposable {
  return vscode.lm.registerTool<Input>(`planeguard_${name}`, {
    prepareInvocation: () => ({ invocationMessage: doing }),
    async invoke({ input }, token) {
      const answer = bounded(await run(input, token));
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
    },
  });
}

/** In UTF-16 units: a model reads no more at once, and a hostile file is not to fill what it may read. */
const mostTold = 400_000;

function bounded(answer: string): string {
  return answer.length <= mostTold
    ? answer
    : `${answer.slice(0, mostTold)}\n\n… ${answer.length - mostTold} more characters were left out: ask about less.`;
}

/** Throws, with what the model can do about it, where there is no such document. */
export async function documentOf({ text, fileName, file }: DocumentInput): Promise<SourceDocument> {
  if (typeof text === "string")
    return { name: typeof fileName === "string" && fileName !== "" ? fileName : "policy.json", text };
  if (typeof file !== "string" || file === "") throw new Error('Give either "text" or "file".');
  const uri = inWorkspace(file);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  // A link in the workspace may lead out of it.
  if (
    uri.scheme === "file" &&
    !isOpen(uri) &&
    !(await liesIn(
      uri.fsPath,
      folders.map((folder) => folder.uri.fsPath),
    ))
  )
    throw new Error(`${file} is not a file of the workspace.`);
  return sourceOf(await vscode.workspace.openTextDocument(uri));
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

/** Not outside of the workspace: nobody asked for those files to be read. */
function inWorkspace(file: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === file || uri.toString() === file);
  if (open) return open.uri;
  const found = folders
    .flatMap(({ uri, name }) => {
      if (file.startsWith(`${uri.path}/`)) return [uri.with({ path: file })];
      if (/^(?:\/|[A-Za-z]:|[\w-]+:\/\/)/.test(file)) return [];
      const relative = folders.length > 1 && file.startsWith(`${name}/`) ? file.slice(name.length + 1) : file;
      return [vscode.Uri.joinPath(uri, relative)];
    })
    .find((uri) =>
      folders.some((folder) => uri.path.startsWith(`${folder.uri.path}/`) && !uri.path.split("/").includes("..")),
    );
  if (!found) throw new Error(`${file} is not a file of the workspace.`);
  return found;
}
