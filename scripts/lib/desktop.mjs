/** The desktop VS Code: finding it, and running the suite in it. */
import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { which } from './chromium.mjs';
import { isolatedEnvironment } from './isolation.mjs';
import { vscodeTest } from './paths.mjs';

/** Whether there is a display to open a window on. */
export function hasDisplay() {
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The `code` on the PATH where it is a desktop program and there is a display, or null. */
export function desktopCode() {
  // In a terminal of a remote window `code` opens files there, but no other window with an extension under development.
  return hasDisplay() && !process.env.VSCODE_IPC_HOOK_CLI ? which('code') : null;
}

/** The program that the script `code` starts: beside its bin/ on Linux, in the bundle on macOS. */
function programOf(script) {
  const folder = dirname(dirname(realpathSync(script)));
  return process.platform === 'darwin' ? resolve(folder, '../../MacOS/Electron') : join(folder, 'code');
}

/** Runs the suite in the installed VS Code, or in one that @vscode/test-electron downloads; resolves to the exit code. */
export async function runInDesktop({ root, workspace, temporary, tests }) {
  if (!hasDisplay()) throw new Error('The desktop VS Code needs a display. On a machine without one: `npm test`, or `xvfb-run -a npm run test:desktop`.');
  const { runTests, downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const installed = desktopCode();
  const vscodeExecutablePath = installed !== null ? programOf(installed) : await downloadAndUnzipVSCode({ cachePath: join(vscodeTest, 'desktop') }).catch(error => {
    throw new Error(`There is no \`code\` on the PATH, and VS Code cannot be downloaded here: ${error.message}`);
  });
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: isolatedEnvironment(),
    launchArgs: [workspace, '--disable-workspace-trust', '--user-data-dir', join(temporary, 'user'), '--extensions-dir', join(temporary, 'extensions')],
  });
}
