/**
 * `npm run test:fixes`: has what the fixes of keys leave behind read by the languages' own tools, as far as they are on
 * this machine: every fixed fixture, and every place of a key that gets a fix. Fails where a tool refuses one.
 * `-- --write` keeps what was read by which tool for the table in docs/credentials.md.
 */
import { readFixtures } from "../test/support/fixtures";
import { judgeKeyPlaces } from "../test/support/key-places";
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
  for (const [what, count] of [...unread].sort()) console.log(`not read: ${count} (${what})`);
  console.log(`${sound} fixed texts are sound, ${failed} are not`);
  if (process.argv.includes("--write")) writeChecked(checked);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
