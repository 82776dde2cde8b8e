import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import * as vscode from "vscode";
import type { Diagnostic } from "vscode-languageserver-protocol/node";

import type { Finding } from "../../../src/analysis/finding";
import { linesOf, toldOf } from "../../../src/language/one-cause";
import { expandKeys } from "../../support/fake-keys";
import { built, LanguageClient } from "../../support/language-client";
import { api, ask, findings, openAsPerson, ruleOf, Scratch, until } from "./support";

/** What the samples do not have. */
const others = {
  "planeguard.json": '{ "rules": { "risk/pass-role-any-resource": "off" }, "preset": "strict" }',
  "broken.json": '{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "s3:GetObjct", ',
  "stack.ts":
    "fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObjct', 'iam:PassRole'], resources: ['*'] }));\n",
  "policy.py":
    'policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}]}\n',
};
const severities = ["error", "warning", "info", "hint"];

describe("editor, terminal, language server and language-model tool", () => {
  const scratch = new Scratch();
  const files = new Map<string, vscode.Uri>();
  const { extensionPath } = vscode.extensions.getExtension("planeguard.planeguard")!;
  const cli = join(extensionPath, "dist/cli.js");
  /** What the terminal says of each file. */
  const found = new Map<string, string[]>();
  /** The same, one message a cause. */
  const told = new Map<string, string[]>();

  before(async () => {
    await api();
    for (const [name, text] of Object.entries(others)) files.set(name, scratch.write(name, text));
    const samples = join(extensionPath, "samples/workspace");
    for (const entry of readdirSync(samples, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const name = relative(samples, path);
      files.set(name, scratch.write(name, expandKeys(readFileSync(path, "utf8"))));
    }
    const report = await check(cli, vscode.Uri.joinPath(files.get("stack.ts")!, "..").fsPath);
    assert.ok(report.findings.length >= 15, `only ${report.findings.length} findings`);
    for (const name of files.keys()) for (const lines of [found, told]) lines.set(name, []);
    for (const finding of report.findings) found.get(finding.file)!.push(lineOf(finding, finding.message));
    // An editor shows one message a cause.
    for (const one of toldOf(report.findings)) told.get(one.file)!.push(lineOf(one, linesOf(one).join("\n")));
    for (const lines of [...told.values(), ...found.values()]) lines.sort();
  });
  after(() => scratch.dispose());

  it("the editor says what the terminal says", async () => {
    for (const [name, uri] of files) {
      await openAsPerson(uri);
      const expected = told.get(name)!;
      await until(
        `${expected.length} findings in ${name}`,
        vscode.languages.onDidChangeDiagnostics,
        () => shown(uri).length >= expected.length,
      );
      assert.deepEqual(shown(uri), expected, name);
    }
  });

  it("the language server says what the terminal says", async () => {
    const client = await LanguageClient.start({ run: built(cli) });
    for (const [name, uri] of files) {
      const document = await vscode.workspace.openTextDocument(uri);
      await client.open(uri.toString(), document.languageId, document.getText());
      const { diagnostics } = await client.diagnosticsOf(uri.toString());
      assert.deepEqual(
        diagnostics
          .filter(({ code }) => code !== undefined)
          .map(served)
          .sort(),
        // What is said of code and roles needs a folder, which this client has none of.
        told.get(name)!.filter((line) => !line.startsWith("code/")),
        name,
      );
    }
    assert.equal(await client.stop(), 0);
  });

  it("the language-model tool says what the terminal says", async () => {
    for (const [name, uri] of files) {
      const { findings } = JSON.parse(await ask("checkPolicy", { file: vscode.workspace.asRelativePath(uri) })) as {
        findings: Record<string, never>[];
      };
      const said = findings.map(({ rule, severity, message, line: from, column, endLine, endColumn }) =>
        line(rule!, severity!, message!, from!, column!, endLine!, endColumn!),
      );
      assert.deepEqual(said.sort(), found.get(name), name);
    }
  });
});

function served({ code, severity, message, range: { start, end } }: Diagnostic): string {
  return line(
    String(code),
    severities[severity! - 1]!,
    message as string,
    start.line + 1,
    start.character + 1,
    end.line + 1,
    end.character + 1,
  ).replace(/ \((?:risk|policy|trust)\/[\w-]+\)(?=[,.])/g, "");
}

function shown(uri: vscode.Uri): string[] {
  return findings(uri)
    .filter((diagnostic) => ruleOf(diagnostic) !== undefined)
    .map((diagnostic) => {
      const {
        severity,
        message,
        range: { start, end },
      } = diagnostic;
      return line(
        ruleOf(diagnostic)!,
        severities[severity]!,
        message,
        start.line + 1,
        start.character + 1,
        end.line + 1,
        end.character + 1,
      );
    })
    .sort();
}

function line(ruleId: string, severity: string, message: string, ...place: readonly number[]): string {
  return `${ruleId} ${severity} ${place.join(" ")} ${message.replaceAll("`", "'")}`;
}

function lineOf({ ruleId, severity, range: { start, end } }: Finding, message: string): string {
  return line(ruleId, severity, message, start.line, start.column, end.line, end.column);
}

interface Report {
  readonly findings: readonly Finding[];
}

function check(cli: string, folder: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [cli, "check", ".", "--format", "json"],
      { cwd: folder, env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" }, maxBuffer: 1e7 },
      (error, out) => {
        // One or two: there are findings, and the broken file.
        if (error && typeof error.code !== "number") reject(error);
        else resolve(JSON.parse(out));
      },
    );
  });
}
