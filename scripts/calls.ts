/**
 * `npm run calls -- DIR… [--unknown] [--missing]`: what code calls. Of a folder with programs in several languages and a `minimal_policy.json`
 * that was found by running them, it prints which of its actions are found and which are found beside them; of AWS's tagged
 * examples (`.doc_gen/metadata`), the part of the tagged operations that is found; of any other folder or file the calls themselves.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { callsOfFolder } from "./lib/calls/folder";
import { compareWithPolicies } from "./lib/calls/minimal-policies";
import { compareWithTags } from "./lib/calls/tagged-examples";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { unknown: { type: "boolean" }, missing: { type: "boolean" } },
  });
  if (positionals.length === 0) {
    console.error("usage: npm run calls -- DIR… [--unknown] [--missing]");
    process.exitCode = 2;
    return;
  }
  for (const positional of positionals) {
    const folder = resolve(positional);
    const isFolder = statSync(folder).isDirectory();
    const programs = isFolder
      ? readdirSync(folder).filter((name) => existsSync(join(folder, name, "minimal_policy.json")))
      : [];
    if (programs.length > 0) await compareWithPolicies(folder, programs.sort());
    else if (existsSync(join(folder, ".doc_gen/metadata"))) await compareWithTags(folder, values.missing ?? false);
    else await print(folder, values.unknown ?? false);
  }
}

async function print(folder: string, withUnknown: boolean): Promise<void> {
  for (const { name, calls, lines } of await callsOfFolder(folder)) {
    for (const call of calls.calls) {
      const { line } = lines.position(call.nameSpan.start);
      const resources = [...new Set(call.grants.flatMap((grant) => grant.resources.map(({ pattern }) => pattern)))];
      const others = call.actions.filter((action) => action !== call.operation);
      const beside = others.length > 0 ? ` → ${call.actions.join(", ")}` : "";
      console.log(
        `${name}:${line}  ${call.operation}${beside}  ${resources.join(" | ")}${call.because ? `  (${call.because})` : ""}`,
      );
    }
    if (!withUnknown) continue;
    for (const { span, reason } of calls.unknown)
      console.log(`${name}:${lines.position(span.start).line}  ? ${reason}`);
  }
}

void main();
