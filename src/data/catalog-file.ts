/** The catalogue beside the bundles, and its descriptions: each is read on first use, once. */
import type { Catalog } from "../catalog/catalog";
import { decodeCatalog } from "../catalog/decode";
import { decodeDescriptions, type Descriptions } from "../catalog/descriptions";
import { readZipped } from "./data-file";

let catalog: Promise<Catalog> | undefined;

export function loadCatalog(): Promise<Catalog> {
  return (catalog ??= readZipped("catalog.json.gz").then(decodeCatalog));
}

let descriptions: Promise<Descriptions> | undefined;

export function loadDescriptions(): Promise<Descriptions> {
  return (descriptions ??= Promise.all([readZipped("catalog-descriptions.json.gz"), loadCatalog()]).then(
    ([json, ofCatalog]) => decodeDescriptions(json, ofCatalog),
  ));
}
