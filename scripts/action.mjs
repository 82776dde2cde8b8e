/** What the GitHub Action runs, on the Node that its runner brings. Nothing is built or installed; only Node built-ins are imported. */
import { changes } from "./lib/action/changes.mjs";
import { check } from "./lib/action/check.mjs";
import { annotate, Mistake } from "./lib/action/runner.mjs";

/** Both steps run, whatever the first finds; the graver exit code counts. */
for (const step of [check, changes]) {
  const code = await step().catch((error) => {
    annotate("error", error instanceof Mistake ? error.message : `it failed, please report it (${error.message})`);
    return 2;
  });
  process.exitCode = Math.max(process.exitCode ?? 0, code);
}
