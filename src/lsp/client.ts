/** What the client at the other end can do, as it says itself. */
import { type ClientCapabilities, DiagnosticTag, ResourceOperationKind } from "vscode-languageserver/node";

export interface Client {
  /** It asks for diagnostics: they are not sent as well, or it would show each twice. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly showsTags: boolean;
  readonly showsRelated: boolean;
  /** It takes edits that tell the version of the document they are for. */
  readonly takesVersions: boolean;
  /** It asks the person before it makes an edit that wants it. */
  readonly confirmsEdits: boolean;
  /** It makes files that an edit wants. */
  readonly createsFiles: boolean;
  readonly opensDocuments: boolean;
  readonly takesSnippets: boolean;
  /** It takes edits with places to type at. */
  readonly editsBySnippets: boolean;
  readonly watchesFiles: boolean;
  readonly tellsFolders: boolean;
  readonly tellsSettings: boolean;
  readonly watchesSettings: boolean;
}

export function readClient(capabilities: ClientCapabilities): Client {
  const can = (...path: readonly string[]): boolean => at(capabilities, path) === true;
  const has = (...path: readonly string[]): boolean => (at(capabilities, path) ?? null) !== null;
  const tags = at(capabilities, ["textDocument", "publishDiagnostics", "tagSupport", "valueSet"]);
  const creates = at(capabilities, ["workspace", "workspaceEdit", "resourceOperations"]);
  const takesVersions = can("workspace", "workspaceEdit", "documentChanges");
  return {
    pullsDiagnostics: has("textDocument", "diagnostic"),
    refreshesLenses: can("workspace", "codeLens", "refreshSupport"),
    refreshesDiagnostics: can("workspace", "diagnostics", "refreshSupport"),
    showsTags: Array.isArray(tags) && tags.includes(DiagnosticTag.Unnecessary),
    showsRelated: can("textDocument", "publishDiagnostics", "relatedInformation"),
    takesVersions,
    confirmsEdits: takesVersions && has("workspace", "workspaceEdit", "changeAnnotationSupport"),
    createsFiles: takesVersions && Array.isArray(creates) && creates.includes(ResourceOperationKind.Create),
    takesSnippets: can("textDocument", "completion", "completionItem", "snippetSupport"),
    editsBySnippets: takesVersions && can("workspace", "workspaceEdit", "snippetEditSupport"),
    opensDocuments: can("window", "showDocument", "support"),
    watchesFiles: can("workspace", "didChangeWatchedFiles", "dynamicRegistration"),
    tellsFolders: can("workspace", "workspaceFolders"),
    tellsSettings: can("workspace", "configuration"),
    watchesSettings: can("workspace", "didChangeConfiguration", "dynamicRegistration"),
  };
}

/** What a client says may be of another shape than the protocol's. */
function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null ? (inner as Readonly<Record<string, unknown>>)[name] : undefined,
    value,
  );
}
