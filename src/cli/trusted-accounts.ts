import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import { configurationFile } from "../workspace/configuration/configuration";
import type { Terminal } from "./terminal";

/** The accounts that the planeguard.json found upwards from the current folder knows. What is wrong in it is said. */
export async function trustedAccounts({ folder, err }: Terminal): Promise<readonly string[]> {
  // Without one there is no need to load what reads it.
  for (let at = folder; !existsSync(join(at, configurationFile)); at = dirname(at)) if (dirname(at) === at) return [];
  const { Configurations } = await import("../workspace/engine");
  const { options, problems, source } = await new Configurations().configurationFor(join(folder, "any"));
  for (const { message, range } of problems)
    err(`planeguard: ${source}${range ? `:${range.start.line}:${range.start.column}` : ""}: ${message}\n`);
  return options.control?.trustedAccounts ?? [];
}
