/** The same as bench/understanding.ts in the other forms, whose texts take longer to read, and in the middle of a policy; and how long the line above it takes. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { stringify as toYaml } from "yaml";

import { loadCatalog } from "../src/data/catalog-file";
import { milliseconds, type Row } from "./measure";
import { policyOf } from "./policies";

const { Understanding } = createRequire(__filename)(
  join(__dirname, "../dist/engine.js"),
) as typeof import("../src/workspace/engine");

/** Most that somebody waits for what they read or choose from. */
const bound = 30;

export async function language(): Promise<Row[]> {
  const catalog = await loadCatalog();
  const understanding = new Understanding();
  const rows: Row[] = [];
  for (const statements of [20, 1000]) {
    const policy = policyOf(catalog, statements);
    const json = JSON.stringify(policy, null, 2);
    const texts: readonly [form: string, name: string, text: string][] = [
      [
        "YAML",
        "template.yaml",
        toYaml({ Resources: { Policy: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } } }),
      ],
      [
        "HCL",
        "main.tf",
        `resource "aws_iam_policy" "policy" {\n  policy = jsonencode(${json.replace(/"(\w+)": /g, "$1 = ")})\n}\n`,
      ],
      ["TypeScript", "policy.ts", `export const policy = ${json};\n`],
    ];
    const options = statements > 500 ? { warm: 5, rounds: 11 } : { warm: 20, rounds: 31 };
    for (const [form, name, text] of texts) {
      const middle = text.indexOf(`Statement${statements / 2}`);
      const action = text.slice(middle).search(/[a-z0-9]+:[A-Z]/) + middle;
      const offset = action + text.slice(action).indexOf(":") + 2;
      // Another text each time, as when somebody types.
      const edited = (round: number) => ({ name, text: text.replace(/Statement0\b/, `Statement${round % 10}`) });
      const complete = await milliseconds((round) => understanding.completionsAt(edited(round), offset), options);
      rows.push({ what: `completion, ${form}, ${statements} statements`, figure: complete, unit: "ms", bound });
      const document = { name, text };
      // The line above the policy has read the document by then.
      const hover = await milliseconds(() => understanding.hoverAt(document, offset), options);
      rows.push({ what: `hover, ${form}, ${statements} statements`, figure: hover, unit: "ms", bound });
      const first = await milliseconds((round) => understanding.hoverAt(edited(round), offset), options);
      rows.push({
        what: `hover, ${form}, ${statements} statements, first after an edit`,
        figure: first,
        unit: "ms",
        bound,
      });
      const lens = await milliseconds((round) => understanding.lensesOf(edited(round)), options);
      rows.push({ what: `lens, ${form}, ${statements} statements`, figure: lens, unit: "ms", bound: null });
    }
  }
  return rows;
}
