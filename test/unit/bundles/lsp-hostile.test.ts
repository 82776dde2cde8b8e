/** What a client may send that no client should: the language server as built answers, says nothing of errors, and goes on. Needs `npm run build` first. */
import assert from "node:assert/strict";

import {
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  ErrorCodes,
  LogMessageNotification,
  MessageType,
  ShowDocumentRequest,
} from "vscode-languageserver-protocol/node";

import { LanguageClient } from "../../support/language-client";

const uri = "file:///work/policy.json";
const text = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "*" }] },
  null,
  2,
);
const textDocument = { uri };
const start = { line: 0, character: 0 };
const range = { start, end: start };

/** Parameters that are none of any request. */
const nonsense: readonly unknown[] = [
  undefined,
  null,
  7,
  "text",
  [],
  [7],
  {},
  { textDocument: null },
  { textDocument: "file:///a" },
  { textDocument: {} },
  { textDocument: { uri: 7 } },
  { __proto__: null, constructor: 1 },
];
const wrongPlaces: readonly unknown[] = [
  undefined,
  null,
  "0:0",
  {},
  { line: -1, character: 0 },
  { line: 0.5, character: 0 },
  { line: "0", character: 0 },
  { line: 0, character: null },
  { line: 1e300, character: 0 },
];
const wrongRanges: readonly unknown[] = [...wrongPlaces, ...wrongPlaces.map((end) => ({ start, end }))];
const context = { diagnostics: [] };

/** By method: parameters that are not its own. */
const wrong: Readonly<Record<string, readonly unknown[]>> = {
  "textDocument/hover": [...nonsense, ...wrongPlaces.map((position) => ({ textDocument, position }))],
  "textDocument/completion": [...nonsense, ...wrongPlaces.map((position) => ({ textDocument, position }))],
  "textDocument/codeLens": nonsense,
  "textDocument/documentSymbol": nonsense,
  "textDocument/foldingRange": nonsense,
  "textDocument/inlayHint": [...nonsense, ...wrongRanges.map((range) => ({ textDocument, range }))],
  "textDocument/semanticTokens/full": nonsense,
  "textDocument/semanticTokens/range": wrongRanges.map((range) => ({ textDocument, range })),
  "textDocument/documentLink": nonsense,
  "textDocument/definition": wrongPlaces.map((position) => ({ textDocument, position })),
  "textDocument/implementation": wrongPlaces.map((position) => ({ textDocument, position })),
  "textDocument/references": [...nonsense, { textDocument, position: start, context: 7 }],
  "textDocument/prepareRename": wrongPlaces.map((position) => ({ textDocument, position })),
  "textDocument/rename": [...nonsense, { textDocument, position: start, newName: 7 }],
  "textDocument/codeAction": [
    ...nonsense,
    ...wrongRanges.map((range) => ({ textDocument, range, context })),
    ...[
      null,
      7,
      {},
      { diagnostics: 7 },
      { diagnostics: [null] },
      { diagnostics: [{}] },
      { diagnostics: [], only: 7 },
    ].map((context) => ({ textDocument, range, context })),
  ],
  "completionItem/resolve": [null, 7, "text"],
  "workspace/executeCommand": [...nonsense, { command: 7 }, { command: "planeguard.openRule", arguments: 7 }],
  initialize: nonsense,
};

/** Notifications, to which nothing can be answered. */
const notified: Readonly<Record<string, readonly unknown[]>> = {
  "textDocument/didOpen": [...nonsense, { textDocument: { uri, languageId: "json", version: "1", text: 7 } }],
  "textDocument/didChange": [
    ...nonsense,
    { textDocument, contentChanges: [] },
    ...[null, 7, [null], [7], [{}], [{ text: 7 }], ...wrongRanges.slice(1).map((range) => [{ range, text: "" }])].map(
      (contentChanges) => ({ textDocument: { uri, version: 2 }, contentChanges }),
    ),
    { textDocument: { uri: "file:///never/opened", version: 2 }, contentChanges: [{ text: "{" }] },
    { textDocument: { uri, version: null }, contentChanges: [{ text: "{" }] },
  ],
  "textDocument/didClose": [...nonsense, { textDocument: { uri: "file:///never/opened" } }],
  "textDocument/didSave": [...nonsense, { textDocument: { uri: "file:///never/opened" } }],
  "workspace/didChangeConfiguration": nonsense,
  "workspace/didChangeWatchedFiles": [...nonsense, { changes: 7 }, { changes: [null] }],
  "workspace/didChangeWorkspaceFolders": [...nonsense, { event: 7 }, { event: { added: [null], removed: 7 } }],
  "window/workDoneProgress/cancel": nonsense,
  "$/cancelRequest": [...nonsense, { id: null }, { id: {} }, { id: 999_999 }],
  "$/setTrace": [...nonsense, { value: "louder" }],
  "$/unknown": nonsense,
  "planeguard/unknown": nonsense,
};

/** What is no message, or one that nobody waits for. */
const bodies: readonly string[] = [
  "42",
  "null",
  "[]",
  "{}",
  '"text"',
  '{ "jsonrpc": "2.0", "method": ',
  '{ "jsonrpc": "2.0", "method": 7 }',
  '{ "jsonrpc": "2.0", "id": {}, "method": "textDocument/hover" }',
  '{ "jsonrpc": "2.0", "id": null, "method": "textDocument/hover" }',
  '{ "jsonrpc": "2.0", "id": 999999, "result": 7 }',
  '{ "jsonrpc": "2.0", "id": null, "error": { "code": 1, "message": "x" } }',
  '[{ "jsonrpc": "2.0", "id": 1, "method": "shutdown" }]',
  `{ "jsonrpc": "2.0", "method": "${"x".repeat(100_000)}" }`,
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
];

describe("the language server and a client that means it harm", () => {
  let client: LanguageClient;
  const said: string[] = [];
  before(async () => {
    const capabilities = {
      workspace: { configuration: true, workspaceFolders: true },
      window: { showDocument: { support: true } },
    };
    client = await LanguageClient.start({
      capabilities,
      onRequest: {
        "workspace/configuration": () => 7,
        [ShowDocumentRequest.method]: () => 7,
      },
    });
    client.connection.onError(() => {});
    client.connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type === MessageType.Error) said.push(message);
    });
    client.server.stderr.on("data", (data: Buffer) => said.push(data.toString()));
  });
  after(async () => assert.equal(await client.stop(), 0));

  /** It has heard all that was sent before, has said nothing of errors, and finds what there is. */
  let opened = 0;
  const isWell = async () => {
    const other = `file:///work/other-${opened++}.json`;
    await client.open(other, "json", text);
    assert.equal(
      (await client.diagnosticsOf(other)).diagnostics.some(({ code }) => code === "policy/invalid-action"),
      true,
    );
    assert.deepEqual(said.splice(0), []);
  };

  for (const [method, params] of Object.entries(wrong))
    it(`refuses what are no parameters of ${method}`, async () => {
      await client.open(uri, "json", text);
      for (const given of params) {
        const code = await client.connection.sendRequest(method, given).then(
          () => null,
          ({ code }: { code: number }) => code,
        );
        const expected = method === "initialize" ? ErrorCodes.InvalidRequest : ErrorCodes.InvalidParams;
        assert.equal(code, expected, `${method} of ${JSON.stringify(given)}`);
      }
      await isWell();
    });

  for (const [method, params] of Object.entries(notified))
    it(`passes over what is no ${method}`, async () => {
      await client.open(uri, "json", text);
      for (const given of params) await client.connection.sendNotification(method, given);
      await isWell();
    });

  it("answers that it does not know a method", async () => {
    for (const method of ["textDocument/nothing", "$/nothing", "constructor", "__proto__", "textDocument/moniker"])
      for (const given of nonsense)
        await assert.rejects(client.connection.sendRequest(method, given), { code: ErrorCodes.MethodNotFound });
    await isWell();
  });

  it("hears what comes after what is no message", async () => {
    for (const body of bodies) client.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    await isWell();
  });

  it("answers at places outside of the document, and of documents that are not open", async () => {
    await client.open(uri, "json", text);
    const far = [
      { line: 2 ** 31 - 1, character: 0 },
      { line: 0, character: 2 ** 31 - 1 },
      { line: 2 ** 31 - 1, character: 2 ** 31 - 1 },
    ];
    for (const position of far)
      for (const textDocument of [{ uri }, { uri: "file:///closed" }, { uri: "no uri" }, { uri: "" }]) {
        await client.connection.sendRequest("textDocument/hover", { textDocument, position });
        await client.connection.sendRequest("textDocument/completion", { textDocument, position });
        for (const range of [
          { start: position, end: start },
          { start, end: position },
        ])
          await client.connection.sendRequest(CodeActionRequest.type, {
            textDocument,
            range,
            context: { diagnostics: [] },
          });
      }
    await isWell();
  });

  it("follows edits that reach beyond the document, or go backwards", async () => {
    await client.open(uri, "json", text);
    const beyond = { line: 999_999, character: 999_999 };
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: beyond, end: beyond }, text: "\n" },
        { range: { start: beyond, end: start }, text },
      ],
    });
    assert.ok((await client.diagnosticsOf(uri, 2)).diagnostics.length > 0);
    await isWell();
  });

  it("takes URIs that are none, documents of many megabytes, and commands that are none", async () => {
    for (const odd of [
      "",
      "no uri",
      "file://",
      "file:////x//y",
      "untitled:",
      "file:///%E0%A4%A.json",
      "http://[::1",
      "C:\\a.json",
      `file:///${"a/".repeat(50_000)}b.json`,
    ])
      await client.open(odd, "json", text);
    const large = "file:///work/large.json";
    await client.open(large, "json", `${text}${" ".repeat(20_000_000)}`);
    assert.match(JSON.stringify((await client.diagnosticsOf(large)).diagnostics), /checked/);
    for (const [command, given] of [
      ["planeguard.openRule", []],
      ["planeguard.openRule", [{ toString: 7 }]],
      ["planeguard.openRule", ["x".repeat(1_000_000)]],
      ["planeguard.openRule", ["../../etc/passwd"]],
      ["planeguard.showAllowed", [uri, -1]],
      ["planeguard.showAllowed", [uri, 1e300]],
      ["planeguard.showAllowed", [7, {}]],
      ["rm", ["-rf"]],
    ] as const)
      await client.connection.sendRequest("workspace/executeCommand", { command, arguments: given });
    await isWell();
  });

  it("takes a client that says of itself what no client can", async () => {
    for (const capabilities of [
      { textDocument: null, workspace: 7, window: [] },
      {
        textDocument: { publishDiagnostics: { tagSupport: { valueSet: 7 } }, completion: 7 },
        workspace: { workspaceEdit: 7 },
      },
    ]) {
      const other = await LanguageClient.start({ capabilities: capabilities as object });
      await other.open(uri, "json", text);
      assert.ok((await other.diagnosticsOf(uri)).diagnostics.length > 0);
      assert.equal(await other.stop(), 0);
    }
  });
});
