import assert from "node:assert/strict";

import * as vscode from "vscode";

import { misspelt, Scratch, untilFound } from "./support";

/** The second action is granted by the first already: taking it away is safe. */
const redundant = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:Get*", "s3:GetObject"], Resource: "arn:aws:s3:::reports/*" }],
  },
  null,
  2,
);

function actionsAt(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind.value);
}

describe("the light bulb", () => {
  const scratch = new Scratch();
  after(() => scratch.dispose());

  it("fixes the finding at the cursor", async () => {
    const document = await scratch.open("fix.json", misspelt);
    const [finding] = await untilFound(document.uri, "a finding", (rules) => rules.length > 0);
    const actions = await actionsAt(document.uri, finding!.range, vscode.CodeActionKind.QuickFix);
    const fix = actions.find(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.ok(!fix.isPreferred, "what may allow more must not be applied unasked");
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /"s3:GetObject"/);
    await untilFound(document.uri, "no finding", (rules) => rules.length === 0);
  });

  it("offers the page of the rule", async () => {
    const document = await scratch.open("page.json", misspelt);
    const [finding] = await untilFound(document.uri, "a finding", (rules) => rules.length > 0);
    const actions = await actionsAt(document.uri, finding!.range, vscode.CodeActionKind.QuickFix);
    assert.deepEqual(
      actions.flatMap(({ command }) => (command?.command === "planeguard.openRule" ? command.arguments : [])),
      ["policy/invalid-action"],
    );
  });

  it("prefers a safe fix", async () => {
    const document = await scratch.open("safe.json", redundant);
    const [finding] = await untilFound(document.uri, "a finding", (rules) => rules.includes("policy/redundant-action"));
    assert.deepEqual(finding!.tags, [vscode.DiagnosticTag.Unnecessary]);
    const actions = await actionsAt(document.uri, finding!.range, vscode.CodeActionKind.QuickFix);
    assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 1);
  });

  it("fixes all that is safe where it is asked for", async () => {
    const document = await scratch.open("all.json", redundant);
    await untilFound(document.uri, "a finding", (rules) => rules.length > 0);
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const [fixAll] = await actionsAt(document.uri, everything, vscode.CodeActionKind.SourceFixAll);
    assert.equal(fixAll?.kind?.value, "source.fixAll.planeguard");
    assert.ok(await vscode.workspace.applyEdit(fixAll.edit!));
    assert.doesNotMatch(document.getText(), /s3:GetObject/);
    await untilFound(document.uri, "no finding", (rules) => rules.length === 0);
  });

  it("has nothing to fix everywhere in a file of suggestions", async () => {
    const document = await scratch.open("suggestions.json", misspelt);
    await untilFound(document.uri, "a finding", (rules) => rules.length > 0);
    assert.deepEqual(
      await actionsAt(document.uri, new vscode.Range(0, 0, document.lineCount, 0), vscode.CodeActionKind.SourceFixAll),
      [],
    );
  });

  it("fixes all of a kind, and no other, where somebody picks that", async () => {
    const twice = JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: ["one", "two"].map((Sid) => ({
          Sid,
          Effect: "Allow",
          Action: ["s3:Get*", "s3:GetObject"],
          Resource: `arn:aws:s3:::${Sid}/*`,
        })),
      },
      null,
      2,
    );
    const document = await scratch.open("kind.json", twice);
    const found = await untilFound(
      document.uri,
      "two findings",
      (rules) => rules.filter((rule) => rule === "policy/redundant-action").length === 2,
    );
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      found[0]!.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const all = actions.find(({ title }) => title === "Fix all of policy/redundant-action in this file");
    assert.ok(all?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(all.edit));
    assert.doesNotMatch(document.getText(), /s3:GetObject/);
    await untilFound(document.uri, "no finding", (rules) => rules.length === 0);
  });

  it("strikes through what AWS has retired", async () => {
    const retired = JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::reports/*",
            Condition: { ArnLike: { "aws:ARN": "arn:aws:iam::111122223333:role/reader" } },
          },
        ],
      },
      null,
      2,
    );
    const document = await scratch.open("retired.json", retired);
    const found = await untilFound(document.uri, "the old key", (rules) =>
      rules.includes("policy/deprecated-global-condition-key"),
    );
    assert.ok(found.some(({ tags }) => tags?.includes(vscode.DiagnosticTag.Deprecated)));
  });
});
