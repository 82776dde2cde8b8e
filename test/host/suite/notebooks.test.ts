import assert from "node:assert/strict";

import * as vscode from "vscode";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { api, findings, ruleOf, Scratch, until, untilFound } from "./support";

const policy =
  'policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::reports/*"}]}\n';
const client = `import boto3\ns3 = boto3.client("s3", aws_access_key_id="${fakeKeyId("notebook")}", aws_secret_access_key="${fakeSecret("notebook")}")\n`;
const again = `print("${fakeKeyId("notebook")}")\n`;

const cellOf = (text: string) => ({
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source: text.split(/(?<=\n)/),
});
const notebookOf = (...cells: readonly string[]) =>
  JSON.stringify({
    cells: cells.map(cellOf),
    metadata: { language_info: { name: "python" } },
    nbformat: 4,
    nbformat_minor: 5,
  });

/** As from the explorer: what `openNotebookDocument` opens VS Code keeps open for a while after its editor is closed. */
async function openAsPerson(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  await vscode.commands.executeCommand("vscode.open", uri);
  return until("the notebook", vscode.window.onDidChangeActiveNotebookEditor, () => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return notebook?.uri.toString() === uri.toString() && notebook;
  });
}

describe("a notebook", () => {
  const scratch = new Scratch();
  before(api);
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  after(() => scratch.dispose());

  async function open(name: string, ...cells: readonly string[]): Promise<vscode.NotebookDocument> {
    return openAsPerson(scratch.write(name, notebookOf(...cells)));
  }

  const some = (found: readonly unknown[]) => found.length > 0;

  it("has the findings of its cells in the cells, policies and keys alike", async () => {
    const notebook = await open("cells.ipynb", policy, client, "# nothing\n");
    const [first, second, third] = notebook.getCells().map(({ document }) => document);
    const [misspelt] = await untilFound(first!.uri, "a finding", some);
    assert.equal(first!.getText(misspelt!.range), '"s3:GetObjct"');
    const found = await untilFound(second!.uri, "a key", some);
    assert.deepEqual(found.map(ruleOf), ["credentials/access-key"]);
    assert.deepEqual(findings(third!.uri), []);
    assert.deepEqual(findings(notebook.uri), [], "not told twice");
  });

  it("tells of a key the other cells and files that have it, by places that open", async () => {
    const file = await scratch.open("beside.py", client);
    await untilFound(file.uri, "a key", some);
    const notebook = await open("same.ipynb", client, again);
    const [first, second] = notebook.getCells().map(({ document }) => document);
    await untilFound(second!.uri, "a key", some);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(first!.uri, new vscode.Position(0, 0), "\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const places = await until("both places", vscode.languages.onDidChangeDiagnostics, () => {
      const related = findings(first!.uri)
        .flatMap(({ relatedInformation }) => relatedInformation ?? [])
        .map(({ location }) => location.uri.toString());
      return related.includes(second!.uri.toString()) && related.includes(file.uri.toString());
    });
    assert.ok(places);
  });

  it("is put right by the light bulb in its cell", async () => {
    const notebook = await open("fixed.ipynb", client);
    const { document } = notebook.cellAt(0);
    const [finding] = await untilFound(document.uri, "a key", some);
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      finding!.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), 'import boto3\ns3 = boto3.client("s3")\n');
    await untilFound(document.uri, "no finding", (found) => found.length === 0);
  });

  it("is told of as a file where nobody opened it, and by its cells while it is open", async () => {
    const uri = scratch.write("unopened.ipynb", notebookOf(client));
    await vscode.commands.executeCommand("planeguard.checkWorkspace");
    await untilFound(uri, "a key", some);
    const notebook = await openAsPerson(uri);
    await untilFound(notebook.cellAt(0).document.uri, "the key", some);
    await untilFound(uri, "nothing", (found) => found.length === 0);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilFound(uri, "the key again", some);
  });
});
