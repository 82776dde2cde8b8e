/** No message of the language server as built shows a secret, but for the edits that take one out. Needs `npm run build` first. */
import assert from "node:assert/strict";

import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  InlayHintRequest,
  LogMessageNotification,
  ShowMessageNotification,
} from "vscode-languageserver-protocol/node";

import { LanguageClient } from "../../support/language-client";
import { credentialFixtures, shownSecrets } from "../../support/secrets";

/** Without what a client writes into the document, and what it hands back. */
function toldBy(message: unknown): string {
  return JSON.stringify(message, (key, value: unknown) =>
    ["edit", "data", "textEdit"].includes(key) ? undefined : value,
  );
}

describe("the language server of documents with keys", function () {
  this.timeout(120_000);

  it("shows none in diagnostics, actions, hovers, lenses, symbols, completions, its log and standard error", async () => {
    const client = await LanguageClient.start({
      capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } },
    });
    const { connection, server } = client;
    const said: string[] = [];
    connection.onNotification(LogMessageNotification.type, ({ message }) => void said.push(message));
    connection.onNotification(ShowMessageNotification.type, ({ message }) => void said.push(message));
    server.stderr.on("data", (text: Buffer) => said.push(String(text)));
    let found = 0;
    for (const [index, { name, text }] of credentialFixtures.entries()) {
      const uri = `file:///work/${index}/${encodeURIComponent(name.split("/").at(-1)!)}`;
      const textDocument = { uri };
      await client.open(uri, "plaintext", text);
      const published = await client.diagnosticsOf(uri);
      found += published.diagnostics.length;
      said.push(toldBy(published));
      said.push(toldBy(await connection.sendRequest(CodeLensRequest.type, { textDocument })));
      said.push(toldBy(await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })));
      const whole = { start: { line: 0, character: 0 }, end: { line: text.split("\n").length, character: 0 } };
      said.push(toldBy(await connection.sendRequest(InlayHintRequest.type, { textDocument, range: whole })));
      for (const { range } of published.diagnostics) {
        const place = { textDocument, position: range.start };
        const context = { diagnostics: published.diagnostics };
        said.push(toldBy(await connection.sendRequest(CodeActionRequest.type, { textDocument, range, context })));
        said.push(toldBy(await connection.sendRequest(HoverRequest.type, place)));
        said.push(toldBy(await connection.sendRequest(CompletionRequest.type, place)));
      }
      await client.close(uri);
    }
    await client.stop();
    assert.ok(found >= credentialFixtures.length, `${found}`);
    for (const { text, ruleId, file } of credentialFixtures)
      assert.deepEqual(shownSecrets(text, said), [], `${ruleId}/${file}`);
  });
});
