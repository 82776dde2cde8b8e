/** Compares what is found with policies that were found by running the programs. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { callsOfFolder } from "./folder";

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

const languages = ["typescript", "python", "go", "java"];

/** The services whose resources have a key of AWS KMS, as the program's infrastructure says it. */
function servicesWithKeys(program: string): ReadonlySet<string> {
  const file = join(program, "cdk/lib/stack.ts");
  const stack = existsSync(file) ? readFileSync(file, "utf8") : "";
  const has = (construct: RegExp, key: RegExp): boolean =>
    stack
      .split(construct)
      .slice(1)
      .some((part) => key.test(part.slice(0, part.indexOf(");"))));
  const found: string[] = [];
  if (has(/new \w+\.Secret\(/, /encryptionKey/)) found.push("secretsmanager");
  if (has(/new \w+\.Topic\(/, /masterKey/)) found.push("sns");
  if (has(/new \w+\.Queue\(/, /encryptionMasterKey/)) found.push("sqs");
  return new Set(found);
}

/** Prints a row for each program and language: how many of the actions are found, which are not, and which are found beside them. */
export async function compareWithPolicies(folder: string, programs: readonly string[]): Promise<void> {
  let [needed, found, most] = [0, 0, 0];
  for (const program of programs) {
    const policy = JSON.parse(readFileSync(join(folder, program, "minimal_policy.json"), "utf8")) as Policy;
    const keyed = servicesWithKeys(join(folder, program));
    const actions = new Set(policy.Statement.flatMap(({ Action }) => Action));
    for (const language of languages) {
      if (!existsSync(join(folder, program, language))) continue;
      const files = await callsOfFolder(join(folder, program, language));
      const calls = files.flatMap((file) => file.calls.calls);
      const own = new Set(calls.flatMap((call) => call.actions));
      for (const call of calls)
        if (keyed.has(call.operation.split(":")[0]!)) for (const { action } of call.ifEncrypted) own.add(action);
      const missing = [...actions].filter((action) => !own.has(action));
      const extra = [...own].filter((action) => !actions.has(action));
      needed += actions.size;
      found += actions.size - missing.length;
      most = Math.max(most, extra.length);
      const row = [
        program.padEnd(10),
        language.padEnd(11),
        `${actions.size - missing.length}/${actions.size}`.padEnd(8),
      ];
      console.log(`${row.join("")}missing: ${missing.join(", ") || "–"}  extra: ${extra.join(", ") || "–"}`);
    }
  }
  console.log(
    `recall ${((100 * found) / needed).toFixed(1)} % (${found} of ${needed}), at most ${most} extra a program`,
  );
}
