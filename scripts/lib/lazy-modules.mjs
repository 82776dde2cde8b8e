/** Imports of modules that cost time to load become modules that load them when something of them is first asked for. */

/** Built into Node, and packages. */
const modules = ["child_process", "crypto", "net", "os", "write-file-atomic", "zlib"];
const takeable = new RegExp(`^(?:node:)?(?:${modules.join("|")})$`);

/** For bundles that do not always need them. */
export const lazyModules = {
  name: "lazy-modules",
  setup(build) {
    build.onResolve({ filter: takeable }, ({ path, namespace, kind }) => {
      const isOurs = namespace !== "lazy" && (kind === "import-statement" || kind === "require-call");
      return isOurs ? { path, namespace: "lazy" } : undefined;
    });
    build.onLoad({ filter: /./, namespace: "lazy" }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => !["default", "module.exports"].includes(name));
      return { contents: lazily(`require(${JSON.stringify(path)})`, names), resolveDir: import.meta.dirname };
    });
  },
};

/**
 * A module in CommonJS that gives what another exports.
 * @param loaded that other, as an expression
 */
export const lazily = (loaded, names) => `
for (const name of ${JSON.stringify(names)})
  Object.defineProperty(exports, name, {
    configurable: true,
    enumerable: true,
    get() {
      const { [name]: value } = ${loaded};
      Object.defineProperty(exports, name, { value });
      return value;
    },
  });`;
