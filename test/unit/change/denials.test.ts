/** A Deny that comes or goes: what is told is what it denies, under its condition, of those whom it names. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Statement = Readonly<Record<string, unknown>>;

const allow = (more: Statement): Statement => ({ Effect: "Allow", Resource: "*", ...more });
const deny = (more: Statement): Statement => ({ Effect: "Deny", Resource: "*", ...more });
const reads = allow({ Action: "s3:GetObject" });
const ofBucket = { Resource: "arn:aws:s3:::logs/*" };
const writes = allow({ Action: "s3:PutObject", Principal: { Service: "cloudtrail.amazonaws.com" }, ...ofBucket });
const public_ = allow({ Action: "s3:GetObject", Principal: "*", ...ofBucket });
const insecure = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
const secret = "arn:aws:s3:::secret/*";

type Row = readonly [title: string, kept: readonly Statement[], denial: Statement, lines: readonly string[]];

/** What is no longer allowed where the Deny comes, and newly allowed where it goes. */
const rows: readonly Row[] = [
  ["of some resources", [reads], deny({ Action: "s3:GetObject", Resource: secret }), [`s3:GetObject on ${secret}`]],
  ["of all", [reads], deny({ Action: "s3:*" }), ["s3:GetObject on *"]],
  [
    "of more resources than are allowed",
    [allow({ Action: "s3:GetObject", Resource: secret })],
    deny({ Action: "s3:*", Resource: "arn:aws:s3:::*" }),
    [`s3:GetObject on ${secret}`],
  ],
  [
    "of all but some resources",
    [reads],
    { Effect: "Deny", Action: "s3:GetObject", NotResource: secret },
    [`s3:GetObject on * except ${secret}`],
  ],
  [
    "under a condition",
    [reads],
    deny({ Action: "s3:*", ...insecure }),
    ["s3:GetObject on * where Bool aws:SecureTransport false"],
  ],
  [
    "under a condition beside one of the Allow",
    [allow({ Action: "s3:GetObject", Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } })],
    deny({ Action: "s3:*", ...insecure }),
    ["s3:GetObject on * where StringEquals aws:RequestedRegion eu-west-1 and Bool aws:SecureTransport false"],
  ],
  [
    "of everybody, where a service is allowed",
    [writes],
    deny({ Action: "s3:*", Principal: "*", ...ofBucket, ...insecure }),
    [
      "s3:PutObject on arn:aws:s3:::logs/* by Service cloudtrail.amazonaws.com where Bool aws:SecureTransport false",
      // Whatever the account allows elsewhere.
      "s3:* on arn:aws:s3:::logs/* by * where Bool aws:SecureTransport false",
    ],
  ],
  [
    "of one, where everybody is allowed",
    [public_],
    deny({ Action: "s3:*", Principal: { AWS: "arn:aws:iam::111122223333:root" }, ...ofBucket }),
    [
      "s3:GetObject on arn:aws:s3:::logs/* by arn:aws:iam::111122223333:root",
      "s3:* on arn:aws:s3:::logs/* by arn:aws:iam::111122223333:root",
    ],
  ],
  ["of what nothing allows", [reads], deny({ Action: "sqs:*" }), []],
  [
    "beside another that stays",
    [reads, deny({ Action: "s3:GetObject", Resource: secret })],
    deny({ Action: "s3:GetObject", ...insecure }),
    ["s3:GetObject on * where Bool aws:SecureTransport false"],
  ],
];

const documentOf = (statements: readonly Statement[]) => ({ Version: "2012-10-17", Statement: statements });
const isOfResource = (statements: readonly Statement[]): boolean => statements.some((one) => "Principal" in one);
const templateOf = (statements: readonly Statement[]): string =>
  JSON.stringify({
    Resources: isOfResource(statements)
      ? { P: { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: "logs", PolicyDocument: documentOf(statements) } } }
      : {
          P: {
            Type: "AWS::IAM::Role",
            Properties: { Policies: [{ PolicyName: "p", PolicyDocument: documentOf(statements) }] },
          },
        },
  });
const moduleOf = (statements: readonly Statement[]): string =>
  (isOfResource(statements)
    ? 'resource "aws_s3_bucket_policy" "p" {\n  bucket = "logs"\n'
    : 'resource "aws_iam_role" "r" {\n  name = "r"\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n') +
  `  policy = jsonencode(${JSON.stringify(documentOf(statements))})\n}\n`;

const forms: readonly (readonly [file: string, text: (statements: readonly Statement[]) => string])[] = [
  ["policy.json", (statements) => JSON.stringify(documentOf(statements))],
  ["template.json", templateOf],
  ["main.tf", moduleOf],
];

/** `P identity: s3:GetObject on *` without the holder. */
const without = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/[\w .]*: /, ""));

describe("a Deny that comes or goes", () => {
  for (const [title, kept, denial, lines] of rows)
    for (const [file, textOf] of forms)
      it(`${title}, in ${file}`, async () => {
        const [open, closed] = [textOf(kept), textOf([...kept, denial])];
        assert.deepEqual(without(await diffTexts(file, closed, open)), lines);
        assert.deepEqual(
          without(await diffTexts(file, open, closed)),
          lines.map((line) => `-${line}`),
        );
      });

  it("beside an Allow that comes", async () =>
    assert.deepEqual(
      without(
        await diffTexts(
          "policy.json",
          JSON.stringify(documentOf([reads, deny({ Action: "s3:GetObject", Resource: secret })])),
          JSON.stringify(documentOf([reads, allow({ Action: "sqs:SendMessage" })])),
        ),
      ),
      ["sqs:SendMessage on *", `s3:GetObject on ${secret}`],
    ));

  it("that becomes two", async () =>
    assert.deepEqual(
      await diffTexts(
        "policy.json",
        JSON.stringify(documentOf([reads, deny({ Action: ["s3:GetObject", "s3:PutObject"], Resource: secret })])),
        JSON.stringify(
          documentOf([
            reads,
            deny({ Action: "s3:GetObject", Resource: secret }),
            deny({ Action: "s3:PutObject", Resource: secret }),
          ]),
        ),
      ),
      [],
    ));

  it("in a file that only denies", async () => {
    const text = (...statements: readonly Statement[]) => JSON.stringify(documentOf(statements));
    const [both, one] = [
      text(deny({ Action: ["iam:CreateAccessKey", "cloudtrail:StopLogging"] })),
      text(deny({ Action: "iam:CreateAccessKey" })),
    ];
    assert.deepEqual(without(await diffTexts("keys.json", both, one)), ["cloudtrail:StopLogging on *"]);
    assert.deepEqual(without(await diffTexts("keys.json", one, both)), ["-cloudtrail:StopLogging on *"]);
    const split = text(deny({ Action: "cloudtrail:StopLogging" }), deny({ Action: "iam:CreateAccessKey" }));
    assert.deepEqual(await diffTexts("keys.json", both, split), []);
  });

  describe("beside an Allow that is new", () => {
    const network = { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
    const is = "s3:GetObject on *";
    const rows: readonly (readonly [string, readonly Statement[], readonly string[]])[] = [
      [
        "under a condition",
        [deny({ Action: "s3:*", Condition: network })],
        [`${is} where IpAddress aws:SourceIp 10.0.0.0/8`],
      ],
      [
        "under two conditions",
        [deny({ Action: "*", Condition: { ...network, Null: { "aws:SourceVpc": "true" } } })],
        [`${is} where not (NotIpAddress aws:SourceIp 10.0.0.0/8 and Null aws:SourceVpc true)`],
      ],
      [
        "where a key is missing",
        [deny({ Action: "*", Condition: { Null: { "aws:SourceVpc": "true" } } })],
        [`${is} where Null aws:SourceVpc false`],
      ],
      ["of requests without TLS", [deny({ Action: "s3:*", ...insecure })], [is]],
      ["of another action", [deny({ Action: "s3:PutObject", Condition: network })], [is]],
      [
        "beside a hundred others",
        [
          ...Array.from({ length: 100 }, (_, at) => deny({ Action: `sqs:A${at}`, Condition: network })),
          deny({ Action: "s3:*", Condition: network }),
        ],
        [is],
      ],
      ["of some of its resources", [deny({ Action: "s3:*", Resource: secret, Condition: network })], [is]],
      ["of what nothing allows", [deny({ NotAction: "s3:*", Condition: network })], [is]],
    ];
    for (const [title, denials, lines] of rows)
      it(title, async () => {
        const text = (...statements: readonly Statement[]) => JSON.stringify(documentOf([...denials, ...statements]));
        assert.deepEqual(without(await diffTexts("policy.json", text(), text(reads))), lines);
      });
    it("of somebody else", async () => {
      const text = (...statements: readonly Statement[]) =>
        templateOf([
          deny({ Action: "s3:*", Principal: { AWS: "111122223333" }, Condition: network, ...ofBucket }),
          ...statements,
        ]);
      assert.deepEqual(without(await diffTexts("template.json", text(), text(public_))), [
        "s3:GetObject on arn:aws:s3:::logs/* by *",
      ]);
    });
  });

  describe("that gets an exception", () => {
    const tagged = { StringNotEquals: { "s3:ExistingObjectTag/a": "x" } };
    const others = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/x*" } };
    const text = (kept: readonly Statement[], condition: Statement, more: Statement = {}) =>
      JSON.stringify(documentOf([...kept, deny({ Action: "s3:GetObject", Condition: condition, ...more })]));
    const is = "s3:GetObject on * where StringNotEquals s3:ExistingObjectTag/a x";
    const rows: readonly (readonly [string, readonly Statement[], Statement, Statement, readonly string[]])[] = [
      [
        "by one condition",
        [reads],
        tagged,
        { ...tagged, ...others },
        [`${is} and ArnLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
      [
        "in a file that only denies",
        [],
        tagged,
        { ...tagged, ...others },
        [`${is} and ArnLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
      [
        "by one condition, where capital letters change as well",
        [reads],
        tagged,
        { stringNotEquals: { "S3:ExistingObjectTag/A": "x" }, ...others },
        [`${is} and ArnLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
      ["in another case", [reads], tagged, { StringNotEquals: { "s3:ExistingObjectTag/A": "x" } }, []],
      [
        "by one condition, where the value has another case",
        [reads],
        tagged,
        { StringNotEquals: { "s3:ExistingObjectTag/a": "X" }, ...others },
        [is, `-${is.slice(0, -1)}X and ArnNotLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
      [
        "by two conditions",
        [reads],
        tagged,
        { ...tagged, ...others, ...insecure.Condition },
        [
          `${is} and not (ArnNotLike aws:PrincipalArn arn:aws:iam::111122223333:role/x* and Bool aws:SecureTransport false)`,
        ],
      ],
      [
        "by a condition of its own",
        [reads],
        {},
        insecure.Condition,
        ["s3:GetObject on * where not (Bool aws:SecureTransport false)"],
      ],
      [
        "and another value",
        [reads],
        tagged,
        { StringNotEquals: { "s3:ExistingObjectTag/a": "y" }, ...others },
        [is, `-${is.slice(0, -1)}y and ArnNotLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
      [
        "by one value more",
        [reads],
        tagged,
        { StringNotEquals: { "s3:ExistingObjectTag/a": ["x", "y"] } },
        ["s3:GetObject on * where StringEquals s3:ExistingObjectTag/a y"],
      ],
      [
        "in place of another",
        [reads],
        { ...tagged, ...insecure.Condition },
        { StringNotEquals: { "s3:ExistingObjectTag/a": "y" }, ...insecure.Condition },
        ["", "-"].map(
          (sign, at) =>
            `${sign}s3:GetObject on * where Bool aws:SecureTransport false and StringEquals s3:ExistingObjectTag/a ${"yx"[at]}`,
        ),
      ],
      [
        "by one value less of those that are denied",
        [reads],
        { StringEquals: { "s3:ExistingObjectTag/a": ["x", "y"] } },
        { StringEquals: { "s3:ExistingObjectTag/a": ["x"] } },
        ["s3:GetObject on * where StringEquals s3:ExistingObjectTag/a y"],
      ],
    ];
    for (const [title, kept, before, after, lines] of rows)
      it(title, async () => {
        assert.deepEqual(without(await diffTexts("policy.json", text(kept, before), text(kept, after))), lines);
      });

    for (const [title, more, lines] of [
      [
        "actions in another case",
        { Action: "S3:getobject" },
        [`${is} and ArnLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
      [
        "actions in another case, in a list",
        { Action: ["S3:getobject"] },
        [`${is} and ArnLike aws:PrincipalArn arn:aws:iam::111122223333:role/x*`],
      ],
    ] as const)
      it(title, async () => {
        const [old, now] = [text([reads], tagged), text([reads], { ...tagged, ...others }, more)];
        assert.deepEqual(without(await diffTexts("policy.json", old, now)), lines);
      });
  });
});
