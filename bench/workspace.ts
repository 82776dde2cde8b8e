/**
 * The check of a whole workspace beside those who do a part of the same work, in one run: secretlint with its AWS rule,
 * and ripgrep looking for ids and secrets. `npm run bench -- workspace --folder DIR` takes a folder in place of the generated one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { rgPath } from "@vscode/ripgrep";

import { median, type Row } from "./measure";
import { writeWorkspace } from "./workspace-files";

const { resolve } = createRequire(__filename);
const dist = join(__dirname, "../dist");

/** What a neutral measurer looks for: an access key id, and forty characters of a secret that stand alone. */
const patterns = ["(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}", "(?:^|[^A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?:$|[^A-Za-z0-9/+=])"];

/** The same with look-arounds, as our own patterns have them: two secrets that share a separator are both found. */
const exactPatterns = ["A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}", "(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"];

interface Run {
  readonly ms: number;
  readonly output: string;
}

function run(command: string, args: readonly string[], folder: string): Run {
  const started = performance.now();
  const { stdout, stderr, error, status } = spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (error || (status !== 0 && status !== 1))
    throw error ?? new Error(`${command} ended with ${status}: ${stderr.slice(0, 500)}`);
  return { ms: performance.now() - started, output: stdout };
}

/** The check as the editor starts it, in a process of its own; prints its peak memory in bytes and how many files and findings there were. */
const check = `
  const { checkPaths } = require(${JSON.stringify(join(dist, "engine.js"))});
  checkPaths({ paths: ['.'], folder: process.cwd() }).then(({ stats, findings }) =>
    process.stdout.write(JSON.stringify({ memory: process.resourceUsage().maxRSS * 1024, files: stats.files, bytes: stats.bytes, findings: findings.length })));`;

/** The same from a terminal. */
const command = ["check", ".", "--format", "json", "--fail-on", "never"];

export async function workspace(given: string | undefined): Promise<Row[]> {
  const folder = given ?? mkdtempSync(join(tmpdir(), "planeguard-bench-"));
  const settings = mkdtempSync(join(tmpdir(), "planeguard-bench-secretlint-"));
  try {
    if (given === undefined) writeWorkspace(folder, 10_000, 11);
    const configuration = join(settings, "secretlintrc.json");
    writeFileSync(configuration, JSON.stringify({ rules: [{ id: resolve("@secretlint/secretlint-rule-aws") }] }));
    const secretlint = join(dirname(resolve("secretlint/package.json")), "bin/secretlint.js");

    const ownRuns: Run[] = [];
    const commandRuns: Run[] = [];
    const searches: Run[] = [];
    const exactSearches: Run[] = [];
    const search = (given: readonly string[], ...options: readonly string[]) =>
      run(
        rgPath,
        [...options, "--count", "--no-messages", ...given.flatMap((pattern) => ["-e", pattern]), "."],
        folder,
      );
    for (let round = 0; round < 5; round++) {
      ownRuns.push(run(process.execPath, ["--eval", check], folder));
      commandRuns.push(run(process.execPath, [join(dist, "cli.js"), ...command], folder));
      searches.push(search(patterns));
      exactSearches.push(search(exactPatterns, "--pcre2"));
    }
    const told = JSON.parse(ownRuns[0]!.output) as { memory: number; files: number; bytes: number; findings: number };
    const own = median(ownRuns.map(({ ms }) => ms));
    const commanded = median(commandRuns.map(({ ms }) => ms));
    const searched = median(searches.map(({ ms }) => ms));
    const searchedExactly = median(exactSearches.map(({ ms }) => ms));
    const linted = run(
      process.execPath,
      [secretlint, "--secretlintrc", configuration, "--maskSecrets", "--no-color", "**/*"],
      folder,
    ).ms;
    console.log(`Workspace of ${told.files} files, ${(told.bytes / 1e6).toFixed(0)} MB: ${told.findings} findings.`);
    return [
      { what: "workspace, every rule, as the editor starts it", figure: own, unit: "ms", bound: null },
      { what: "workspace, planeguard check", figure: commanded, unit: "ms", bound: null },
      { what: "workspace, ripgrep", figure: searched, unit: "ms", bound: null },
      { what: "workspace, ripgrep with look-arounds", figure: searchedExactly, unit: "ms", bound: null },
      { what: "workspace, secretlint with its AWS rule", figure: linted, unit: "ms", bound: null },
      { what: "workspace, times the speed of secretlint", figure: linted / own, unit: "×", bound: 10, atLeast: true },
      { what: "workspace, times as long as ripgrep", figure: own / searched, unit: "×", bound: 6 },
      {
        what: "workspace, times as long as ripgrep with look-arounds",
        figure: own / searchedExactly,
        unit: "×",
        bound: 6,
      },
      {
        what: "workspace, planeguard check, times as long as ripgrep with look-arounds",
        figure: commanded / searchedExactly,
        unit: "×",
        // A folder that somebody names has more to look at.
        bound: given === undefined ? 4 : 10,
      },
      { what: "workspace, peak memory", figure: told.memory / 1e6, unit: "MB", bound: 400 },
    ];
  } finally {
    rmSync(settings, { recursive: true });
    if (given === undefined) rmSync(folder, { recursive: true });
  }
}
