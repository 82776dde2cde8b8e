/** The command line as built, in a process of its own. Needs `npm run build` first. */
import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { join } from "node:path";

export const builtCli = join(__dirname, "../../dist/cli.js");

/** Of Node, where `npm test` keeps what is compiled (scripts/lib/code-cache.cjs); none of those of whoever runs the tests. */
export const ownOptions: NodeJS.ProcessEnv =
  process.env["PLANEGUARD_CODE_CACHE"] === undefined
    ? {}
    : {
        PLANEGUARD_CODE_CACHE: process.env["PLANEGUARD_CODE_CACHE"],
        NODE_OPTIONS: process.env["NODE_OPTIONS"],
      };

export interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Built {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard error has said this; rejects when the process ends before. */
  says(text: string): Promise<void>;
}

export interface BuiltOptions {
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** Modules that Node loads before. */
  readonly before?: readonly string[];
}

export function startBuilt(args: readonly string[], options: BuiltOptions = {}): Built {
  const { folder, env, stdio = ["ignore", "pipe", "pipe"], before = [] } = options;
  const preloads = before.flatMap((module) => ["--require", module]);
  const child = spawn(process.execPath, [...preloads, builtCli, ...args], {
    ...(folder === undefined ? {} : { cwd: folder }),
    env: { ...process.env, NODE_OPTIONS: ownOptions.NODE_OPTIONS ?? "", ...env },
    stdio,
  });
  let out = "";
  let err = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit, signal) => resolve({ exit, signal, out, err }));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => err.includes(text) && resolve();
      child.stderr!.on("data", look);
      void ended.then(({ exit }) => reject(new Error(`it ended with ${exit} before it said "${text}": ${err}`)));
      look();
    });
  return { child, ended, says };
}

export function runBuilt(args: readonly string[], options: BuiltOptions = {}): Promise<Ended> {
  return startBuilt(args, options).ended;
}
