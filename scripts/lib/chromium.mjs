/** Finds a Chromium for the tests, or installs Debian's where that is possible. Only Node built-ins. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The one without windows comes first: it takes less. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a program on the PATH, or null. */
export function which(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function findChromium() {
  const named = process.env.PLANEGUARD_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`PLANEGUARD_CHROMIUM is ${named}, which does not exist`);
    return named;
  }
  return names.map(which).find((path) => path !== null) ?? applications.find(existsSync) ?? null;
}

/** The path of a Chromium; installs one of Debian's packages with apt where none is there and that is possible. */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  const install = (name) => ["install", "--yes", "--no-install-recommends", name, "fonts-dejavu-core"];
  const apt = which("apt-get");
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "--non-interactive"];
  if (apt !== null && (sudo.length === 0 || which("sudo") !== null)) {
    console.log("Installing Chromium (apt-get install chromium-headless-shell)…");
    const run = (args) => {
      const [command, ...rest] = [...sudo, apt, ...args];
      return (
        spawnSync(command, rest, {
          stdio: ["ignore", "inherit", "inherit"],
          env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        }).status === 0
      );
    };
    if (run(["update"]) && (run(install("chromium-headless-shell")) || run(install("chromium")))) {
      const installed = findChromium();
      if (installed !== null) return installed;
    }
  }
  throw new Error(
    "The tests in VS Code need a Chromium, and none was found. Install one (on Debian: `apt-get install chromium`), " +
      "or say where it is with PLANEGUARD_CHROMIUM=/path/to/chromium.",
  );
}
