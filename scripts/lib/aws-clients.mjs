/**
 * The clients of the AWS SDK in our bundles, each without what nobody imports. A module that is loaded lazily is kept whole
 * by esbuild, with everything below it, which for EC2 is a megabyte: so each client is made into one module first.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import * as esbuild from "esbuild";

import { inRoot } from "./paths.mjs";

/** Client package -> the names that our sources import of it; null where one asks for all of it with `import()`. */
function importedNames() {
  const names = new Map();
  for (const entry of readdirSync(inRoot("src", "account"), { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".ts")) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    for (const [, list, client] of text.matchAll(/^import \{([^}]*)\} from "(@aws-sdk\/client-[\w-]+)"/gm)) {
      if (names.get(client) === null) continue;
      const values = list
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "" && !name.startsWith("type "));
      names.set(client, new Set([...(names.get(client) ?? []), ...values.map((name) => name.split(/\s+as\s+/)[0])]));
    }
    for (const [, client] of text.matchAll(/\bimport\("(@aws-sdk\/client-[\w-]+)"\)/g)) names.set(client, null);
  }
  return names;
}

/**
 * The schemas name their traits by constants in computed keys, which esbuild takes for a side effect and keeps: as names
 * they say the same, and what no command refers to falls away.
 */
const plainKeys = {
  name: "plain-keys",
  setup(build) {
    build.onLoad({ filter: /[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const constants = new Map(
        [...text.matchAll(/^const (_\w+) = ("\w+");$/gm)].map(([, name, value]) => [name, value]),
      );
      return {
        contents: text.replace(/\[(_\w+)\]:/g, (key, name) => (constants.has(name) ? `${constants.get(name)}:` : key)),
        loader: "js",
      };
    });
  },
};

/** What the clients share stays outside of them, and is in the bundle once. */
export const awsClients = {
  name: "aws-clients",
  setup(build) {
    let names;
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]index\.js$/ }, async ({ path }) => {
      names ??= importedNames();
      const client = /@aws-sdk[\\/]client-[\w-]+/.exec(path)[0].replace("\\", "/");
      if (!names.has(client)) return undefined;
      const wanted = names.get(client);
      const { outputFiles } = await esbuild.build({
        stdin: {
          contents:
            wanted === null ? "export * from './index.js';" : `export { ${[...wanted].join(", ")} } from './index.js';`,
          resolveDir: dirname(path),
        },
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        packages: "external",
        write: false,
        plugins: [plainKeys],
        logLevel: "warning",
      });
      return { contents: outputFiles[0].text, loader: "js" };
    });
  },
};
