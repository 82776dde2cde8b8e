/** Runs the GitHub Action as a runner does: with inputs, a recorded event, and files for what it says. Needs `npm run build` first. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { ownOptions } from "./built";
import { temporaryFolder } from "./folder";

const root = join(__dirname, "../..");

export const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

export interface ActionRun {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The report of `sarif-file`; null where there is none. */
  readonly sarif: { runs: { results: unknown[]; automationDetails: { id: string } }[] } | null;
}

interface Given {
  readonly folder: string;
  /** Over the defaults. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: object;
  readonly env?: Readonly<Record<string, string>>;
}

/** What the runner puts in place of the expressions among the defaults. */
const expressions: Readonly<Record<string, string>> = { "${{ github.token }}": "", "${{ toJson(matrix) }}": "null" };

export async function runAction({ folder, inputs = {}, event = {}, env = {} }: Given): Promise<ActionRun> {
  const runner = temporaryFolder({ output: "", summary: "", "event.json": JSON.stringify(event) });
  const file = (name: string) => join(runner.path, name);
  const given = Object.entries(action.inputs).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    inputs[name] ?? expressions[input.default] ?? input.default,
  ]);
  try {
    const child = spawn(process.execPath, [join(root, action.runs.main)], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: runner.path,
        GITHUB_EVENT_NAME: "push",
        GITHUB_EVENT_PATH: file("event.json"),
        GITHUB_OUTPUT: file("output"),
        GITHUB_REF: "refs/heads/main",
        GITHUB_REPOSITORY: "owner/repository",
        GITHUB_SHA: "1".repeat(40),
        GITHUB_STEP_SUMMARY: file("summary"),
        RUNNER_TEMP: runner.path,
        ...ownOptions,
        ...Object.fromEntries(given),
        ...env,
      },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    child.stderr.on("data", (chunk) => (err += String(chunk)));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    const outputs = Object.fromEntries(
      [...readFileSync(file("output"), "utf8").matchAll(/^(.+?)<<(.+)\n([^]*?)\n\2\n/gm)].map(([, name, , value]) => [
        name!,
        value!,
      ]),
    );
    const report = outputs["sarif-file"];
    return {
      status,
      out,
      err,
      outputs,
      summary: readFileSync(file("summary"), "utf8"),
      sarif: report === undefined ? null : JSON.parse(readFileSync(report, "utf8")),
    };
  } finally {
    runner.remove();
  }
}
