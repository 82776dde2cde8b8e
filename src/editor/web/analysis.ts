/** The bundle of the pure rooms where there is no `require` for files (scripts/lib/shared-analysis.mjs). */
import { readData } from "./data-file";

interface Bundle {
  /** By the path of their source below `src`. */
  readonly modules: Readonly<Record<string, unknown>>;
}

/** @public What the bundle of the browser takes its modules from; nothing before it is loaded. */
export const analysis: { modules: Bundle["modules"] } = { modules: {} };

/** Loads it as the extension host of a browser loads an extension: its text is fetched and run. */
export async function loadAnalysis(): Promise<void> {
  const text = new TextDecoder().decode(await readData("analysis.js"));
  const module: { exports: Partial<Bundle> } = { exports: {} };
  // A file of this extension, from where it is installed.
  new Function("module", "exports", text)(module, module.exports);
  analysis.modules = module.exports.modules!;
}
