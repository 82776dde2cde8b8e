/** What "Check the Workspace" says of a check that fails, is cancelled, or could not read everything. */
import assert from "node:assert/strict";

import type { CheckEvents, CheckRequest, CheckSummary } from "../../../src/workspace/check-request";
import { run, shown, withStub } from "../../support/editor-stub";

/* oxlint-disable typescript/no-require-imports -- they are to be loaded with the stub, and not before */
const { WorkspaceCheck } = withStub(
  () => require("../../../src/editor/workspace-check") as typeof import("../../../src/editor/workspace-check"),
);
const { registerCheckWorkspace } = withStub(
  () =>
    require("../../../src/editor/commands/check-workspace") as typeof import("../../../src/editor/commands/check-workspace"),
);
/* oxlint-enable typescript/no-require-imports */

type CheckPaths = (request: CheckRequest, events: CheckEvents) => Promise<CheckSummary>;

const summary: CheckSummary = {
  findings: [],
  problems: [],
  suppressed: [],
  keys: [],
  governing: [],
  stats: { files: 3, bytes: 1, policies: 0, suppressed: 0, durationMs: 1 },
};

describe("the check of the workspace, in an editor", () => {
  let checkPaths: CheckPaths;
  let logged: string[];
  let kept: Map<string, readonly string[]>;
  let cleared: number;
  let check: InstanceType<typeof WorkspaceCheck>;

  beforeEach(() => {
    shown.errors.length = shown.outcomes.length = 0;
    logged = [];
    kept = new Map();
    cleared = 0;
    const log = {
      info: () => undefined,
      warn: (message: string) => logged.push(message),
      error: (message: string, error: Error) => logged.push(`${message} ${error.message}`),
    };
    const diagnostics = {
      keep: (uri: { fsPath: string }, { problems }: { problems: readonly { message: string }[] }) =>
        kept.set(
          uri.fsPath,
          problems.map(({ message }) => message),
        ),
      keepOnly: () => cleared++,
      remember: () => undefined,
      clearBelow: () => undefined,
    };
    check = new WorkspaceCheck(
      diagnostics as never,
      () => Promise.resolve({ checkPaths: (...values: Parameters<CheckPaths>) => checkPaths(...values) } as never),
      { onDidChange: () => ({ dispose: () => undefined }) } as never,
      log as never,
    );
    registerCheckWorkspace(check);
  });
  afterEach(() => check.dispose());

  it("is shown to have failed, with the log beside it, and takes back nothing that was found before", async () => {
    checkPaths = () => Promise.reject(new Error("no more threads"));
    await run("planeguard.checkWorkspace");
    assert.equal(check.state, "failed");
    assert.deepEqual(shown.errors, ["The workspace could not be checked: no more threads | Show the Log"]);
    assert.deepEqual(shown.outcomes, [], "nothing that looks like a verdict");
    assert.deepEqual(logged, ["The workspace could not be checked. no more threads"]);
    assert.equal(cleared, 0);
    checkPaths = () => Promise.resolve(summary);
    await run("planeguard.checkWorkspace");
    assert.equal(check.state, "checked");
  });

  it("says how far it came when it is cancelled", async () => {
    checkPaths = (_, { onFile }) => {
      onFile?.("/project/a.json", [], [], 1, 1500);
      check.cancel();
      return Promise.resolve({ ...summary, stats: { ...summary.stats, files: 1 } });
    };
    await run("planeguard.checkWorkspace");
    assert.equal(check.state, "cancelled");
    assert.deepEqual(shown.outcomes, ["Planeguard: cancelled, 0 findings in 1 of 1500 files"]);
    assert.equal(cleared, 0);
    checkPaths = () => {
      check.cancel();
      return Promise.resolve(summary);
    };
    await run("planeguard.checkWorkspace");
    assert.deepEqual(shown.outcomes.slice(1), ["Planeguard: the check was cancelled before its first file"]);
  });

  it("says what could not be read, folders among it, and shows it where findings are listed", async () => {
    const problems = [
      { file: "/project/closed", message: "Could not read it: permission denied.", range: null },
      { file: "/planeguard.json", message: "shown by who looks at that", range: null },
    ];
    checkPaths = () => Promise.resolve({ ...summary, problems });
    await run("planeguard.checkWorkspace");
    assert.deepEqual(shown.outcomes, ["Planeguard: 0 findings in 3 files; 2 not checked completely"]);
    assert.deepEqual([...kept], [["/project/closed", ["Could not read it: permission denied."]]]);
    assert.deepEqual(logged, ["/project/closed: Could not read it: permission denied."]);
  });
});
