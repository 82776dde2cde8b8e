/** What the language server as built says of code that runs as a role: the call, under the cursor, above the function, and the fix in the file of the policy. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

import {
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  DidChangeTextDocumentNotification,
  HoverRequest,
  type MarkupContent,
  type TextDocumentEdit,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import { temporaryFolder } from "../../support/folder";
import { LanguageClient } from "../../support/language-client";
import { parcelsHandler, parcelsTemplate } from "../../support/parcels";

const template = parcelsTemplate("dynamodb:GetItem");

describe("the language server on code that runs as a role", () => {
  let client: LanguageClient;
  let folder: ReturnType<typeof temporaryFolder>;
  const uriOf = (path: string) => pathToFileURL(`${folder.path}/${path}`).href;
  const document = TextDocument.create("file:///track.py", "python", 1, parcelsHandler);
  const call = document.positionAt(parcelsHandler.indexOf("put_item") + 2);

  before(async () => {
    folder = temporaryFolder({ "template.yaml": template, "src/track.py": parcelsHandler });
    client = await LanguageClient.start({
      folder: pathToFileURL(folder.path).href,
      capabilities: {
        workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
        window: { showDocument: { support: true } },
      },
    });
    await client.open(uriOf("src/track.py"), "python", parcelsHandler);
    await client.diagnosed(uriOf("src/track.py"), (codes) => codes.includes("code/not-granted"));
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    folder.remove();
  });

  it("says under the cursor by what a call is authorised, and that the role does not allow it", async () => {
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uriOf("src/track.py") },
      position: call,
    });
    assert.match(
      (hover!.contents as MarkupContent).value,
      /`dynamodb:PutItem` on [^]*`TrackRole`, the role of `Track`, does not allow this\./,
    );
  });

  it("says above the function what it runs as", async () => {
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: uriOf("src/track.py") },
    });
    assert.deepEqual(
      lenses!.map(({ command }) => command?.title),
      ["Runs as TrackRole: 1 call, 0 allowed, 1 not allowed, 1 grant unused"],
    );
  });

  it("offers to grant the call in the template, to be confirmed", async () => {
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf("src/track.py") },
      range: { start: call, end: call },
      context: { diagnostics: [] },
    })) as CodeAction[];
    const grant = actions.find(({ title }) => title.startsWith("Allow dynamodb:PutItem in a policy of TrackRole"))!;
    const [change, ...others] = grant.edit!.documentChanges as TextDocumentEdit[];
    assert.deepEqual([change!.textDocument.uri, others], [uriOf("template.yaml"), []]);
    assert.equal(Object.values(grant.edit!.changeAnnotations!)[0]!.needsConfirmation, true);
    const declaring = { uri: uriOf("template.yaml"), version: 2 };
    await client.open(declaring.uri, "yaml", template);
    await client.diagnosed(declaring.uri, (codes) => codes.includes("code/unused-grant"));
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: declaring,
      contentChanges: (change!.edits as TextEdit[]).map(({ range, newText: text }) => ({ range, text })),
    });
    await client.diagnosed(uriOf("src/track.py"), (codes) => !codes.includes("code/not-granted"));
  });
});
