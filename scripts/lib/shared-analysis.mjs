/**
 * The pure rooms, which `engine.js`, `checks.js` and the browser's bundle all need, once in the package: `analysis.js`, and beside it what a
 * check rarely needs, in bundles that are loaded when something of them is first asked for. What stands outside of these takes
 * their modules by name, in place of a copy.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";

import * as esbuild from "esbuild";

import { lazily } from "./lazy-modules.mjs";
import { inRoot } from "./paths.mjs";

/** What belongs to an editor before its engine is there: small, and copied. */
const editor = "editor/";
const ofBrowser = "editor/web/";

/** The bundle that everything loads at once. */
const core = "analysis";
/** What each bundle has: folders and files below src/ (these without ending), and packages. The longest that fits a module counts. */
const contents = {
  [core]: [
    "analysis/",
    "analysis/assertions/assertion",
    "analysis/calls/gate",
    "analysis/credentials/code/hand-over",
    "analysis/locate/code/may-build",
    "analysis/locate/terraform/json-syntax",
    "analysis/locate/terraform/plan",
    "analysis/locate/terraform/planned-values",
    "analysis/locate/terraform/resources",
    "analysis/locate/terraform/shapes",
    "analysis/rules/finding-of",
    "analysis/rules/rule",
    "analysis/rules/support/closest",
    "analysis/units/declared-keys",
    "analysis/units/declared-names",
    "catalog/",
  ],
  calls: [
    "analysis/calls/",
    "analysis/knowledge/boto3-resources",
    "analysis/knowledge/call-grants",
    "analysis/knowledge/call-resources",
    "analysis/knowledge/cli-commands",
    "analysis/knowledge/sdk-services",
    "analysis/knowledge/sdk-waiters",
    "analysis/units/",
  ],
  change: ["analysis/assertions/", "analysis/change/", "analysis/decide/", "analysis/denied/", "analysis/rehearsal/"],
  dockerfile: ["analysis/credentials/shell/dockerfile"],
  language: [
    "analysis/knowledge/declared-types",
    "analysis/knowledge/global-keys",
    "analysis/knowledge/policy-elements",
    "language/",
  ],
  patterns: ["re2js"],
  rules: ["analysis/rules/"],
  trees: [
    "analysis/code/",
    "analysis/credentials/code/",
    "analysis/credentials/terraform/",
    "analysis/locate/code/",
    "analysis/locate/terraform/",
  ],
  yaml: ["yaml"],
};
export const sharedNames = Object.keys(contents);
const places = Object.entries(contents)
  .flatMap(([bundle, some]) => some.map((place) => ({ bundle, place })))
  .sort((a, b) => b.place.length - a.place.length);

/** A source below src/ without its ending, or the name of a package. */
const nameOf = (path, resolveDir) =>
  path.startsWith(".") ? relative(inRoot("src"), resolve(resolveDir, path)).replaceAll("\\", "/") : path;
const nameOfFile = (file) => relative(inRoot("src"), file).replaceAll("\\", "/").replace(/\.ts$/, "");

/** The shared bundle that has a module; undefined where none has. */
const bundleOf = (name) =>
  places.find(({ place }) => (place.endsWith("/") ? name.startsWith(place) : name === place))?.bundle;

/** The shared bundle from which a module takes another; undefined where it has it beside itself, or a copy. */
function bundleTaken(importer, name) {
  const bundle = bundleOf(name);
  const own = bundleOf(importer);
  if (own !== undefined) return bundle === own ? undefined : bundle;
  const copies =
    (importer.startsWith(editor) && !importer.startsWith(ofBrowser)) || /^extension(?:-web)?$/.test(importer);
  return copies ? undefined : bundle;
}

/**
 * esbuild leaves what stands in tagged templates and in expressions as it is. A single character beyond Latin-1 makes V8 hold, and
 * compile, the whole of a bundle in two bytes a character.
 */
const inOneByte = {
  name: "in-one-byte",
  setup: (build) =>
    build.onEnd(({ metafile, errors }) => {
      for (const path of errors.length > 0 ? [] : Object.keys(metafile.outputs).filter((one) => one.endsWith(".js"))) {
        const text = readFileSync(inRoot(path), "utf8");
        const escaped = text.replace(
          /[^\x00-\x7f]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        if (escaped !== text) writeFileSync(inRoot(path), escaped);
      }
    }),
};

/** A module that takes of another what it exports, when it is loaded. */
const atOnce = (module, names) =>
  [
    `const shared = ${module};`,
    ...names.map((name) =>
      name === "default" ? "export default shared.default;" : `export const ${name} = shared.${name};`,
    ),
  ].join("\n");

const requiredModules = (bundle) => `require("./${bundle}.js").modules`;

/**
 * What is taken of the shared bundles by `entryPoints` and by each other.
 * @param options how those are built
 */
export class SharedAnalysis {
  #plan;

  constructor(entryPoints, options) {
    this.entryPoints = entryPoints;
    this.options = options;
  }

  /** By bundle: what is taken of it, with the names that each exports. Known once; a build that watches begins anew for others. */
  taken() {
    return (this.#plan ??= this.#look());
  }

  async #look() {
    const onlyLooked = { format: "esm", outdir: inRoot("out"), write: false, metafile: true };
    const { metafile } = await esbuild.build({
      ...this.options,
      ...onlyLooked,
      entryPoints: this.entryPoints,
      packages: "external",
    });
    const taken = new Map(sharedNames.map((bundle) => [bundle, new Set()]));
    for (const [file, { imports }] of Object.entries(metafile.inputs)) {
      for (const { path, external } of imports) {
        const name = external ? path : nameOfFile(inRoot(path));
        const bundle = bundleTaken(nameOfFile(inRoot(file)), name);
        if (bundle !== undefined) taken.get(bundle).add(name);
      }
    }
    const names = [...taken.values()].flatMap((some) => [...some]);
    const sources = names.filter((name) => name.includes("/"));
    const { metafile: each } = await esbuild.build({
      ...onlyLooked,
      absWorkingDir: this.options.absWorkingDir,
      entryPoints: sources.map((name) => `src/${name}.ts`),
    });
    const exported = new Map(
      Object.values(each.outputs).map(({ entryPoint, exports }) => [nameOfFile(inRoot(entryPoint)), exports]),
    );
    for (const name of names)
      if (!exported.has(name))
        exported.set(
          name,
          Object.keys(await import(name)).filter((one) => one !== "default"),
        );
    return new Map(
      [...taken].map(([bundle, some]) => [bundle, new Map([...some].sort().map((name) => [name, exported.get(name)]))]),
    );
  }

  /** For a bundle that takes of them. @param modulesOf what gives the modules of one of them there, as an expression */
  taking(modulesOf = requiredModules) {
    return { name: "from-analysis", setup: (build) => this.#takeModules(build, modulesOf, false) };
  }

  #takingFromEachOther() {
    return { name: "from-each-other", setup: (build) => this.#takeModules(build, requiredModules, true) };
  }

  #takeModules(build, modulesOf, isShared) {
    build.onResolve({ filter: takeable }, ({ path, importer, resolveDir, namespace, kind }) => {
      if (namespace === "shared")
        return kind === "require-call" && path.startsWith("./") ? { path, external: true } : undefined;
      if (!importer.startsWith(inRoot("src/"))) return undefined;
      const name = nameOf(path, resolveDir);
      // A pure module that stands outside of the shared bundles is a copy, with all that it imports.
      const isCopy = !isShared && bundleOf(nameOfFile(importer)) !== undefined;
      const bundle = isCopy ? undefined : bundleTaken(nameOfFile(importer), name);
      return bundle === undefined ? undefined : { path: name, namespace: "shared", pluginData: bundle };
    });
    build.onLoad({ filter: /./, namespace: "shared" }, async ({ path, pluginData: bundle }) => {
      const module = `${modulesOf(bundle)}[${JSON.stringify(path)}]`;
      const names = (await this.taken()).get(bundle).get(path);
      if (bundle === core) return { contents: atOnce(module, names), resolveDir: inRoot("src") };
      const contents = `${lazily(module, names)}\nObject.defineProperty(exports, "__esModule", { value: true });`;
      return { contents, resolveDir: inRoot("src") };
    });
  }

  /** Builds one of them. For Node and browsers alike: nothing of either resolves there. */
  bundle(name) {
    return {
      ...this.options,
      platform: "neutral",
      conditions: ["module"],
      external: [],
      entryPoints: { [name]: `shared-entry:${name}` },
      plugins: [this.#entry(), this.#takingFromEachOther(), inOneByte],
    };
  }

  #entry() {
    return {
      name: "shared-entry",
      setup: (build) => {
        build.onResolve({ filter: /^shared-entry:/ }, ({ path }) => ({
          path: path.split(":")[1],
          namespace: "shared-entry",
        }));
        build.onLoad({ filter: /./, namespace: "shared-entry" }, async ({ path }) => {
          const files = [...(await this.taken()).get(path).keys()];
          const source = (name) => (name.includes("/") ? inRoot("src", `${name}.ts`) : name);
          return {
            resolveDir: inRoot("."),
            contents: [
              ...files.map((name, index) => `import * as m${index} from ${JSON.stringify(source(name))};`),
              `export const modules = { ${files.map((name, index) => `${JSON.stringify(name)}: m${index}`).join(", ")} };`,
            ].join("\n"),
          };
        });
      },
    };
  }
}

/** What may be taken, as far as its path tells. */
const takeable = new RegExp(
  `^(?:\\.|(?:${places
    .map(({ place }) => place)
    .filter((place) => !place.includes("/"))
    .join("|")})$)`,
);
