/**
 * `npm run test:fixes`: has what the fixes of keys leave behind read by the languages' own tools, as far as they are on
 * this machine: every fixed fixture, and every place of a key that gets a fix. Fails where a tool refuses one.
 * The programs of Python and Ruby are run with the credentials of a role, where their SDKs are here.
 * `-- --write` keeps what was read by which tool for the table in docs/credentials.md.
 */
import { spawnSync } from "node:child_process";

import { readFixtures } from "../test/support/fixtures";
import { judgeKeyPlaces } from "../test/support/key-places";
import { differenceOf, keylessPrograms, ProgramBench } from "../test/support/keyless-programs";
import { toolFor, Workbench } from "./lib/fix-tools";
import { readChecked, writeChecked } from "./lib/place-table";

async function main(): Promise<void> {
  const bench = new Workbench();
  const unread = new Map<string, number>();
  const before = readChecked();
  const checked = new Map<string, string>();
  let sound = 0;
  let failed = 0;
  const read = async (what: string, name: string, text: string): Promise<string | null> => {
    const tool = toolFor(name);
    const mistake = tool ? await bench.check(tool, name, text) : undefined;
    const reason = tool ? tool.name : `nothing for ${name}`;
    if (mistake === undefined) unread.set(reason, (unread.get(reason) ?? 0) + 1);
    else if (mistake === null) sound++;
    else {
      failed++;
      console.error(`${what}: ${mistake}`);
    }
    return mistake === null ? tool!.name : null;
  };
  try {
    for (const { ruleId, kind, file, text } of readFixtures())
      if (kind === "fixed" && ruleId.startsWith("credentials/")) await read(`${ruleId}/${file}`, file, text);
    for (const { title, name, text, fixed } of await judgeKeyPlaces()) {
      if (fixed === null) continue;
      const tool = toolFor(name);
      // What the tool does not read before it tells nothing afterwards: templates of Helm are not YAML.
      const isReadable = tool !== null && (await bench.check(tool, name, text)) === null;
      const by = isReadable ? await read(title, name, fixed) : null;
      if (by !== null) checked.set(fixed, by);
      else if (!isReadable && before(fixed) !== null) checked.set(fixed, before(fixed)!);
    }
  } finally {
    bench.close();
  }
  failed += await runPrograms();
  for (const [what, count] of [...unread].sort()) console.log(`not read: ${count} (${what})`);
  console.log(`${sound} fixed texts are sound, ${failed} are not`);
  if (process.argv.includes("--write")) writeChecked(checked);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** How many programs do something else after their safe fix. */
async function runPrograms(): Promise<number> {
  const loads = { Python: ["python3", "-c", "import boto3"], Ruby: ["ruby", "-e", "require 'aws-sdk-s3'"] } as const;
  const bench = await ProgramBench.start();
  let failed = 0;
  try {
    for (const language of ["Python", "Ruby"] as const) {
      const [command, ...args] = loads[language];
      if (spawnSync(command, args).status !== 0) {
        console.log(`not run: programs of ${language}, whose SDK is not here`);
        continue;
      }
      for (const program of keylessPrograms.filter((one) => one.language === language)) {
        const difference = await differenceOf(bench, program);
        console.log(`${difference === null ? "runs as before" : "DIFFERS"}: ${language}, ${program.title}`);
        if (difference === null) continue;
        failed++;
        console.error(difference);
      }
    }
  } finally {
    await bench.close();
  }
  return failed;
}

void main();
