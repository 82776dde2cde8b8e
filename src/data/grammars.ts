/** The grammars beside the bundles. Each is read on first use, once. */
import type { Parser } from "web-tree-sitter";

import type { Grammar, Parsers } from "../analysis/source/grammar";
import { readData } from "./data-file";
import { quickCursor, type TreeSitterModule } from "./quick-cursor";

const grammarFiles: Record<Grammar, string> = {
  javascript: "tree-sitter-javascript.wasm",
  typescript: "tree-sitter-typescript.wasm",
  tsx: "tree-sitter-tsx.wasm",
  python: "tree-sitter-python.wasm",
  csharp: "tree-sitter-c-sharp.wasm",
  go: "tree-sitter-go.wasm",
  java: "tree-sitter-java.wasm",
  php: "tree-sitter-php.wasm",
  ruby: "tree-sitter-ruby.wasm",
  rust: "tree-sitter-rust.wasm",
  hcl: "tree-sitter-terraform.wasm",
};

const loaded = new Map<Grammar, Parser>();
const loading = new Map<Grammar, Promise<void>>();

const parsers: Parsers = {
  parse(grammar, text) {
    const tree = loaded.get(grammar)?.parse(text) ?? null;
    return tree && Object.assign(tree, { cursor: () => quickCursor(tree, treeSitterModule) });
  },
};

/** Loads the grammars that are not loaded yet; the parsers serve every grammar that was ever asked for. */
export async function loadParsers(grammars: readonly Grammar[]): Promise<Parsers> {
  await Promise.all(
    grammars.map((grammar) => {
      const started = loading.get(grammar) ?? loadGrammar(grammar);
      loading.set(grammar, started);
      return started;
    }),
  );
  return parsers;
}

let initialised: Promise<void> | undefined;
/** What the library makes of its settings when it is initialised. */
const treeSitterModule = {} as TreeSitterModule & { wasmBinary?: Uint8Array };

async function loadGrammar(grammar: Grammar): Promise<void> {
  const treeSitter = await import("web-tree-sitter");
  initialised ??= readData("grammars/web-tree-sitter.wasm").then((wasmBinary) =>
    treeSitter.Parser.init(Object.assign(treeSitterModule, { wasmBinary })),
  );
  await initialised;
  const language = await treeSitter.Language.load(await readData(`grammars/${grammarFiles[grammar]}`));
  loaded.set(grammar, new treeSitter.Parser().setLanguage(language));
}
