/**
 * `npm run bench`: how fast it is, as built in dist/. Figures are medians on this machine; where a peer does the same
 * work in the same run, the bound is a ratio. Fails where a bound is missed. Words run the groups that have one of them
 * in their names, `--folder DIR` checks a folder in place of the generated workspace, and `--host` measures in a real VS Code instead.
 */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { parseTree } from "jsonc-parser";
import { parse as parseYaml, stringify as toYaml } from "yaml";

import { loadCatalog } from "../src/data/catalog-file";
import { loadParsers } from "../src/data/grammars";
import { growthOver } from "../test/support/language-server-memory";
import { random } from "../test/support/random";
import { changed } from "./changed";
import { commandLine } from "./command-line";
import { decisions } from "./decide";
import { diff } from "./diff";
import { host } from "./host";
import { hostile } from "./hostile";
import { language } from "./language";
import { median, milliseconds, report, type Row } from "./measure";
import { policyOf } from "./policies";
import { posture } from "./posture";
import { understanding } from "./understanding";
import { units } from "./units";
import { workspace } from "./workspace";

const dist = join(__dirname, "../dist");
const { createEngine } = createRequire(__filename)(join(dist, "engine.js")) as typeof import("../src/workspace/engine");
const kilobytes = (file: string): number => statSync(join(dist, file)).size / 1024;

/** Median over fresh processes of what a script prints, in milliseconds. */
function inFreshProcesses(script: string, runs = 9): number {
  return median(
    Array.from({ length: runs }, () => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ["--require", join(__dirname, "../test/support/vscode-stub.cjs"), "--eval", script],
        { cwd: dist, encoding: "utf8" },
      );
      if (status !== 0) throw new Error(stderr);
      return Number(stdout);
    }),
  );
}

function startUp(): Row[] {
  const load = (bundle: string): string =>
    `const started = performance.now(); require('./${bundle}'); process.stdout.write(String(performance.now() - started));`;
  const firstPolicy = `
    const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
    const engine = require('./engine.js').createEngine();
    const started = performance.now();
    engine.analyze({ name: 'policy.json', text }).then(() => process.stdout.write(String(performance.now() - started)));`;
  return [
    { what: "activation bundle, loaded", figure: inFreshProcesses(load("extension.js")), unit: "ms", bound: 30 },
    { what: "activation bundle, size", figure: kilobytes("extension.js"), unit: "KB", bound: 250 },
    { what: "account bundle, loaded", figure: inFreshProcesses(load("account.js")), unit: "ms", bound: null },
    { what: "account bundle, size", figure: kilobytes("account.js"), unit: "KB", bound: null },
    { what: "engine bundle, loaded", figure: inFreshProcesses(load("engine.js")), unit: "ms", bound: null },
    { what: "catalogue, compressed", figure: kilobytes("catalog.json.gz"), unit: "KB", bound: 300 },
    { what: "managed policies, compressed", figure: kilobytes("managed-policies.json.gz"), unit: "KB", bound: 200 },
    {
      what: "catalogue, loaded, and the first policy analysed",
      figure: inFreshProcesses(firstPolicy),
      unit: "ms",
      bound: 50,
    },
  ];
}

/** Small documents are mostly what an analysis costs in itself: only large ones compare with their parse. */
const jsonBounds = new Map([
  [1, null],
  [20, null],
  [200, 10],
  [1000, 10],
]);

async function policies(): Promise<Row[]> {
  const engine = createEngine();
  const catalog = await loadCatalog();
  const parsers = await loadParsers(["hcl", "typescript"]);
  const rows: Row[] = [];
  for (const [statements, bound] of jsonBounds) {
    const policy = policyOf(catalog, statements);
    // What takes a fraction of a millisecond is measured more often.
    const options =
      statements > 500
        ? { warm: 8, rounds: 15 }
        : statements > 100
          ? { warm: 20, rounds: 31 }
          : { warm: 400, rounds: 401 };
    // Another text each time, as when somebody types.
    const edited = (name: string, text: string) =>
      milliseconds(
        (round) => engine.analyze({ name, text: text.replace("Statement0", `Statement0x${round}`) }),
        options,
      );
    const json = JSON.stringify(policy, null, 2);
    const analysed = await edited("policy.json", json);
    const jsonParse = await milliseconds(() => parseTree(json), options);
    rows.push(
      { what: `JSON, ${statements} statements`, figure: analysed, unit: "ms", bound: null },
      { what: `JSON, ${statements} statements, times its bare parse`, figure: analysed / jsonParse, unit: "×", bound },
    );

    const yaml = toYaml({
      Resources: { Policy: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } },
    });
    const yamlParse = await milliseconds(() => parseYaml(yaml), options);
    rows.push({
      what: `YAML, ${statements} statements, times its bare parse`,
      figure: (await edited("template.yaml", yaml)) / yamlParse,
      unit: "×",
      bound: 3,
    });

    const hcl = `resource "aws_iam_policy" "policy" {\n  name = "policy"\n  policy = jsonencode(${json.replace(/"(\w+)": /g, "$1 = ")})\n}\n`;
    const hclParse = await milliseconds(() => parsers.parse("hcl", hcl)?.delete(), options);
    rows.push({
      what: `HCL, ${statements} statements, times its bare parse`,
      figure: (await edited("main.tf", hcl)) / hclParse,
      unit: "×",
      bound: 3,
    });

    const code = `export const policy = ${json};\n`;
    rows.push({
      what: `TypeScript, ${statements} statements`,
      figure: await edited("policy.ts", code),
      unit: "ms",
      bound: null,
    });
  }
  return rows;
}

async function credentials(): Promise<Row[]> {
  const engine = createEngine();
  const next = random(7);
  const lines = Array.from(
    { length: 2000 },
    (_, index) =>
      `export const value${index} = compute(${Math.floor(next() * 1000)}, 'item-${Math.floor(next() * 1e6)}');`,
  );
  const clean = lines.join("\n");
  const id = `AKIA${"Q3EGNFWQZCWL7PXT"}`;
  const candidate = [
    ...lines.slice(0, 1000),
    `const client = new S3Client({ credentials: { accessKeyId: '${id}', secretAccessKey: load() } });`,
    ...lines.slice(1000),
  ].join("\n");
  const edited = (text: string) =>
    milliseconds((round) => engine.analyze({ name: "code.ts", text: `${text}\n// ${round}` }), {
      warm: 10,
      rounds: 31,
    });
  return [
    { what: "code of 2,000 lines, clean", figure: await edited(clean), unit: "ms", bound: 5 },
    { what: "code of 2,000 lines, with a key", figure: await edited(candidate), unit: "ms", bound: 60 },
  ];
}

async function languageServer(): Promise<Row[]> {
  return [
    { what: "language server, growth over 10,000 edits", figure: await growthOver(10_000), unit: "MB", bound: 50 },
    {
      what: "language server, growth over 10,000 edits after other documents",
      figure: await growthOver(10_000, "others"),
      unit: "MB",
      bound: 50,
    },
  ];
}

const groups: Readonly<Record<string, (folder?: string) => Promise<Row[]> | Row[]>> = {
  start: startUp,
  assistants: commandLine,
  changed: () => changed(),
  diff,
  policies,
  understanding,
  code: credentials,
  decisions,
  language,
  hostile,
  server: languageServer,
  units,
  posture: () => posture(),
  workspace,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { host: { type: "boolean" }, folder: { type: "string" } },
    allowPositionals: true,
  });
  const names = Object.keys(groups).filter(
    (name) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
  );
  if (names.length === 0) throw new Error(`The groups of figures are ${Object.keys(groups).join(", ")}.`);
  const rows: Row[] = [];
  if (values.host) rows.push(...(await host()));
  else for (const name of names) rows.push(...(await groups[name]!(values.folder)));
  process.exitCode = report(rows) ? 0 : 1;
}

void main();
