/** What the language server as built says of assertions: in the policy, at the assertion, and how one is added. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

import {
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  DidChangeTextDocumentNotification,
  type TextDocumentEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import { temporaryFolder } from "../../support/folder";
import { LanguageClient } from "../../support/language-client";

const role = (action: string) => `Resources:
  Api:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: ${action}
                Resource: "*"
`;
const configuration = JSON.stringify({ assertions: [{ sentence: "No keys.", role: "Api", mayNot: "kms:Decrypt" }] });
const scp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
});

describe("the language server on assertions", () => {
  let client: LanguageClient;
  let folder: ReturnType<typeof temporaryFolder>;
  const uriOf = (path: string) => pathToFileURL(`${folder.path}/${path}`).href;

  before(async () => {
    folder = temporaryFolder({ "planeguard.json": configuration, "app.yaml": role("s3:*"), "scp.json": scp });
    client = await LanguageClient.start({
      folder: pathToFileURL(folder.path).href,
      capabilities: { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } } },
    });
    await client.open(uriOf("app.yaml"), "yaml", role("s3:*"));
    await client.open(uriOf("planeguard.json"), "json", configuration);
    await client.open(uriOf("scp.json"), "json", scp);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    folder.remove();
  });

  const lensesOf = async (path: string) =>
    (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(path) } }))!.map(
      ({ command }) => command!.title,
    );
  /** Asked until it is known. */
  async function lens(path: string, expected: RegExp): Promise<string> {
    for (;;) {
      const found = (await lensesOf(path)).find((title) => expected.test(title));
      if (found !== undefined) return found;
      await new Promise((done) => setImmediate(done));
    }
  }

  it("shows while somebody types what breaks one, and above the assertion that it is broken", async () => {
    await lens("planeguard.json", /^Holds: 1 role, 1 policy looked at$/);
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf("app.yaml"), version: 2 },
      contentChanges: [{ text: role("kms:*") }],
    });
    await client.diagnosed(uriOf("app.yaml"), (codes) => codes.includes("assertion/broken"));
    await lens("planeguard.json", /^Broken: Api may do kms:Decrypt on /);
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf("planeguard.json"), version: 2 },
      contentChanges: [{ text: configuration.replace("kms:Decrypt", "sqs:*") }],
    });
    await client.diagnosed(uriOf("app.yaml"), (codes) => !codes.includes("assertion/broken"));
  });

  it("offers assertions for a statement", async () => {
    const text = role("kms:*");
    const at = TextDocument.create("file:///a.yaml", "yaml", 1, text).positionAt(text.indexOf("Effect"));
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf("app.yaml") },
      range: { start: at, end: at },
      context: { diagnostics: [], only: ["refactor"] },
    })) as CodeAction[];
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind]),
      [["Assert: Only role:Api may do kms:*.", "refactor"]],
    );
    const [change] = actions[0]!.edit!.documentChanges as TextDocumentEdit[];
    const before = TextDocument.create(
      uriOf("planeguard.json"),
      "json",
      1,
      configuration.replace("kms:Decrypt", "sqs:*"),
    );
    const after = TextDocument.applyEdits(before, change!.edits as { range: never; newText: string }[]);
    const { assertions } = JSON.parse(after) as { assertions: object[] };
    assert.deepEqual(assertions[1], { sentence: "Only role:Api may do kms:*.", only: "role:Api", may: "kms:*" });
  });

  it("says above an SCP what it would take away", async () => {
    assert.equal(
      await lens("scp.json", /^(?:Would|No role)/),
      "Would take nothing from the 1 role or user of this workspace",
    );
  });
});
