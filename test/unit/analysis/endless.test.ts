import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { join } from "node:path";

/** Generous: all of them take a few seconds, and any that multiplied would take longer than the sun will shine. */
const patience = 240_000;

describe("texts that could be analysed for ever", () => {
  it("come to an end, each of them", async () => {
    const said: string[] = [];
    const child = fork(join(__dirname, "../../support/analyze-large.ts"), {
      execArgv: [`--import=${join(__dirname, "../../../scripts/lib/sources.mjs")}`],
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    child.on("message", (what: string) => said.push(what));
    await new Promise((resolve) => child.on("exit", resolve));
    clearTimeout(timer);
    assert.equal(said.at(-1), "end", `it ended within "${said.at(-1)}"`);
    assert.deepEqual(
      said.filter((what) => what.startsWith("failed: ")),
      [],
    );
  }).timeout(patience + 30_000);
});
