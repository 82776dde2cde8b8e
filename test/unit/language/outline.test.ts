import assert from "node:assert/strict";

import type { PolicySymbol } from "../../../src/language/outline";
import { Understanding } from "../../../src/workspace/understanding";

const understanding = new Understanding();
const terraform = `resource "aws_iam_role_policy" "reader" {
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation", "s3:ListAllMyBuckets"],
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "NotAction": "s3:*",
      "Resource": "*"
    }
  ]
}
EOF
}
`;

describe("the outline", () => {
  it("has each policy with its statements, by their Sid or by what they do", async () => {
    const symbols = await understanding.symbolsOf({ name: "main.tf", text: terraform });
    const told = ({ name, detail, children }: PolicySymbol): unknown => [name, detail, children.map(told)];
    assert.deepEqual(symbols.map(told), [
      [
        "aws_iam_role_policy.reader",
        "identity policy",
        [
          ["Read", "Allow s3:GetObject, s3:ListBucket and 2 more", []],
          ["Deny all but s3:*", "", []],
        ],
      ],
    ]);
  });

  it("has ranges that hold what they select", async () => {
    const walk = (symbol: PolicySymbol): void => {
      assert.ok(
        symbol.range.start.offset <= symbol.selection.start.offset &&
          symbol.selection.end.offset <= symbol.range.end.offset,
        symbol.name,
      );
      symbol.children.forEach(walk);
    };
    (await understanding.symbolsOf({ name: "main.tf", text: terraform })).forEach(walk);
  });

  it("names what has a blank Sid or label by what it does, and a policy with no statement not at all", async () => {
    const named = async (statement: string) =>
      (
        await understanding.symbolsOf({
          name: "policy.json",
          text: `{ "Version": "2012-10-17", "Statement": [${statement}] }`,
        })
      ).map(({ kind, name, children: [child] }) => [kind, name, child?.kind, child?.name, child?.detail]);
    const action = '"Action": "s3:GetObject", "Resource": "*"';
    assert.deepEqual(await named(`{ "Sid": " ", "Effect": "Allow", ${action} }`), [
      ["policy", "identity policy", "statement", "Allow s3:GetObject", ""],
    ]);
    assert.deepEqual(await named(`{ "Sid": "A", ${action} }`), [
      ["policy", "identity policy", "statement", "A", "s3:GetObject"],
    ]);
    assert.deepEqual(await named('{ "Effect": "Allow" }'), [["policy", "identity policy", "statement", "Allow", ""]]);
    assert.deepEqual(await named('{ "Resource": "*", "Condition": {} }'), [
      ["policy", "identity policy", "statement", "…", ""],
    ]);
    assert.deepEqual(await named(""), []);
  });

  it("is empty where there is no policy", async () => {
    assert.deepEqual(await understanding.symbolsOf({ name: "main.tf", text: 'locals { statement = "paid" }' }), []);
  });
});

describe("folding", () => {
  it("has the objects and lists of a policy in a text", async () => {
    const text = `const text = \`{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:*",\n      "Resource": "*"\n    }\n  ]\n}\`;\n`;
    const folds = await understanding.foldsOf({ name: "code.ts", text });
    assert.deepEqual(
      folds.map(({ start, end }) => [start.line, end.line]),
      [
        [1, 10],
        [3, 9],
        [4, 8],
      ],
    );
  });

  it("leaves what the language folds by itself", async () => {
    assert.deepEqual(
      await understanding.foldsOf({
        name: "code.ts",
        text: "const policy = {\n  Version: '2012-10-17',\n  Statement: [\n    { Effect: 'Allow', Action: 's3:*' },\n  ],\n};\n",
      }),
      [],
    );
  });
});
