/** The catalogue beside the bundles, and its descriptions: each is read on first use, once. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { decodeCatalog } from '../catalog/decode';
import type { Catalog } from '../catalog/catalog';
import { decodeDescriptions, type Descriptions } from '../catalog/descriptions';

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
export const dataFolder = basename(__dirname) === 'dist' ? __dirname : join(__dirname, '../../dist');

let catalog: Promise<Catalog> | undefined;

export function loadCatalog(): Promise<Catalog> {
  return (catalog ??= unzipped('catalog.json.gz').then(decodeCatalog));
}

let descriptions: Promise<Descriptions> | undefined;

export function loadDescriptions(): Promise<Descriptions> {
  return (descriptions ??= Promise.all([unzipped('catalog-descriptions.json.gz'), loadCatalog()]).then(([json, ofCatalog]) => decodeDescriptions(json, ofCatalog)));
}

async function unzipped(file: string): Promise<string> {
  return (await promisify(gunzip)(await readFile(join(dataFolder, file)))).toString('utf8');
}
