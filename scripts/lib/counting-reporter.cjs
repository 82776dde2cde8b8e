/**
 * Mocha's `spec` reporter that also leaves where `npm test` adds up: how many passed and failed, which failed and why,
 * and which passed at the second try only.
 */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { stripVTControlCharacters } = require("node:util");
const {
  reporters: { Spec },
} = require("mocha");

const linesOfMessage = 5;

module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const secondTries = [];
    const triedAgain = (runnable) => {
      if (runnable.currentRetry() > 0) secondTries.push(runnable.fullTitle());
    };
    runner.on("fail", (runnable, error) => failures.push({ title: runnable.fullTitle(), why: why(error) }));
    runner.on("pass", triedAgain);
    runner.on("hook end", triedAgain);
    runner.on("retry", (test, error) => console.log(`  tried again: ${test.fullTitle()}\n${why(error)}`));
    runner.once("end", () => {
      const { PLANEGUARD_COUNTS: folder, PLANEGUARD_SUITE: suite } = process.env;
      if (!folder || !suite) return;
      const counts = { passed: runner.stats.passes, failed: runner.stats.failures, failures, secondTries };
      writeFileSync(join(folder, `${suite}.json`), JSON.stringify(counts));
    });
  }
};

/** The beginning of what an error says, and the line of ours that it comes from. */
function why(error) {
  const message = stripVTControlCharacters(String(error?.message ?? error)).split("\n");
  const frames = String(error?.stack ?? "").split("\n");
  const ours = frames.find((line) => /^\s+at /.test(line) && !/node_modules|node:/.test(line));
  return [...message.filter((line) => line.trim() !== "").slice(0, linesOfMessage), ours]
    .filter((line) => line !== undefined)
    .map((line) => `    ${line.trim().slice(0, 200)}`)
    .join("\n");
}
