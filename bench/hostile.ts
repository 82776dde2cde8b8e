/** Documents that are large, or full of findings: in ratios to a plain analysis in the same run. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { credentialPlaces } from "../test/support/credential-places";
import { keysOf } from "../test/support/large/keys";
import { milliseconds, type Row } from "./measure";

const { createEngine } = createRequire(__filename)(
  join(__dirname, "../dist/engine.js"),
) as typeof import("../src/workspace/engine");

const statementWith = (actions: readonly string[]): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] }, null, 1);

export async function hostile(): Promise<Row[]> {
  const engine = createEngine();
  const timed = (name: string, text: string, fixes: boolean, options: { warm: number; rounds: number }) =>
    milliseconds(() => engine.analyze({ name, text }, { fixes }), options);
  // Twelve thousand of these are 1 MB, half of what is read.
  const statements = (count: number) =>
    timed(
      "policy.json",
      JSON.stringify({
        Version: "2012-10-17",
        Statement: Array.from({ length: count }, (_, at) => ({
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::bucket${at}/*`,
        })),
      }),
      false,
      { warm: 3, rounds: 5 },
    );
  const [thousand, many] = [await statements(1000), await statements(12_000)];
  const rows: Row[] = [
    { what: "JSON, 12,000 statements, times a thousand for each", figure: many / thousand / 12, unit: "×", bound: 2 },
  ];

  const leftOut = JSON.stringify({
    Statement: [{ Effect: "Allow", NotAction: Array.from({ length: 3600 }, (_, at) => `s3:x${at}`), Resource: "*" }],
  });
  const unknown = statementWith(Array.from({ length: 400 }, (_, at) => `s3:x${at}`));
  const environment = credentialPlaces.find(({ title }) => title === ".env")!.write(keysOf(1000));
  for (const [what, name, text, most] of [
    ["400 findings in 5 KB", "policy.json", unknown, 1000],
    ["3,600 findings of a NotAction", "policy.json", leftOut, 100],
    ["1,000 keys in a .env", ".env", environment.text, 300],
  ] as const) {
    const plain = await timed(name, text, false, { warm: 10, rounds: 15 });
    const proven = await timed(name, text, true, { warm: 0, rounds: 1 });
    rows.push(
      { what, figure: plain, unit: "ms", bound: 400 },
      { what: `${what}, with every fix, times as long`, figure: proven / plain, unit: "×", bound: most },
    );
  }
  return rows;
}
