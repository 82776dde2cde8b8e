/** The risks that are told beside what a change newly allows. */
import assert from "node:assert/strict";

import { diffFiles } from "../../../src/workspace/diff/files";
import { temporaryFolder } from "../../support/folder";

const program = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
class S extends Stack { constructor(scope: any, id: string) { super(scope, id);
  const role = new iam.Role(this, "R", {});
  const other = new iam.Role(this, "O", {});
  ${lines}
} }
`;
const added = (to: string, actions: string, on = '"*"') =>
  `${to}.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: [${on}] }));`;
const constant = (...actions: readonly string[]) => `const all = ${JSON.stringify(actions)};`;
const narrow = '"arn:aws:s3:::files/*"';
const wild = "risk/sensitive-service-wildcard";

type Row = readonly [title: string, before: string, after: string, risks: Readonly<Record<string, readonly string[]>>];
const rows: readonly Row[] = [
  ["of actions in place", "", added("role", '["s3:*"]'), { role: [wild] }],
  ["of actions in a variable", "", constant("s3:*") + added("role", "all"), { role: [wild] }],
  [
    "of a variable that says more than before",
    constant("s3:GetObjectTagging") + added("role", "all"),
    constant("s3:*") + added("role", "all"),
    { role: [wild] },
  ],
  [
    "of none where others take it too",
    constant("s3:*"),
    constant("s3:*") + added("role", "all") + added("other", "all", narrow),
    { role: [], other: [] },
  ],
  ["of nothing that was there", added("role", '["s3:*"]'), added("role", '["s3:*", "sqs:SendMessage"]'), { role: [] }],
];

describe("the risks of what is newly allowed", () => {
  for (const [title, before, after, risks] of rows)
    it(title, async () => {
      const folder = temporaryFolder({ "old/s.ts": program(before), "new/s.ts": program(after) });
      try {
        const { subjects } = await diffFiles({ folder: folder.path, old: "old/s.ts", current: "new/s.ts" });
        const found = subjects.filter(({ kind, newlyAllowed }) => kind === "identity" && newlyAllowed.length > 0);
        assert.deepEqual(
          Object.fromEntries(
            found.map(({ name, newlyAllowed }) => [
              name,
              [...new Set(newlyAllowed.flatMap((one) => one.risks.map(({ ruleId }) => ruleId)))],
            ]),
          ),
          risks,
        );
      } finally {
        folder.remove();
      }
    });
});
