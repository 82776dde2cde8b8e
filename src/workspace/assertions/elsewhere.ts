/** Assertions that a change breaks in files that have not changed. */
import { isAbsolute, relative } from "node:path";

import { type CheckedFile, checkFile, type ReadContent } from "../check-file";
import { absolute } from "../files";
import type { Project } from "../project";
import { isWithin } from "../within";
import { newlyBroken } from "./at-commit";
import type { AssertionFacts } from "./facts";

export interface ElsewhereRequest {
  /** Files and folders; findings name files as they were given here. */
  readonly paths: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly config?: string | undefined;
  readonly staged?: boolean | undefined;
  readonly changedSince?: string | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the change broke in files that have not changed, of those that were asked about. */
export async function brokenElsewhere(
  facts: AssertionFacts["facts"],
  order: readonly string[],
  { paths, folder, config, staged, changedSince: base, signal }: ElsewhereRequest,
): Promise<AssertionFacts["facts"]> {
  const own = new Set(order.map((name) => absolute(name, folder)));
  const asked = paths.map((path) => absolute(path, folder));
  const others = [...facts].filter(([path]) => !own.has(path) && asked.some((one) => isWithin(one, path)));
  return newlyBroken(new Map(others), { folder, config, staged: staged === true, base: base ?? null, signal });
}

export async function findingsElsewhere(
  facts: AssertionFacts["facts"],
  { paths, folder }: ElsewhereRequest,
  project: Project,
  read?: ReadContent,
): Promise<readonly Pick<CheckedFile, "findings" | "problems">[]> {
  const nameOf = (path: string) => (paths.length > 0 && paths.every(isAbsolute) ? path : relative(folder, path));
  return Promise.all(
    [...facts].map(async ([path, about]) => {
      const file = { name: nameOf(path), walked: true, facts: about };
      const { findings } = await checkFile(file, folder, project, {}, { read });
      return { findings: findings.filter(({ ruleId }) => ruleId.startsWith("assertion/")), problems: [] };
    }),
  );
}
