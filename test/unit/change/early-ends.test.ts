/** Programs of AWS CDK that end, or choose a case, before they come to a policy. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
export class Jobs extends Stack {
  constructor(scope: any, id: string, props: any) {
    super(scope, id);
    const role = new iam.Role(this, "Role", {});
    ${line}
  }
}
`;
const python = (line: string) => `from aws_cdk import Stack, aws_iam as iam
class Jobs(Stack):
    def __init__(self, scope, id, stage):
        role = iam.Role(self, "Role")
        ${line}
        role.add_to_policy(iam.PolicyStatement(actions=["sqs:SendMessage"], resources=["*"]))
`;
const sends = 'role.addToPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] }));';
const on = (cases: string, value = "props.stage") => `switch (${value}) { ${cases} }`;
const newly = ["role identity: sqs:SendMessage on *"];
const unknown = ["?role identity"];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["an end that goes", `if (!props.on) return; ${sends}`, sends, newly],
  ["an end that comes", sends, `if (!props.on) return; ${sends}`, ["-role identity: sqs:SendMessage on *"]],
  ["another end", `if (props.stage === "a") return; ${sends}`, `if (props.stage === "b") return; ${sends}`, unknown],
  ["an end in place of a branch", `if (props.on) { ${sends} }`, `if (!props.on) return; ${sends}`, []],
  [
    "an end with something before it",
    `if (!props.on) { log(); return; } ${sends}`,
    `if (!props.on) return; ${sends}`,
    [],
  ],
  ["what fails", sends, `if (!props.on) throw new Error("no"); ${sends}`, []],
  ["what ends below", `${sends} if (props.a) return;`, `${sends} if (props.b) return;`, []],
  [
    "a turn of a loop that ends",
    `for (const a of props.all) { if (a.x) continue; ${sends} }`,
    `for (const a of props.all) { if (a.y) continue; ${sends} }`,
    unknown,
  ],
  ["one more case", on(`case "a": ${sends} break;`), on(`case "a": case "b": ${sends} break;`), unknown],
  [
    "a case of something else",
    on(`case "a": ${sends} break;`),
    on(`case "a": ${sends} break;`, "props.other"),
    unknown,
  ],
  ["cases in another order", on(`case "a": case "b": ${sends} break;`), on(`case "b": case "a": ${sends} break;`), []],
  [
    "the default in place of a case",
    on(`case "a": ${sends} break; default: log();`),
    on(`case "a": break; default: ${sends}`),
    unknown,
  ],
  [
    "another case beside it",
    on(`case "a": ${sends} break;`),
    on(`case "a": ${sends} break; case "b": log(); break;`),
    [],
  ],
  ["a case that goes", on(`case "a": ${sends} break;`), sends, newly],
];

describe("programs of CDK that end before a policy", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("s.ts", typescript(before), typescript(after)), lines));
  const ending = (stage: string) => `if stage == "${stage}":\n            return`;
  it("another end, in Python", async () =>
    assert.deepEqual(await diffTexts("s.py", python(ending("a")), python(ending("b"))), unknown));
  it("an end that goes, in Python", async () =>
    assert.deepEqual(await diffTexts("s.py", python(ending("a")), python("pass")), newly));
});
