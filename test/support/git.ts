/** A real git for tests: with no configuration but that of the repository. */
import { spawnSync } from "node:child_process";

/** The variables that a test gives git, or what runs git. */
function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
  };
}

/** Runs git in `folder`; what it prints. Throws with what it says where it fails with another status than 0 or `alsoFine`. */
export function git(folder: string, args: readonly string[], input = "", alsoFine = 0): string {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    input,
    env: gitEnvironment(),
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status !== 0 && status !== alsoFine) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** Makes a repository of a folder; nothing is committed. */
export function initGit(folder: string): void {
  git(folder, ["init", "-q", "-b", "main"]);
  // Whoever runs the tests may have files of their own that git ignores everywhere.
  git(folder, ["config", "core.excludesFile", ""]);
  git(folder, ["config", "user.name", "Nobody"]);
  git(folder, ["config", "user.email", "nobody@example.com"]);
}
