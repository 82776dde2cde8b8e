/** How long a decision takes over two policies: after an edit of some statements, after a rewrite, and of what is the same in another order. */
import { decide, policySetsOf } from "../src/analysis/decide/decide";
import { readPolicy } from "../src/analysis/policy/read";
import { parseJson } from "../src/analysis/source/json-tree";
import { loadCatalog } from "../src/data/catalog-file";
import { milliseconds, type Row } from "./measure";
import { policyOf, type Statement } from "./policies";

const bounds = new Map([
  [20, 5],
  [200, 60],
  [1000, 600],
]);

const changes: Readonly<Record<string, (statements: readonly Statement[]) => readonly Statement[]>> = {
  "every tenth statement wider": (all) =>
    all.map((one, at) => (at % 10 === 0 ? { ...one, Action: `${[one.Action].flat()[0]!.split(":")[0]}:*` } : one)),
  "every Resource narrower": (all) =>
    all.map((one) => ({ ...one, Resource: [one.Resource].flat().map((arn) => `${arn}-x`) })),
  "in another order, conditions apart": (all) =>
    [...all].reverse().map(({ Sid, ...one }) => ({ ...one, Sid: `${Sid}x`, Action: [one.Action].flat().reverse() })),
};

function setsOf(statements: readonly Statement[]) {
  const { root } = parseJson(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (root?.kind !== "object") throw new Error("no policy");
  return policySetsOf([readPolicy(root, { policyType: "identity" })!]);
}

export async function decisions(): Promise<Row[]> {
  const catalog = await loadCatalog();
  const rows: Row[] = [];
  for (const [count, bound] of bounds) {
    const { Statement } = policyOf(catalog, count);
    for (const [name, change] of Object.entries(changes)) {
      const [before, after] = [JSON.stringify(Statement), JSON.stringify(change(Statement))];
      const verdicts = new Set<string>();
      const figure = await milliseconds(
        () =>
          verdicts.add(
            decide(setsOf(JSON.parse(before) as Statement[]), setsOf(JSON.parse(after) as Statement[]), { catalog })
              .verdict,
          ),
        count > 500 ? { warm: 3, rounds: 7 } : { warm: 20, rounds: 31 },
      );
      rows.push({
        what: `decision, ${count} statements, ${name} (${[...verdicts].join()})`,
        figure,
        unit: "ms",
        bound,
      });
    }
  }
  return rows;
}
