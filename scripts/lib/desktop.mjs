/** The desktop VS Code: finding it, opening a folder in it, and running the suite in it. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { which } from "./chromium.mjs";
import { isolatedEnvironment } from "./isolation.mjs";
import { root, vscodeTest } from "./paths.mjs";
import { startGuarded } from "./processes.mjs";

/** Whether there is a display to open a window on. */
function hasDisplay() {
  return (
    process.platform === "darwin" ||
    process.platform === "win32" ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  );
}

/**
 * The program behind the `code` on the PATH where there is a display for it, or null. The script `code` would not do:
 * what it starts outlives it.
 */
export function desktopProgram() {
  // In a terminal of a remote window `code` opens files there, but no other window.
  const script =
    hasDisplay() && !process.env.VSCODE_IPC_HOOK_CLI ? which(process.platform === "win32" ? "code.cmd" : "code") : null;
  if (script === null) return null;
  const folder = dirname(dirname(realpathSync(script)));
  const program =
    { darwin: resolve(folder, "../../MacOS/Electron"), win32: join(folder, "Code.exe") }[process.platform] ??
    join(folder, "code");
  return existsSync(program) ? program : null;
}

/** A VS Code of its own, with none of the person's settings and extensions, so that it can be ended and leaves nothing. */
function ownArguments(temporary, trusted) {
  return [
    "--user-data-dir",
    join(temporary, "user"),
    "--extensions-dir",
    join(temporary, "extensions"),
    ...(trusted ? ["--disable-workspace-trust"] : []),
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
}

/** Opens a folder, with this repository as the extension under development; `exited` resolves when the window is closed. */
export function openInDesktop(program, folder, { temporary, trusted, env }) {
  return startGuarded(
    program,
    [
      ...ownArguments(temporary, trusted),
      `--extensionDevelopmentPath=${root}`,
      "--skip-welcome",
      "--skip-release-notes",
      "--disable-telemetry",
      folder,
    ],
    { env, stdio: ["ignore", "ignore"] },
  );
}

/** Runs the suite in the installed VS Code, or in one that @vscode/test-electron downloads; resolves to the exit code. */
export async function runInDesktop({ workspace, temporary, tests }) {
  if (!hasDisplay())
    throw new Error(
      "The desktop VS Code needs a display. On a machine without one: `npm test`, or `xvfb-run -a npm run test:desktop`.",
    );
  const { runTests, downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  const vscodeExecutablePath =
    desktopProgram() ??
    (await downloadAndUnzipVSCode({ cachePath: join(vscodeTest, "desktop") }).catch((error) => {
      throw new Error(`There is no \`code\` on the PATH, and VS Code cannot be downloaded here: ${error.message}`);
    }));
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: isolatedEnvironment(),
    launchArgs: [workspace, ...ownArguments(temporary, true)],
  });
}
