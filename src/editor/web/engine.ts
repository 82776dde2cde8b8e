/** The engine in a browser's extension host, which is a worker of its own already: the window never waits for it. */
import type { Configuration } from "../configuration";
import type { EngineLoader, LoadedEngine } from "../engine";
import { loadAnalysis } from "./analysis";

/** Loaded when it is first asked for. */
export function webEngine(configuration: Configuration): EngineLoader {
  let loaded: Promise<LoadedEngine> | null = null;
  return () => (loaded ??= load(configuration));
}

async function load(configuration: Configuration): Promise<LoadedEngine> {
  await loadAnalysis();
  const { loadedEngine } = await import("./loaded-engine");
  return loadedEngine(configuration);
}
