/** Runs git on a repository that strangers may have made, so that nothing of it runs: no hook, monitor, filter or transport. */
import { type ChildProcessWithoutNullStreams, execFile, type ExecFileException, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Where a repository is: named outright, git looks for none by itself, and asks nobody whose it is. */
export interface GitPlace {
  /** The folder that holds `.git`, absolute. */
  readonly top: string;
  /** Variables that a hook was given, such as the index that is about to be committed. */
  readonly given?: Readonly<Record<string, string>> | undefined;
}

/** Git is not there, or it failed; the message says which. */
export class GitError extends Error {}

/** Milliseconds until git is given up. */
const patience = 30_000;
/** Bytes: the names of ten million files. */
const mostOutput = 1024 * 1024 * 1024;

const settings = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
];
const options = [
  "--no-pager",
  "--literal-pathspecs",
  "--no-replace-objects",
  "--no-optional-locks",
  ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
];

/** Characters of what git says, where it says more than an error. */
const mostReason = 200;

/** Of the environment git gets what is not about a repository; tracing and the like could write files. */
const kept = /^(?!GIT_)|^GIT_(?:EXEC_PATH|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM)$/;

function environment({ given }: GitPlace): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => kept.test(name));
  return {
    ...Object.fromEntries(inherited),
    ...given,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    // A repository of which parts are elsewhere would have git fetch them, by a command of its own choosing.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
  };
}

function placed({ top, given }: GitPlace, args: readonly string[]): string[] {
  const place = given?.["GIT_DIR"] === undefined ? [`--git-dir=${join(top, ".git")}`, `--work-tree=${top}`] : [];
  return ["-C", top, ...place, ...options, ...args];
}

/**
 * What git prints. Rejects with a `GitError`; `whole`: also where git complains of something and goes on without it; `most`:
 * milliseconds; `input`: what it is given to read.
 */
export function git(
  place: GitPlace,
  args: readonly string[],
  { whole = false, most = patience, input = "" } = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { stdin } = execFile(
      program(),
      placed(place, args),
      {
        env: environment(place),
        encoding: "buffer",
        maxBuffer: mostOutput,
        timeout: most,
        killSignal: "SIGKILL",
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        if (error) reject(new GitError(reasonOf(error, String(stderr))));
        else if (whole && stderr.length > 0) reject(new GitError(`git says: ${String(stderr).slice(0, mostReason)}`));
        else resolve(stdout);
      },
    );
    if (input === "") return;
    // Whether it has read all of it, its answer tells.
    stdin!.on("error", () => undefined).end(input);
  });
}

/** Git as a process that is asked one thing after another. */
export function startGit(place: GitPlace, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(program(), placed(place, args), { env: environment(place), windowsHide: true });
}

/** Windows would look into the current folder first, and a checked tree is not to bring its own git. */
function program(): string {
  if (process.platform !== "win32") return "git";
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, "git.exe")).find((file) => existsSync(file)) ?? "git-is-not-installed";
}

function reasonOf(error: ExecFileException, said: string): string {
  if (error.code === "ENOENT") return "git is not installed";
  if (error.killed) return "git took too long";
  return `git says: ${/^(?:fatal|error): (.*)/m.exec(said)?.[1] ?? error.message}`;
}
