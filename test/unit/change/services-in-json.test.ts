/** Services of the Serverless Framework in JSON, and in YAML that is written like it: what stands for something else there. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const names = ["serverless.json", "serverless.yml"] as const;

const service = (statements: unknown, more: object = {}) =>
  JSON.stringify({
    service: "files",
    provider: { name: "aws", iam: { role: { statements } } },
    functions: { read: { handler: "read.handler" } },
    ...more,
  });
const reads = (Resource: unknown) => [{ Effect: "Allow", Action: "s3:GetObject", Resource }];
const ofBucket = (bucket: string) => service(reads("arn:aws:s3:::${self:custom.bucket}/*"), { custom: { bucket } });
const byRole = (Sub: unknown, action: string) =>
  service([{ Effect: "Allow", Action: action, Resource: { "Fn::Sub": Sub } }]);

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "statements of another file",
    service("${file(reader.yml)}"),
    service("${file(writer.yml)}"),
    ["?provider identity"],
  ],
  [
    "statements of a file beside others",
    service([...reads("*"), "${file(reader.yml)}"]),
    service([...reads("*"), "${file(writer.yml)}"]),
    ["?provider identity"],
  ],
  [
    "the same file",
    service("${file(reader.yml)}"),
    service("${file(reader.yml)}", { package: { individually: true } }),
    [],
  ],
  [
    "what it says of itself",
    ofBucket("a"),
    ofBucket("b"),
    ["provider identity: s3:GetObject on arn:aws:s3:::b/*", "-provider identity: s3:GetObject on arn:aws:s3:::a/*"],
  ],
  ["the same in its place", ofBucket("a"), service(reads("arn:aws:s3:::a/*")), []],
  [
    "IAM's own variables",
    service(reads("arn:aws:s3:::a/${aws:username}/*")),
    service(reads("arn:aws:s3:::a/${aws:userid}/*")),
    [
      "provider identity: s3:GetObject on arn:aws:s3:::a/${aws:userid}/*",
      "-provider identity: s3:GetObject on arn:aws:s3:::a/${aws:username}/*",
    ],
  ],
  ...[
    "arn:aws:s3:::${self:custom.a}-${Files}/*",
    ["arn:aws:s3:::${self:custom.a}-${F}/*", { F: { Ref: "Files" } }],
  ].map(
    (text) =>
      [
        `beside those of CloudFormation in ${Array.isArray(text) ? "a list" : "a text"}`,
        byRole(text, "s3:GetObject"),
        byRole(text, "s3:PutObject"),
        [
          "provider identity: s3:PutObject on arn:aws:s3:::${self:custom.a}-${Files}/*",
          "-provider identity: s3:GetObject on arn:aws:s3:::${self:custom.a}-${Files}/*",
        ],
      ] as const,
  ),
];

describe("services in JSON", () => {
  for (const name of names)
    for (const [title, before, after, lines] of rows)
      it(`${title} in ${name}`, async () => assert.deepEqual(await diffTexts(name, before, after), lines));

  it("knows one behind remarks and in lines of its own", async () => {
    const text = (file: string) =>
      `# a\n# b\n{\n  service: files,\n  provider: { name: aws, iam: { role: { statements: "\${file(${file})}" } } },\n  functions: { read: { handler: a.b } },\n}\n`;
    assert.deepEqual(await diffTexts("serverless.yml", text("a.yml"), text("b.yml")), ["?provider identity"]);
  });

  it("takes nothing for one that speaks of one", async () => {
    const policy = (file: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: reads(`arn:aws:s3:::\${file(${file})}`),
        Sid: "service: provider:",
      });
    assert.deepEqual(await diffTexts("policy.json", policy("a"), policy("a")), []);
  });
});
