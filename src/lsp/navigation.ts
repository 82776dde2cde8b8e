/** Links of policies, and the logical ids of templates: where they are declared, what refers to them, another name for them. */
import {
  type CancellationToken,
  type Connection,
  type DocumentLink,
  type Location,
  LSPErrorCodes,
  type Range as LspRange,
  ResponseError,
  type ServerCapabilities,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Analyses } from "./analyses";
import type { Client } from "./client";
import { EditsByFile } from "./edits";
import { sourceOf, toRange } from "./places";
import type { Requests } from "./requests";

export const navigationCapabilities: ServerCapabilities = {
  documentLinkProvider: {},
  definitionProvider: true,
  implementationProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
};

export class Navigation {
  constructor(
    private readonly analyses: Analyses,
    private readonly client: () => Client,
  ) {}

  listen(connection: Connection, requests: Requests): void {
    connection.onDocumentLinks(requests.about((document, _, token) => this.links(document, token), []));
    connection.onDefinition(
      requests.about(
        (document, { position }, token) => this.declaration(document, document.offsetAt(position), token),
        null,
      ),
    );
    connection.onImplementation(
      requests.about(
        (document, { position }, token) => this.policies(document, document.offsetAt(position), token),
        [],
      ),
    );
    connection.onReferences(
      requests.about(
        (document, { position, context }, token) =>
          this.references(document, document.offsetAt(position), context.includeDeclaration, token),
        [],
      ),
    );
    connection.onPrepareRename(
      requests.about(
        (document, { position }, token) => this.renamable(document, document.offsetAt(position), token),
        null,
      ),
    );
    connection.onRenameRequest(
      requests.about(
        (document, { position, newName }, token) => this.rename(document, document.offsetAt(position), newName, token),
        null,
      ),
    );
  }

  private async links(document: TextDocument, token: CancellationToken): Promise<DocumentLink[]> {
    const { understanding } = await this.analyses.engine();
    return (await understanding.linksOf(sourceOf(document), token)).map(({ range, target, tooltip }) => ({
      range: toRange(range),
      target: "url" in target ? target.url : `${document.uri}#L${target.at.start.line},${target.at.start.column}`,
      tooltip,
    }));
  }

  private async declaration(
    document: TextDocument,
    offset: number,
    token: CancellationToken,
  ): Promise<Location | null> {
    const { understanding } = await this.analyses.engine();
    const found = await understanding.declarationAt(sourceOf(document), offset, token);
    return found && { uri: document.uri, range: toRange(found.selection) };
  }

  private async policies(document: TextDocument, offset: number, token: CancellationToken): Promise<Location[]> {
    const { understanding } = await this.analyses.engine();
    const found = await understanding.policiesAt(sourceOf(document), offset, token);
    return found.map(({ range }) => ({ uri: document.uri, range: toRange(range) }));
  }

  private async references(
    document: TextDocument,
    offset: number,
    withDeclaration: boolean,
    token: CancellationToken,
  ): Promise<Location[]> {
    const { understanding } = await this.analyses.engine();
    const found = await understanding.referencesAt(sourceOf(document), offset, withDeclaration, token);
    return found.map((range) => ({ uri: document.uri, range: toRange(range) }));
  }

  private async renamable(
    document: TextDocument,
    offset: number,
    token: CancellationToken,
  ): Promise<{ range: LspRange; placeholder: string } | ResponseError> {
    const { understanding } = await this.analyses.engine();
    const found = await understanding.renamableAt(sourceOf(document), offset, token);
    return "refused" in found ? refusal(found.refused) : { range: toRange(found.range), placeholder: found.id };
  }

  private async rename(
    document: TextDocument,
    offset: number,
    newName: string,
    token: CancellationToken,
  ): Promise<WorkspaceEdit | ResponseError> {
    const { understanding } = await this.analyses.engine();
    const found = await understanding.rename(sourceOf(document), offset, newName, token);
    if ("refused" in found) return refusal(found.refused);
    const edits = new EditsByFile();
    for (const { range, newText } of found.edits) edits.add(document.uri, { range: toRange(range), newText });
    return edits.toWorkspaceEdit(this.client(), document, null);
  }
}

/** What a person reads of it. */
function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
