import assert from "node:assert/strict";
import { realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { assertionsOfText } from "../../../src/workspace/assertions/facts";
import { checkPaths } from "../../../src/workspace/check";
import type { CheckRequest, CheckSummary } from "../../../src/workspace/check-request";
import { Configurations } from "../../../src/workspace/configuration/find";
import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";

const role = (action: string, resource = "*"): string =>
  JSON.stringify({
    Resources: {
      Api: {
        Type: "AWS::IAM::Role",
        Properties: {
          Policies: [
            {
              PolicyName: "p",
              PolicyDocument: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
              },
            },
          ],
        },
      },
    },
  });
const configuration = (...assertions: object[]): string => JSON.stringify({ assertions });

async function checked(
  files: Readonly<Record<string, string>>,
  request: Partial<CheckRequest> = {},
): Promise<CheckSummary> {
  const { path: folder, remove } = temporaryFolder(files);
  try {
    const untrusted = request.untrusted && [realpathSync(folder)];
    return await checkPaths({ paths: ["."], folder, ...request, untrusted });
  } finally {
    remove();
  }
}

const told = ({ findings }: CheckSummary): string[] =>
  findings.filter(({ ruleId }) => ruleId.startsWith("assertion/")).map(({ file, ruleId }) => `${file} ${ruleId}`);

describe("assertions of a workspace", () => {
  const noKeys = { sentence: "No keys.", role: "Api", mayNot: "kms:Decrypt" };

  it("are findings where they are broken, with the place of the assertion", async () => {
    const summary = await checked({ "planeguard.json": configuration(noKeys), "a/app.json": role("kms:*") });
    assert.deepEqual(told(summary), ["a/app.json assertion/broken"]);
    const [finding] = summary.findings.filter(({ ruleId }) => ruleId === "assertion/broken");
    assert.equal(finding!.severity, "error");
    assert.match(finding!.message, /^This breaks the assertion “No keys\.” `Api` may do `kms:Decrypt` on `arn:/);
    assert.match(finding!.related[0]!.file, /planeguard\.json$/);
    assert.deepEqual(summary.problems, []);
  });

  const module = `variable "what" {}
resource "aws_iam_role" "api" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.api.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.what, Resource = "*" }] })
}
`;
  const callWith = (what: string) => `module "m" {\n  source = "./m"\n  what   = ${what}\n}\n`;
  const api = { sentence: "No keys.", role: "api", mayNot: "kms:Decrypt" };
  const calls: readonly [title: string, call: string | null, expected: readonly string[]][] = [
    ["gives nothing that breaks them", callWith('"s3:GetObject"'), []],
    ["gives what breaks them", callWith('"kms:*"'), ["main.tf assertion/broken"]],
    ["gives what nobody knows", callWith("var.any"), ["main.tf assertion/unknown"]],
    ["is not there", null, ["m/main.tf assertion/unknown"]],
  ];
  for (const [title, call, expected] of calls)
    it(`are held by a module whose call ${title}`, async () => {
      const files = { "planeguard.json": configuration(api), "m/main.tf": module, ...(call && { "main.tf": call }) };
      assert.deepEqual(told(await checked(files)), expected);
    });

  const app = "a/app.json";
  const texts: readonly [title: string, files: Record<string, string>, text: string, expected: number][] = [
    ["in the place of the file", { [app]: role("s3:*") }, role("kms:*"), 1],
    ["in the place of a file that breaks it", { [app]: role("kms:*") }, role("s3:*"), 0],
    ["where there is no file yet", { "b.json": role("s3:*") }, role("kms:*"), 1],
    ["beside a file that breaks it", { "b.json": role("kms:*") }, role("s3:*"), 0],
  ];
  for (const [title, files, text, expected] of texts)
    it(`are held by a text ${title}`, async () => {
      const { path: folder, remove } = temporaryFolder({ "planeguard.json": configuration(noKeys), ...files });
      try {
        const content = { text, bytes: text.length, damage: null };
        const configurations = new Configurations();
        const found = await assertionsOfText({ path: join(folder, app), content, configurations, folder });
        assert.deepEqual([found.facts.length, found.problems], [expected, []]);
      } finally {
        remove();
      }
    });

  const bounded = (boundary: unknown): string => {
    const template = JSON.parse(role("kms:*")) as { Resources: { Api: { Properties: object } } };
    Object.assign(template.Resources.Api.Properties, { PermissionsBoundary: boundary });
    return JSON.stringify(template);
  };
  const limits: readonly [title: string, boundary: unknown, expected: readonly string[]][] = [
    ["AWS's that does not allow it", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", []],
    ["AWS's in any partition", { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess" }, []],
    ["AWS's that allows it", "arn:aws:iam::aws:policy/AdministratorAccess", ["app.json assertion/broken"]],
    ["AWS's with a path", "arn:aws:iam::aws:policy/job-function/Billing", []],
    ["one that AWS does not have", "arn:aws:iam::aws:policy/NoSuchPolicy", ["app.json assertion/unknown"]],
    ["the account's own", "arn:aws:iam::444455556666:policy/AmazonS3ReadOnlyAccess", ["app.json assertion/unknown"]],
  ];
  for (const [title, boundary, expected] of limits)
    it(`are held within a boundary: ${title}`, async () => {
      const files = { "planeguard.json": configuration(noKeys), "app.json": bounded(boundary) };
      assert.deepEqual(told(await checked(files)), expected);
    });

  it("are none where they hold", async () => {
    assert.deepEqual(told(await checked({ "planeguard.json": configuration(noKeys), "app.json": role("s3:*") })), []);
  });

  it("are of the files that their planeguard.json governs", async () => {
    const files = {
      "planeguard.json": configuration(noKeys),
      "app.json": role("kms:*"),
      "other/planeguard.json": "{}",
      "other/app.json": role("kms:*"),
    };
    assert.deepEqual(told(await checked(files)), ["app.json assertion/broken"]);
  });

  it("are asked about the whole, whichever file is checked", async () => {
    const files = {
      "planeguard.json": configuration({ role: "api", may: "sqs:SendMessage" }),
      "roles.tf": `resource "aws_iam_role_policy" "a" {\n  role = aws_iam_role.api.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}`,
      "more.tf": `resource "aws_iam_role_policy" "b" {\n  role = aws_iam_role.api.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })\n}`,
    };
    assert.deepEqual(told(await checked(files, { paths: ["roles.tf"] })), []);
    const alone = { ...files, "more.tf": "" };
    assert.deepEqual(told(await checked(alone, { paths: ["roles.tf"] })), ["roles.tf assertion/broken"]);
  });

  it("know a resource of a document that has no policy", async () => {
    const files = {
      "planeguard.json": configuration({ role: "Api", mayNot: "dynamodb:*", on: "table:Orders" }),
      "app.json": role("dynamodb:GetItem"),
      "tables.yaml": "Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n",
    };
    const summary = await checked(files);
    assert.deepEqual([told(summary), summary.problems], [["app.json assertion/broken"], []]);
  });

  it("say what proves nothing", async () => {
    const summary = await checked({
      "planeguard.json": configuration({ role: "Nobody", mayNot: "s3:*" }),
      "app.json": role("s3:*"),
    });
    assert.deepEqual(
      summary.problems.map(({ file, message }) => `${file}: ${message}`),
      [
        "planeguard.json: The assertion “`role:Nobody` may not do `s3:*`.” proves nothing: no policy here belongs to `role:Nobody`.",
      ],
    );
  });

  describe("of what has changed alone", () => {
    const statement = (action: string) =>
      `policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
    const grant = (name: string, action: string) =>
      `resource "aws_iam_role_policy" "${name}" {\n  role = aws_iam_role.api.id\n  ${statement(action)}\n}\n`;
    const sends = { sentence: "Messages go out.", role: "api", may: "sqs:SendMessage" };
    const before = {
      "planeguard.json": configuration(sends, { sentence: "No keys.", role: "api", mayNot: "kms:Decrypt" }),
      "roles.tf": grant("a", "s3:*"),
      "more.tf": grant("b", "sqs:*"),
      "keys.tf": grant("c", "kms:*"),
      "notes.md": "",
    };
    const rows: readonly [title: string, change: Record<string, string | null>, expected: readonly string[]][] = [
      ["is reported where it breaks one in another file", { "more.tf": "" }, ["keys.tf"]],
      ["is reported where a file that is gone breaks one", { "more.tf": null }, ["keys.tf"]],
      ["is not reported for what was broken before", { "notes.md": "# Notes" }, []],
      [
        "is reported where what is asserted has changed",
        { "planeguard.json": configuration({ sentence: "No buckets.", role: "api", mayNot: "s3:*" }) },
        ["roles.tf"],
      ],
    ];
    for (const [title, change, expected] of rows)
      for (const request of [{ staged: true }, { changedSince: "HEAD" }])
        it(`${title}: ${Object.keys(request)[0]}`, async () => {
          const { path: folder, remove } = temporaryFolder(before);
          try {
            initGit(folder);
            git(folder, ["add", "."]);
            git(folder, ["commit", "-qm", "First"]);
            for (const [name, text] of Object.entries(change))
              if (text === null) rmSync(join(folder, name));
              else writeFileSync(join(folder, name), text);
            git(folder, ["add", "-A"]);
            const { findings, problems } = await checkPaths({ paths: ["."], folder, ...request });
            const broken = findings.filter(({ ruleId }) => ruleId === "assertion/broken");
            assert.deepEqual([broken.map(({ file }) => file), problems], [expected, []]);
          } finally {
            remove();
          }
        });
  });

  it("are accepted and switched off as other rules", async () => {
    const off = JSON.stringify({ assertions: [noKeys], rules: { "assertion/broken": "off" } });
    assert.deepEqual(told(await checked({ "planeguard.json": off, "app.json": role("kms:*") })), []);
  });

  it("of what is not trusted count for nothing", async () => {
    const files = { "planeguard.json": configuration(noKeys), "app.json": role("kms:*") };
    assert.deepEqual(told(await checked(files, { untrusted: [] })), []);
  });
});
