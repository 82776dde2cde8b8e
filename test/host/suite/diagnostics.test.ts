import assert from "node:assert/strict";

import * as vscode from "vscode";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { findings, misspelt, openAsPerson, replace, ruleOf, Scratch, untilFound } from "./support";

describe("squiggles", () => {
  const scratch = new Scratch({ ignored: true });
  const some = (rules: readonly unknown[]) => rules.length > 0;
  const none = (rules: readonly unknown[]) => rules.length === 0;
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  after(() => scratch.dispose());

  it("appear when a policy is opened, with a source, a rule and its page", async () => {
    const document = await scratch.open("opened.json", misspelt);
    const [finding] = await untilFound(document.uri, "a finding", some);
    assert.equal(finding!.source, "Planeguard");
    assert.equal(ruleOf(finding!), "policy/invalid-action");
    assert.ok(
      typeof finding!.code === "object" &&
        finding!.code.target.toString() === "planeguard-docs:/policy/invalid-action.md",
    );
    assert.equal(document.getText(finding!.range).replaceAll('"', ""), "s3:GetObjct");
  });

  it("follow what is typed", async () => {
    const document = await scratch.open("typed.json", misspelt);
    await untilFound(document.uri, "a finding", some);
    await replace(document, "s3:GetObjct", "s3:GetObject");
    await untilFound(document.uri, "no finding", none);
    await replace(document, "s3:GetObject", "s3:GetObjcct");
    const [finding] = await untilFound(document.uri, "a finding again", some);
    assert.match(finding!.message, /GetObjcct/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("are gone when the file is closed", async () => {
    const { uri } = await scratch.open("closed.json", misspelt);
    await untilFound(uri, "a finding", some);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilFound(uri, "no finding", none);
  });

  it("appear in CloudFormation YAML", async () => {
    const template = [
      "Resources:",
      "  Reader:",
      "    Type: AWS::IAM::ManagedPolicy",
      "    Properties:",
      "      PolicyDocument:",
      "        Version: '2012-10-17'",
      "        Statement:",
      "          - Effect: Allow",
      "            Action: s3:GetObjct",
      "            Resource: 'arn:aws:s3:::reports/*'",
      "",
    ].join("\n");
    const { uri } = await scratch.open("template.yaml", template);
    const found = await untilFound(uri, "a finding", some);
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [8],
    );
  });

  it("appear at static keys in code, which no message tells", async () => {
    const secret = fakeSecret("host");
    const code = `import boto3\n\ns3 = boto3.client("s3", aws_access_key_id="${fakeKeyId("host")}", aws_secret_access_key="${secret}")\n`;
    const { uri } = await scratch.open("keys.py", code);
    const found = await untilFound(uri, "a finding", some);
    assert.ok(
      found.every((finding) => ruleOf(finding)?.startsWith("credentials/")),
      found.map(ruleOf).join(),
    );
    for (const { message } of found) assert.ok(!message.includes(secret.slice(4, 20)), message);
  });

  it("appear in a document that has no file yet", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "json", content: misspelt });
    await vscode.window.showTextDocument(document);
    await untilFound(document.uri, "a finding", some);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("say when a file is too large to be checked", async () => {
    const { uri } = await scratch.open("large.json", `${misspelt}${" ".repeat(2.1 * 1024 * 1024)}`);
    const [notice, ...others] = await untilFound(uri, "a notice", some);
    assert.equal(notice!.severity, vscode.DiagnosticSeverity.Information);
    assert.match(notice!.message, /not checked/);
    assert.deepEqual(others, []);
  });

  it("say what cannot be read and still show the rest", async () => {
    const { uri } = await scratch.open(
      "broken.yaml",
      [
        "Resources:",
        "  Whole:",
        "    Type: AWS::IAM::ManagedPolicy",
        "    Properties:",
        "      PolicyDocument:",
        '        Version: "2012-10-17"',
        '        Statement: [{ Effect: Allow, Action: s3:GetObjct, Resource: "arn:aws:s3:::reports/*" }]',
        "  Broken:",
        "    Type: AWS::IAM::ManagedPolicy",
        "    Properties:",
        "      PolicyDocument:",
        '        Version: "2012-10-17"',
        "        Statement:",
        '          - { Effect: Allow, Action: s3:PutObjct, Resource: ["arn:aws:s3:::reports/*" }',
        "",
      ].join("\n"),
    );
    const found = await untilFound(uri, "a notice and a finding", (rules) => rules.length > 1);
    assert.deepEqual(found.map(ruleOf).sort(), ["policy/invalid-action", undefined]);
    assert.deepEqual(
      findings(uri)
        .filter((one) => ruleOf(one) === undefined)
        .map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Information],
    );
  });

  it("tell a mistake that a rule explains once", async () => {
    const { uri } = await scratch.open("broken.json", misspelt.slice(0, -1));
    const found = await untilFound(uri, "two findings", (rules) => rules.length > 1);
    assert.deepEqual(found.map(ruleOf).sort(), ["policy/invalid-action", "policy/json-syntax-error"]);
  });
});

/** One file, in memory, as a repository that is browsed without a clone has them. */
class VirtualFile implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private content = Buffer.from(misspelt);
  watch = () => new vscode.Disposable(() => undefined);
  stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: Date.now(), size: this.content.length });
  readFile = () => this.content;
  writeFile = (_uri: vscode.Uri, content: Uint8Array) => void (this.content = Buffer.from(content));
  readDirectory = () => [];
  createDirectory = () => undefined;
  delete = () => undefined;
  rename = () => undefined;
}

describe("a virtual file", () => {
  const provider = vscode.workspace.registerFileSystemProvider("vscode-vfs", new VirtualFile());
  after(() => provider.dispose());

  it("is checked as it is typed, fixed, and forgotten when it is closed", async () => {
    const document = await openAsPerson(vscode.Uri.parse("vscode-vfs://host/repository/policy.json"));
    const [finding] = await untilFound(document.uri, "a finding", (rules) => rules.includes("policy/invalid-action"));
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding!.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(await vscode.workspace.applyEdit(actions.find(({ edit }) => edit)!.edit!));
    await untilFound(document.uri, "no finding", (rules) => rules.length === 0);
    await vscode.commands.executeCommand("undo");
    await untilFound(document.uri, "the finding again", (rules) => rules.length > 0);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await untilFound(document.uri, "no finding", (rules) => rules.length === 0);
  });
});
