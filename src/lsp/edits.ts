/** Edits of one or several files, as the client takes them. */
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { addTo } from "../analysis/group-by";
import type { Client } from "./client";

export class EditsByFile {
  private readonly byUri = new Map<string, TextEdit[]>();

  add(uri: string, edit: TextEdit): void {
    addTo(this.byUri, uri, edit);
  }

  toWorkspaceEdit(
    { takesVersions, confirmsEdits }: Client,
    { uri, version }: TextDocument,
    confirmation: { label: string; description: string } | null,
  ): WorkspaceEdit {
    if (!takesVersions) return { changes: Object.fromEntries(this.byUri) };
    const confirm = confirmsEdits && confirmation !== null;
    return {
      documentChanges: [...this.byUri].map(([file, edits]) => ({
        textDocument: { uri: file, version: file === uri ? version : null },
        edits: confirm ? edits.map((edit) => ({ ...edit, annotationId: "permissions" })) : edits,
      })),
      ...(confirm ? { changeAnnotations: { permissions: { ...confirmation, needsConfirmation: true } } } : {}),
    };
  }
}
