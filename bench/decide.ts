/**
 * How long a built decision takes over two policies: after an edit of some statements, after a rewrite, and of what is the same in another
 * order. Both matter to a person: the first of a process (`planeguard diff`, the first edit in an editor), and one of many.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { Catalog } from "../src/catalog/catalog";
import { median, milliseconds, type Row } from "./measure";
import { policyOf, type Statement } from "./policies";

const script = join(__dirname, "built-decision.cjs");

interface BuiltDecision {
  readonly catalog: Catalog;
  readonly verdictOf: (before: string, after: string) => string;
}

/** Of a decision that others went before. */
const bounds = new Map([
  [20, 5],
  [200, 60],
  [1000, 600],
]);
const firstRuns = 5;

const changes: Readonly<Record<string, (statements: readonly Statement[]) => readonly Statement[]>> = {
  "every tenth statement wider": (all) =>
    all.map((one, at) => (at % 10 === 0 ? { ...one, Action: `${[one.Action].flat()[0]!.split(":")[0]}:*` } : one)),
  "every Resource narrower": (all) =>
    all.map((one) => ({ ...one, Resource: [one.Resource].flat().map((arn) => `${arn}-x`) })),
  "in another order, conditions apart": (all) =>
    [...all].reverse().map(({ Sid, ...one }) => ({ ...one, Sid: `${Sid}x`, Action: [one.Action].flat().reverse() })),
};

function firstOfProcess(before: string, after: string): number {
  const input = JSON.stringify([before, after]);
  const figures = Array.from({ length: firstRuns }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [script], { input, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  });
  return median(figures);
}

export async function decisions(): Promise<Row[]> {
  const { catalog, verdictOf } = createRequire(__filename)(script) as BuiltDecision;
  const rows: Row[] = [];
  for (const [count, bound] of bounds) {
    const { Version, Statement } = policyOf(catalog, count);
    for (const [name, change] of Object.entries(changes)) {
      const [before, after] = [
        JSON.stringify({ Version, Statement }),
        JSON.stringify({ Version, Statement: change(Statement) }),
      ] as const;
      const verdict = verdictOf(before, after);
      const what = `decision, ${count} statements, ${name} (${verdict})`;
      const options =
        count > 500 ? { warm: 3, rounds: 7 } : count > 100 ? { warm: 20, rounds: 31 } : { warm: 100, rounds: 101 };
      rows.push(
        { what: `${what}, first of a process`, figure: firstOfProcess(before, after), unit: "ms", bound: null },
        { what, figure: await milliseconds(() => verdictOf(before, after), options), unit: "ms", bound },
      );
    }
  }
  return rows;
}
