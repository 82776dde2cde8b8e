/**
 * `analysis.js`: the pure rooms, which `engine.js` and the browser's bundle both need, once in the package. What stands outside of
 * them takes their modules from that bundle by name, in place of a copy.
 */
import { relative, resolve } from "node:path";

import { inRoot } from "./paths.mjs";

const rooms = ["analysis", "language", "catalog"].map((room) => inRoot("src", room, "/"));
/** What belongs to an editor before its engine is there: small, and copied. */
const editor = inRoot("src/editor/");
const ofBrowser = inRoot("src/editor/web/");
const packages = ["re2js"];

const isPure = (file) => rooms.some((room) => file.startsWith(room));
const takesFromBundle = (importer) =>
  importer.startsWith(inRoot("src/")) &&
  !isPure(importer) &&
  (!importer.startsWith(editor) || importer.startsWith(ofBrowser)) &&
  !/^extension(?:-web)?\.ts$/.test(relative(inRoot("src"), importer));

/** The modules that are taken, by name: known when each bundle that takes them has been built once. */
const taken = new Map();
const builtOnce = [];

/** For a bundle that takes them. @param bundle what gives `analysis.js` there, as an expression */
export function fromAnalysis(bundle) {
  let built = () => {};
  builtOnce.push(new Promise((resolved) => (built = resolved)));
  return { name: "from-analysis", setup: (build) => takeModules(build, bundle, built) };
}

function takeModules(build, bundle, built) {
  build.onEnd(() => built());
  build.onResolve({ filter: /^(?:\.|re2js$)/ }, ({ path, importer, resolveDir, namespace, kind }) => {
    if (namespace === "analysis") return kind === "require-call" ? { path, external: true } : undefined;
    if (!takesFromBundle(importer)) return undefined;
    const file = path.startsWith(".") ? `${resolve(resolveDir, path)}.ts` : path;
    if (!packages.includes(file) && !isPure(file)) return undefined;
    const name = packages.includes(file) ? file : relative(inRoot("src"), file).replaceAll("\\", "/");
    taken.set(name, file);
    return { path: name, namespace: "analysis" };
  });
  build.onLoad({ filter: /./, namespace: "analysis" }, ({ path }) => ({
    contents: `module.exports = ${bundle}.modules[${JSON.stringify(path)}];`,
    resolveDir: inRoot("src"),
  }));
}

/** For the bundle itself; it is built when those that take of it are. */
export const analysisEntry = {
  name: "analysis-entry",
  setup(build) {
    build.onResolve({ filter: /^analysis$/ }, ({ kind }) =>
      kind === "entry-point" ? { path: "analysis", namespace: "analysis-entry" } : undefined,
    );
    build.onLoad({ filter: /./, namespace: "analysis-entry" }, async () => {
      await Promise.all(builtOnce);
      const files = [...taken].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        resolveDir: inRoot("."),
        contents: [
          ...files.map(([, file], index) => `import * as m${index} from ${JSON.stringify(file)};`),
          "const whole = (module) => Object.defineProperty({ ...module }, '__esModule', { value: true });",
          `export const modules = { ${files.map(([name], index) => `${JSON.stringify(name)}: whole(m${index})`).join(", ")} };`,
        ].join("\n"),
      };
    });
  },
};
