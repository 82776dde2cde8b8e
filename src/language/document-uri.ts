/** What findings call a document, and back. */

/** A URI in its parts, as VS Code and `vscode-uri` both have it. */
export interface DocumentUri {
  readonly scheme: string;
  readonly path: string;
  readonly fragment: string;
  with(change: { scheme?: string; authority?: string; path: string; query: string; fragment: string }): DocumentUri;
  toString(): string;
}

/** Cells of notebooks are documents of their own. */
export const cellScheme = "vscode-notebook-cell";

/** Only the path: the analysis knows nothing of schemes. A cell has a name that is not its notebook's. */
export function nameOf({ scheme, path, fragment }: DocumentUri): string {
  return scheme === cellScheme ? `${path}#${fragment}` : path;
}

/** The path of a name: on Windows a slash stands before the drive in that of a URI. */
export function pathOf(name: string): string {
  return name.replace(/^\/(?=[A-Za-z]:)/, "");
}

/** Whether a document is named by its URI: a drive of Windows is one letter. */
export function isUri(name: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(name);
}

/** The document that a finding of `beside` names: itself, one that is open elsewhere (by its URI), or a file (by its path). */
export function uriOf<Uri extends DocumentUri>(name: string, beside: Uri, parse: (uri: string) => Uri): Uri {
  if (name === nameOf(beside)) return beside;
  if (isUri(name)) return parse(name);
  const place = { path: name, query: "", fragment: "" };
  // What is no file, such as a document without a name, has none beside it.
  const isAlone = beside.scheme === "untitled" || beside.scheme === cellScheme;
  return beside.with(isAlone ? { ...place, scheme: "file", authority: "" } : place) as Uri;
}

/**
 * Where the `package.json` of a file may be, the nearest first. Not above the innermost of the workspace's folders: what lies
 * there is not the person's to change here. None for a file outside of them.
 */
export function manifestsAbove<Uri extends DocumentUri>(file: Uri, folders: readonly Uri[]): Uri[] {
  const tops = folders
    .filter(({ scheme, path }) => scheme === file.scheme && file.path.startsWith(withSlash(path)))
    .map(({ path }) => withSlash(path).length);
  if (tops.length === 0) return [];
  const manifests: Uri[] = [];
  for (
    let end = file.path.lastIndexOf("/");
    end + 1 >= Math.max(...tops);
    end = end === 0 ? -1 : file.path.lastIndexOf("/", end - 1)
  ) {
    manifests.push(file.with({ path: `${file.path.slice(0, end)}/package.json`, query: "", fragment: "" }) as Uri);
  }
  return manifests;
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}
