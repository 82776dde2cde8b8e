/** `check --untrusted`: what of the options still counts, and what the person who reads the verdict has to know. */
import { resolve } from "node:path";

import type { CheckOptions } from "./check";
import { standardInput } from "./standard-input";
import type { Terminal } from "./terminal";

/** The options without those files that lie in the checked trees themselves; says so. */
export async function withoutTrust(
  paths: readonly string[],
  options: CheckOptions,
  { folder, err }: Terminal,
): Promise<CheckOptions> {
  const { checkedTrees, liesIn } = await import("../workspace/engine");
  const named = paths.map((path) => (path === standardInput ? (options.stdinFilename ?? ".") : path));
  const trees = await checkedTrees(folder, named);
  err("planeguard: untrusted: no ignore file, suppression, planeguard.json or baseline of what is checked counts\n");
  const isOutside = async (option: string, file: string | undefined) => {
    if (file === undefined || !(await liesIn(trees, resolve(folder, file)))) return true;
    err(`planeguard: ${option} ${file} is part of what is checked, and does not count\n`);
    return false;
  };
  const { config, baseline, ...others } = options;
  return {
    ...others,
    ...(config !== undefined && (await isOutside("--config", config)) ? { config } : {}),
    ...(baseline !== undefined && (await isOutside("--baseline", baseline)) ? { baseline } : {}),
    trees,
  };
}
