/** Installs what is missing. Only Node built-ins: this runs before `npm ci`. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

import { inRoot, root } from "./paths.mjs";

/** Runs `npm ci` where node_modules is absent or is not what package-lock.json says. */
export function ensureDependencies() {
  if (upToDate()) return;
  console.log("Installing the packages of package-lock.json (npm ci)…");
  npm(["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], root);
}

/** Runs npm and ends with a message where it fails. */
export function npm(args, cwd) {
  // npm's own program where npm started us: no shell, and the same npm.
  const program = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const { status, error } = spawnSync(program[0], [...program.slice(1), ...args], {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0)
    throw new Error(`npm ${args[0]} failed in ${cwd}${error ? `: ${error.message}` : ` (exit code ${status})`}`);
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
