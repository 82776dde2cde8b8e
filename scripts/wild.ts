/**
 * `npm run wild -- DIR… [--sample N] [--seed N] [--rule ID] [--policies N] [--json FILE] [--missed FILE]`: what the analysis says of repositories that
 * nobody here wrote. It prints the policies by form, the findings by rule and severity per thousand policies, a sample of
 * errors and warnings to judge by hand, and the recall: in copies it misspells one action a place and counts, by form,
 * where that is found. `--policies` prints so many policies of each folder in place of all that, with whatever is said of
 * them, for somebody to judge policy by policy. Two builds are compared by running it in both checkouts with the same seed.
 */
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import type { Finding } from "../src/analysis/finding";
import { fencesOf, isDocumentation } from "../src/analysis/source/fences";
import { formOf } from "../src/analysis/source/forms";
import { isTestFile } from "../src/analysis/source/test-files";
import { LineIndex } from "../src/analysis/text";
import { createEngine } from "../src/workspace/create-engine";
import { walk } from "../src/workspace/walk";
import { builtCatalog } from "../test/support/catalog";
import { random } from "../test/support/random";
import { misspell, type Place } from "./lib/wild/misspell";
import { judged, policiesOf } from "./lib/wild/policies";
import { readFile } from "./lib/wild/read-file";
import { byForm, byRule, numbered, recall } from "./lib/wild/tables";

export interface WildFinding {
  readonly file: string;
  readonly line: number;
  readonly severity: Finding["severity"];
  readonly rule: string;
  readonly message: string;
  /** The line of the document. */
  readonly text: string;
}

export interface WildFile {
  readonly form: string;
  readonly policies: number;
  readonly findings: readonly WildFinding[];
  readonly places: readonly (Place & { readonly found: boolean })[];
  /** Places that hold permissions of another kind than IAM's. */
  readonly leftOut: number;
  readonly problems: readonly string[];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: "string", default: "40" },
      seed: { type: "string", default: "1" },
      rule: { type: "string" },
      policies: { type: "string" },
      json: { type: "string" },
      missed: { type: "string" },
    },
  });
  if (positionals.length === 0) {
    console.error(
      "usage: npm run wild -- DIR… [--sample N] [--seed N] [--rule ID] [--policies N] [--json FILE] [--missed FILE]",
    );
    process.exitCode = 2;
    return;
  }
  const seed = Number(values.seed);
  if (values.policies !== undefined) {
    for (const folder of positionals)
      console.log(judged(basename(folder), sample(await policiesOf(resolve(folder)), Number(values.policies), seed)));
    return;
  }
  const files: WildFile[] = [];
  for (const folder of positionals) files.push(...(await filesOf(resolve(folder), seed)));

  const policies = files.reduce((sum, file) => sum + file.policies, 0);
  const findings = files.flatMap((file) => file.findings);
  console.log(`${files.length} files with policies, actions or findings, ${policies} policies, seed ${seed}\n`);
  console.log(byForm(files));
  console.log(byRule(findings, policies));
  console.log(recall(files.flatMap(({ form, places }) => places.map((place) => ({ form, ...place })))));
  const leftOut = files.reduce((sum, file) => sum + file.leftOut, 0);
  console.log(
    `${leftOut} places left out: permissions of OpenSearch Serverless and QuickSight outside of statements\n`,
  );
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0)
    console.log(`${problems.length} problems, the first:\n${problems.slice(0, 10).join("\n")}\n`);
  const wanted = values.rule === undefined ? isLoud : ({ rule }: WildFinding) => rule === values.rule;
  console.log(numbered("To judge", sample(findings.filter(wanted), Number(values.sample), seed)));
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(findings, null, 1));
  if (values.missed !== undefined)
    writeFileSync(
      values.missed,
      files
        .flatMap(({ form, places }) =>
          places.flatMap(({ file, line, action, found }) => (found ? [] : `${form} ${file}:${line} ${action}\n`)),
        )
        .join(""),
    );
}

const isLoud = ({ severity }: WildFinding): boolean => severity === "error" || severity === "warning";

async function filesOf(folder: string, seed: number): Promise<WildFile[]> {
  const engine = createEngine();
  const catalog = builtCatalog();
  const results: WildFile[] = [];
  for (const path of await walk(folder, { onUnreadable: () => undefined, onNote: () => undefined })) {
    const text = readFile(join(folder, path));
    if (text === null) continue;
    const name = `${basename(folder)}/${path}`;
    const document = { name: path, text };
    const { findings, policies, problems } = await engine.analyze(document);
    const copy = misspell(name, text, catalog, seed);
    const form = formOf(document);
    // What stands in a sentence is no policy.
    const blocks = isDocumentation(path, form) ? linesOfBlocks(path, text) : null;
    const places = copy.places.filter(({ line }) => !blocks || blocks.some(([from, to]) => from <= line && line <= to));
    if (policies + findings.length + places.length + copy.leftOut === 0) continue;
    const before = new Set(findings.map(({ range, message }) => `${range.start.line} ${message}`));
    const after = places.length === 0 ? [] : (await engine.analyze({ ...document, text: copy.text })).findings;
    const found = new Set(
      after
        .filter(
          ({ range, ruleId, message }) => ruleId.startsWith("policy/") && !before.has(`${range.start.line} ${message}`),
        )
        .map(({ range }) => range.start.line),
    );
    const lines = text.split("\n");
    results.push({
      form: isTestFile(name) || path.endsWith(".snap") ? `tests (${form})` : form,
      policies,
      findings: findings.map(({ range, severity, ruleId, message }) => ({
        file: name,
        line: range.start.line,
        severity,
        rule: ruleId,
        message,
        text: lines[range.start.line - 1]?.trim().slice(0, 160) ?? "",
      })),
      places: places.map((place) => ({ ...place, found: found.has(place.line) })),
      leftOut: copy.leftOut,
      problems: problems.map(({ message }) => `${name}: ${message}`),
    });
  }
  return results;
}

/** The first and the last line of each block of code. */
function linesOfBlocks(name: string, text: string): [number, number][] {
  const lines = new LineIndex(text);
  return fencesOf(text, name).map(({ body }): [number, number] => {
    const { start, end } = lines.range(body);
    return [start.line, end.line];
  });
}

/** So many of them, in the order in which they were, the same for the same seed. */
function sample<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  const next = random(seed);
  return items
    .map((item, index) => ({ item, index, key: next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

void main();
