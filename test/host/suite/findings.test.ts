import assert from "node:assert/strict";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as vscode from "vscode";

import type { FindingNode } from "../../../src/editor/tree/findings-nodes";
import type { Api } from "../../../src/extension";
import { api, findings, misspelt, Scratch, until, untilFound } from "./support";

const rulesOf = (found: readonly unknown[]) => found.includes("policy/invalid-action");
const none = (found: readonly unknown[]) => found.length === 0;
const everySeverity = ["error", "warning", "info", "hint"];

/** Grants the same twice: a finding that is no error. */
const redundant = misspelt.replace('"s3:GetObjct"', '["s3:Get*", "s3:GetObject"]');

describe("the findings view", () => {
  const scratch = new Scratch({ ignored: true });
  let tree: Api["findings"];
  before(async () => {
    ({ findings: tree } = await api());
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("planeguard.filterFindings", everySeverity);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  after(() => scratch.dispose());

  const rows = (parent?: FindingNode) => tree.rows.getChildren(parent) as FindingNode[];
  /** Every row, the outer ones first. */
  const allRows = (parent?: FindingNode): FindingNode[] => rows(parent).flatMap((node) => [node, ...allRows(node)]);
  const items = (): { node: FindingNode; item: vscode.TreeItem }[] =>
    allRows().map((node) => ({ node, item: tree.rows.getTreeItem(node) as vscode.TreeItem }));
  /** Waits until the rows of a file's findings are such that `ready` is content. */
  const untilRows = (what: string, uri: vscode.Uri, ready: (rows: readonly FindingNode[]) => boolean) =>
    until(what, tree.rows.onDidChangeTreeData as vscode.Event<unknown>, () => {
      const own = allRows().filter((node) => node.kind === "finding" && node.located.uri.toString() === uri.toString());
      return ready(own) && own;
    });
  const some = (own: readonly unknown[]) => own.length > 0;

  it("shows an open document by file, the message first, and follows it", async () => {
    const document = await scratch.open("followed-file.json", misspelt);
    const [row] = await untilRows("a row", document.uri, some);
    const file = (await tree.rows.getParent!(row!)) as FindingNode;
    assert.ok(file.kind === "file" && file.uri.toString() === document.uri.toString());
    const { label, description, tooltip } = tree.rows.getTreeItem(row!) as vscode.TreeItem;
    assert.match(String(label), /^'s3:GetObjct'/);
    assert.match(String(description), /^\d+:\d+$/);
    const shown = (tooltip as vscode.MarkdownString).value;
    for (const part of [/s3:GetObjct/, /invalid-action/, /followed-file/]) assert.match(shown, part);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilRows("no row", document.uri, none);
  });

  it("shows what follows from one cause once, with its count", async () => {
    const all = misspelt.replace('"s3:GetObjct"', '"*"').replace(/"Resource": "[^"]*"/, '"Resource": "*"');
    const document = await scratch.open("administrator.json", all);
    const own = await untilRows("a row", document.uri, some);
    assert.deepEqual(
      own.map((node) => node.kind === "finding" && node.ruleId),
      ["risk/full-administrator"],
    );
    const { tooltip } = tree.rows.getTreeItem(own[0]!) as vscode.TreeItem;
    assert.match((tooltip as vscode.MarkdownString).value, /Also: passes any role, creates service/);
    const [shown, ...more] = findings(document.uri);
    assert.deepEqual(more, []);
    assert.match(shown!.message, /owns the account\.[^\n]*\nAlso: passes any role/);
    assert.equal(shown!.relatedInformation?.filter(({ location }) => location.uri.scheme !== "file").length, 3);
  });

  it("shows an open document by recommendation, rule and place, and follows it", async () => {
    await vscode.commands.executeCommand("planeguard.groupFindings");
    const document = await scratch.open("followed.json", misspelt);
    const [row] = await untilRows("a row", document.uri, some);
    const rule = (await tree.rows.getParent!(row!)) as FindingNode;
    const recommendation = (await tree.rows.getParent!(rule)) as FindingNode;
    assert.ok(rule.kind === "rule" && rule.ruleId === "policy/invalid-action");
    assert.ok(recommendation.kind === "recommendation" && recommendation.recommendation.id === "least-privilege");
    await until("the rule's name", tree.rows.onDidChangeTreeData as vscode.Event<unknown>, () =>
      /^[A-Z][^/]+$/.test(String((tree.rows.getTreeItem(rule) as vscode.TreeItem).label)),
    );
    await vscode.commands.executeCommand("planeguard.groupFindings");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilRows("no row", document.uri, none);
  });

  it("opens the place of a finding", async () => {
    const document = await scratch.open("opened-from-view.json", misspelt);
    const [row] = await untilRows("a row", document.uri, some);
    const { command } = tree.rows.getTreeItem(row!) as vscode.TreeItem;
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.getText(editor.selection).replaceAll('"', ""), "s3:GetObjct");
  });

  it("has an icon and a word for a screen reader in every row, and no two rows of one id", async () => {
    const { uri } = await scratch.open("labels.json", misspelt);
    await scratch.open(
      "labels-broken.yaml",
      'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: s3:GetObjct\n    Resource: ["arn:aws:s3:::reports/*"\n',
    );
    await untilRows("a row", uri, some);
    await untilRows("what could not be read", uri, () => rows().some(({ kind }) => kind === "unread"));
    for (const grouping of ["file", "recommendation"]) {
      const shown = items();
      for (const { node, item } of shown) {
        assert.ok(item.iconPath instanceof vscode.ThemeIcon, `${grouping}: ${node.kind}`);
        assert.ok(item.accessibilityInformation?.label, `${grouping}: ${node.kind}`);
      }
      const ids = shown.flatMap(({ item }) => item.id ?? []);
      assert.equal(new Set(ids).size, ids.length, ids.join("\n"));
      assert.equal(rows()[0]!.kind, grouping);
      await vscode.commands.executeCommand("planeguard.groupFindings");
    }
  });

  it("shows only the severities that were chosen, and counts them in the badge", async () => {
    const error = await scratch.open("error.json", misspelt);
    const other = await scratch.open("other.json", redundant);
    await untilRows("a row", error.uri, some);
    await untilRows("a row", other.uri, some);
    // The Problems panel leaves out hints, and so does the badge.
    const seen = allRows().filter((node) => node.kind === "finding" && node.located.finding.severity !== "hint");
    assert.equal(tree.view.badge?.value, seen.length);
    await vscode.commands.executeCommand("planeguard.filterFindings", ["error"]);
    const shown = allRows().filter((node) => node.kind === "finding");
    assert.ok(shown.length > 0 && shown.every(({ located }) => located.finding.severity === "error"));
    assert.equal(tree.view.badge?.value, shown.length);
    assert.match(tree.view.description ?? "", new RegExp(`^${shown.length} of \\d+`));
  });
});

describe("a workspace that was checked", () => {
  const scratch = new Scratch();
  before(async () => {
    await api();
    await vscode.commands.executeCommand("planeguard.checkWorkspace");
  });
  after(() => scratch.dispose());

  it("is checked again where files come, change and go", async () => {
    const uri = scratch.write("coming/policy.json", misspelt);
    await untilFound(uri, "a finding", rulesOf);
    writeFileSync(uri.fsPath, misspelt.replace("GetObjct", "GetObject"));
    await untilFound(uri, "no finding", none);
    writeFileSync(uri.fsPath, misspelt);
    await untilFound(uri, "a finding again", rulesOf);
    rmSync(join(uri.fsPath, ".."), { recursive: true });
    await untilFound(uri, "no finding", none);
  });

  it("follows a folder that is moved", async () => {
    const uri = scratch.write("before/deep/policy.json", misspelt);
    await untilFound(uri, "a finding", rulesOf);
    const from = join(uri.fsPath, "../..");
    const to = join(from, "../after");
    renameSync(from, to);
    await untilFound(uri, "no finding", none);
    await untilFound(vscode.Uri.file(join(to, "deep/policy.json")), "a finding", rulesOf);
  });

  it("leaves out what git ignores, and follows the ignore file", async () => {
    const ignored = scratch.write("ignored/out/policy.json", misspelt);
    const witness = scratch.write("ignored/policy.json", misspelt);
    await untilFound(ignored, "a finding", rulesOf);
    const ignoreFile = scratch.write("ignored/.gitignore", "out/\n");
    await untilFound(ignored, "no finding", none);
    assert.ok(findings(witness).length > 0);
    const late = scratch.write("ignored/out/late.json", misspelt);
    const next = scratch.write("ignored/next.json", misspelt);
    await untilFound(next, "a finding", rulesOf);
    assert.deepEqual(findings(late), []);
    rmSync(ignoreFile.fsPath);
    await untilFound(late, "a finding", rulesOf);
  });
});
