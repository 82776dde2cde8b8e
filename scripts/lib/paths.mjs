/** Where things are in this repository. Only Node built-ins: also runs before `npm ci`. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const dist = join(root, "dist");
export const out = join(root, "out");
/** The VS Code server and what belongs to it; never committed. */
export const vscodeTest = join(root, ".vscode-test");

export const inRoot = (...parts) => join(root, ...parts);
