/** What the client at the other end can do, as it says itself. */
import { type ClientCapabilities, DiagnosticTag } from "vscode-languageserver/node";

export interface Client {
  /** It asks for diagnostics: they are not sent as well, or it would show each twice. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly showsTags: boolean;
  readonly showsRelated: boolean;
  /** It takes edits that tell the version of the document they are for. */
  readonly takesVersions: boolean;
  /** It asks the person before it makes an edit that wants it. */
  readonly confirmsEdits: boolean;
  readonly opensDocuments: boolean;
  readonly takesSnippets: boolean;
  readonly watchesFiles: boolean;
  readonly tellsFolders: boolean;
  readonly tellsSettings: boolean;
  readonly watchesSettings: boolean;
}

export function readClient({ textDocument, workspace, window }: ClientCapabilities): Client {
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsTags: textDocument?.publishDiagnostics?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) ?? false,
    showsRelated: textDocument?.publishDiagnostics?.relatedInformation === true,
    takesVersions: workspace?.workspaceEdit?.documentChanges === true,
    confirmsEdits:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    opensDocuments: window?.showDocument?.support === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    tellsSettings: workspace?.configuration === true,
    watchesSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
  };
}
