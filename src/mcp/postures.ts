/** The postures that a person had collected: a report of `planeguard posture --format json`, or what an editor keeps. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { readPosture } from "../account/kept-posture";
import type { Posture } from "../account/posture";
import type { KnownPostures } from "../assist/tool";
import { readContent } from "../workspace/files";
import { reasonOf } from "../workspace/reason";

/** Files of a folder beyond so many are not read. */
const mostFiles = 100;

/** @param path of a report, or of a folder of them; undefined: there are none */
export async function knownPostures(path: string | undefined): Promise<KnownPostures> {
  const known = { postures: [], incomplete: null, failures: [], howTo };
  if (path === undefined) return known;
  try {
    const isFolder = (await stat(path)).isDirectory();
    const names = isFolder ? (await readdir(path)).filter((name) => name.endsWith(".json")).sort() : [];
    const files = isFolder ? names.slice(0, mostFiles).map((name) => join(path, name)) : [path];
    const read = files.map(readFile);
    return {
      ...known,
      postures: newestOfEach(read.flatMap((one) => ("posture" in one ? one.posture : []))),
      failures: read.flatMap((one) => ("failure" in one ? one.failure : [])),
    };
  } catch (error) {
    // An editor makes its folder when it keeps the first.
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? known
      : { ...known, failures: [`What was collected cannot be read: ${reasonOf(error)}.`] };
  }
}

const howTo =
  "This tool collects none: ask the person to run `planeguard posture --profile NAME --format json --output FILE` and to start this server as " +
  "`planeguard mcp --posture FILE`, or to open the posture view of Planeguard in VS Code; then call this tool again.";

function readFile(path: string): { readonly posture: Posture } | { readonly failure: string } {
  try {
    const content = readContent(path);
    const read = "text" in content ? readPosture(content.text) : { unusable: "it is not a text that can be read" };
    return "unusable" in read ? { failure: `A posture is not used, because ${read.unusable}.` } : { posture: read };
  } catch (error) {
    return { failure: `A posture could not be read: ${reasonOf(error)}.` };
  }
}

/** The same account may have been reached by several profiles. */
function newestOfEach(postures: readonly Posture[]): Posture[] {
  const newest = new Map<string, Posture>();
  for (const posture of postures) {
    const { id } = posture.account;
    const known = newest.get(id);
    if (!known || known.collectedAt < posture.collectedAt) newest.set(id, posture);
  }
  return [...newest.values()];
}
