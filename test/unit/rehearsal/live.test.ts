/** What a control policy that is open in an editor would take from the roles of its workspace. */
import assert from "node:assert/strict";
import { join } from "node:path";

import { LiveRehearsals } from "../../../src/workspace/assertions/live-rehearsals";
import { LiveWorkspaces } from "../../../src/workspace/assertions/live-workspace";
import { temporaryFolder, writeFiles } from "../../support/folder";

const role = (name: string, action: string): string =>
  `Resources:\n  ${name}:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: p\n          PolicyDocument:\n            Version: 2012-10-17\n            Statement:\n              - Effect: Allow\n                Action: ${action}\n                Resource: "*"\n`;
const scp = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const all = { Effect: "Allow", Action: "*", Resource: "*" };
const noQueues = { Effect: "Deny", Action: "sqs:*", Resource: "*" };

describe("a control policy that is open", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let live: LiveRehearsals;
  let written: number;
  const at = (name: string): string => join(folder.path, name);
  const rehearsed = (text: string, more: { readonly signal?: AbortSignal; readonly name?: string } = {}) =>
    live.rehearsalOf({
      asked: { path: at(more.name ?? "scp.json"), text },
      open: [],
      folder: folder.path,
      written,
      listed: 0,
      signal: more.signal,
    });
  beforeEach(() => {
    folder = temporaryFolder({
      "planeguard.json": JSON.stringify({ exclude: ["old/**"], policyTypes: { "scp.json": "scp" } }),
      "a/app.yaml": role("Api", "sqs:SendMessage"),
      "b/app.yaml": role("Reader", "s3:GetObject"),
      "old/app.yaml": role("Old", "sqs:SendMessage"),
      "scp.json": scp(all, noQueues),
    });
    live = new LiveRehearsals(new LiveWorkspaces());
    written = 0;
  });
  afterEach(() => folder.remove());

  const said = (report: Awaited<ReturnType<typeof rehearsed>>) =>
    report && [
      report.policyType,
      report.replacesFullAccess,
      ...report.holders.losing.map(
        ({ name, place, lost }) => `${name} of ${place.file}: ${lost.flatMap(({ actions }) => actions).join()}`,
      ),
    ];

  it("takes from those whom the workspace allows what it denies, as it is open", async () => {
    const report = (await rehearsed(scp(all, noQueues)))!;
    assert.deepEqual(said(report), ["scp", true, "Api of a/app.yaml: sqs:SendMessage"]);
    assert.deepEqual([report.file, report.of, report.holders.count], [at("scp.json"), "workspace", 2]);
    assert.deepEqual(said(await rehearsed(scp(all))), ["scp", true]);
    assert.deepEqual(said(await rehearsed(scp({ ...noQueues, Action: "*" }))), [
      "scp",
      false,
      "Api of a/app.yaml: sqs:SendMessage",
      "Reader of b/app.yaml: s3:GetObject",
    ]);
  });

  it("is rehearsed once as long as neither it nor the workspace is another", async () => {
    const [text, other] = [scp(all, noQueues), scp(all)];
    const first = await rehearsed(text);
    assert.equal(await rehearsed(text), first);
    assert.notEqual(await rehearsed(other), first);
    writeFiles(folder.path, { "b/app.yaml": role("Reader", "sqs:PurgeQueue") });
    written++;
    const [, , ...losing] = said(await rehearsed(text))!;
    assert.deepEqual(losing, ["Api of a/app.yaml: sqs:SendMessage", "Reader of b/app.yaml: sqs:PurgeQueue"]);
  });

  it("takes nothing where it is none, and tells nothing to whoever has gone", async () => {
    assert.equal(await rehearsed("{}", { name: "a/none.json" }), null);
    assert.equal(await rehearsed(role("Api", "*"), { name: "a/app.yaml" }), null);
    assert.equal(await rehearsed(scp(all, noQueues), { signal: AbortSignal.abort() }).catch(() => null), null);
  });
});
