/** The language server while a document is analysed that takes for ever. */
import assert from "node:assert/strict";

import {
  CancellationTokenSource,
  CodeLensRequest,
  DidChangeTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  LSPErrorCodes,
} from "vscode-languageserver-protocol/node";

import { LanguageClient } from "../../support/language-client";
import { bundled } from "../../support/thread/thread";

const minutes = 60_000;
const seconds = 1500;
const position = { line: 0, character: 0 };
const hanging = "file:///work/hanging.json";
const other = "file:///work/other.json";

describe("the language server, while an analysis does not come to its end", () => {
  let server: string;
  let script: string;
  let client: LanguageClient;
  before(() => ([server, script] = [bundled("server.ts"), bundled("services.ts")]));
  /** Busy where that is what the test is about, and else still: that leaves the cores to others. */
  const begin = async (bound: number, capabilities = {}, text = "hang still") => {
    client = await LanguageClient.start({ run: [server, script, String(bound)], capabilities });
    await client.open(hanging, "json", text);
  };
  const codeOf = (request: Promise<unknown>) =>
    request.then(
      () => null,
      ({ code }: { code: number }) => code,
    );
  // Also while it hangs.
  afterEach(async () => assert.equal(await client.stop(), 0));

  it("is shut down at once", () => begin(minutes, {}, "hang"));

  it("hears that a request is no longer wanted", async () => {
    await begin(minutes);
    for (const [type, params] of [
      [HoverRequest.type, { textDocument: { uri: hanging }, position }],
      [CodeLensRequest.type, { textDocument: { uri: hanging } }],
    ] as const) {
      const source = new CancellationTokenSource();
      const request = client.connection.sendRequest<unknown>(type.method, params, source.token);
      source.cancel();
      assert.equal(await codeOf(request), LSPErrorCodes.RequestCancelled);
    }
  });

  it("follows what is typed", async () => {
    await begin(minutes);
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: hanging, version: 2 },
      contentChanges: [{ text: "well again" }],
    });
    assert.deepEqual((await client.diagnosticsOf(hanging, 2)).diagnostics, []);
  });

  it("says that the document was not checked, and goes on with the others", async () => {
    await begin(seconds);
    await client.open(other, "json", "well");
    const [problem, ...more] = (await client.diagnosticsOf(hanging)).diagnostics;
    assert.match(String(problem!.message), /not checked: it took too long/);
    assert.deepEqual([problem!.range.start, problem!.source, more], [position, "Planeguard", []]);
    assert.deepEqual((await client.diagnosticsOf(other)).diagnostics, []);
  });

  it("says so to a client that asks, too, and asks it to ask again where the document was edited", async () => {
    await begin(seconds, { textDocument: { diagnostic: {} } });
    const ask = () => client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: hanging } });
    assert.match(JSON.stringify(await ask()), /not checked: it took too long/);
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: hanging, version: 2 },
      contentChanges: [{ text: "hang still, again" }],
    });
    const superseded = codeOf(ask());
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: hanging, version: 3 },
      contentChanges: [{ text: "well again" }],
    });
    const answer = ask();
    assert.equal(await superseded, LSPErrorCodes.ServerCancelled);
    assert.deepEqual(await answer, { kind: "full", items: [] });
  });
});
