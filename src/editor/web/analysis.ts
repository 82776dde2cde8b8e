/** The bundles of the pure rooms, and of what reads trees, where there is no `require` for files (scripts/lib/bundle.mjs). */
import { readData } from "./data-file";

/** By the path of their source below `src`. */
type Modules = Readonly<Record<string, unknown>>;

/** The names of the bundles, which the build puts in. */
declare const FETCHED_BUNDLES: readonly string[];

const texts = new Map<string, string>();
const loaded = new Map<string, { readonly modules: Modules }>();

/** Fetches them, as the extension host of a browser loads an extension: texts that are run. */
export async function loadAnalysis(): Promise<void> {
  await Promise.all(
    FETCHED_BUNDLES.map(async (name) => texts.set(name, new TextDecoder().decode(await readData(`${name}.js`)))),
  );
}

/** @public What the bundle of the browser takes its modules from; each is run when something of it is first asked for. */
export function modulesOf(name: string): Modules {
  return bundle(name).modules;
}

/** @public What such a bundle exports. */
export function bundle(name: string): { readonly modules: Modules } {
  const known = loaded.get(name);
  if (known) return known;
  const module = { exports: {} as { readonly modules: Modules } };
  // A file of this extension, from where it is installed.
  new Function("module", "exports", "require", texts.get(name)!)(module, module.exports, (path: string) =>
    bundle(path.slice("./".length, -".js".length)),
  );
  texts.delete(name);
  loaded.set(name, module.exports);
  return module.exports;
}
