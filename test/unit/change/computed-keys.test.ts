/** Conditions whose keys are put together of what a template leaves open. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const url = "${aws_iam_openid_connect_provider.g.url}";
const trust = (condition: string) =>
  `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/x" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { ${condition} } }] })\n}\n`;
const like = (values: string, key = `"${url}:sub"`) => `StringLike = { ${key} = [${values}] }`;
const block = (key: string, values: string) =>
  `    condition {\n      test     = "StringLike"\n      variable = ${key}\n      values   = [${values}]\n    }\n`;
const document = (...blocks: string[]) =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRoleWithWebIdentity"]\n    principals {\n      type        = "Federated"\n      identifiers = ["arn:aws:iam::111122223333:oidc-provider/x"]\n    }\n${blocks.join("")}  }\n}\nresource "aws_iam_role" "r" {\n  name               = "r"\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`;
const [b, c] = ['"repo:a/b:*"', '"repo:a/c:*"'];
const both = `${b}, ${c}`;
const who = "sts:AssumeRoleWithWebIdentity by Federated arn:aws:iam::111122223333:oidc-provider/x";
const r = (sign: string, value: string, key = `${url}:sub`) =>
  `${sign}aws_iam_role.r trust: ${who} where StringLike ${key} ${value}`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["fewer values", trust(like(both)), trust(like(b)), [r("-", "repo:a/b:*, repo:a/c:*")]],
  ["more values", trust(like(b)), trust(like(both)), [r("", "repo:a/b:*, repo:a/c:*")]],
  ["the same in another order", trust(like(both)), trust(like(`${c}, ${b}`)), []],
  ["the same in several lines", trust(like(both)), trust(like(`\n    ${b},\n    ${c}\n  `)), []],
  [
    "another key",
    trust(like(b)),
    trust(like(b, `"${url}:aud"`)),
    [r("", "repo:a/b:*", `${url}:aud`), r("-", "repo:a/b:*")],
  ],
  ["a wider value", trust(like(b)), trust(like('"repo:a/*"')), [r("", "repo:a/*")]],
  [
    "fewer values of a document",
    document(block(`"${url}:sub"`, both)),
    document(block(`"${url}:sub"`, b)),
    [r("-", "repo:a/b:*, repo:a/c:*")],
  ],
  [
    "values of two blocks",
    document(block(`"${url}:sub"`, both)),
    document(block(`"${url}:sub"`, b), block(`"${url}:sub"`, c)),
    [],
  ],
  [
    "one of two keys",
    document(block(`"${url}:aud"`, '"x"'), block(`"${url}:sub"`, both)),
    document(block(`"${url}:aud"`, '"x"'), block(`"${url}:sub"`, b)),
    [r("-", `x and StringLike ${url}:sub repo:a/b:*, repo:a/c:*`, `${url}:aud`)],
  ],
  [
    "a key of a function",
    trust(like(both, `"\${replace(var.url, "https://", "")}:sub"`)),
    trust(like(b, `"\${replace(var.url, "https://", "")}:sub"`)),
    [r("-", "repo:a/b:*, repo:a/c:*", "${replace(var.url,https://)}:sub")],
  ],
];

describe("keys of conditions that are put together", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
