import assert from "node:assert/strict";

import * as vscode from "vscode";

import { parcelsHandler, parcelsTemplate } from "../../support/parcels";
import { agree, api, openAsPerson, Scratch, until, untilFound } from "./support";

const template = parcelsTemplate("dynamodb:GetItem");

describe("code that runs as a role", () => {
  const scratch = new Scratch();
  let document: vscode.TextDocument;
  let grantedTemplate: vscode.Uri;
  let closed: vscode.Uri;
  before(async () => {
    await api();
    scratch.write("units/template.yaml", template);
    // Before anything is open: VS Code tells of a new file late, or as of one that has changed, while it begins to watch.
    grantedTemplate = scratch.write("granted/template.yaml", template);
    scratch.write("closed/template.yaml", template);
    scratch.write("granted/src/track.py", parcelsHandler);
    closed = scratch.write("closed/src/track.py", parcelsHandler);
    document = await scratch.open("units/src/track.py", parcelsHandler);
  });
  after(() => scratch.dispose());

  const isTold = (rules: readonly (string | undefined)[]) => rules.includes("code/not-granted");
  const inCall = () => document.positionAt(document.getText().indexOf("put_item") + 2);

  it("has a squiggle at a call that the role does not allow, and says so under the mouse and above the function", async () => {
    await untilFound(document.uri, "the call", isTold);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      inCall(),
    );
    const told = hovers
      .flatMap(({ contents }) => contents.map((text) => (typeof text === "string" ? text : text.value)))
      .join("\n");
    assert.match(told, /`dynamodb:PutItem` on `arn:aws:dynamodb:.*table\/\$\{Parcels\}`/);
    assert.match(told, /`TrackRole`, the role of `Track`, does not allow this\./);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    const lens = lenses.find(({ command }) => command?.title.startsWith("Runs as"));
    assert.equal(lens?.command?.title, "Runs as TrackRole: 1 call, 0 allowed, 1 not allowed, 1 grant unused");
    const opened = until("the template", vscode.window.onDidChangeActiveTextEditor, () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.path.endsWith("/units/template.yaml") && editor;
    });
    await vscode.commands.executeCommand(lens!.command!.command, ...lens!.command!.arguments!);
    const { selection, document: declaring } = await opened;
    assert.match(declaring.lineAt(selection.start).text, /Track/);
  });

  /** A document that was shown as a preview is closed when another is. */
  async function showAgain(): Promise<void> {
    document = await vscode.workspace.openTextDocument(document.uri);
    await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
  }

  it("grants the call in the template, once the difference was shown and agreed to", async () => {
    const declaring = grantedTemplate;
    const granted = await scratch.open("granted/src/track.py", parcelsHandler);
    await untilFound(granted.uri, "the call", isTold);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      granted.uri,
      new vscode.Range(inCall(), inCall()),
    );
    const { command } = actions.find(({ title }) =>
      title.startsWith("Allow dynamodb:PutItem in a policy of TrackRole"),
    )!;
    const shown = new Set<string>();
    const listener = vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (uri.scheme === "planeguard-preview") shown.add(uri.path);
    });
    const changed = await vscode.workspace.openTextDocument(declaring);
    await agree(vscode.commands.executeCommand(command!.command, ...command!.arguments!), changed, () =>
      /- dynamodb:GetItem\n +- dynamodb:PutItem\n/.test(changed.getText()),
    );
    listener.dispose();
    assert.deepEqual([...shown], [declaring.path]);
    await untilFound(granted.uri, "no call", (rules) => !isTold(rules));
  });

  it("writes the policy of the code in the form of its template", async () => {
    await showAgain();
    const opened = until("the policy", vscode.window.onDidChangeVisibleTextEditors, () =>
      vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === "planeguard-document" && uri.path === "/Policy of Track.yaml",
      ),
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    const { command } = lenses.find((one) => one.command?.title === "Write its policy")!;
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    const text = (await opened).getText();
    assert.match(text, /- dynamodb:PutItem\n +Resource:\n +- !Sub '[^']*table\/\$\{Parcels\}'/);
  });

  it("takes the squiggle away when the role allows the call in the editor, unsaved", async () => {
    const declaring = await scratch.open("units/template.yaml", template);
    await vscode.window.showTextDocument(document, { preview: false });
    await untilFound(document.uri, "the call", isTold);
    const edit = new vscode.WorkspaceEdit();
    const at = declaring.getText().indexOf("GetItem");
    edit.replace(
      declaring.uri,
      new vscode.Range(declaring.positionAt(at), declaring.positionAt(at + "GetItem".length)),
      "PutItem",
    );
    await vscode.workspace.applyEdit(edit);
    await untilFound(document.uri, "no call", (rules) => !isTold(rules));
  });

  it("keeps what a check of the workspace found, when the file was opened and closed", async () => {
    const file = closed;
    await vscode.commands.executeCommand("planeguard.checkWorkspace");
    await untilFound(file, "the call", isTold);
    await openAsPerson(file);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilFound(file, "the call still", isTold);
  });

  it("explains the message of an access denial that is selected, by the policies of the workspace", async () => {
    const message = `User: arn:aws:sts::111122223333:assumed-role/parcels-TrackRole-1A2B/parcels-Track is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/parcels because no identity-based policy allows the dynamodb:PutItem action`;
    const log = await scratch.open("units/denied.log", `\n${message}\n`);
    const editor = await vscode.window.showTextDocument(log);
    editor.selection = new vscode.Selection(1, 0, 1, message.length);
    const opened = until("the explanation", vscode.window.onDidChangeVisibleTextEditors, () =>
      vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === "planeguard-document" && uri.path.includes("Access Denial"),
      ),
    );
    await vscode.commands.executeCommand("planeguard.explainDenial");
    const text = (await opened).getText();
    assert.match(text, /^dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:111122223333:table\/parcels\n/);
    assert.match(text, /units\/template\.yaml:\d+/);
  });
});
