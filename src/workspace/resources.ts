/** The files beside the bundles: the catalogue and the grammars. Each is read on first use, once. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Parser } from 'web-tree-sitter';
import { decodeCatalog } from '../catalog/decode';
import type { Catalog } from '../catalog/catalog';
import { decodeDescriptions, type Descriptions } from '../catalog/descriptions';
import type { Grammar, Parsers } from '../analysis/syntax';

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
const folder = basename(__dirname) === 'dist' ? __dirname : join(__dirname, '../../dist');

let catalog: Promise<Catalog> | undefined;

export function loadCatalog(): Promise<Catalog> {
  return (catalog ??= unzipped('catalog.json.gz').then(decodeCatalog));
}

let descriptions: Promise<Descriptions> | undefined;

export function loadDescriptions(): Promise<Descriptions> {
  return (descriptions ??= Promise.all([unzipped('catalog-descriptions.json.gz'), loadCatalog()]).then(([json, ofCatalog]) => decodeDescriptions(json, ofCatalog)));
}

async function unzipped(file: string): Promise<string> {
  return (await promisify(gunzip)(await readFile(join(folder, file)))).toString('utf8');
}

const grammarFiles: Record<Grammar, string> = {
  javascript: 'tree-sitter-javascript.wasm',
  typescript: 'tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-tsx.wasm',
  python: 'tree-sitter-python.wasm',
  csharp: 'tree-sitter-c-sharp.wasm',
  go: 'tree-sitter-go.wasm',
  java: 'tree-sitter-java.wasm',
  php: 'tree-sitter-php.wasm',
  ruby: 'tree-sitter-ruby.wasm',
  rust: 'tree-sitter-rust.wasm',
  hcl: 'tree-sitter-terraform.wasm',
};

const loaded = new Map<Grammar, Parser>();
const loading = new Map<Grammar, Promise<void>>();

const parsers: Parsers = {
  parse: (grammar, text) => loaded.get(grammar)?.parse(text) ?? null,
};

/** Loads the grammars that are not loaded yet; the parsers serve every grammar that was ever asked for. */
export async function loadParsers(grammars: readonly Grammar[]): Promise<Parsers> {
  await Promise.all(grammars.map(grammar => {
    const started = loading.get(grammar) ?? loadGrammar(grammar);
    loading.set(grammar, started);
    return started;
  }));
  return parsers;
}

let initialised: Promise<void> | undefined;

async function loadGrammar(grammar: Grammar): Promise<void> {
  const treeSitter = await import('web-tree-sitter');
  const grammars = join(folder, 'grammars');
  initialised ??= treeSitter.Parser.init({ locateFile: (name: string) => join(grammars, name) });
  await initialised;
  const language = await treeSitter.Language.load(await readFile(join(grammars, grammarFiles[grammar])));
  loaded.set(grammar, new treeSitter.Parser().setLanguage(language));
}
