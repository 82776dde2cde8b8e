/**
 * `npm run conformance -- DIR`: how far the findings agree with Access Analyzer's own. Each file of the folder holds
 * `{ "policy": …, "findings": [{ "code", "paths": ["Statement/0/Action/2"] }] }`, and optionally `"policyType"`.
 * Compared are (policy, code, path), a finding having as many paths as Access Analyzer gives it; only findings with a
 * code count. What is missed and extra stands at the end.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { analyze } from "../src/analysis/analyze";
import type { PolicyType } from "../src/analysis/policy/model";
import { decodeCatalog } from "../src/catalog/decode";

interface Expected {
  readonly policy: unknown;
  readonly policyType?: PolicyType;
  readonly findings: readonly { readonly code: string; readonly paths: readonly string[] }[];
}

interface Tally {
  right: number;
  missed: number;
  extra: number;
}

function main(): void {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error("usage: npm run conformance -- DIR");
    process.exitCode = 2;
    return;
  }
  const catalog = decodeCatalog(gunzipSync(readFileSync(join(__dirname, "../dist/catalog.json.gz"))).toString("utf8"));
  const tallies = new Map<string, Tally>();
  const clean = { policies: 0, disturbed: 0 };
  const differences: string[] = [];
  let policies = 0;

  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const {
      policy,
      policyType = "identity",
      findings,
    } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Expected;
    policies++;
    const expected = new Set(findings.flatMap(({ code, paths }) => paths.map((path) => `${code} ${path}`)));
    const { findings: found } = analyze(
      { name: file, text: JSON.stringify(policy, null, 2) },
      { catalog, parsers: null, policyType },
    );
    const actual = new Set(
      found.flatMap(({ accessAnalyzer, policyPath, related }) =>
        accessAnalyzer === null
          ? []
          : [policyPath, ...related.map((one) => one.policyPath)].flatMap((path) =>
              path ? [`${accessAnalyzer} ${path.join("/")}`] : [],
            ),
      ),
    );
    for (const one of expected) count(one, actual.has(one) ? "right" : "missed");
    for (const one of actual) if (!expected.has(one)) count(one, "extra");
    if (findings.length === 0) {
      clean.policies++;
      if (actual.size > 0) clean.disturbed++;
    }

    function count(one: string, as: keyof Tally): void {
      const code = one.slice(0, one.indexOf(" "));
      const tally = tallies.get(code) ?? { right: 0, missed: 0, extra: 0 };
      tallies.set(code, tally);
      tally[as]++;
      if (as !== "right") differences.push(`${as}: ${file} ${one}`);
    }
  }

  const total: Tally = { right: 0, missed: 0, extra: 0 };
  const row = (name: string, { right, missed, extra }: Tally): void =>
    console.log(
      `${name.padEnd(58)}${String(right).padStart(7)}${String(missed).padStart(8)}${String(extra).padStart(7)}`,
    );
  console.log(`${"code".padEnd(58)}${"right".padStart(7)}${"missed".padStart(8)}${"extra".padStart(7)}`);
  for (const [code, tally] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    row(code, tally);
    total.right += tally.right;
    total.missed += tally.missed;
    total.extra += tally.extra;
  }
  row("total", total);
  const expected = total.right + total.missed;
  const percent = (part: number): string => (expected === 0 ? "-" : `${((part / expected) * 100).toFixed(1)} %`);
  console.log(
    `${policies} policies: ${percent(total.right)} of Access Analyzer's findings found, ${percent(total.extra)} extra; ${clean.disturbed} of ${clean.policies} clean policies have findings.`,
  );
  console.log(differences.length === 0 ? "Nothing is missed, nothing extra." : differences.sort().join("\n"));
}

main();
