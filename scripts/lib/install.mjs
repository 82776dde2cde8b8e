/** Installs what is missing. Only Node built-ins: this runs before `npm ci`. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { inRoot, out, root } from "./paths.mjs";

/** Runs `npm ci` where node_modules is absent or is not what package-lock.json says. */
export function ensureDependencies() {
  if (upToDate()) return;
  console.log("Installing the packages of package-lock.json (npm ci)…");
  try {
    installByAddress();
  } catch (error) {
    console.log(`${error.message}; once more, asking the registry for each address…`);
    npm(["ci", ...quiet], root);
  }
}

const quiet = ["--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"];

/**
 * The lock file names no addresses, and npm would ask the registry for all versions of each package to learn them, which is
 * more than half of its work. Nearly every registry has the archives where npm's own has them; the lock file's hashes
 * say whether they are the right ones. Installed beside and then moved, since the lock file stays as it is.
 */
function installByAddress() {
  const folder = join(out, "install");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ["package.json", ".npmrc"]) copyFileSync(inRoot(name), join(folder, name));
  const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8"));
  const registry = npmSays(["config", "get", "registry"]).replace(/\/*$/, "/");
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === "" || entry.link || entry.resolved !== undefined) continue;
    const name = entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    entry.resolved = `${registry}${name}/-/${name.replace(/^@[^/]*\//, "")}-${entry.version}.tgz`;
  }
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
  try {
    npm(["ci", ...quiet], folder);
    rmSync(inRoot("node_modules"), { recursive: true, force: true });
    renameSync(join(folder, "node_modules"), inRoot("node_modules"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs npm and ends with a message where it fails. */
export function npm(args, cwd) {
  started(args, cwd, "inherit");
}

function npmSays(args) {
  return started(args, root, "pipe").toString().trim();
}

function started(args, cwd, stdout) {
  // npm's own program where npm started us: no shell, and the same npm.
  const program = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const ended = spawnSync(program[0], [...program.slice(1), ...args], { cwd, stdio: ["ignore", stdout, "inherit"] });
  if (ended.status !== 0)
    throw new Error(
      `npm ${args[0]} failed in ${cwd}${ended.error ? `: ${ended.error.message}` : ` (exit code ${ended.status})`}`,
    );
  return ended.stdout;
}

function upToDate() {
  const installed = packagesOf(inRoot("node_modules/.package-lock.json"));
  if (installed === null) return false;
  return Object.entries(packagesOf(inRoot("package-lock.json")) ?? {}).every(
    ([path, { version, optional, link }]) =>
      path === "" || link || (installed[path] === undefined ? optional === true : installed[path].version === version),
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}
