/**
 * What the executable runs first. Threads, grammars and data are files to Node, so they are unpacked once for each version
 * and build into the user's own cache, and the terminal is started from there.
 */
const { createHash } = require("node:crypto");
const { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { homedir } = require("node:os");
const { dirname, join } = require("node:path");
const { getAsset } = require("node:sea");

const { version, names } = JSON.parse(getAsset("names.json", "utf8"));
const cache =
  process.platform === "win32"
    ? (process.env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"))
    : process.env.XDG_CACHE_HOME || join(homedir(), ".cache");

try {
  const cli = join(unpacked(), "dist/cli.js");
  createRequire(cli)(cli);
} catch (error) {
  if (error?.code === undefined || error?.path === undefined) throw error;
  process.stderr.write(
    `planeguard: could not unpack itself into ${join(cache, "planeguard")} (${error.code}); XDG_CACHE_HOME names another place\n`,
  );
  process.exitCode = 2;
}

/** The folder of the files; made whole beside its place and moved there, so that two who start at once do not meet halves. */
function unpacked() {
  const build = createHash("sha256");
  for (const name of names) build.update(name).update(Buffer.from(getAsset(name)));
  const home = join(cache, "planeguard");
  const folder = join(home, `${version}-${build.digest("hex").slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(home, { recursive: true });
  const scratch = mkdtempSync(join(home, ".unpacking-"));
  chmodSync(scratch, 0o700);
  for (const name of names) {
    const file = join(scratch, "dist", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(getAsset(name)));
  }
  try {
    renameSync(scratch, folder);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
