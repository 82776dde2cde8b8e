/** `check --changed` on a repository of 10,000 files of which three have changed, beside `git status` on the same. */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { median, type Row } from "./measure";
import { writeWorkspace } from "./workspace-files";

const cli = join(__dirname, "../dist/cli.js");

export function changed(files = 10_000, rounds = 5): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "planeguard-bench-changed-"));
  const git = (...args: string[]) =>
    // Else git packs the 10,000 objects in the background, while it is measured.
    execFileSync("git", ["-c", "gc.auto=0", "-c", "user.name=bench", "-c", "user.email=bench@example.com", ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
  const timed = (command: string, args: readonly string[]) => {
    const started = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
    if (status === null || status > 1) throw new Error(stderr);
    return performance.now() - started;
  };
  try {
    writeWorkspace(folder, files, 11);
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "begin");
    const texts = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
    for (const name of texts.slice(0, 3)) appendFileSync(join(folder, name), "\n");
    const [status, check]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      status.push(timed("git", ["status", "--porcelain"]));
      check.push(timed(process.execPath, [cli, "check", "--changed", "HEAD", "--format", "json", "."]));
    }
    const [asked, checked] = [median(status), median(check)];
    return [
      { what: "git status, 10,000 files", figure: asked, unit: "ms", bound: null },
      { what: "check --changed, 10,000 files, three changed", figure: checked, unit: "ms", bound: 300 + 0.4 * asked },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
