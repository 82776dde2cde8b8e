/** The places of a key in docs/credentials.md: whether each is found, what its fix is, and which tool has read it. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { judgeKeyPlaces, type PlaceResult } from "../../test/support/key-places";
import { table } from "./coverage";

const file = join(__dirname, "../../test/fixtures/key-places/checked.tsv");

/** Only the very text that a tool has read counts as read. */
const fingerprint = (fixed: string): string => createHash("sha256").update(fixed).digest("hex").slice(0, 16);

/** Gives the tool that has read a fixed text; null where none has. */
export function readChecked(): (fixed: string) => string | null {
  const lines = readFileSync(file, "utf8").split("\n");
  const tools = new Map(lines.map((line) => line.split("\t") as [string, string]));
  return (fixed) => tools.get(fingerprint(fixed)) ?? null;
}

/** @param checked the tool by the fixed text */
export function writeChecked(checked: ReadonlyMap<string, string>): void {
  const lines = [...checked].map(([fixed, tool]) => `${fingerprint(fixed)}\t${tool}`).sort();
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/** The table, with its sums before it. */
export async function placeTable(): Promise<string> {
  const results = await judgeKeyPlaces();
  const toolOf = readChecked();
  const toolFor = ({ fixed }: PlaceResult): string => (fixed === null ? "" : (toolOf(fixed) ?? ""));
  const count = (fits: (result: PlaceResult) => boolean): number => results.filter(fits).length;
  const [found, fixed] = [count((one) => one.found), count(({ fix }) => fix !== null)];
  const percent = (part: number): string => `${((100 * part) / results.length).toFixed(1)} %`;
  const sums = [
    `${results.length} places, of which ${found} are found (${percent(found)}) and ${fixed} get a fix (${percent(fixed)}):`,
    `${count(({ fix }) => fix === "safe")} a safe one, ${count(({ fix }) => fix === "suggestion")} a suggestion,`,
    `${count(({ fix }) => fix === "page")} a page about the service that takes the key's place.`,
    `${count((one) => toolFor(one) !== "")} of the fixed texts were read by the tool of their language or format (\`npm run test:fixes\`).`,
  ];
  return (
    `\n## Places of a key\n\nHow a pair of keys is written in the languages, libraries and formats in use (\`test/fixtures/key-places\`). ${sums.join(" ")}\n\n` +
    table(
      ["In", "Place", "Found", "Fix", "Read by"],
      results.map((one) => [
        one.family,
        one.title.replaceAll("|", "\\|"),
        one.found ? "yes" : "no",
        one.fix ?? "",
        toolFor(one),
      ]),
    )
  );
}
