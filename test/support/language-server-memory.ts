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

const languages: Readonly<Record<string, string>> = { json: "json", tf: "terraform", ts: "typescript", py: "python" };

/** Edits before the first measurement: what is loaded on first use, and what V8 makes of it, is no growth. */
const warmUp = 250;

/** Documents of other forms, so that the grammars are loaded and the heap has been larger before. */
const others: Readonly<Record<string, string>> = {
  "large.json": JSON.stringify({
    Version: "2012-10-17",
    Statement: Array.from({ length: 2000 }, (_, index) => ({
      Sid: `S${index}`,
      Effect: "Allow",
      Action: ["s3:GetObjct", "iam:PassRole"],
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    })),
  }),
  "main.tf":
    'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Action = ["s3:GetObjct"] }] })\n}\n'.repeat(
      50,
    ),
  "stack.ts":
    'export const p = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObjct"] }] };\n'.repeat(
      50,
    ),
  "app.py": 'p = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObjct"]}]}\n'.repeat(50),
};

/**
 * Megabytes of resident memory by which so many edits, each analysed, let the server grow, fresh or after other documents. Linux only, where
 * the kernel says it.
 */
export async function growthOver(edits: number, after: "fresh" | "others" = "fresh"): Promise<number> {
  const client = await LanguageClient.start({ capabilities: { textDocument: { diagnostic: {} } } });
  const resident = (): number =>
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${client.server.pid}/status`, "utf8"))![1]) / 1024;
  for (const [name, other] of after === "others" ? Object.entries(others) : []) {
    const textDocument = { uri: `file:///work/${name}` };
    await client.open(textDocument.uri, languages[name.split(".")[1]!]!, other);
    await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  }
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
