/** The bundles of dist/: which entries there are and how esbuild makes them. */
import { resolve } from "node:path";

import * as esbuild from "esbuild";

import { awsClients } from "./aws-clients.mjs";
import { lazily, lazyModules } from "./lazy-modules.mjs";
import { dist, inRoot, root } from "./paths.mjs";
import { SharedAnalysis, sharedNames } from "./shared-analysis.mjs";
import { textEndings } from "./text-endings.mjs";

/** Bundle name -> the source, or the package, it starts from. */
export const entries = {
  extension: "src/extension.ts",
  engine: "src/workspace/engine.ts",
  worker: "src/workspace/worker.ts",
  thread: "src/workspace/thread/thread.ts",
  jsonrpc: "vscode-jsonrpc/node",
  "tree-sitter": "web-tree-sitter",
  account: "src/account/account.ts",
  checks: "src/account/checks/generated/index.ts",
  papers: "src/workspace/posture-papers.ts",
  demo: "src/account/demo/server.ts",
  cli: "src/cli.ts",
  program: "src/cli/program.ts",
  command: "src/cli/thread/command.ts",
  changes: "src/workspace/git/listing.ts",
  lsp: "src/lsp/server.ts",
  mcp: "src/mcp/server.ts",
  "mcp-protocol": "src/mcp/protocol.ts",
};

const bundleOf = new Map(
  Object.entries(entries).map(([name, source]) => [source.startsWith("src/") ? inRoot(source) : source, name]),
);

/** A dynamic `import()` of another entry becomes a `require` of that bundle, so that it loads on first use. */
const lazyEntries = {
  name: "lazy-entries",
  setup(build) {
    build.onResolve({ filter: /^(?:\.|web-tree-sitter$)/ }, ({ kind, path, importer, resolveDir }) => {
      const name = kind === "dynamic-import" ? entryAt(resolveDir, path, importer) : undefined;
      return name === undefined ? undefined : { path: `./${name}.js`, external: true };
    });
  },
};

/** The entries that several bundles import, with what they take of them: a bundle once, in place of a copy in each. */
const sharedEntries = new Map([
  ["checks", ["checks"]],
  [
    "jsonrpc",
    [
      "createMessageConnection",
      "ErrorCodes",
      "ParameterStructures",
      "PortMessageReader",
      "PortMessageWriter",
      "ResponseError",
    ],
  ],
]);

/** An import of a shared entry becomes a module that loads its bundle when something of it is first asked for. */
const lazyShares = {
  name: "lazy-shares",
  setup(build) {
    // The language server's library has that of JSON-RPC itself.
    const except = "lsp" in build.initialOptions.entryPoints ? "jsonrpc" : undefined;
    build.onResolve({ filter: /^(?:\.|vscode-jsonrpc\/node$)/ }, ({ kind, path, importer, resolveDir, namespace }) => {
      if (namespace === "share") return { path, external: true };
      const name = kind === "import-statement" ? entryAt(resolveDir, path, importer) : undefined;
      return sharedEntries.has(name) && name !== except ? { path: name, namespace: "share" } : undefined;
    });
    build.onLoad({ filter: /./, namespace: "share" }, ({ path }) => ({
      contents: lazily(`require("./${path}.js")`, sharedEntries.get(path)),
    }));
  },
};

/**
 * The SDK of the Model Context Protocol makes a validator of JSON schemas at once, for what its server may ask of a person. Ours
 * asks nothing, and half of the bundle would be that library.
 */
const withoutValidator = {
  name: "without-validator",
  setup(build) {
    build.onLoad({ filter: /sdk[\\/]dist[\\/]esm[\\/]validation[\\/]ajv-provider\.js$/ }, () => ({
      contents:
        "export class AjvJsonSchemaValidator { getValidator() { throw new Error('There is no validator of schemas.'); } }",
    }));
  },
};

/** The name of the entry that a file imports by this path, if it is not itself. */
function entryAt(folder, path, importer) {
  if (!path.startsWith(".")) return bundleOf.get(path);
  const target = resolve(folder, path.replace(/\.[jt]s$/, "")) + ".ts";
  return target === importer ? undefined : bundleOf.get(target);
}

/** In the browser: the source on the left is replaced by the one on the right. */
const standIns = new Map(
  Object.entries({
    "src/account/checks/generated/index.ts": "src/editor/web/checks.ts",
    "src/data/data-file.ts": "src/editor/web/data-file.ts",
    "src/workspace/configuration/extended-place.ts": "src/editor/web/extended-place.ts",
    "src/workspace/files.ts": "src/editor/web/files.ts",
    "src/workspace/fingerprint.ts": "src/editor/web/fingerprint.ts",
    "src/workspace/local-modules.ts": "src/editor/web/local-modules.ts",
    "src/workspace/made-from.ts": "src/editor/web/made-from.ts",
    "src/workspace/untrusted.ts": "src/editor/web/untrusted.ts",
  }).map(([source, standIn]) => [inRoot(source), inRoot(standIn)]),
);

const browserStandIns = {
  name: "browser-stand-ins",
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const standIn = standIns.get(`${resolve(resolveDir, path)}.ts`);
      return standIn === undefined ? undefined : { path: standIn };
    });
  },
};

/** What the browser's bundle takes of a bundle that it fetches, as an expression. */
const fetched = (what, bundle) =>
  `require(${JSON.stringify(inRoot("src/editor/web/analysis.ts"))}).${what}(${JSON.stringify(bundle)})`;

/** The browser, too, has what reads trees in its own bundle alone. */
const fetchedTreeSitter = {
  name: "fetched-tree-sitter",
  setup(build) {
    build.onResolve({ filter: /^web-tree-sitter$/ }, ({ path }) => ({ path, namespace: "fetched" }));
    build.onLoad({ filter: /./, namespace: "fetched" }, () => ({
      contents: `module.exports = ${fetched("bundle", "tree-sitter")};`,
      resolveDir: root,
    }));
  },
};

/**
 * What every bundle for Node shares; the tests in the extension host are built with it too.
 * @type {import("esbuild").BuildOptions}
 */
export const nodeOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // jsonc-parser's `main` is UMD, which esbuild bundles into something that fails on load.
  mainFields: ["module", "main"],
  // Its ES module asks for `import.meta.url`, which a CommonJS bundle has not.
  alias: { "web-tree-sitter": inRoot("node_modules/web-tree-sitter/web-tree-sitter.cjs") },
  supported: { "dynamic-import": false },
  external: ["vscode"],
  loader: Object.fromEntries(textEndings.map((ending) => [ending, "text"])),
  logLevel: "warning",
};

/** The bundles for Node that take the pure rooms from the shared ones, in place of copies. */
const taking = ["engine", "checks"];
const analysis = new SharedAnalysis([...taking.map((name) => entries[name]), "src/editor/web/*.ts"], {
  ...nodeOptions,
  plugins: [lazyEntries, lazyShares],
});

/** The bundle for the extension host of a browser: whatever else of Node it would need does not resolve, and fails the build. */
const web = {
  ...nodeOptions,
  platform: "browser",
  target: "es2022",
  conditions: ["module"],
  alias: { "node:path": inRoot("node_modules/path-browserify/index.js") },
  external: ["vscode"],
  entryPoints: { web: "src/extension-web.ts" },
  define: { FETCHED_BUNDLES: JSON.stringify([...sharedNames, "tree-sitter"]) },
  plugins: [browserStandIns, fetchedTreeSitter, analysis.taking((bundle) => fetched("modulesOf", bundle))],
};

const bundles = [
  ...Object.entries(entries).map(([name, source]) => ({
    ...nodeOptions,
    entryPoints: { [name]: source },
    plugins: [
      ...(taking.includes(name) ? [analysis.taking()] : []),
      lazyEntries,
      lazyShares,
      ...(name === "account" ? [] : [lazyModules]),
      awsClients,
      withoutValidator,
    ],
  })),
  web,
  ...sharedNames.map((name) => analysis.bundle(name)),
];

const optionsFor = (bundle, dev) => ({
  ...bundle,
  outdir: dist,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  legalComments: "none",
  metafile: true,
});

/**
 * Builds every entry; returns the metafiles as one. An entry that cannot be built does not keep the others from
 * being built: esbuild says what is wrong with it, and the error thrown at the end names it.
 */
export async function bundleAll({ dev = false } = {}) {
  const names = bundles.flatMap(({ entryPoints }) => Object.keys(entryPoints));
  const results = await Promise.allSettled(bundles.map((bundle) => esbuild.build(optionsFor(bundle, dev))));
  const failed = names.filter((_, index) => results[index].status === "rejected");
  if (failed.length > 0) throw new Error(`not built: ${failed.join(", ")}`);
  const metafiles = results.map(({ value }) => value.metafile);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  };
}

/**
 * Builds for development, and builds again whatever a changed source is part of, until the process ends.
 * @param onBuilt called after each build of a bundle, with its number of errors
 */
export async function watchAll(onBuilt) {
  const report = { name: "report", setup: (build) => build.onEnd(({ errors }) => onBuilt(errors.length)) };
  const contexts = await Promise.all(
    bundles.map((bundle) => {
      const options = optionsFor(bundle, true);
      return esbuild.context({ ...options, plugins: [...options.plugins, report] });
    }),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}
