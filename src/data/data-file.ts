/** Reads the data files beside the bundles. In the browser, `editor/web/data-file.ts` stands in for this file. */
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
const dataFolder = basename(__dirname) === "dist" ? __dirname : join(__dirname, "../../dist");

/** `name` is relative to `dist`, with slashes. */
export function readData(name: string): Promise<Uint8Array> {
  return readFile(join(dataFolder, name));
}

/** The names in a folder. */
export function listData(folder: string): Promise<readonly string[]> {
  return readdir(join(dataFolder, folder));
}

/** The text of a file that is zipped by gzip. It is unzipped in another thread from now on, whatever this one does meanwhile. */
export async function readZipped(name: string): Promise<string> {
  return (await promisify(gunzip)(readFileSync(join(dataFolder, name)))).toString("utf8");
}
