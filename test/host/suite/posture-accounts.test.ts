/** The posture view with profiles: what is kept, compared, attested, noticed, and several accounts. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as vscode from "vscode";

import { type AccountDescription, type Demo, demoDescription, startDemo } from "../../../src/account/demo/server";
import type { PostureNode } from "../../../src/editor/tree/posture/nodes/node";
import { accountsOf } from "../../../src/editor/tree/posture/state";
import type { Api } from "../../../src/extension";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { api, until } from "./support";

/** Few Regions, so that the tests are quick. */
const description: AccountDescription = { ...demoDescription, regions: demoDescription.regions.slice(0, 2) };
const workspace = () => vscode.workspace.workspaceFolders![0]!.uri;

describe("the posture view with profiles", function () {
  this.timeout(30_000);
  let posture: Api["posture"];
  let demo: Demo;
  const folder = mkdtempSync(join(tmpdir(), "planeguard-aws-"));
  const environment = { ...process.env };
  const keys = `aws_access_key_id = ${fakeKeyId("view")}\naws_secret_access_key = ${fakeSecret("view")}\n`;

  before(async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    });
    writeFileSync(join(folder, "credentials"), `[audit]\n${keys}[other]\n${keys}`);
    demo = await startDemo(description);
    configure(demo);
    ({ posture } = await api());
  });
  after(async () => {
    await vscode.commands.executeCommand("planeguard.useDemoAccount");
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, environment);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    rmSync(join(workspace().fsPath, ".planeguard"), { recursive: true, force: true, maxRetries: 10 });
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await demo.close();
  });

  /** Profiles that are reached at the endpoint. */
  function configure({ endpointUrl }: Pick<Demo, "endpointUrl">, more = ""): void {
    writeFileSync(
      join(folder, "config"),
      `[profile audit]\nregion = us-east-1\nendpoint_url = ${endpointUrl}\n[profile other]\nregion = us-east-1\nendpoint_url = ${endpointUrl}\n${more}`,
    );
  }

  const pick = (profile: string) => vscode.commands.executeCommand("planeguard.switchProfile", { profile });
  const rows = async (parent?: PostureNode) => (await posture.rows.getChildren(parent)) ?? [];
  const only = () => accountsOf(posture.state())[0];
  const becomes = (what: string, ready: () => boolean) => until(what, posture.rows.onDidChangeTreeData!, ready);

  async function checkRow(id: string): Promise<{ node: PostureNode & { kind: "check" }; item: vscode.TreeItem }> {
    for (const recommendation of await rows()) {
      for (const node of await rows(recommendation))
        if (node.kind === "check" && node.check.id === id) return { node, item: await posture.rows.getTreeItem(node) };
    }
    throw new Error(`there is no row of ${id}`);
  }

  it("calls nobody but the endpoint of the profile", async () => {
    const reached: string[] = [];
    const connect = Socket.prototype.connect;
    Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
      const [options] = given.flat() as [{ host?: string; port?: number; path?: string }];
      if (options?.port !== undefined) reached.push(`http://${options.host}:${options.port}`);
      return Reflect.apply(connect, this, given) as Socket;
    } as typeof connect;
    try {
      await pick("audit");
    } finally {
      Socket.prototype.connect = connect;
    }
    assert.equal(posture.state().kind, "ready");
    assert.equal(posture.view.description, "audit · harbour-lights-demo");
    assert.deepEqual([...new Set(reached)], [demo.endpointUrl]);
    assert.equal(demo.calls[0]!.action, "sts:GetCallerIdentity");
  });

  it("is shown again at once with its age, while it is had anew, and nothing of it is in the workspace", async () => {
    await pick("other");
    const back = pick("audit");
    await becomes("the kept posture", () => only()?.kept === true && posture.state().kind === "loading");
    assert.match(posture.view.message ?? "", /Profile audit: account 111122223333, .* failed .*Reading it anew/);
    assert.ok((await rows()).length > 5);
    await back;
    assert.deepEqual([posture.state().kind, only()?.kept], ["ready", false]);
    assert.deepEqual(
      readdirSync(workspace().fsPath).filter((name) => name.startsWith(".planeguard")),
      [],
    );
  });

  it("shows what was kept, with the reason, where it cannot be had anew", async () => {
    configure({ endpointUrl: "http://127.0.0.1:9" });
    await vscode.commands.executeCommand("planeguard.refreshPosture");
    assert.deepEqual([posture.state().kind, only()?.kept], ["ready", true]);
    assert.match(posture.view.message ?? "", /It could not be read anew: http:\/\/127\.0\.0\.1:9 cannot be reached/);
    assert.ok((await rows()).some(({ kind }) => kind === "recommendation"));
    configure(demo);
    await vscode.commands.executeCommand("planeguard.refreshPosture");
    assert.equal(only()?.kept, false);
  });

  it("tells what changed since last time", async () => {
    const worse = await startDemo({ ...description, root: { ...description.root, mfa: "none" } });
    configure(worse);
    await vscode.commands.executeCommand("planeguard.refreshPosture");
    await vscode.commands.executeCommand("planeguard.compareWithLastTime");
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: "planeguard-posture", path: "/changes-111122223333.md" }),
    );
    assert.match(page.getText(), /## Fails now[^]*`root\/mfa`\): passed → failed/);
    await worse.close();
    configure(demo);
    await vscode.commands.executeCommand("planeguard.refreshPosture");
    await vscode.commands.executeCommand("planeguard.compareWithLastTime");
    await until("the page to be made anew", vscode.workspace.onDidChangeTextDocument, () =>
      /## Mended[^]*`root\/mfa`\): failed → passed/.test(page.getText()),
    );
  });

  it("says that the files have changed, and reads again by itself only where it could not before", async () => {
    configure(demo, "[profile unrelated]\nregion = eu-west-1\n");
    writeFileSync(
      join(folder, "config"),
      readFileSync(join(folder, "config"), "utf8").replace("region = us-east-1", "region = us-west-2"),
    );
    await becomes("the change to be said", () => /configuration has changed/.test(posture.view.message ?? ""));
    await vscode.commands.executeCommand("planeguard.refreshPosture");
    assert.doesNotMatch(posture.view.message ?? "", /has changed/);

    await pick("late");
    assert.equal(posture.state().kind, "failed");
    configure(demo, `[profile late]\nregion = us-east-1\nendpoint_url = ${demo.endpointUrl}\n${keys}`);
    await becomes("the profile that is there now", () => posture.state().kind === "ready");
    assert.match(posture.view.message ?? "", /Profile late/);
    await pick("audit");
  });

  it("shows what people attested, that it has lapsed, and where the file is wrong", async () => {
    const file = join(workspace().fsPath, ".planeguard", "attestations.json");
    const write = (text: string) => {
      mkdirSync(join(workspace().fsPath, ".planeguard"), { recursive: true });
      writeFileSync(file, text);
    };
    const entry = {
      check: "root/custody",
      account: "111122223333",
      by: "Ines Moreno",
      at: "2026-01-01",
      until: "2999-12-31",
    };
    assert.equal((await checkRow("root/custody")).item.contextValue, "check remediable attestable");
    write(JSON.stringify({ schema: 1, attestations: [entry] }));
    await becomes("the attestation", () => /attestations/.test(readFileSync(file, "utf8")) && attestedAs("pass"));
    const { item } = await checkRow("root/custody");
    assert.match(String(item.description), /^Attested by Ines Moreno on 2026-01-01, until 2999-12-31\.$/);
    assert.equal(
      item.accessibilityInformation?.label,
      "attested: The root user's MFA is in a known place, with a spare",
    );
    assert.equal(item.contextValue, "check attestable attested");

    write(JSON.stringify({ schema: 1, attestations: [{ ...entry, until: "2026-02-01" }] }));
    await becomes("the lapse", () => attestedAs("attest"));
    assert.match(String((await checkRow("root/custody")).item.description), /lapsed on 2026-02-01/);

    write('{ "schema": 1,\n  "attestations": [ }');
    await becomes("the mistake", () => mistakes().length > 0);
    assert.match(mistakes()[0]!, /^\.planeguard.attestations\.json:2:\d+: /);
    write('{ "schema": 1, "attestations": [] }');
    await becomes("the mistake to be gone", () => mistakes().length === 0);

    function attestedAs(verdict: string): boolean {
      const shown = (posture.rows.getChildren() as PostureNode[]).flatMap((node) =>
        node.kind === "recommendation" ? node.checks : [],
      );
      const { verdict: is, attestation } = shown.find(({ id }) => id === "root/custody")!;
      return is === verdict && attestation !== undefined;
    }
    function mistakes(): string[] {
      return (posture.rows.getChildren() as PostureNode[]).flatMap((node) =>
        node.kind === "offer" && node.command === "planeguard.openPlace" ? [node.label] : [],
      );
    }
  });

  it("shows what planeguard.json accepts, of a check and of a resource, and offers to accept what fails", async () => {
    const file = join(workspace().fsPath, "planeguard.json");
    const kept = existsSync(file) ? readFileSync(file) : null;
    await pick("audit");
    const failing = (await checkRow("users/console-mfa")).node.check;
    const named = failing.resources.find(({ verdict }) => verdict === "fail")!;
    const said = { account: "111122223333", by: "Ines Moreno", reason: "planned", until: "2999-12-31" };
    const resourceRow = async () => {
      const { node } = await checkRow("users/console-mfa");
      for (const row of await rows(node))
        if (row.kind === "resource" && row.resource.id === named.id) return posture.rows.getTreeItem(row);
      throw new Error(`there is no row of ${named.id}`);
    };
    try {
      assert.match((await checkRow("root/hardware-mfa")).item.contextValue!, /\bacceptable\b/);
      assert.match((await resourceRow()).contextValue!, /\bacceptable\b/);
      const accepted = [
        { check: "root/hardware-mfa", ...said },
        { check: "users/console-mfa", resource: named.id, ...said },
      ];
      writeFileSync(file, JSON.stringify({ accepted }));
      await becomes("the acceptance", () =>
        posture.postures()[0]!.checks.some(({ id, accepted: is }) => id === "root/hardware-mfa" && is !== undefined),
      );
      const { item, node } = await checkRow("root/hardware-mfa");
      assert.equal(node.check.verdict, "fail");
      assert.equal(item.description, "accepted until 2999-12-31");
      assert.doesNotMatch(item.contextValue!, /\bacceptable\b/);
      const row = await resourceRow();
      assert.match(String(row.description), /accepted until 2999-12-31/);
      assert.doesNotMatch(row.contextValue!, /\bacceptable\b/);
    } finally {
      if (kept) writeFileSync(file, kept);
      else rmSync(file, { force: true });
    }
    await becomes("the acceptance to be gone", () =>
      posture.postures()[0]!.checks.every(({ accepted }) => accepted === undefined),
    );
  });

  it("holds the account to what planeguard.json asserts, and to what an edit makes of it, without reading it again", async () => {
    const file = join(workspace().fsPath, "planeguard.json");
    const kept = existsSync(file) ? readFileSync(file) : null;
    const assertions = () => posture.postures()[0]!.checks.filter(({ asserted }) => asserted !== undefined);
    try {
      writeFileSync(
        file,
        '{\n  "assertions": [{ "sentence": "Nobody makes users.", "nobody": "anyone", "may": "iam:CreateUser" }]\n}\n',
      );
      await pick("audit");
      const group = (await rows()).find((node) => node.kind === "assertions");
      assert.ok(group, "there is no group of assertions");
      assert.match(String((await posture.rows.getTreeItem(group)).label), /^What the project asserts$/);
      const { node, item } = await checkRow("assertion/1");
      assert.equal(node.check.verdict, "fail");
      assert.match(`${String(item.label)} ${String(item.description)}`, /“Nobody makes users.” does not hold \d+ /);
      const below = await rows(node);
      assert.ok(below.some(({ kind }) => kind === "resource") && below.some(({ kind }) => kind === "evidence-list"));
      const link = await posture.rows.getTreeItem(below.at(-1)!);
      assert.match(String(link.label), /^planeguard\.json:2:18$/);
      await vscode.commands.executeCommand(link.command!.command, ...link.command!.arguments!);
      assert.equal(vscode.window.activeTextEditor?.selection.active.line, 1);
      assert.equal(vscode.window.activeTextEditor?.selection.active.character, 17);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");

      const before = posture.state();
      writeFileSync(
        file,
        '{ "assertions": [{ "sentence": "Strangers stay away.", "preset": "no-access-for-strangers" }] }',
      );
      await becomes("the other assertion", () => assertions()[0]?.title === "Strangers stay away.");
      assert.doesNotMatch(assertions()[0]!.reason, /refresh/);
      writeFileSync(file, '{ "assertions": [{ "preset": "no-strangers" }] }');
      await becomes("the malformed one to be gone", () => assertions().length === 0);
      assert.ok((await rows()).some((row) => row.kind === "offer" && /^planeguard\.json:1:\d+: /.test(row.label)));
      assert.equal(posture.state(), before, "it was read again");
    } finally {
      if (kept) writeFileSync(file, kept);
      else rmSync(file, { force: true });
    }
    await becomes("no assertion to be left", () => assertions().length === 0);
  });

  it("shows only what fails where that is wished", async () => {
    const all = await rows();
    await vscode.commands.executeCommand("planeguard.showOnlyFailing");
    const failing = await rows();
    assert.ok(failing.length < all.length);
    const checks = (await Promise.all(failing.map(rows))).flat();
    assert.ok(checks.every((node) => node.kind !== "check" || node.check.verdict === "fail"));
    await vscode.commands.executeCommand("planeguard.showAllChecks");
    assert.equal((await rows()).length, all.length);
  });

  it("opens how to put a check right as a document with a title and nothing to save, copies an ARN, and shows the permissions", async () => {
    const { node } = await checkRow("root/custody");
    await vscode.commands.executeCommand("planeguard.showRemediation", node);
    const document = vscode.window.activeTextEditor!.document;
    assert.deepEqual([document.isUntitled, document.isDirty, document.languageId], [false, false, "markdown"]);
    assert.match(document.uri.path, /MFA is in a known place.*\.md$/);
    const { node: trust } = await checkRow("roles/any-principal");
    const resource = (await rows(trust)).find(({ kind }) => kind === "resource")!;
    await vscode.commands.executeCommand("planeguard.copyArn", resource);
    assert.match(await vscode.env.clipboard.readText(), /^arn:aws:iam::111122223333:role\//);
    await vscode.commands.executeCommand("planeguard.showPermissions");
    const page = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: "planeguard-posture", path: "/permissions.md" }),
    );
    assert.match(page.getText(), /iam:GetAccountSummary[^]*Profile `audit` in account 111122223333/);
    await vscode.commands.executeCommand("planeguard.openReport");
    await until("the report", vscode.window.tabGroups.onDidChangeTabs, () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return tab instanceof vscode.TabInputWebview && tab.viewType.endsWith("planeguard.report");
    });
  });

  it("shows several profiles, the worst first, and says which could not be read", async () => {
    const better = await startDemo({
      ...description,
      id: "222233334444",
      alias: "quiet-harbour",
      users: [],
      roles: [],
      policies: [],
    });
    configure(demo, `[profile better]\nregion = us-east-1\nendpoint_url = ${better.endpointUrl}\n${keys}`);
    await vscode.commands.executeCommand("planeguard.addProfiles", { profiles: ["better", "missing", "audit"] });
    const items = await Promise.all((await rows()).map(async (node) => posture.rows.getTreeItem(node)));
    assert.deepEqual(
      items.map(({ label }) => label),
      ["audit · 111122223333 · harbour-lights-demo", "better · 222233334444 · quiet-harbour", "missing"],
    );
    assert.match(String(items[2]!.description), /^not assessed: There is no profile "missing"/);
    assert.equal(posture.view.message, "3 accounts. 1 not assessed.");
    const [first] = await rows();
    assert.ok((await rows(first)).some(({ kind }) => kind === "recommendation"));
    await better.close();
  });

  it("shows the whole organization, and of which accounts nothing is assessed", async () => {
    await vscode.commands.executeCommand("planeguard.useDemoAccount");
    await vscode.commands.executeCommand("planeguard.collectOrganization");
    const items = await Promise.all((await rows()).map(async (node) => posture.rows.getTreeItem(node)));
    assert.equal(items.length, 5);
    assert.match(String(items[0]!.description), /of \d+ failed/);
    assert.match(
      String(items.find(({ label }) => String(label).startsWith("harbour-log-archive"))!.description),
      /^not assessed: .*cannot be assumed/,
    );
    assert.deepEqual(
      [posture.view.message, posture.view.description],
      ["5 accounts. 2 not assessed.", "DEMO · 5 accounts"],
    );
  });
});
