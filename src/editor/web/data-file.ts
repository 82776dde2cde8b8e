/** Reads the data files of the extension where there is no disk; stands in for `data/data-file.ts`. */
import * as vscode from "vscode";

/** The same as from the disk: `name` is relative to `dist`. */
export async function readData(name: string): Promise<Uint8Array> {
  const { extensionUri } = vscode.extensions.getExtension("planeguard.planeguard")!;
  return vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "dist", name));
}

export async function readZipped(name: string): Promise<string> {
  const zipped = new Blob([new Uint8Array(await readData(name))]);
  return new Response(zipped.stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
