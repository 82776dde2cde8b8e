#!/usr/bin/env node
/**
 * `npm run test:editors`: the language server in other editors, as built in dist/. Where one is not on the PATH its packages of Debian are
 * unpacked into out/editors, without being installed. The transcripts must be those of docs/language-server.md; `-- --write` writes them there.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { which } from "./lib/chromium.mjs";
import { out, root } from "./lib/paths.mjs";
import { mocha } from "./lib/test-runs.mjs";

/** By what the tests call the editor: its package. */
const packages = { nvim: "neovim" };
const folder = join(out, "editors");

/** The path of a program in Debian's package, unpacked with what it depends on; null where there is no apt. */
function unpacked(program, name) {
  const target = join(folder, name);
  const path = join(target, "usr/bin", program);
  if (existsSync(path)) return path;
  if (which("apt-get") === null || which("dpkg-deb") === null) return null;
  mkdirSync(target, { recursive: true });
  const simulated = run("apt-get", ["install", "--simulate", "--no-install-recommends", name]);
  const wanted = [...simulated.matchAll(/^Inst (\S+)/gm)].map(([, one]) => one);
  run("apt-get", ["download", ...wanted], target);
  for (const file of readdirSync(target).filter((one) => one.endsWith(".deb")))
    run("dpkg-deb", ["--extract", file, "."], target);
  return existsSync(path) ? path : null;
}

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stderr}`);
  return stdout;
}

const found = Object.entries(packages).map(([program, name]) => [
  `PLANEGUARD_${program.toUpperCase()}`,
  which(program) ?? unpacked(program, name),
]);
process.exitCode = spawnSync(process.execPath, mocha("--no-parallel", "test/unit/bundles/editors.test.ts"), {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  env: {
    ...process.env,
    ...Object.fromEntries(found.filter(([, path]) => path !== null)),
    ...(process.argv.includes("--write") && { PLANEGUARD_WRITE: "1" }),
  },
}).status;
