/** The language server as built, by a client of the protocol's own library. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  DefinitionRequest,
  DiagnosticTag,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentLinkRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  FileChangeType,
  FoldingRangeRequest,
  HoverRequest,
  ImplementationRequest,
  InlayHintRequest,
  type Location,
  PrepareRenameRequest,
  type Range,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  ShowDocumentRequest,
  type TextDocumentEdit,
  TextDocumentSyncKind,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { LanguageClient } from "../../support/language-client";

/** Another with each test. */
let uri: string;
const policy = (...actions: string[]): string =>
  JSON.stringify(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }] },
    null,
    2,
  );
const misspelt = policy("s3:GetObjct");
const redundant = policy("s3:Get*", "s3:GetObject");

const able: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [DiagnosticTag.Unnecessary] } },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { showDocument: { support: true } },
};

const plain: ClientCapabilities = {};

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe("the language server", () => {
  let client: LanguageClient;
  let tests = 0;
  beforeEach(() => (uri = `file:///work/deep%20folder/${tests++}/policy.json`));
  /** Clients without a folder, by what they can do: to start a server takes longer than most tests. */
  const shared = new Map<ClientCapabilities, LanguageClient>();
  const begin = async (capabilities: ClientCapabilities = plain, folder?: string) => {
    const known = folder === undefined ? shared.get(capabilities) : undefined;
    client = known ?? (await LanguageClient.start({ capabilities, ...(folder === undefined ? {} : { folder }) }));
    if (folder === undefined) shared.set(capabilities, client);
    return client;
  };
  afterEach(async () => {
    if ([...shared.values()].includes(client)) await client.close(uri);
    else assert.equal(await client.stop(), 0);
  });
  after(async () => {
    for (const one of shared.values()) assert.equal(await one.stop(), 0);
  });

  const actionsAt = async (range: Range, only?: string[]): Promise<CodeAction[]> => {
    const { diagnostics } = await client.diagnosticsOf(uri);
    return (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only ? { only } : {}) },
    })) as CodeAction[];
  };

  it("says what it can, and counts in UTF-16", async () => {
    const {
      initialized: { serverInfo, capabilities },
    } = await begin();
    assert.equal(serverInfo?.name, "Planeguard");
    assert.equal(capabilities.positionEncoding, "utf-16");
    assert.deepEqual(capabilities.textDocumentSync, {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: true,
    });
    assert.equal(capabilities.diagnosticProvider, undefined);
  });

  it("sends what it finds at once, with the version, and places of UTF-16 units", async () => {
    await begin(able);
    const text = misspelt.replace('"Effect"', '"Sid": "💼", "Effect"').replaceAll("\n", "");
    await client.open(uri, "json", text);
    const { version, diagnostics } = await client.diagnosticsOf(uri);
    assert.equal(version, 1);
    const {
      source,
      range: { start: from, end },
    } = diagnostics.find(({ code }) => code === "policy/invalid-action")!;
    assert.equal(source, "Planeguard");
    assert.deepEqual([from.line, end.line, text.slice(from.character, end.character)], [0, 0, '"s3:GetObjct"']);
  });

  it("follows edits of a part of a document, and forgets it when it is closed", async () => {
    await begin(able);
    await client.open(uri, "json", misspelt);
    assert.equal((await client.diagnosticsOf(uri)).diagnostics.length, 1);
    const document = TextDocument.create(uri, "json", 1, misspelt);
    const at = misspelt.indexOf("Objct");
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: document.positionAt(at), end: document.positionAt(at + 5) }, text: "Object" }],
    });
    assert.deepEqual((await client.diagnosticsOf(uri, 2)).diagnostics, []);
    await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    assert.deepEqual((await client.diagnosticsOf(uri, null)).diagnostics, []);
  });

  it("speaks the language of the client", async () => {
    client = await LanguageClient.start({ capabilities: able, locale: "de-AT" });
    await client.open(uri, "json", misspelt);
    const [found] = (await client.diagnosticsOf(uri)).diagnostics;
    assert.match(
      found!.message as string,
      /^'s3:GetObjct' ist keine Aktion von Amazon S3: Sie bewirkt nichts\. Meinten Sie/,
    );
    const actions = await actionsAt(found!.range);
    assert.deepEqual(
      actions.map(({ title }) => title.replace(/ \(.*/, "")),
      ["Durch s3:GetObject ersetzen", "Dokumentation von policy/invalid-action anzeigen"],
    );
    const at = { textDocument: { uri }, position: found!.range.start };
    const hover = await client.connection.sendRequest(HoverRequest.type, at);
    assert.match(JSON.stringify(hover!.contents), /\*\*Aktion, die es nicht gibt\*\*/);
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    assert.match(lenses![0]!.command!.title, /^Erlaubt nichts, was es bei AWS gibt/);
  });

  it("hands diagnostics to a client that asks for them, and does not send them too", async () => {
    const { initialized } = await begin({ textDocument: { diagnostic: {} } });
    assert.equal(initialized.capabilities.diagnosticProvider?.identifier, "planeguard");
    let sent = 0;
    client.connection.onNotification("textDocument/publishDiagnostics", () => void sent++);
    await client.open(uri, "json", misspelt);
    const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.deepEqual(report.kind === "full" && report.items.map(({ code }) => code), ["policy/invalid-action"]);
    assert.equal(sent, 0);
  });

  it("has a suggestion confirmed that takes something away", async () => {
    await begin(able);
    const passing = policy("iam:PassRole", "lambda:CreateFunction").replace(/"Resource":\s*"[^"]*"/, '"Resource":"*"');
    await client.open(uri, "json", passing);
    const {
      diagnostics: [diagnostic],
    } = await client.diagnosticsOf(uri);
    const suggestion = (await actionsAt(diagnostic!.range)).find(({ title }) => /no longer allows/.test(title));
    const [annotation] = Object.values(suggestion!.edit!.changeAnnotations!);
    assert.equal(annotation!.needsConfirmation, true);
  });

  it("offers what only a person knows as a place to type at, where the client takes such edits", async () => {
    const { workspace = {} } = able;
    await begin({
      ...able,
      workspace: { ...workspace, workspaceEdit: { ...workspace.workspaceEdit, snippetEditSupport: true } },
    });
    const passing = policy("iam:PassRole", "lambda:CreateFunction").replace(/"Resource":\s*"[^"]*"/, '"Resource":"*"');
    await client.open(uri, "json", passing);
    const {
      diagnostics: [diagnostic],
    } = await client.diagnosticsOf(uri);
    const edits = (await actionsAt(diagnostic!.range)).flatMap(({ edit }) =>
      (edit?.documentChanges ?? []).flatMap((change) => ("edits" in change ? change.edits : [])),
    );
    const snippets = edits.flatMap((edit) => ("snippet" in edit ? [edit.snippet.value] : []));
    assert.match(snippets[0] ?? "", /\$\{1:/);
  });

  it("offers a suggestion with what it changes, and the page of the rule", async () => {
    await begin(able);
    await client.open(uri, "json", misspelt);
    const {
      diagnostics: [diagnostic],
    } = await client.diagnosticsOf(uri);
    const [suggestion, page] = await actionsAt(diagnostic!.range);
    assert.match(suggestion!.title, /s3:GetObject.*newly allows/);
    assert.equal(suggestion!.isPreferred, false);
    assert.deepEqual(suggestion!.diagnostics, [diagnostic]);
    const [change] = suggestion!.edit!.documentChanges as TextDocumentEdit[];
    assert.equal(change!.textDocument.version, 1);
    assert.equal(suggestion!.edit!.changeAnnotations, undefined, "a misspelt name needs no question");
    assert.match(
      TextDocument.applyEdits(TextDocument.create(uri, "json", 1, misspelt), change!.edits as never),
      /"s3:GetObject"/,
    );
    assert.equal(page!.command?.command, "planeguard.openRule");

    let shown = "";
    client.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      shown = readFileSync(fileURLToPath(uri), "utf8");
      return { success: true };
    });
    await client.connection.sendRequest(ExecuteCommandRequest.type, {
      command: page!.command!.command,
      arguments: page!.command!.arguments!,
    });
    assert.match(shown, /policy\/invalid-action/);
  });

  it("fixes all that is safe where it is asked for by kind, for clients without versions too", async () => {
    await begin();
    await client.open(uri, "json", redundant);
    assert.deepEqual(
      (await actionsAt(everything)).filter(({ kind }) => kind?.startsWith("source.")),
      [],
    );
    const [fixAll, ...others] = await actionsAt(everything, ["source.fixAll"]);
    assert.deepEqual(others, []);
    assert.equal(fixAll!.kind, "source.fixAll.planeguard");
    assert.doesNotMatch(
      TextDocument.applyEdits(TextDocument.create(uri, "json", 1, redundant), fixAll!.edit!.changes![uri]!),
      /s3:GetObject"/,
    );
  });

  it("writes the package that a fix needs into the manifest nearest in the workspace", async () => {
    const key = `const { S3Client } = require('@aws-sdk/client-s3');\nmodule.exports = new S3Client({ credentials: { accessKeyId: '${fakeKeyId("lsp")}', secretAccessKey: '${fakeSecret("lsp")}' } });\n`;
    const folder = temporaryFolder({ "package.json": '{\n  "dependencies": {}\n}\n', "src/a.js": key });
    try {
      await begin(able, pathToFileURL(folder.path).href);
      const file = pathToFileURL(`${folder.path}/src/a.js`).href;
      await client.open(file, "javascript", key);
      const { diagnostics } = await client.diagnosticsOf(file);
      const range = diagnostics[0]!.range;
      const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: file },
        range,
        context: { diagnostics },
      })) as CodeAction[];
      const changes = actions.flatMap(({ edit }) => (edit?.documentChanges ?? []) as TextDocumentEdit[]);
      const manifest = changes.find(
        ({ textDocument }) => textDocument.uri === pathToFileURL(`${folder.path}/package.json`).href,
      );
      assert.match(JSON.stringify(manifest?.edits), /credential-providers/);
      assert.ok(changes.some(({ textDocument }) => textDocument.uri === file));
      assert.ok(!JSON.stringify(diagnostics).includes(fakeSecret("lsp")));
    } finally {
      folder.remove();
    }
  });

  it("tells where else the same key stands, until the document is closed or its file has it no more", async () => {
    const key = `AWS_ACCESS_KEY_ID=${fakeKeyId("twice")}\nAWS_SECRET_ACCESS_KEY=${fakeSecret("twice")}\n`;
    const folder = temporaryFolder({ "saved.env": key, "cleaned.env": "# nothing\n", "here.env": key });
    const file = (name: string) => pathToFileURL(`${folder.path}/${name}`).href;
    try {
      await begin(able);
      await client.open(file("here.env"), "dotenv", key);
      for (const [other, stays] of [
        ["untitled:Untitled-1", false],
        ["vscode-vfs://github/planes/app/.env", false],
        [file("saved.env"), true],
        [file("cleaned.env"), false],
        [file("never%20saved.env"), false],
      ] as const) {
        await client.open(other, "dotenv", key);
        await client.relatedOf(file("here.env"), (places) => places.includes(other));
        assert.ok((await client.relatedOf(other, ({ length }) => length > 0)).includes(file("here.env")));
        await client.close(other);
        if (!stays) await client.relatedOf(file("here.env"), (places) => !places.includes(other));
      }
      await client.open(file("again.env"), "dotenv", key);
      assert.deepEqual(
        [...(await client.relatedOf(file("again.env"), ({ length }) => length > 1))].sort(),
        [file("here.env"), file("saved.env")].sort(),
      );
    } finally {
      folder.remove();
    }
  });

  it("watches planeguard.json, and checks again when it changes", async () => {
    const registered = new Promise(
      (resolve) =>
        void LanguageClient.start({ capabilities: able }).then((started) => {
          client = started;
          started.connection.onRequest(RegistrationRequest.type, ({ registrations }) => resolve(registrations[0]));
        }),
    );
    assert.deepEqual(((await registered) as { registerOptions: unknown }).registerOptions, {
      watchers: [{ globPattern: "**/planeguard*.json" }],
    });
    await client.open(uri, "json", misspelt);
    await client.diagnosticsOf(uri);
    const again = new Promise((resolve) =>
      client.connection.onNotification("textDocument/publishDiagnostics", resolve),
    );
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: "file:///work/planeguard.json", type: FileChangeType.Changed }],
    });
    assert.equal(((await again) as { diagnostics: unknown[] }).diagnostics.length, 1);
  });

  it("does as planeguard.json says, and shows what is wrong in it", async () => {
    const folder = temporaryFolder({
      "planeguard.json": '{ "rules": { "policy/invalid-action": "off" } }',
      "a/policy.json": misspelt,
    });
    const file = (name: string) => pathToFileURL(`${folder.path}/${name}`).href;
    try {
      await begin(able, file(""));
      await client.open(file("a/policy.json"), "json", misspelt);
      assert.deepEqual((await client.diagnosticsOf(file("a/policy.json"))).diagnostics, []);
      await client.open(file("planeguard.json"), "json", '{\n  "rules": 7\n}');
      assert.deepEqual(
        (await client.diagnosticsOf(file("planeguard.json"))).diagnostics.map(({ range, code }) => [
          range.start.line,
          code,
        ]),
        [[1, undefined]],
      );

      const again = new Promise((resolve) =>
        client.connection.onNotification("textDocument/publishDiagnostics", (sent) => {
          if (sent.uri === file("a/policy.json")) resolve(sent.diagnostics);
        }),
      );
      writeFileSync(`${folder.path}/planeguard.json`, "{}");
      await client.connection.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: { uri: file("planeguard.json") },
      });
      assert.deepEqual(
        ((await again) as { code: string }[]).map(({ code }) => code),
        ["policy/invalid-action"],
      );
    } finally {
      folder.remove();
    }
  });

  it("does as the settings of the client say where there is no planeguard.json", async () => {
    const settings: unknown[] = [{ rules: { "policy/invalid-action": "off" } }];
    const capabilities = { ...able, workspace: { ...able.workspace!, configuration: true } };
    client = await LanguageClient.start({ capabilities, onRequest: { "workspace/configuration": () => settings } });
    const shown = (count: number) =>
      new Promise<void>((resolve) =>
        client.connection.onNotification("textDocument/publishDiagnostics", ({ diagnostics }) => {
          if (diagnostics.length === count) resolve();
        }),
      );
    const silent = shown(0);
    await client.open(uri, "json", misspelt);
    await silent;
    for (const wrong of [[{ rules: 7 }], ["nonsense"], [null], [[]], []]) {
      settings.splice(0, 1, ...wrong);
      const found = shown(1);
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await found;
    }
  });

  it("tells what stands under the cursor, and why a finding is there", async () => {
    await begin(able);
    await client.open(uri, "json", policy("s3:GetObject", "s3:GetObjct"));
    const hoverOn = async (line: number) =>
      JSON.stringify(
        await client.connection.sendRequest(HoverRequest.type, {
          textDocument: { uri },
          position: { line, character: 12 },
        }),
      );
    assert.match(await hoverOn(6), /GetObject.*Read/);
    assert.match(await hoverOn(7), /policy\/invalid-action/);
    assert.equal(await hoverOn(0), "null");
  });

  it("offers actions while a policy is written, with what each does", async () => {
    await begin();
    const half = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObj';
    await client.open(uri, "json", half);
    const list = (await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: half.length },
    })) as CompletionList;
    const item = list.items.find(({ label }) => label.includes("GetObjectAttributes"))!;
    assert.equal((item.textEdit as TextEdit).newText.replaceAll('"', ""), "s3:GetObjectAttributes");
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, item);
    assert.match(JSON.stringify(documentation), /markdown/);
  });

  it("says behind a wildcard how many actions it stands for", async () => {
    await begin(able);
    await client.open(uri, "json", policy("sqs:Receive*"));
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = (await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range }))!;
    assert.deepEqual(
      hints.map(({ label }) => label),
      ["1 action"],
    );
  });

  it("colours, links and renames what stands in a template", async () => {
    await begin(able);
    const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: all
          PolicyDocument: { Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*" } }
Outputs:
  Arn: { Value: !GetAtt Role.Arn }
`;
    await client.open(uri, "yaml", text);
    const textDocument = { uri };
    const position = { line: 8, character: 25 };
    const { data } = (await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument }))!;
    assert.equal(data.length, 5 * 5);
    const range = { start: { line: 6, character: 70 }, end: { line: 7, character: 0 } };
    const part = (await client.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range }))!;
    assert.equal(part.data.length, 2 * 5);
    const [link] = (await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument }))!;
    assert.match(link!.target!, /list_amazons3\.html$/);
    const at = (line: number, from: number, to: number) => ({
      uri,
      range: { start: { line, character: from }, end: { line, character: to } },
    });
    const asked = { textDocument, position };
    assert.deepEqual(await client.connection.sendRequest(DefinitionRequest.type, asked), at(1, 2, 6));
    const context = { includeDeclaration: true };
    assert.deepEqual(await client.connection.sendRequest(ReferencesRequest.type, { ...asked, context }), [
      at(1, 2, 6),
      at(8, 24, 28),
    ]);
    const policies = (await client.connection.sendRequest(ImplementationRequest.type, asked)) as Location[];
    assert.deepEqual(
      policies.map(({ range: { start } }) => start.line),
      [6],
    );
    assert.deepEqual(await client.connection.sendRequest(PrepareRenameRequest.type, asked), {
      range: at(8, 24, 28).range,
      placeholder: "Role",
    });
    const renamed = await client.connection.sendRequest(RenameRequest.type, { ...asked, newName: "Reader" });
    const [edit] = renamed!.documentChanges as TextDocumentEdit[];
    const document = TextDocument.create(uri, "yaml", 1, text);
    assert.equal(
      TextDocument.applyEdits(document, edit!.edits as TextEdit[]),
      text.replace("  Role:", "  Reader:").replace("Role.Arn", "Reader.Arn"),
    );
    await assert.rejects(
      client.connection.sendRequest(RenameRequest.type, { ...asked, newName: "no-id" }),
      /letters and digits/,
    );
  });

  it("says above a policy what it allows, and lists its statements", async () => {
    await begin(able);
    await client.open(uri, "json", policy("s3:GetObject"));
    const [lens] = (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } }))!;
    assert.match(lens!.command!.title, /^Allows 1 action of s3/);
    const shown = new Promise<string>((resolve) =>
      client.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
        resolve(readFileSync(fileURLToPath(uri), "utf8"));
        return { success: true };
      }),
    );
    await client.connection.sendRequest(ExecuteCommandRequest.type, {
      command: lens!.command!.command,
      arguments: lens!.command!.arguments!,
    });
    assert.match(await shown, /`s3:GetObject`/);
    const [symbol] = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri },
    })) as DocumentSymbol[];
    assert.equal(symbol!.children!.length, 1);
    assert.ok(await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } }));
  });

  it("answers a request that is cancelled, and those after it", async () => {
    await begin();
    await client.open(uri, "json", misspelt);
    const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, range: everything, context: { diagnostics: [] } };
    const cancelled = client.connection
      .sendRequest(CodeActionRequest.type, params, source.token)
      .catch((error: unknown) => error);
    source.cancel();
    await cancelled;
    assert.ok(((await client.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[]).length > 0);
  });
});
