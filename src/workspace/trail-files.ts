/** Files of CloudTrail, as it writes them: JSON with `Records`, gzipped or not. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { reasonOf } from "./reason";

const mostFiles = 10_000;
/** In bytes: CloudTrail's own files have at most some megabytes. */
const largestFile = 64 * 1024 * 1024;
const largestText = 256 * 1024 * 1024;

/** The files of a folder, however deep, or the one that is named; in order. */
export function trailFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.json(?:\.gz)?$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, mostFiles);
}

/** The records of a file; a text: why it cannot be read, or what it is not. */
export function trailRecords(file: string): readonly unknown[] | string {
  try {
    if (statSync(file).size > largestFile) return "it is too large";
    const bytes = readFileSync(file);
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const text = (isZipped ? gunzipSync(bytes, { maxOutputLength: largestText }) : bytes).toString("utf8");
    const value = JSON.parse(text) as unknown;
    const records = Array.isArray(value) ? value : (value as { readonly Records?: unknown } | null)?.Records;
    if (Array.isArray(records)) return records as readonly unknown[];
    // What `lookup-events` writes has the records as texts.
    const events = (value as { readonly Events?: unknown } | null)?.Events;
    if (!Array.isArray(events)) return "it is not a file of CloudTrail: it has no `Records`";
    return events.map(
      (one: { readonly CloudTrailEvent?: unknown }) => JSON.parse(String(one?.CloudTrailEvent)) as unknown,
    );
  } catch (error) {
    return reasonOf(error);
  }
}
