/** Hover and completion in policies, with the catalogue loaded: how long a person waits for the box under the cursor. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { loadCatalog, loadDescriptions } from "../src/data/catalog-file";
import { milliseconds, type Row } from "./measure";
import { policyOf } from "./policies";

const { Understanding } = createRequire(__filename)(
  join(__dirname, "../dist/engine.js"),
) as typeof import("../src/workspace/engine");

const bound = 30;

/** The last statement is the one with the most text before it. */
const mark = '"Sid": "Last"';
const halfWritten = `${mark}, "Effect": "Allow", "Action": "s3:Get`;

export async function understanding(): Promise<Row[]> {
  const catalog = await loadCatalog();
  await loadDescriptions();
  const rows: Row[] = [];
  for (const statements of [20, 1000]) {
    const { Version, Statement } = policyOf(catalog, statements - 1);
    const last = {
      Sid: "Last",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:Get*"],
      Resource: "arn:aws:s3:::reports/*",
    };
    const json = JSON.stringify({ Version, Statement: [...Statement, last] }, null, 2);
    const options = statements > 500 ? { warm: 8, rounds: 15 } : { warm: 100, rounds: 101 };
    const ours = new Understanding();
    // Another text each time, as when somebody types.
    const edited = (text: string, round: number) => text.replace("Statement0", `Statement0x${round}`);
    const hover = (what: string, at: string) =>
      timed(`hover over ${what}`, async (round) => {
        const text = edited(json, round);
        return ours.hoverAt({ name: "policy.json", text }, text.lastIndexOf(at) + 6);
      });
    const timed = async (what: string, ask: (round: number) => Promise<unknown>): Promise<void> => {
      const figure = await milliseconds(async (round) => {
        if ((await ask(round)) === null) throw new Error(`Nothing is known for ${what}`);
      }, options);
      rows.push({ what: `${what}, ${statements} statements`, figure, unit: "ms", bound });
    };
    await hover("an action", '"s3:GetObject"');
    await hover("a wildcard", '"s3:Get*"');
    await timed("hover, the text unchanged", () =>
      ours.hoverAt({ name: "policy.json", text: json }, json.lastIndexOf('"s3:GetObject"') + 6),
    );
    const unfinished = json.slice(0, json.lastIndexOf(mark)) + halfWritten;
    await timed("completion of an action", (round) => {
      const text = edited(unfinished, round);
      return ours.completionsAt({ name: "policy.json", text }, text.length);
    });
    await timed("completion of an ARN", (round) => {
      const text = edited(json, round);
      return ours.completionsAt(
        { name: "policy.json", text },
        text.lastIndexOf("arn:aws:s3:::reports") + "arn:aws:s3:".length,
      );
    });
  }
  return rows;
}
