/**
 * Writes everything that follows from the rules and checks: their indexes, documentation pages, the README's tables.
 * `--check` writes nothing and fails where a file differs.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "..");
const checkOnly = process.argv.includes("--check");
const written = new Set<string>();
let differing = 0;

function write(path: string, content: string): void {
  written.add(path);
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === content) return;
  differing++;
  console.log(`${checkOnly ? "differs" : "wrote"}: ${path}`);
  if (checkOnly) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Removes generated files of this folder that nothing generates any more. */
function sweep(folder: string): void {
  for (const path of filesBelow(folder)) {
    if (written.has(path)) continue;
    differing++;
    console.log(`${checkOnly ? "stale" : "removed"}: ${path}`);
    if (!checkOnly) rmSync(join(root, path));
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** An index of the modules of a folder that default-export a rule or check, or a list of them. */
function writeIndex(folder: string, name: string, type: string, typeFrom: string): void {
  const modules = filesBelow(folder)
    .filter((path) => path.endsWith(".ts") && !path.includes("/generated/"))
    .filter((path) => /^export default /m.test(readFileSync(join(root, path), "utf8")))
    .map((path) => `../${path.slice(folder.length + 1, -".ts".length)}`);
  const variable = (index: number) => `m${index}`;
  write(
    `${folder}/generated/index.ts`,
    [
      "/** Written by `npm run generate`. */",
      `import type { ${type} } from '${typeFrom}';`,
      ...modules.map((module, index) => `import ${variable(index)} from '${module}';`),
      "",
      `/** By id. */`,
      `export const ${name}: readonly ${type}[] = [`,
      ...modules.map((_, index) => `  ${variable(index)},`),
      `].flat().sort((a, b) => (a.id < b.id ? -1 : 1));`,
      "",
    ].join("\n"),
  );
}

function replaceBetween(path: string, marker: string, content: string): void {
  const text = readFileSync(join(root, path), "utf8");
  const pattern = new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- /${marker} -->)`);
  if (!pattern.test(text)) throw new Error(`${path} has no place marked ${marker}`);
  write(
    path,
    text.replace(pattern, (_, open: string, close: string) => `${open}${content}\n${close}`),
  );
}

/** More of one family are counted, not named. */
const mostNamed = 6;

/** Links to the pages of rules or checks, or to the folder of a family that has many. */
function named(kind: "rule" | "check", ids: readonly string[]): string[] {
  const families = new Map<string, string[]>();
  for (const id of ids) {
    const family = id.slice(0, id.indexOf("/"));
    families.set(family, [...(families.get(family) ?? []), id]);
  }
  return [...families].flatMap(([family, members]) =>
    members.length > mostNamed
      ? [`[${members.length} ${kind}s of \`${family}/\`](docs/${kind}s/${family})`]
      : members.map((id) => `[\`${id}\`](docs/${kind}s/${id}.md)`),
  );
}

async function main(): Promise<void> {
  writeIndex("src/analysis/rules", "rules", "Rule", "../rule");
  writeIndex("src/account/checks", "checks", "Check", "../check");
  writeIndex("src/analysis/credentials/kinds", "kinds", "CredentialKind", "../../kind");
  writeIndex("src/assist", "tools", "Tool", "../tool");

  const { rules } = await import("../src/analysis/rules/generated/index");
  const { checks } = await import("../src/account/checks/generated/index");
  const { explain } = await import("../src/report/explain");
  const { recommendations } = await import("../src/guidance/recommendations");
  const { analyzerTable, fixKinds, fixTable, presetTable } = await import("./lib/coverage");
  const { controlTable } = await import("./lib/control-table");

  write(
    "src/account/checks/generated/ids.ts",
    [
      "/** Written by `npm run generate`: the ids alone, for what must not load the checks. */",
      `export const checkIds: readonly string[] = ${JSON.stringify(checks.map(({ id }) => id))};`,
      "",
    ].join("\n"),
  );
  for (const { id } of rules) write(`docs/rules/${id}.md`, explain(id)!);
  for (const { id } of checks) write(`docs/checks/${id}.md`, explain(id)!);
  const { pageList } = await import("./lib/page-lists");
  const ofRules =
    "What is said of policies, of credentials and of the code that uses them. `planeguard explain RULE` prints a page.";
  write("docs/rules/README.md", pageList("Rules", ofRules, rules));
  const ofChecks = "What is looked at in a live account. `planeguard explain CHECK` prints a page.";
  write("docs/checks/README.md", pageList("Checks", ofChecks, checks));
  const listing = recommendations.flatMap(({ id, number, title }) => {
    const serving = (all: readonly { id: string; recommendation: string }[]) =>
      all.filter((one) => one.recommendation === id).map((one) => one.id);
    const served = [...named("rule", serving(rules)), ...named("check", serving(checks))];
    return [`| ${number} | ${title} | ${served.join(", ") || "not yet"} |`];
  });
  replaceBetween(
    "README.md",
    "recommendations",
    ["| | Recommendation | Rules and checks |", "|---|---|---|", ...listing].join("\n"),
  );
  const kinds = await fixKinds();
  write("docs/access-analyzer.md", analyzerTable(rules, kinds));
  write("docs/fixes.md", fixTable(rules, kinds));
  write("docs/controls.md", controlTable(checks));
  replaceBetween("docs/configuration.md", "presets", presetTable(rules));
  const { credentialTable } = await import("./lib/credential-table");
  const { placeTable } = await import("./lib/place-table");
  write("docs/credentials.md", credentialTable() + (await placeTable()));
  const { configurationSchema } = await import("./lib/configuration-schema");
  write("schemas/planeguard.schema.json", configurationSchema(rules));
  const { translatable } = await import("./lib/l10n");
  write(
    "l10n/bundle.l10n.json",
    `${JSON.stringify(Object.fromEntries(translatable(root, rules).map((text) => [text, text])), null, 2)}\n`,
  );
  const { withTools } = await import("./lib/language-model-tools");
  write("package.json", withTools(readFileSync(join(root, "package.json"), "utf8")));
  const { planeguard } = await import("../test/support/terminal");
  write("man/planeguard.1", (await planeguard(root, ["man"])).out);
  const { snippetFiles } = await import("./snippets/snippets");
  for (const [name, snippets] of Object.entries(snippetFiles()))
    write(`snippets/${name}`, `${JSON.stringify(snippets, null, 2)}\n`);
  sweep("snippets");
  sweep("docs/rules");
  sweep("docs/checks");
  if (checkOnly && differing > 0) {
    console.error("Generated files differ: run npm run generate and commit what it writes.");
    process.exitCode = 1;
  }
}

void main();
