/**
 * The ways a pair of keys is written in the languages, libraries and formats in use: one document each, in
 * `test/fixtures/key-places/*.txt`. A line `=== title | name of the file` begins one; `@ID@`, `@SECRET@`, `@TEMP@`
 * (the id of a temporary key), `@TOKEN@`, `@ID64@`, `@SECRET64@` (in base64) and `@SECRETURL@` (with the escapes of a
 * URL) stand for keys.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { createEngine } from "../../src/workspace/engine";
import { appliedFix } from "./applied-fix";
import { expandKeys, fakeKeyId, fakeSecret } from "./fake-keys";

export interface KeyPlace {
  /** The name of its file of places, without the number: `javascript`. */
  readonly family: string;
  readonly title: string;
  readonly name: string;
  readonly text: string;
}

/** What is said of a place. */
export interface PlaceResult extends KeyPlace {
  /** The id and the secret are one credential. */
  readonly found: boolean;
  readonly fix: "safe" | "suggestion" | "page" | null;
  /** The text after the fix; null without one. */
  readonly fixed: string | null;
}

const folder = join(__dirname, "../fixtures/key-places");
const [id, secret] = [fakeKeyId("place"), fakeSecret("place")];
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const values: Readonly<Record<string, string>> = {
  ID: id,
  SECRET: secret,
  TEMP: fakeKeyId("place", "ASIA"),
  TOKEN: expandKeys(`{{token:${"place".padEnd(170)}}}`),
  ID64: base64(id),
  SECRET64: base64(secret),
  SECRETURL: encodeURIComponent(secret),
};

/** Every place, in the order of its files. */
function readKeyPlaces(): KeyPlace[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .flatMap((file) => {
      const family = file.replace(/^\d+-|\.txt$/g, "");
      const [, ...places] = readFileSync(join(folder, file), "utf8").split(/^=== /m);
      return places.map((place) => {
        const lineEnd = place.indexOf("\n");
        const [title = "", name = ""] = place.slice(0, lineEnd).split(" | ");
        const text = place
          .slice(lineEnd + 1)
          .replace(/@([A-Z0-9]+)@/g, (whole, value: string) => values[value] ?? whole);
        return { family, title, name, text };
      });
    });
}

/** What the engine says of every place. */
export async function judgeKeyPlaces(): Promise<PlaceResult[]> {
  const engine = createEngine();
  const results: PlaceResult[] = [];
  for (const place of readKeyPlaces()) {
    const { findings } = await engine.analyze({ name: place.name, text: place.text }, { fixes: true });
    const own = findings.filter(({ ruleId }) => /^credentials\/(?:access-key|workflow-key)$/.test(ruleId));
    const fix = own[0]?.fixes[0];
    results.push({
      ...place,
      found: own.length > 0,
      fix: fix?.kind ?? (own[0] && /amazon cognito/i.test(own[0].message) ? "page" : null),
      fixed: fix ? appliedFix(place.text, fix) : null,
    });
  }
  return results;
}
