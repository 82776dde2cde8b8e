import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import type { AcceptedEntry } from "../account/attestations/accepted";
import { configurationFile } from "../workspace/configuration/configuration";
import type { Terminal } from "./terminal";

export interface ProjectAccounts {
  /** That the project knows. */
  readonly trusted: readonly string[];
  readonly accepted: readonly AcceptedEntry[];
}

/** What the planeguard.json found upwards from the current folder says of accounts. What is wrong in it is said. */
export async function projectAccounts({ folder, err }: Terminal): Promise<ProjectAccounts> {
  // Without one there is no need to load what reads it.
  for (let at = folder; !existsSync(join(at, configurationFile)); at = dirname(at))
    if (dirname(at) === at) return { trusted: [], accepted: [] };
  const { Configurations } = await import("../workspace/engine");
  const { options, accepted, problems } = await new Configurations().configurationFor(join(folder, "any"));
  for (const { file, message, range } of problems)
    err(`planeguard: ${file}${range ? `:${range.start.line}:${range.start.column}` : ""}: ${message}\n`);
  return { trusted: options.control?.trustedAccounts ?? [], accepted };
}
