import assert from "node:assert/strict";

import * as vscode from "vscode";

import { expandKeys } from "../../support/fake-keys";
import { agree, findings, Scratch, until, untilFound } from "./support";

const env = expandKeys(
  "APP_NAME=shop\nAWS_ACCESS_KEY_ID={{id:host         }}\nAWS_SECRET_ACCESS_KEY={{secret:host                         }}\n",
);

const workflow = `on:
  push:
    branches: [main]
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: aws-actions/configure-aws-credentials@v5
        with:
          aws-access-key-id: \${{ secrets.AWS_ACCESS_KEY_ID }}
          aws-secret-access-key: \${{ secrets.AWS_SECRET_ACCESS_KEY }}
          aws-region: eu-west-1
`;

async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

describe("static keys", () => {
  const scratch = new Scratch();
  before(() => void scratch.write("template.yaml", "Resources:\n  App:\n    Type: AWS::Lambda::Function\n"));
  after(() => scratch.dispose());

  it("have a rotation guide, in which no secret stands", async () => {
    const document = await scratch.open(".env", env);
    const [finding] = await untilFound(document.uri, "a key", (rules) => rules.includes("credentials/access-key"));
    const action = (await actionsAt(document.uri, finding!.range)).find(
      ({ command }) => command?.command === "planeguard.showRotationGuide",
    );
    assert.ok(action, "the light bulb offers no guide");
    await vscode.commands.executeCommand(action.command!.command, ...action.command!.arguments!);
    const guide = vscode.window.activeTextEditor!.document;
    assert.equal(guide.languageId, "markdown");
    assert.match(guide.getText(), /update-access-key .*--status Inactive/);
    assert.match(guide.getText(), /\.env:2/);
    for (const value of env.match(/=([A-Za-z0-9/+]{20,})/g)!) assert.ok(!guide.getText().includes(value.slice(1)));
  });

  it("in .env: the light bulb lets git ignore the file", async () => {
    const document = await scratch.open("app/.env", env);
    const [finding] = await untilFound(document.uri, "a key", (rules) => rules.includes("credentials/access-key"));
    const ignore = (await actionsAt(document.uri, finding!.range)).find(({ title }) =>
      title.startsWith("Add this file to .gitignore"),
    );
    assert.ok(ignore?.edit, "the light bulb does not offer it");
  });

  it("are named with every other file that has them", async () => {
    const first = await scratch.open("one.env", env);
    await untilFound(first.uri, "a key", (rules) => rules.includes("credentials/access-key"));
    const second = await scratch.open("two.env", env);
    await until("the other file that has the key", vscode.languages.onDidChangeDiagnostics, () =>
      findings(second.uri).some(({ relatedInformation = [] }) =>
        relatedInformation.some(
          ({ message, location }) => message.startsWith("The same key") && location.uri.path === first.uri.path,
        ),
      ),
    );
  });

  it("are taken out of a file by one command, after a preview", async () => {
    const document = await scratch.open("replaced.env", env);
    await untilFound(document.uri, "a key", (rules) => rules.includes("credentials/access-key"));
    await agree(
      vscode.commands.executeCommand("planeguard.replaceKeysInFile"),
      document,
      () => document.getText() === "APP_NAME=shop\n",
    );
  });

  it("show all that will be written, git's ignore file too, before it is written", async () => {
    const document = await scratch.open("private/.env", env);
    await untilFound(document.uri, "a key", (rules) => rules.includes("credentials/access-key"));
    const shown = new Set<string>();
    const listener = vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (uri.scheme === "planeguard-preview") shown.add(uri.path);
    });
    await agree(
      vscode.commands.executeCommand("planeguard.replaceKeysInFile"),
      document,
      () => document.getText() === "APP_NAME=shop\n",
    );
    listener.dispose();
    const names = [...shown].map((path) => path.slice(path.lastIndexOf("/") + 1)).sort();
    assert.deepEqual(names, [".env", ".gitignore"]);
  });

  it("are replaced by another provider, with the package that it needs in the manifest", async () => {
    const manifest = scratch.write(
      "service/package.json",
      '{\n  "dependencies": {\n    "@aws-sdk/client-s3": "^3.901.0"\n  }\n}\n',
    );
    const text = expandKeys(
      "import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({ credentials: { accessKeyId: '{{id:host         }}', secretAccessKey: '{{secret:host                         }}' } });\n",
    );
    const document = await scratch.open("service/src/s3.js", text);
    const [finding] = await untilFound(document.uri, "a key", (rules) => rules.includes("credentials/access-key"));
    const actions = await actionsAt(document.uri, finding!.range);
    assert.ok(
      actions.some(({ title }) => /default provider chain \(here: the Lambda function's\)/.test(title)),
      actions.map(({ title }) => title).join(),
    );
    const role = actions.find(({ title }) => title.includes("fromTemporaryCredentials"));
    assert.ok(role?.edit, "the light bulb does not offer the role");
    assert.ok(await vscode.workspace.applyEdit(role.edit));
    assert.match(document.getText(), /credentials: fromTemporaryCredentials\(/);
    assert.match(
      (await vscode.workspace.openTextDocument(manifest)).getText(),
      /"@aws-sdk\/credential-providers": "\^3\.901\.0"/,
    );
    await untilFound(document.uri, "no finding", (rules) => rules.length === 0);
  });

  it("of a workflow make room for a role, which is then shown beside it with nothing to save", async () => {
    const document = await scratch.open(".github/workflows/deploy.yml", workflow);
    await untilFound(document.uri, "a stored key", (rules) => rules.includes("credentials/workflow-key"));
    const written = until("the template", vscode.workspace.onDidOpenTextDocument, () =>
      vscode.workspace.textDocuments.find(
        ({ uri, languageId }) => uri.scheme === "planeguard-document" && languageId === "yaml",
      ),
    );
    const command = vscode.commands.executeCommand("planeguard.useRoleInWorkflow");
    await agree(command, document, () => document.getText().includes("role-to-assume"));
    const template = await written;
    assert.match(template.getText(), /:environment:production'/);
    assert.equal(template.isDirty, false);
    assert.ok(vscode.workspace.textDocuments.every(({ isUntitled }) => !isUntitled));
    assert.doesNotMatch(document.getText(), /secrets\./);
    assert.match(document.getText(), /id-token: write/);
  });
});
