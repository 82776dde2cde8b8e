/** The catalogue as built, for tests that need one; read once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import type { Catalog } from "../../src/catalog/catalog";
import { decodeCatalog } from "../../src/catalog/decode";

export const catalogFile = join(__dirname, "../../dist/catalog.json.gz");
export const descriptionsFile = join(__dirname, "../../dist/catalog-descriptions.json.gz");

let catalog: Catalog | undefined;

export function builtCatalog(): Catalog {
  if (!existsSync(catalogFile)) throw new Error("dist/catalog.json.gz is missing: run npm run build first");
  return (catalog ??= decodeCatalog(gunzipSync(readFileSync(catalogFile)).toString("utf8")));
}
