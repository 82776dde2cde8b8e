/** What the names and values of policies are, for the colours of an editor. */
import type { CancellationToken, Connection, SemanticTokens, ServerCapabilities } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Span } from "../analysis/text";
import { tokenTypes } from "../language/tokens/tokens";
import type { Analyses } from "./analyses";
import { sourceOf, toSpan } from "./places";
import type { Requests } from "./requests";

export const semanticTokensCapabilities: ServerCapabilities = {
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] },
    full: true,
    range: true,
  },
};

export function listenForSemanticTokens(connection: Connection, requests: Requests, analyses: Analyses): void {
  const tokens = async (document: TextDocument, within: Span, token: CancellationToken): Promise<SemanticTokens> => {
    const { understanding } = await analyses.engine();
    return { data: [...(await understanding.tokensOf(sourceOf(document), within, token))] };
  };
  const none: SemanticTokens = { data: [] };
  connection.languages.semanticTokens.on(
    requests.about((document, _, token) => tokens(document, { start: 0, end: document.getText().length }, token), none),
  );
  connection.languages.semanticTokens.onRange(
    requests.about((document, { range }, token) => tokens(document, toSpan(document, range), token), none),
  );
}
