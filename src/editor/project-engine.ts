/** What an engine says of documents, as the project has configured it: anew whenever that changes. */
import type { Configurations } from "../workspace/configuration/find";
import type { Engine } from "../workspace/create-engine";
import type { Project } from "../workspace/project";
import type { Configuration } from "./configuration";
import { pathOf } from "./documents";
import type { LoadedEngine } from "./engine";

/** Lent: they are in a bundle that loads on first use. */
type Modules = Pick<typeof import("../workspace/engine"), "Configurations" | "Project">;

export function projectEngine(
  engine: Engine,
  configuration: Configuration,
  modules: Modules,
): Pick<LoadedEngine, "analyze" | "configurationFor"> & { readonly configurations: () => Configurations } {
  const fresh = (): Project =>
    new modules.Project(
      engine,
      new modules.Configurations({ settings: configuration.settings(), read: (path) => configuration.read(path) }),
    );
  let project = fresh();
  configuration.onDidChange(() => (project = fresh()));
  return {
    analyze: async (document, options, cancellation) => {
      const path = pathOf(document.name);
      const analysis = await project.analyze(document, options, path, cancellation);
      configuration.governs((await project.configurations.configurationFor(path)).source);
      return analysis;
    },
    configurations: () => project.configurations,
    configurationFor: (name) => project.configurations.configurationFor(pathOf(name)),
  };
}
