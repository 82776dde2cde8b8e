/**
 * `npm run decisions -- DIR`: how far the decision agrees with the verdicts of Access Analyzer's custom checks. A file of the folder
 * (`*.md`, any depth) has a reference policy as its first JSON block, and candidates, each under a heading with PASS or FAIL: whether the
 * candidate allows nothing that the reference does not, as CheckNoNewAccess says. `--all` prints every pair.
 * The same pairs as CheckAccessNotGranted (references that deny without conditions) and CheckNoPublicAccess (what passes) would have them.
 * `npm run decisions -- --pairs N [--seed S]`: generated pairs against iam-simulate; fails at the first wrong verdict or witness.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

import fc from "fast-check";

import { decide, policySetsOf } from "../src/analysis/decide/decide";
import { reaches } from "../src/analysis/decide/reaches";
import type { PolicyType } from "../src/analysis/policy/model";
import { readPolicy } from "../src/analysis/policy/read";
import { decodeCatalog } from "../src/catalog/decode";
import { cases, kinds, outcomeOf } from "../test/unit/decide/differential";
import { objectOf } from "../test/unit/policy/values";

interface Pair {
  readonly file: string;
  readonly candidate: string;
  readonly expected: "PASS" | "FAIL";
  readonly before: object;
  readonly after: object;
}

const catalog = decodeCatalog(gunzipSync(readFileSync(join(__dirname, "../dist/catalog.json.gz"))).toString("utf8"));

function pairsIn(folder: string, file: string): readonly Pair[] {
  const pairs: Pair[] = [];
  let heading = "";
  let reference: object | null = null;
  for (const [, title, block] of readFileSync(join(folder, file), "utf8").matchAll(
    /^#+ *(.*)$|^```json\n([^]*?)^```$/gm,
  )) {
    if (title !== undefined) heading = title;
    else if (reference === null) reference = JSON.parse(block!.replaceAll("<ACCOUNT ID>", "111111111111")) as object;
    else {
      const [expected] = /PASS|FAIL/.exec(heading) ?? [];
      if (expected !== "PASS" && expected !== "FAIL") continue;
      pairs.push({ file, candidate: heading, expected, before: reference, after: JSON.parse(block!) as object });
    }
  }
  return pairs;
}

function typeOf(file: string): PolicyType {
  return file.includes("role-trust-policies") ? "trust" : file.includes("resource-polic") ? "resource" : "identity";
}

type Said = "PASS" | "FAIL" | "unknown";

/** What CheckAccessNotGranted is asked where a reference allows all but what it denies; null where it has conditions, or denies otherwise. */
function accessIn(reference: object): readonly { readonly actions: string[]; readonly resources: string[] }[] | null {
  const { Statement } = reference as { readonly Statement: readonly Record<string, unknown>[] };
  const list = (value: unknown): string[] => [value ?? []].flat() as string[];
  const denying = Statement.filter(({ Effect }) => Effect === "Deny");
  const isPlain = denying.every(({ Action, Resource, Condition }) => Action && Resource && !Condition);
  const others = Statement.filter(({ Effect }) => Effect !== "Deny");
  if (denying.length === 0 || !isPlain || others.some(({ Action, Resource }) => Action !== "*" || Resource !== "*"))
    return null;
  return denying.map(({ Action, Resource }) => ({
    actions: list(Action),
    resources: list(Resource).filter((one) => one !== "*"),
  }));
}

/** The pairs as the two other checks would be asked them, where the verdict follows: by `reaches`. */
function otherChecks(pairs: readonly Pair[]): number {
  const tally = { notGranted: { asked: 0, right: 0, unknown: 0 }, notPublic: { asked: 0, right: 0, unknown: 0 } };
  const note = (of: (typeof tally)["notGranted"], said: Said, { expected, file, candidate }: Pair): void => {
    of.asked++;
    if (said === "unknown") of.unknown++;
    if (said === expected) of.right++;
    else console.log(`WRONG ${said} ${file}: ${candidate}`);
  };
  for (const pair of pairs) {
    const type = typeOf(pair.file);
    const sets = policySetsOf([readPolicy(objectOf(pair.after), { policyType: type })!]);
    const asked = (question: { principals: string[]; actions: string[]; resources: string[] }): Said =>
      ({ yes: "FAIL", no: "PASS", unknown: "unknown" } as const)[reaches(question, sets, { catalog }).verdict];
    if (type !== "identity") {
      // Who is let in by name alone is nobody's public access.
      if (pair.expected === "PASS")
        note(tally.notPublic, asked({ principals: ["anyone"], actions: ["*"], resources: [] }), pair);
      continue;
    }
    const access = accessIn(pair.before);
    if (!access) continue;
    const said = access.map((one) => asked({ principals: [], ...one }));
    note(tally.notGranted, said.find((one) => one === "FAIL") ?? said.find((one) => one === "unknown") ?? "PASS", pair);
  }
  for (const [name, { asked, right, unknown }] of Object.entries(tally))
    console.log(`${name}: ${right} of ${asked} right, ${unknown} unknown`);
  return Object.values(tally).reduce((wrong, { asked, right }) => wrong + asked - right, 0);
}

async function generated(count: number, seed: number): Promise<void> {
  for (const kind of kinds) {
    const tally: Record<string, number> = {};
    let [witnesses, requests] = [0, 0];
    for (const one of fc.sample(cases(kind), { seed, numRuns: Math.ceil(count / kinds.length) })) {
      const outcome = await outcomeOf(one, kind);
      tally[outcome.verdict] = (tally[outcome.verdict] ?? 0) + 1;
      witnesses += outcome.witnesses;
      requests += outcome.requests;
    }
    console.log(`${kind}: ${JSON.stringify(tally)}, ${witnesses} witnesses and ${requests} other requests confirmed`);
  }
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { all: { type: "boolean" }, pairs: { type: "string" }, seed: { type: "string", default: "1" } },
  });
  const [folder] = positionals;
  if (values.pairs !== undefined) return generated(Number(values.pairs), Number(values.seed));
  if (folder === undefined) {
    console.error("usage: npm run decisions -- DIR [--all] | --pairs N [--seed S]");
    process.exitCode = 2;
    return;
  }
  const pairs = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .sort()
    .flatMap((file) => pairsIn(folder, file));
  const tallies = new Map<string, { pass: number; fail: number; right: number; unknown: number }>();
  let slowest = 0;
  for (const { file, candidate, expected, before, after } of pairs) {
    const sets = (document: object) => policySetsOf([readPolicy(objectOf(document), { policyType: typeOf(file) })!]);
    const started = performance.now();
    const { verdict, newlyAllowed } = decide(sets(before), sets(after), { catalog });
    slowest = Math.max(slowest, performance.now() - started);
    const said = verdict === "unknown" ? "unknown" : verdict === "same" || verdict === "less" ? "PASS" : "FAIL";
    const group = file.split("/").slice(0, -1).join("/");
    const tally = tallies.get(group) ?? { pass: 0, fail: 0, right: 0, unknown: 0 };
    tallies.set(group, tally);
    tally[expected === "PASS" ? "pass" : "fail"]++;
    if (said === expected) tally.right++;
    if (said === "unknown") tally.unknown++;
    if (said !== expected || values.all) {
      console.log(`${said === expected ? "right" : "WRONG"} ${said} ${file}: ${candidate}`);
      const [first] = newlyAllowed;
      if (first) console.log(`      ${JSON.stringify(first.witness)}`);
    }
  }
  console.log("| Folder | grant nothing new | grant something new | right | unknown |\n|---|---|---|---|---|");
  let wrong = 0;
  for (const [group, { pass, fail, right, unknown }] of tallies) {
    console.log(`| ${group} | ${pass} | ${fail} | ${right} | ${unknown} |`);
    wrong += pass + fail - right;
  }
  console.log(`${pairs.length} pairs, ${wrong} wrong; the slowest decision took ${slowest.toFixed(0)} ms`);
  wrong += otherChecks(pairs);
  process.exitCode = wrong > 0 ? 1 : 0;
}

void main();
