/** How the memory of the language server as built grows while somebody types. */
import { readFileSync } from "node:fs";

import { DidChangeTextDocumentNotification, DocumentDiagnosticRequest } from "vscode-languageserver-protocol/node";

import { fakeKeyId, fakeSecret } from "./fake-keys";
import { LanguageClient } from "./language-client";

const uri = "file:///work/policy.json";
const text = (edit: number) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: `Edit${edit}`, Effect: "Allow", Action: ["s3:GetObjct", "iam:PassRole"], Resource: "*" }],
    // Another one with each edit: what is known of keys must not pile up.
    keys: [fakeKeyId(`memory-${edit}`), fakeSecret(`memory-${edit}`)],
  });

/** Edits before the first measurement: what is loaded on first use, and what V8 makes of it, is no growth. */
const warmUp = 500;

/** Megabytes of resident memory by which so many edits, each analysed, let the server grow. Linux only, where the kernel says it. */
export async function growthOver(edits: number): Promise<number> {
  const client = await LanguageClient.start({ capabilities: { textDocument: { diagnostic: {} } } });
  const resident = (): number =>
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${client.server.pid}/status`, "utf8"))![1]) / 1024;
  await client.open(uri, "json", text(0));
  let before = 0;
  for (let edit = 1; edit <= warmUp + edits; edit++) {
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: edit + 1 },
      contentChanges: [{ text: text(edit) }],
    });
    await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    if (edit === warmUp) before = resident();
  }
  const growth = resident() - before;
  await client.stop();
  return growth;
}
