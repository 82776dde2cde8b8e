/** How requests about documents are answered, whatever happens meanwhile. */
import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import { isCanceled } from "../language/cancellation";

interface OfDocument {
  readonly textDocument: { readonly uri: string };
}

type Handler<Params, Answer> = (params: Params, token: CancellationToken) => Promise<Answer | ResponseError>;

export class Requests {
  constructor(
    private readonly documents: TextDocuments<TextDocument>,
    /** Is told of what must not happen. */
    private readonly report: (error: unknown) => void,
  ) {}

  /** Asks about a document as it stands now: what is typed meanwhile changes nothing in it. `otherwise` is said of one that is not open. */
  about<Params extends OfDocument, Answer>(
    answer: (document: TextDocument, params: Params, token: CancellationToken) => Promise<Answer>,
    otherwise: Answer,
  ): Handler<Params, Answer> {
    return this.answered(async (params, token) => {
      const document = this.documents.get(params.textDocument.uri);
      return document ? answer(asItStands(document), params, token) : otherwise;
    });
  }

  /** An error is an answer, too. */
  answered<Params, Answer>(
    answer: (params: Params, token: CancellationToken) => Promise<Answer>,
  ): Handler<Params, Answer> {
    return async (params, token) => {
      try {
        return await answer(params, token);
      } catch (error) {
        if (isCanceled(error)) {
          return token.isCancellationRequested
            ? new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.")
            : new ResponseError(LSPErrorCodes.ContentModified, "The document was edited or closed meanwhile.");
        }
        this.report(error);
        return new ResponseError(ErrorCodes.InternalError, "Planeguard met an error of its own.");
      }
    };
  }
}

/** Edits change the documents of the client in place. */
function asItStands(document: TextDocument): TextDocument {
  return TextDocument.create(document.uri, document.languageId, document.version, document.getText());
}
