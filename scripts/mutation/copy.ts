/**
 * The copy on which the tests are tried. StrykerJS asks for a newer Node than the project and cannot drive mocha 12, so the
 * copy has both of its own; everything else it finds in the project's node_modules, one folder up.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { npm } from "../lib/install.mjs";
import { dist, inRoot, root } from "../lib/paths.mjs";
import { ensureServer } from "../lib/vscode-server.mjs";

const home = inRoot(".mutation");
const packages = ["@stryker-mutator/core@10.0.0", "@stryker-mutator/mocha-runner@10.0.0", "mocha@11.8.0"];
const copied = [
  "src",
  "test",
  "scripts",
  "schemas",
  "samples",
  "snippets",
  "l10n",
  "man",
  "docs",
  "package.json",
  "tsconfig.json",
];

/** Brings `.mutation/` up to what git tracks and is built now; its path. Uncommitted changes of tracked files come along. */
export function prepareCopy(): string {
  ensureServer();
  if (!existsSync(dist)) throw new Error("run npm run build once");
  mkdirSync(home, { recursive: true });
  installPackages();
  for (const name of [...copied, "dist"]) rmSync(join(home, name), { recursive: true, force: true });
  const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ...copied], {
    cwd: root,
    encoding: "utf8",
  }).split("\0");
  for (const path of tracked.filter((name) => name !== "" && existsSync(inRoot(name)))) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    cpSync(inRoot(path), join(home, path));
  }
  cpSync(dist, join(home, "dist"), { recursive: true });
  return home;
}

/** Writes the settings of StrykerJS for a room; the name of their file in the copy. */
export function writeSettings(
  folder: string,
  room: string,
  mutate: readonly string[],
  tests: readonly string[],
  concurrency: number,
): string {
  const name = `stryker-${room}.json`;
  writeFileSync(
    join(folder, name),
    JSON.stringify({
      mutate,
      testRunner: "mocha",
      mochaOptions: {
        spec: tests.map((pattern) => `test/unit/${pattern}`),
        require: ["./scripts/mutation/memories.mjs"],
        "no-config": true,
      },
      testRunnerNodeArgs: ["--import", "./scripts/lib/sources.mjs"],
      plugins: ["@stryker-mutator/mocha-runner", "./scripts/mutation/words.mjs", "./scripts/mutation/survivors.mjs"],
      ignorers: ["words"],
      coverageAnalysis: "perTest",
      // What runs once at load would need a process of its own for each change.
      ignoreStatic: true,
      concurrency,
      timeoutMS: 10_000,
      dryRunTimeoutMinutes: 20,
      reporters: ["survivors", "json"],
      jsonReporter: { fileName: reportOf(room) },
    }),
  );
  return name;
}

/** Where the report of a room is, from the copy on. */
export function reportOf(room: string): string {
  return `reports/${room}.json`;
}

function installPackages(): void {
  const stamp = join(home, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === packages.join(" ")) return;
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true }));
  npm(
    [
      "install",
      "--save-exact",
      ...packages,
      "--force",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ],
    home,
  );
  writeFileSync(stamp, packages.join(" "));
}
