/** ARNs of which the partition, the account or all that comes behind it is left open. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = (resources: readonly string[]) => `resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    ${resources.map((one) => `{ Effect = "Allow", Action = ["s3:GetObject", "sqs:SendMessage"], Resource = "${one}" },`).join("\n")}
  ] })
}
`;
const queue = (principals: readonly string[]) => `resource "aws_sqs_queue_policy" "q" {
  queue_url = "q"
  policy    = jsonencode({ Version = "2012-10-17", Statement = [
    ${principals.map((one) => `{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = { AWS = "${one}" } },`).join("\n")}
  ] })
}
`;
const [own, jobs] = ["arn:aws:s3:::own/*", "arn:aws:sqs:eu-west-1:111122223333:jobs"];
const ops = "arn:aws:iam::111122223333:role/ops";
const sends = (whom: string) => `aws_sqs_queue_policy.q resource: sqs:SendMessage on * by ${whom}`;
const reads = (what: string) => `role r identity: s3:GetObject on ${what}`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ...["var.partition", "var.aws_partition", "local.p", "data.aws_partition.current.partition"].map(
    (name) =>
      [
        `a partition that is ${name}`,
        role([jobs]),
        role([jobs, `arn:\${${name}}:s3:::secret/*`]),
        [reads(`arn:\${${name}}:s3:::secret/*`)],
      ] as const,
  ),
  ["a partition in place of the same", role([own]), role([own.replace("aws", "${var.p}")]), []],
  [
    "all behind the first word",
    role([jobs]),
    role([jobs, "arn:${var.rest}"]),
    ["role r identity: s3:GetObject on arn:${var.rest}", "role r identity: sqs:SendMessage on arn:${var.rest}"],
  ],
  ...[
    "${var.account}:${var.name}",
    "111122223333:${var.name}",
    "${var.account}:role/${var.name}",
    "111122223333:role${var.path}x",
  ].map(
    (rest) =>
      [
        `whoever is ${rest}`,
        queue([ops]),
        queue([ops, `arn:aws:iam::${rest}`]),
        [sends(`arn:aws:iam::${rest}`)],
      ] as const,
  ),
];

describe("ARNs that are left open", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      assert.deepEqual(await diffTexts("main.tf", before, after), lines);
      assert.deepEqual(
        await diffTexts("main.tf", after, before),
        lines.map((line) => `-${line}`),
      );
    });
});
