import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import * as vscode from "vscode";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { api, ask, misspelt, Scratch } from "./support";

describe("the language-model tools", () => {
  const scratch = new Scratch();
  before(async () => void (await api()));
  after(() => scratch.dispose());

  it("are known to VS Code, each with what a model has to know", () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith("planeguard_"));
    assert.deepEqual(ours.map(({ name }) => name.replace("planeguard_", "")).sort(), [
      "checkPolicy",
      "explainDenial",
      "explainFinding",
      "listPosture",
      "neededPolicy",
      "proposeFix",
      "whatChangeAllows",
      "whatPolicyAllows",
    ]);
    for (const { description, inputSchema } of ours) assert.ok(description.length > 100 && inputSchema);
  });

  it("check a text, and tell what a fix would allow", async () => {
    const {
      policies,
      findings: [finding],
    } = JSON.parse(await ask("checkPolicy", { text: misspelt }));
    assert.equal(policies, 1);
    assert.deepEqual([finding.rule, finding.line, finding.severity], ["policy/invalid-action", 6, "error"]);
    assert.deepEqual([finding.fixes[0].kind, finding.fixes[0].newlyAllows.length], ["suggestion", 1]);
  });

  it("check a file of the workspace as it is in the editor, and none outside", async () => {
    const document = await scratch.open("unsaved.json", "{}");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 0, 2), misspelt);
    await vscode.workspace.applyEdit(edit);
    const inside = vscode.workspace.asRelativePath(document.uri);
    for (const file of [inside, document.uri.fsPath])
      assert.equal(JSON.parse(await ask("checkPolicy", { file })).findings.length, 1, file);
    for (const file of [
      "/etc/hostname",
      "../../etc/hostname",
      `${inside}/../../../../etc/hostname`,
      "file:///etc/hostname",
    ])
      await assert.rejects(ask("checkPolicy", { file }), /is not a file of the workspace/, file);
    await assert.rejects(ask("checkPolicy", {}), /either "text" or "file"/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("check no file that a link in the workspace leads out to, also where it is open", async () => {
    const { fsPath } = scratch.write("beside.json", "{}");
    const outside = mkdtempSync(join(realpathSync(tmpdir()), "planeguard-outside-"));
    writeFileSync(join(outside, "policy.json"), misspelt);
    const link = join(dirname(fsPath), "link.json");
    symlinkSync(join(outside, "policy.json"), link);
    try {
      for (const file of [link, join(outside, "policy.json")]) {
        await assert.rejects(ask("checkPolicy", { file }), /is not a file of the workspace/, file);
        await vscode.workspace.openTextDocument(vscode.Uri.file(file));
        await assert.rejects(ask("checkPolicy", { file }), /is not a file of the workspace/, `${file}, opened`);
      }
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it("tell of a key and show it to nobody", async () => {
    const [id, secret] = [fakeKeyId("tools"), fakeSecret("tools")];
    const answer = await ask("checkPolicy", {
      text: `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`,
      fileName: ".env",
    });
    assert.match(answer, /credentials\/access-key/);
    assert.ok(!answer.includes(id) && !answer.includes(secret));
  });

  it("explain a rule and a check, and say what is meant where there is none", async () => {
    assert.match(await ask("explainFinding", { rule: "policy/invalid-action" }), /## Why/);
    assert.match(await ask("explainFinding", { rule: "root/mfa" }), /## Put it right/);
    await assert.rejects(ask("explainFinding", { rule: "iam/invalid-action" }), /Is policy\/invalid-action meant\?/);
  });

  it("tell what the policies of a document allow", async () => {
    const statement = { Effect: "Allow", Action: ["s3:GetObject", "iam:CreateAccessKey"], Resource: "*" };
    const answer = await ask("whatPolicyAllows", {
      text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    for (const part of ["`s3:GetObject`", "`iam:CreateAccessKey`", "Ways to more permissions"])
      assert.ok(answer.includes(part), answer);
    assert.match(await ask("whatPolicyAllows", { text: "no policy", fileName: "a.txt" }), /no IAM policy/);
  });

  it("list the posture that was read, and read none by themselves", async () => {
    const { posture } = await api();
    const { kind } = posture.state();
    if (kind !== "ready") assert.match(await ask("listPosture", {}), /Show the Account's Posture/);
    assert.equal(posture.state().kind, kind);
    await vscode.commands.executeCommand("planeguard.useDemoAccount");
    const {
      accounts: [{ demo, checks }],
    } = JSON.parse(await ask("listPosture", { verdicts: ["fail"] }));
    assert.match(demo, /Invented/);
    assert.ok(
      checks.length > 0 &&
        checks.every(
          ({ verdict, remediation }: { verdict: string; remediation: unknown }) => verdict === "fail" && remediation,
        ),
    );
  });
});
