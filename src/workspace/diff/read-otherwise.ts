/** What units of Terragrunt take from other files, where that is about access and something else than before: it is not followed. */
import { posix } from "node:path";

import { brief } from "../../analysis/brief";
import type { Problem } from "../../analysis/finding";
import { textIn, type Tree } from "./tree";

const ofTerragrunt = /(?<!\.(?:lock|pkr|pkrvars|nomad))\.hcl$/i;
const mayBeTaken = /\.(?:hcl|ya?ml|json)$/i;
/** So many files are read for what they take. */
const mostFiles = 1000;
const longest = 300_000;

const ofAccess = /\barn:aws|["\s][a-z][a-z0-9-]{1,30}:(?:\*|[A-Z][A-Za-z]{2,60}\*?)["\s,\]]|\b\d{12}\b/;
const saysAccess = /polic|principal|permission|\bactions?\b|_actions?\b|trust|assume|(?<![a-z])iam/i;
const isRemark = /^\s{0,200}(?:#|\/\/)/;

/** `dependency "iam" { config_path = "../reader" }` */
const dependencies =
  /\bdependency\s{1,20}"([\w-]{1,100})"\s{0,20}\{[^{}]{0,500}?\bconfig_path\s{0,40}=\s{0,20}([^\n]{1,300})/g;
const readings = /\bread_terragrunt_config\(([^\n]{1,300})/g;
const inclusions =
  /\binclude\b(?:\s{1,20}"[\w-]{1,100}")?\s{0,20}\{[^{}]{0,500}?\bpath\s{0,40}=\s{0,20}([^\n]{1,300})/g;

/**
 * Where nobody knows what that newly allows.
 * @param changed the paths that differ
 */
export async function readOtherwise(
  [before, after]: readonly [Tree, Tree],
  changed: readonly string[],
  nameOf: (path: string) => string,
): Promise<readonly Problem[]> {
  if (!after.paths.some((path) => ofTerragrunt.test(path))) return [];
  const problems: Problem[] = [];
  const shared: string[] = [];
  const add = (path: string, message: string): void => {
    problems.push({ file: nameOf(path), range: null, message: brief(message) });
  };
  for (const path of changed) {
    if (!mayBeTaken.test(path) || !before.has(path) || !after.has(path)) continue;
    const [old, current] = [await textIn(before, path, longest), await textIn(after, path, longest)];
    if (old === null || current === null) continue;
    if (ofTerragrunt.test(path))
      for (const what of takenOtherwise(old, current))
        add(path, `\`${what}\` is of another file than before: nobody knows here what that newly allows.`);
    if (newLines(old, current).some((line) => ofAccess.test(line) || saysAccess.test(line))) shared.push(path);
  }
  const taken = shared.length > 0 ? await takenBy(after, shared) : new Set<string>();
  for (const path of taken)
    add(path, "Units of Terragrunt take what this file says: nobody knows here what it newly allows.");
  return problems;
}

function newLines(old: string, current: string): readonly string[] {
  const known = new Set(old.split("\n").map((line) => line.trim()));
  return current.split("\n").filter((line) => !known.has(line.trim()) && !isRemark.test(line));
}

/** What a unit takes from another file than before, of what may be about access. */
function takenOtherwise(old: string, current: string): readonly string[] {
  const found: string[] = [];
  const paths = new Map([...old.matchAll(dependencies)].map(([, name = "", path = ""]) => [name, path.trim()]));
  for (const [, name = "", path = ""] of current.matchAll(dependencies)) {
    const was = paths.get(name);
    if (was !== undefined && was !== path.trim() && usesForAccess(current, `dependency.${name}.`))
      found.push(`dependency.${name}`);
  }
  for (const [kind, filesIn] of takings) {
    const known = new Set(filesIn(old));
    if (known.size > 0 && filesIn(current).some((one) => !known.has(one))) found.push(kind);
  }
  return found;
}

/** The file above all units has been called `root.hcl` since its old name is that of a unit. */
function fileNamed(written: string): string {
  return written.trim().replace(/find_in_parent_folders\((?:"(?:terragrunt|root)\.hcl")?\)/, "root");
}

const takings: readonly (readonly [kind: string, filesIn: (text: string) => readonly string[]])[] = [
  ["read_terragrunt_config", (text) => [...text.matchAll(readings)].map(([, said = ""]) => fileNamed(said))],
  ["include", (text) => [...text.matchAll(inclusions)].map(([, said = ""]) => fileNamed(said))],
];

const ofOutputs = /role|polic|arn|principal|user|group|account|iam|key|secret/i;

function usesForAccess(text: string, name: string): boolean {
  return text.split("\n").some((line) => line.includes(name) && ofOutputs.test(line));
}

/** Those of some files that units take in as configuration. */
async function takenBy(tree: Tree, files: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const units = tree.paths.filter((path) => ofTerragrunt.test(path)).slice(0, mostFiles);
  for (const unit of units) {
    if (found.size === files.length) break;
    const text = (await textIn(tree, unit, longest)) ?? "";
    const takes =
      /\bread_terragrunt_config\(|\b(?:yaml|json)decode\(\s{0,20}file\(|\binclude\.(?:[\w-]{1,100}\.)?locals\b/.test(
        text,
      );
    if (!takes) continue;
    for (const path of files) if (path !== unit && names(text, posix.basename(path))) found.add(path);
  }
  return found;
}

function names(text: string, file: string): boolean {
  const isDefault = file === "terragrunt.hcl" && text.includes("find_in_parent_folders()");
  return isDefault || text.includes(`/${file}"`) || text.includes(`"${file}"`);
}
