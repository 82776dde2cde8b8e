/** When the language server as built listens to what, and how it ends. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { once } from "node:events";

import {
  ErrorCodes,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  ShutdownRequest,
} from "vscode-languageserver-protocol/node";

import { type Connected, LanguageClient } from "../../support/language-client";

const hover = { textDocument: { uri: "file:///policy.json" }, position: { line: 0, character: 0 } };
const initialize = { processId: process.pid, rootUri: null, capabilities: {} };

describe("the life of the language server", () => {
  let { server, connection }: Connected = {} as Connected;
  beforeEach(() => ({ server, connection } = LanguageClient.connect()));
  afterEach(() => {
    connection.dispose();
    server.kill();
  });
  const codeOf = async (request: Promise<unknown>) =>
    request.then(
      () => null,
      ({ code }: { code: number }) => code,
    );
  const exit = async () => {
    const ended = once(server, "exit");
    await connection.sendNotification(ExitNotification.type);
    return ended;
  };

  for (const method of [HoverRequest.method, ShutdownRequest.method, "textDocument/nothing"])
    it(`refuses ${method} before it is initialized`, async () => {
      assert.equal(await codeOf(connection.sendRequest(method, hover)), ErrorCodes.ServerNotInitialized);
      assert.equal(await codeOf(connection.sendRequest(InitializeRequest.type, initialize)), null);
      assert.equal(await codeOf(connection.sendRequest(HoverRequest.type, hover)), null);
    });

  it("listens to no notification before it is initialized, but for the last", async () => {
    const textDocument = { uri: "file:///a.json", languageId: "json", version: 1, text: "{" };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    assert.deepEqual(await exit(), [1, null]);
  });

  it("is initialized once, and not by what is no request to do so", async () => {
    const wrong = connection.sendRequest(InitializeRequest.method, { processId: "me" });
    assert.equal(await codeOf(wrong), ErrorCodes.InvalidParams);
    assert.equal(await codeOf(connection.sendRequest(HoverRequest.type, hover)), ErrorCodes.ServerNotInitialized);
    assert.equal(await codeOf(connection.sendRequest(InitializeRequest.type, initialize)), null);
    assert.equal(await codeOf(connection.sendRequest(InitializeRequest.type, initialize)), ErrorCodes.InvalidRequest);
  });

  it("refuses every request after shutdown, and ends with 0", async () => {
    await connection.sendRequest(InitializeRequest.type, initialize);
    assert.equal(await connection.sendRequest(ShutdownRequest.type), null);
    for (const method of [HoverRequest.method, InitializeRequest.method, ShutdownRequest.method, "nothing/at/all"])
      assert.equal(await codeOf(connection.sendRequest(method, hover)), ErrorCodes.InvalidRequest, method);
    assert.deepEqual(await exit(), [0, null]);
  });

  for (const header of [
    "Content-Length: -5",
    "Content-Length: 99999999999999",
    "Content-Length: 1e3",
    "Content-Length: ",
    "Content-Type: a",
    "Content-Length: 2\r\nContent-Length: 3",
    "POST / HTTP/1.1",
    "x".repeat(5000),
  ])
    it(`ends with 1, and says why, where a header says ${header.slice(0, 50)}`, async () => {
      await connection.sendRequest(InitializeRequest.type, initialize);
      let said = "";
      server.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
      const ended = once(server, "close");
      server.stdin.write(`${header}\r\n\r\n{}`);
      assert.deepEqual(await ended, [1, null]);
      assert.match(said, /^planeguard: the client cannot be understood any more: a header [^\n]+\n$/);
    });

  for (const [how, end] of [
    ["the client says exit without shutdown", () => connection.sendNotification(ExitNotification.type)],
    ["the input ends", () => void server.stdin.end()],
    ["nobody reads what it says", () => void server.stdin.end(void server.stdout.destroy())],
  ] as const)
    it(`ends with 1 where ${how}`, async () => {
      await connection.sendRequest(InitializeRequest.type, initialize);
      const ended = once(server, "exit");
      await end();
      assert.deepEqual(await ended, [1, null]);
    });
});
