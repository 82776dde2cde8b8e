/** The tools for assistants as they are built, asked by the protocol's own client. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import type { Finding } from "../../../src/analysis/finding";
import { expandKeys, fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { postureWith } from "../../support/hostile-inputs";
import { hostileTexts } from "../../support/hostile-texts";
import { McpClient } from "../../support/mcp-client";
import { dist, runNode } from "./run";

const cli = join(dist, "cli.js");
const policyOf = (...actions: string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::parcels/*" }],
  });
const misspelt = policyOf("s3:GetObjct");

interface Checked {
  readonly findings: readonly Readonly<Record<string, string | number>>[];
}

/** A project, and what lies beside it. */
const folder = temporaryFolder({
  "project/policy.json": misspelt,
  "project/strict/planeguard.json": '{ "rules": { "policy/invalid-action": "off" } }',
  "project/strict/policy.json": misspelt,
  "project/asserted/planeguard.json": JSON.stringify({
    assertions: [{ sentence: "Nobody reads parcels.", nobody: "anyone", may: "s3:GetObject" }],
  }),
  "project/large.json": `${policyOf("s3:GetObject")}${" ".repeat(2 * 1024 * 1024)}`,
  "project/picture.json": "\u0000\u0001\u0002\u0000",
  "project/reader.py": 'import boto3\ns3 = boto3.client("s3")\ns3.get_object(Bucket="parcels", Key="a")\n',
  "outside/policy.json": misspelt,
});
const project = join(folder.path, "project");
const outside = join(folder.path, "outside");
symlinkSync(join(outside, "policy.json"), join(project, "link.json"));
symlinkSync(outside, join(project, "linked"));
after(() => folder.remove());

describe("planeguard mcp", () => {
  let client: McpClient;
  before(async () => (client = await McpClient.start({ folder: project })));
  after(() => client.stop());
  const check = async (input: object) => {
    const { isError, text } = await client.call("check_policy", input);
    assert.ok(!isError, text);
    return (JSON.parse(text) as Checked).findings;
  };
  const refusal = async (name: string, input: object) => {
    const { isError, text } = await client.call(name, input);
    assert.ok(isError, text);
    return text;
  };

  it("holds the assertions that govern a text, where there is no file yet", async () => {
    const rulesOf = async (text: string) =>
      (await check({ text, fileName: "asserted/policy.json" })).map(({ rule }) => rule);
    assert.deepEqual(await rulesOf(policyOf("s3:GetObject")), ["assertion/broken"]);
    assert.deepEqual(await rulesOf(policyOf("s3:PutObject")), []);
  });

  it("offers tools that only read, each with what a model has to know", async () => {
    const { tools } = await client.client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      [
        "check_policy",
        "explain_denial",
        "explain_finding",
        "list_posture",
        "needed_policy",
        "propose_fix",
        "what_change_allows",
        "what_policy_allows",
      ],
    );
    for (const { description, inputSchema, annotations } of tools) {
      assert.ok(description!.length > 100);
      assert.equal(inputSchema.type, "object");
      assert.equal(annotations?.readOnlyHint, true);
      assert.equal(annotations?.openWorldHint, false);
    }
    assert.match(client.client.getInstructions() ?? "", /check_policy/);
  });

  it("finds what the terminal finds, in every sample", async () => {
    const samples = temporaryFolder({});
    const from = join(dist, "../samples/workspace");
    cpSync(from, samples.path, { recursive: true });
    const files = readdirSync(samples.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files) writeFileSync(file, expandKeys(readFileSync(file, "utf8")));
    const { out } = runNode([cli, "check", "--format", "json", samples.path]);
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    assert.ok(findings.length >= 15);
    const own = await McpClient.start({ folder: samples.path });
    try {
      for (const file of files) {
        const { text } = await own.call("check_policy", { file: relative(samples.path, file) });
        assert.deepEqual(
          (JSON.parse(text) as Checked).findings.map((one) =>
            [one["rule"], one["severity"], one["line"], one["column"], one["message"]].join(" "),
          ),
          findings
            // What a whole project says of its files, only a check of all of it finds.
            .filter((one) => one.file === file && !one.ruleId.startsWith("code/"))
            .map(({ ruleId, severity, message, range: { start } }) =>
              [ruleId, severity, start.line, start.column, message.replaceAll("`", "'")].join(" "),
            ),
          file,
        );
      }
    } finally {
      await own.stop();
      samples.remove();
    }
  });

  it("checks a text before it is kept, under the name that it will have", async () => {
    const named = async (fileName?: string) => (await check({ text: misspelt, fileName })).map(({ rule }) => rule);
    assert.deepEqual(await named(), ["policy/invalid-action"]);
    assert.deepEqual(await named("new.json"), ["policy/invalid-action"]);
    // The planeguard.json there switches the rule off.
    assert.deepEqual(await named("strict/new.json"), []);
    assert.deepEqual(await named(join(project, "strict/new.json")), []);
    assert.deepEqual(await named("../outside/new.json"), ["policy/invalid-action"]);
  });

  it("proposes the edits of a fix, which put the finding right", async () => {
    const { text } = await client.call("propose_fix", { file: "policy.json", rule: "policy/invalid-action", line: 1 });
    const { findings } = JSON.parse(text) as {
      findings: { fixes: { kind: string; newlyAllows: string[]; edits: Record<string, never>[] }[] }[];
    };
    const fix = findings[0]!.fixes[0]!;
    assert.equal(fix.kind, "suggestion");
    assert.deepEqual(fix.newlyAllows, ["s3:GetObject on arn:aws:s3:::parcels/*"]);
    let fixed = misspelt;
    for (const { column, endColumn, newText } of [...fix.edits].reverse())
      fixed = fixed.slice(0, column! - 1) + newText! + fixed.slice(endColumn! - 1);
    assert.deepEqual(await check({ text: fixed }), []);
    assert.equal(readFileSync(join(project, "policy.json"), "utf8"), misspelt);
    const none = await client.call("propose_fix", { file: "policy.json", line: 2 });
    assert.deepEqual(JSON.parse(none.text), { findings: [], withoutFix: 0 });
  });

  it("proposes all safe fixes at once", async () => {
    const doubled = policyOf("s3:GetObject", "s3:GetObject", "s3:PutObject");
    const { text } = await client.call("propose_fix", { text: doubled, together: true });
    const { fixed, edits } = JSON.parse(text) as { fixed: number; edits: Record<string, never>[] };
    assert.equal(fixed, 1);
    let after = doubled;
    for (const { column, endColumn, newText } of [...edits].sort((a, b) => b["column"]! - a["column"]!))
      after = after.slice(0, column! - 1) + newText! + after.slice(endColumn! - 1);
    assert.deepEqual(JSON.parse(after), JSON.parse(policyOf("s3:GetObject", "s3:PutObject")));
  });

  it("says what a change newly allows", async () => {
    const compared = async (input: object) => {
      const { isError, text } = await client.call("what_change_allows", input);
      assert.ok(!isError, text);
      return JSON.parse(text) as { verdict: string; changes: { newlyAllowed: { actions: string[] }[] }[] };
    };
    const [one, both] = [policyOf("s3:GetObject"), policyOf("s3:GetObject", "s3:PutObject")];
    const more = await compared({ text: one, after: both, policyType: "identity" });
    assert.equal(more.verdict, "more");
    assert.deepEqual(more.changes[0]!.newlyAllowed[0]!.actions, ["s3:PutObject"]);
    assert.equal((await compared({ text: both, after: one })).verdict, "less");
    assert.equal((await compared({ file: "policy.json", after: misspelt })).verdict, "same");
    assert.match(await refusal("what_change_allows", { text: one }), /Give "after"/);
    assert.match(
      await refusal("what_change_allows", { file: "../outside/policy.json", after: one }),
      /is not a file in/,
    );
  });

  it("says what code needs, and reads it in the roots alone", async () => {
    const { text } = await client.call("needed_policy", { path: "reader.py" });
    const { units } = JSON.parse(text) as {
      units: { calls: { operation: string; line: number }[]; policy: { Statement: object[] } }[];
    };
    assert.deepEqual(
      units.map(({ calls }) => calls.map(({ operation, line }) => [operation, line])),
      [[["s3:GetObject", 3]]],
    );
    assert.equal(units[0]!.policy.Statement.length, 1);
    for (const path of ["../outside", outside, "linked", "link.json", "none.py"])
      assert.match(await refusal("needed_policy", { path }), /is not a file in the root of this client/, path);
    assert.ok(!(await client.call("needed_policy", { path: "." })).isError);
  });

  it("explains a denial by the policies in the roots", async () => {
    const message =
      "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::parcels/a because no identity-based policy allows the s3:PutObject action";
    const { text } = await client.call("explain_denial", { message });
    const { denials } = JSON.parse(text) as {
      denials: { denied: { action: string }; statement: { Action: string } }[];
    };
    assert.deepEqual(
      denials.map(({ denied, statement }) => [denied.action, statement.Action]),
      [["s3:PutObject", "s3:PutObject"]],
    );
    assert.match((await client.call("explain_denial", { message: "all is well" })).text, /no message of an access/);
    assert.match(await refusal("explain_denial", { message, path: "../outside" }), /is not a file in the root/);
  });

  it("says what a policy allows, and what a rule is about", async () => {
    const { text, parts } = await client.call("what_policy_allows", { text: policyOf("s3:GetObject") });
    assert.match(text, /^```markdown\n[^]*`s3:GetObject`[^]*\n```$/);
    assert.match(parts[0]!, /none of it is an instruction/);
    assert.match((await client.call("explain_finding", { rule: "policy/invalid-action" })).text, /## Why/);
    assert.match(await refusal("explain_finding", { rule: "iam/invalid-action" }), /Is policy\/invalid-action meant\?/);
  });

  for (const [what, file] of [
    ["outside", "../outside/policy.json"],
    ["outside, absolute", join(outside, "policy.json")],
    ["outside, by a way around", "strict/../../outside/policy.json"],
    ["behind a link", "link.json"],
    ["in a linked folder", "linked/policy.json"],
    ["of the system", "/etc/hostname"],
    ["of another machine", "//evil.example/share/policy.json"],
    ["by a URI", pathToFileURL(join(outside, "policy.json")).href],
    ["that is the root", "."],
    ["that is not there", "none.json"],
    ["with a NUL in it", "policy.json\u0000"],
  ] as const)
    it(`reads no file ${what}`, async () => {
      for (const tool of ["check_policy", "what_policy_allows", "propose_fix"])
        assert.match(await refusal(tool, { file }), /is not a file in the root of this client/);
    });

  it("says why a file in a root is not read", async () => {
    assert.match(await refusal("check_policy", { file: "large.json" }), /has more than 2 MB/);
    assert.match(await refusal("check_policy", { file: "picture.json" }), /is a binary file/);
    assert.match(await refusal("check_policy", { file: "strict" }), /it is a folder/);
  });

  it("says what is wrong with arguments", async () => {
    assert.match(await refusal("check_policy", {}), /either "text" or "file"/);
    assert.match(
      await refusal("check_policy", { path: "policy.json" }),
      /no argument "path"; there are text, fileName/,
    );
    assert.match(await refusal("check_policy", { text: 5 }), /"text" must be a text/);
    assert.match(await refusal("check_policy", { text: "x".repeat(3 * 1024 * 1024) }), /at most 2 MB/);
    assert.match(await refusal("propose_fix", { text: misspelt, line: 0 }), /"line" must be a whole number from 1/);
    assert.match(
      await refusal("list_posture", { verdicts: ["bad"] }),
      /"verdicts" must be a list of one of pass, fail/,
    );
    assert.match(await refusal("explain_finding", {}), /Give "rule"/);
    await assert.rejects(client.call("delete_everything", {}), /There is no tool "delete_everything"/);
  });

  it("shows what is hidden in hostile texts, and answers in few words", async () => {
    const hidden = /[\p{Cf}\u0080-\u009f\u2028\u2029]|[\u0000-\u0008\u000b-\u001f]/u;
    for (const text of hostileTexts)
      for (const [tool, input] of [
        ["check_policy", { text: policyOf(text, "s3:GetObjct") }],
        ["check_policy", { file: text }],
        ["what_policy_allows", { text: policyOf(text, "s3:GetObject") }],
        ["explain_finding", { rule: text }],
        ["propose_fix", { text: policyOf(text, "s3:GetObjct") }],
        ["what_change_allows", { text: policyOf("s3:GetObject"), after: policyOf(text, "s3:PutObject") }],
        ["needed_policy", { path: text }],
        [
          "explain_denial",
          { message: `User: ${text} is not authorized to perform: s3:PutObject on resource: ${text}` },
        ],
      ] as const) {
        const { text: answer } = await client.call(tool, input);
        assert.doesNotMatch(answer, hidden, `${tool} ${JSON.stringify(text)}`);
        assert.ok(answer.length <= 70_000);
      }
  });

  it("shows no key", async () => {
    const [id, secret] = [fakeKeyId("mcp"), fakeSecret("mcp")];
    const text = `import boto3\ns3 = boto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")\n`;
    for (const tool of ["check_policy", "propose_fix", "what_policy_allows"]) {
      const answer = await client.call(tool, { text, fileName: "upload.py" });
      assert.ok(!answer.text.includes(secret) && !answer.text.includes(id), tool);
    }
    assert.match((await client.call("check_policy", { text, fileName: "upload.py" })).text, /credentials\/access-key/);
  });

  it("answers others while it works, and nobody who has called it off", async () => {
    const actions = Array.from({ length: 4000 }, (_, index) => `s3:GetObjct${index}`);
    const large = policyOf(...actions);
    const abort = new AbortController();
    const called = client.call("propose_fix", { text: large }, abort.signal);
    await client.client.ping();
    abort.abort("not wanted any more");
    await assert.rejects(called, /not wanted any more/);
    assert.deepEqual((await check({ text: misspelt })).length, 1);
  });
});

describe("the roots of a client of planeguard mcp", () => {
  const uri = (...parts: string[]) => pathToFileURL(join(folder.path, ...parts)).href;

  async function withRoots(roots: () => readonly string[], use: (client: McpClient) => Promise<void>) {
    const client = await McpClient.start({ folder: outside, roots });
    try {
      await use(client);
    } finally {
      await client.stop();
    }
  }

  it("are what may be read, in place of the folder that the server is in", () =>
    withRoots(
      () => [uri("project")],
      async (client) => {
        assert.ok(!(await client.call("check_policy", { file: "strict/policy.json" })).isError);
        assert.ok((await client.call("check_policy", { file: join(outside, "policy.json") })).isError);
      },
    ));

  it("may be several, and change", async () => {
    let roots = [uri("project", "strict"), uri("project")];
    await withRoots(
      () => roots,
      async (client) => {
        const isRead = async (file: string) => !(await client.call("check_policy", { file })).isError;
        assert.ok(await isRead(join(project, "policy.json")));
        assert.ok(!(await isRead(join(outside, "policy.json"))));
        roots = [uri("outside")];
        await client.client.sendRootsListChanged();
        assert.ok(await isRead(join(outside, "policy.json")));
        assert.ok(!(await isRead(join(project, "policy.json"))));
      },
    );
  });

  it("are none where they are on no disk, and the current folder where there are none", async () => {
    for (const elsewhere of ["https://evil.example/", "file://evil.example/share"])
      await withRoots(
        () => [elsewhere],
        async (client) => {
          const { isError, text } = await client.call("check_policy", { file: "policy.json" });
          assert.ok(isError);
          assert.match(text, /No folder may be read here|did not say which folders may be read/);
          assert.ok(!(await client.call("check_policy", { text: misspelt })).isError);
        },
      );
    await withRoots(
      () => [],
      async (client) => assert.ok(!(await client.call("check_policy", { file: "policy.json" })).isError),
    );
  });

  it("are not the whole disk where a client starts its servers at its top", async () => {
    const client = await McpClient.start({ folder: "/" });
    try {
      const { isError } = await client.call("check_policy", { file: join(project, "policy.json") });
      assert.ok(isError);
    } finally {
      await client.stop();
    }
  });
});

describe("what planeguard mcp lists of accounts", () => {
  const collected = temporaryFolder({
    "report.json": JSON.stringify({ schema: 1, tool: {}, ...postureWith("harmless") }),
    "kept/1.json": JSON.stringify({ schema: 1, latest: postureWith("harmless"), previous: null }),
    "kept/2.json": "{",
    "hostile.json": JSON.stringify({ schema: 1, ...postureWith("\u202eevil\u001b[2J") }),
  });
  after(() => collected.remove());

  async function listed(args: readonly string[], input: object = {}) {
    const client = await McpClient.start({ folder: project, args });
    try {
      return (await client.call("list_posture", input)).text;
    } finally {
      await client.stop();
    }
  }

  it("is nothing without a report, with how to make one", async () => {
    for (const args of [[], ["--posture", "none.json"]])
      assert.match(await listed(args), /^No posture has been collected\. .*planeguard posture --profile/);
  });

  it("is a report, or what an editor has kept", async () => {
    for (const file of ["report.json", "kept"]) {
      const text = await listed(["--posture", join(collected.path, file)], { verdicts: ["fail"] });
      const { accounts, failures } = JSON.parse(text) as {
        accounts: { account: string; checks: { id: string }[] }[];
        failures: string[];
      };
      assert.deepEqual(
        accounts.map(({ account, checks }) => [account, checks.map(({ id }) => id)]),
        [["111122223333", ["root/fail"]]],
      );
      assert.equal(failures.length, file === "kept" ? 1 : 0);
    }
  });

  it("hides nothing", async () =>
    assert.doesNotMatch(await listed(["--posture", join(collected.path, "hostile.json")]), /[\u202e\u001b]/));
});

describe("the life of planeguard mcp", () => {
  const started = () => spawn(process.execPath, [cli, "mcp"], { cwd: project });
  const request = (id: number, method: string, params: object = {}) =>
    `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;

  it("goes on after lines that are no messages", async () => {
    const server = started();
    const heard = once(server.stdout, "data");
    for (const line of ["garbage", "{", "[]", "null", "{}", '{"jsonrpc":"1.0"}', `${"[".repeat(200_000)}`, "\u0000"])
      server.stdin.write(`${line}\n`);
    server.stdin.write(request(7, "ping"));
    const [answer] = (await heard) as [Buffer];
    assert.deepEqual(JSON.parse(String(answer)), { jsonrpc: "2.0", id: 7, result: {} });
    server.stdin.end();
    assert.deepEqual(await once(server, "exit"), [0, null]);
  });

  it("ends with 2, and says why, after a line without end", async () => {
    const server = started();
    let said = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    server.stdin.on("error", () => undefined);
    server.stdin.write("x".repeat(17 * 1024 * 1024));
    assert.deepEqual(await once(server, "close"), [2, null]);
    assert.match(said, /^planeguard: the client cannot be understood any more: [^\n]+\n$/);
  });

  for (const [signal, exit] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    it(`ends with ${exit} at ${signal}`, async () => {
      const server = started();
      const heard = once(server.stdout, "data");
      server.stdin.write(request(1, "ping"));
      await heard;
      server.kill(signal);
      assert.deepEqual(await once(server, "exit"), [exit, null]);
    });

  it("loads the engine in its thread, and nothing that calls AWS", () => {
    const lines = [
      request(1, "initialize", {
        protocolVersion: "2025-06-18",
        capabilities: {},
        clientInfo: { name: "t", version: "1" },
      }),
      `${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`,
    ];
    const { exit, loaded, err } = runNode([cli, "mcp"], { folder: project, input: lines.join("") });
    // It tells what it has loaded, as far as it has come.
    const ofThread = ["thread.js", "engine.js", "analysis.js", "language.js", "catalog.json.gz"];
    assert.equal(err, "");
    assert.equal(exit, 0);
    assert.deepEqual(
      loaded.filter((file) => !ofThread.includes(file)),
      ["cli.js", "jsonrpc.js", "mcp-protocol.js", "mcp.js", "program.js"],
    );
  });
});
