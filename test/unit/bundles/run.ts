/** Runs built code in a Node of its own, and says what it loaded. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";

import { temporaryFolder } from "../../support/folder";

export const dist = join(__dirname, "../../../dist");
const support = join(__dirname, "../../support");

/** The bundles that the build made, and the files in each, relative to the root. */
const { outputs } = JSON.parse(readFileSync(join(dist, "../out/meta.json"), "utf8")) as {
  outputs: Record<string, { inputs: Record<string, unknown> }>;
};
export const bundles = Object.keys(outputs)
  .filter((file) => file.endsWith(".js"))
  .map((file) => basename(file, ".js"))
  .sort();
export const inputsOf = (bundle: string): string[] => Object.keys(outputs[`dist/${bundle}.js`]!.inputs);

export interface Run {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
  /** Modules and data files, relative to dist where they are in it. */
  readonly loaded: readonly string[];
}

export function runNode(args: readonly string[], { folder = dist, input = "" } = {}): Run {
  const temporary = temporaryFolder({});
  const report = join(temporary.path, "loaded.json");
  try {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      ["--require", join(support, "loaded-files.cjs"), ...args],
      {
        cwd: folder,
        input,
        encoding: "utf8",
        env: { ...process.env, PLANEGUARD_LOADED: report, NODE_OPTIONS: "" },
      },
    );
    if (error) throw error;
    const reports = readdirSync(temporary.path);
    if (reports.length === 0) throw new Error(`it ended early: ${stderr}`);
    const loaded = new Set(
      reports.flatMap((file) => JSON.parse(readFileSync(join(temporary.path, file), "utf8")) as string[]),
    );
    const named = [...loaded]
      .map((file) => relative(dist, file))
      .map((file) => (file.startsWith("..") ? join(dist, file) : file));
    return { exit: status, out: stdout, err: stderr, loaded: named.map((file) => file.replaceAll("\\", "/")).sort() };
  } finally {
    temporary.remove();
  }
}

/** Activates the extension over a stub of `vscode`, and lets it do what it does at once. */
export function activate(bundle: string): Run {
  return runNode([
    "--require",
    join(support, "vscode-stub.cjs"),
    "--eval",
    `
    const { anything } = require(${JSON.stringify(join(support, "vscode-stub.cjs"))});
    const { activate } = require(${JSON.stringify(bundle)});
    activate({ subscriptions: [], extensionUri: anything(), globalState: anything(), workspaceState: anything(), secrets: anything() });
  `,
  ]);
}
