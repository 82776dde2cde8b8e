/** The units that a planeguard.json names: code, and the policy under which it runs. */
import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { locatePolicies } from "../../analysis/locate/locate";
import type { LocatedPolicy } from "../../analysis/locate/located";
import { readPolicy } from "../../analysis/policy/read";
import { grammarOf, isCode } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import type { UnitRole } from "../../analysis/units/unit";
import { loadParsers } from "../../data/grammars";
import { readConfiguration } from "../configuration/read";
import { walk } from "../walk";
import { type CodeFiles, type CodeText, isTestFile } from "./code-files";
import { follow, type Program, resolverOf } from "./program";
import type { Unit, UnitReading } from "./unit";

/** So many files of a folder are read as one program. */
const mostFiles = 2_000;

export async function configuredUnits(document: CodeText, code: CodeFiles): Promise<readonly Unit[]> {
  const folder = dirname(document.path);
  const units: Unit[] = [];
  for (const configured of readConfiguration(document.text).configuration.units) {
    const policy = code.read(join(folder, configured.policy));
    const program = await programAt(join(folder, configured.code), code);
    if (!policy || !program) continue;
    const grammar = grammarOf(policy.form);
    const reading = readPolicyFile(policy, configured, grammar ? await loadParsers([grammar]) : null);
    units.push({ declared: reading.units[0]!, document: policy, program, reading });
  }
  return units;
}

type Parsers = Awaited<ReturnType<typeof loadParsers>>;

function readPolicyFile(
  policy: CodeText,
  configured: { readonly code: string; readonly policy: string },
  parsers: Parsers | null,
): UnitReading {
  const { located, problems } = policiesOf(policy, parsers);
  const declared = {
    name: configured.code,
    kind: "script",
    at: { start: 0, end: 0 },
    code: null,
    environment: new Map(),
    role: roleOf(located, problems, configured.policy),
  } as const;
  return {
    terms: "none",
    resources: [],
    units: [declared],
    problems,
    templates: [],
    writer: null,
    again: (text) => readPolicyFile({ ...policy, text }, configured, parsers),
  };
}

function policiesOf({ path, text }: CodeText, parsers: Parsers | null) {
  const { policies, problems } = locatePolicies(new Source({ name: path, text }, parsers));
  return { located: policies, problems: problems.length };
}

/** A file with what it loads, or all files of code of a folder; null where there are none. */
export async function programAt(path: string, code: CodeFiles): Promise<Program | null> {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const entry = code.read(path);
    return entry && follow(entry, [resolve(path, "..")], code, null);
  }
  const found = await walk(path, { onUnreadable: () => undefined });
  const files = found
    .filter((file) => !isTestFile(file))
    .slice(0, mostFiles)
    .flatMap((file) => code.read(join(path, file)) ?? [])
    .filter(({ form }) => isCode(form) || form === "shell");
  const [entry] = files;
  if (!entry) return null;
  const programs = files.map((file) => follow(file, [path], code, null, true));
  return {
    entry,
    files: [...new Set(programs.flatMap((one) => one.files))],
    more: programs.find(({ more }) => more !== null)?.more ?? null,
    resolve: resolverOf([path], code),
  };
}

/** The policies of identities in a file, as those of one role. */
function roleOf(located: readonly LocatedPolicy[], problems: number, name: string): UnitRole {
  const policies = located.flatMap((one) => {
    const policy = one.unread ? null : readPolicy(one.root, one.place, undefined);
    return policy?.type === "identity" ? [{ policy, located: one }] : [];
  });
  const isWhole = problems === 0 && policies.length > 0 && policies.every(({ policy }) => policy.complete);
  return {
    name,
    at: { start: 0, end: 0 },
    policies,
    doubt: isWhole ? null : "its policy cannot be read",
    hasOtherUsers: false,
    names: { resolve: (parts) => parts, isGenerated: () => false },
    ofResources: [],
  };
}
