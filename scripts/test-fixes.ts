/**
 * `npm run test:fixes`: checks what the credential rules' fixes leave behind with the languages' own tools, as far as
 * they are on this machine. Fails where a fixed fixture does not compile; says which languages could not be checked.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

import { transformSync } from "esbuild";
import { parse as parseJson, type ParseError } from "jsonc-parser";
import { parseAllDocuments } from "yaml";

import { readFixtures } from "../test/support/fixtures";

/** Tells what is wrong with a file; null where nothing is. Throws `NoTool` where the tool is not on the machine. */
type Check = (text: string, file: string) => string | null;

class NoTool extends Error {}

/** A tool that reads the file named last and fails on a mistake of syntax. */
function tool(command: string, ...args: readonly string[]): Check {
  return (_, file) => {
    const { error, status, stdout, stderr } = spawnSync(command, [...args, file], { encoding: "utf8" });
    if (error) throw new NoTool(command);
    return status === 0 ? null : (stderr || stdout).trim();
  };
}

const script =
  (loader: "js" | "ts" | "tsx"): Check =>
  (text) => {
    try {
      transformSync(text, { loader });
      return null;
    } catch (error) {
      return String(error);
    }
  };

const json: Check = (text) => {
  const errors: ParseError[] = [];
  parseJson(text, errors, { allowTrailingComma: true });
  return errors.length > 0 ? `${errors.length} mistakes` : null;
};

const yaml: Check = (text) => parseAllDocuments(text).flatMap(({ errors }) => errors)[0]?.message ?? null;

const checks: Readonly<Record<string, Check>> = {
  ".js": script("js"),
  ".mjs": script("js"),
  ".cjs": script("js"),
  ".ts": script("ts"),
  ".mts": script("ts"),
  ".tsx": script("tsx"),
  ".py": tool("python3", "-m", "py_compile"),
  ".sh": tool("bash", "-n"),
  ".go": tool("gofmt", "-e", "-l"),
  // Stopped after parsing: the SDK is not on the class path.
  ".java": tool("javac", "-proc:none", "-XDshould-stop.ifNoError=PARSE"),
  // Prints the formatted file, and fails where it cannot be parsed.
  ".rs": tool("rustfmt", "--edition", "2021", "--emit", "stdout"),
  ".rb": tool("ruby", "-c"),
  ".php": tool("php", "-l"),
  ".json": json,
  ".yaml": yaml,
  ".yml": yaml,
};

const folder = mkdtempSync(join(tmpdir(), "planeguard-fixes-"));
const unchecked = new Map<string, number>();
let checked = 0;
let failed = 0;
try {
  for (const { ruleId, kind, file, text } of readFixtures()) {
    if (kind !== "fixed" || !ruleId.startsWith("credentials/")) continue;
    const check = checks[extname(file)];
    const copy = join(folder, file);
    writeFileSync(copy, text);
    try {
      if (!check) throw new NoTool(`nothing for ${extname(file)}`);
      const mistake = check(text, copy);
      checked++;
      if (mistake === null) continue;
      failed++;
      console.error(`${ruleId}/${file}: ${mistake}`);
    } catch (error) {
      if (!(error instanceof NoTool)) throw error;
      unchecked.set(error.message, (unchecked.get(error.message) ?? 0) + 1);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const [what, count] of unchecked) console.log(`not checked: ${count} fixtures (${what})`);
console.log(`${checked - failed} fixed fixtures are sound, ${failed} are not`);
process.exitCode = failed > 0 ? 1 : 0;
