/** Compares what is found with the operations that AWS tags its examples with (`.doc_gen/metadata` of awsdocs/aws-doc-sdk-examples). */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { callsOfFolder, type FileCalls } from "./folder";

interface Tagged {
  readonly languages?: Readonly<Record<string, { readonly versions?: readonly Version[] }>>;
  readonly services?: Readonly<Record<string, Readonly<Record<string, null>> | null>>;
}

interface Version {
  readonly sdk_version?: number;
  readonly github?: string;
  readonly excerpts?: readonly {
    readonly snippet_tags?: readonly string[];
    readonly snippet_files?: readonly string[];
  }[];
}

/** The folders of languages that are read. */
const folders: Readonly<Record<string, readonly string[]>> = {
  JavaScript: ["javascriptv3"],
  Python: ["python"],
  Java: ["javav2"],
  Go: ["gov2"],
  ".NET": ["dotnetv3", "dotnetv4"],
  Ruby: ["ruby"],
  PHP: ["php"],
  Rust: ["rustv1"],
};

/** Prints by language how many of the blocks that are tagged with one operation call it. */
export async function compareWithTags(folder: string, withMissing: boolean): Promise<void> {
  const entries = readEntries(join(folder, ".doc_gen/metadata"));
  let [all, allFound] = [0, 0];
  for (const [language, names] of Object.entries(folders)) {
    const files = (
      await Promise.all(
        names.filter((name) => existsSync(join(folder, name))).map((name) => callsOfFolder(join(folder, name))),
      )
    ).flat();
    const byTag = blocksOf(files);
    const missing: string[] = [];
    let [found, total] = [0, 0];
    for (const { key, operation, entry } of entries) {
      const tags = (entry.languages?.[language]?.versions ?? []).flatMap((version) =>
        (version.excerpts ?? []).flatMap(({ snippet_tags: list }) => list ?? []),
      );
      const blocks = tags.flatMap((tag) => byTag.get(tag) ?? []);
      if (blocks.length === 0) continue;
      total++;
      if (blocks.some((block) => block.includes(operation.toLowerCase()))) found++;
      else missing.push(`${key} ${tags.join(" ")}: ${blocks.flat().join(" ") || "nothing"}`);
    }
    all += total;
    allFound += found;
    if (total > 0) console.log(`${language.padEnd(11)}${found}/${total}  ${((100 * found) / total).toFixed(1)} %`);
    if (withMissing) for (const one of missing) console.log(`    ${one}`);
  }
  console.log(`${allFound} of ${all} blocks: ${((100 * allFound) / all).toFixed(1)} %`);
}

function readEntries(folder: string) {
  return readdirSync(folder)
    .filter((name) => name.endsWith("_metadata.yaml"))
    .flatMap((name) =>
      Object.entries(parse(readFileSync(join(folder, name), "utf8"), { uniqueKeys: false }) as Record<string, Tagged>),
    )
    .flatMap(([key, entry]) => {
      const operations = Object.values(entry.services ?? {}).flatMap((one) => Object.keys(one ?? {}));
      return operations.length === 1 ? [{ key, operation: operations[0]!, entry }] : [];
    });
}

/** The operations that are called between the marks of each snippet. */
function blocksOf(files: readonly FileCalls[]): Map<string, string[][]> {
  const blocks = new Map<string, string[][]>();
  for (const { text, calls } of files) {
    const open = new Map<string, number>();
    for (const { 0: mark, 1: what, 2: tag, index } of text.matchAll(/snippet-(start|end):\s*\[([^\]\n]{1,200})\]/g)) {
      if (what === "start") open.set(tag!, index + mark.length);
      const start = open.get(tag!);
      if (what !== "end" || start === undefined) continue;
      const inside = calls.calls.filter(({ span }) => span.start >= start && span.start < index);
      blocks.set(tag!, [
        ...(blocks.get(tag!) ?? []),
        inside.map(({ operation }) => operation.split(":")[1]!.toLowerCase()),
      ]);
    }
  }
  return blocks;
}
