/** What actions may do to an account: which of them stand first, and what a pattern stands for. */
import assert from "node:assert/strict";

import { byLevel, expand, harmOf, levelRank, riskyFirst } from "../../../src/language/harm";
import { pageOf } from "../../../src/language/pages/pages";
import { builtCatalog } from "../../support/catalog";

const catalog = builtCatalog();
const named = (...names: readonly string[]) => names.flatMap((name) => expand(name, catalog));

/** As they are to stand. */
const ranked: readonly (readonly [action: string, harm: string | null, level: string])[] = [
  ["iam:CreatePolicyVersion", "escalation", "Permissions management"],
  ["iam:CreateAccessKey", "escalation", "Write"],
  ["iam:PassRole", "escalation", "Write"],
  ["s3:PutBucketPolicy", "exposure", "Permissions management"],
  ["s3:GetObject", "data", "Read"],
  ["secretsmanager:GetSecretValue", "data", "Read"],
  ["s3:DeleteObject", "change", "Write"],
  ["ec2:CreateTags", null, "Write"],
  ["iam:GetRole", null, "Read"],
  ["ec2:DescribeInstances", null, "List"],
  ["s3:ListAllMyBuckets", null, "List"],
];

describe("the harm of actions", () => {
  for (const [name, harm] of ranked) it(`${name}: ${harm}`, () => assert.equal(harmOf(named(name)[0]!), harm));

  it("puts the gravest first, the riskier level before others, and then goes by name", () => {
    const names = ranked.map(([name]) => name);
    for (const order of [[...names].reverse(), [...names].sort(), names])
      assert.deepEqual(
        riskyFirst(named(...order)).map(({ name }) => name),
        names,
      );
  });

  it("counts by level, and leaves out the levels of none", () => {
    assert.deepEqual(
      [...byLevel(named(...ranked.map(([name]) => name)))],
      [
        ["Permissions management", 2],
        ["Write", 4],
        ["Read", 3],
        ["List", 2],
      ],
    );
    assert.deepEqual([...byLevel([])], []);
  });

  it("takes an action of no level for one that lists", () => {
    const [list] = named("s3:ListAllMyBuckets");
    assert.equal(levelRank({ ...list!, action: { ...list!.action, accessLevels: [] } }), levelRank(list!));
  });
});

describe("what an action of a policy stands for", () => {
  for (const [written, names] of [
    ["S3:getobject", ["s3:GetObject"]],
    ["sq?:Send*", ["sqs:SendMessage"]],
    ["S*:SendMessage", ["sms:SendMessage", "sqs:SendMessage"]],
    ["SQS:*permission", ["sqs:AddPermission", "sqs:RemovePermission"]],
    ["s3:GetObject?", []],
    ["s3:GetObjct", []],
    ["nosuch:*", []],
    ["sqs*", []],
    ["sqs", []],
    ["sqs:", []],
  ] as const)
    it(`${written}: ${names.join(", ") || "nothing"}`, () =>
      assert.deepEqual(
        expand(written, catalog).map(({ name }) => name),
        names,
      ));

  it("* and ***: all of it", () => {
    const all = catalog.prefixes.flatMap((prefix) => catalog.service(prefix)!.actions).length;
    assert.deepEqual([expand("*", catalog).length, expand("***", catalog).length], [all, all]);
  });
});

describe("the page of a service", () => {
  const known = { catalog, descriptions: null } as const;
  const bare = catalog.prefixes.find((prefix) => {
    const { conditionKeys, resourceTypes } = catalog.service(prefix)!;
    return conditionKeys.length + resourceTypes.length === 0;
  })!;
  it("has its resource types and condition keys as tables", () => {
    const page = pageOf("service/s3", known)!;
    assert.match(page, /\n## Resource types\n\n\| Type \| ARN \|\n\|---\|---\|\n\| \w/);
    assert.match(page, /\n\n## Condition keys\n\n\| Key \| Type \| +\|\n\|---\|---\|---\|\n\| `/);
  });
  it("has no table of what it has none of", () =>
    assert.doesNotMatch(pageOf(`service/${bare}`, known)!, /Resource types|Condition keys/));
  it("is whole", () => {
    const service = catalog.service("rds-db")!;
    assert.equal(
      pageOf("service/rds-db", known),
      `# ${service.name}

Prefix \`rds-db\`, 1 actions as of ${catalog.date}: 1 Permissions management.

## Actions

| Action | Access | What it does |
|---|---|---|
| \`rds-db:connect\` | Write, Permissions management |  *gives credentials* |

## Resource types

| Type | ARN |
|---|---|
| db-user | \`arn:\${Partition}:rds-db:\${Region}:\${Account}:dbuser:\${DbiResourceId}/\${DbUserName}\` |
`,
    );
    assert.equal(
      pageOf("actions/sqs:PurgeQ*", known),
      `# \`sqs:PurgeQ*\`

1 actions as of ${catalog.date}: 1 Write. The risky ones come first; AWS may add more.

| Action | Access | What it does |
|---|---|---|
| \`sqs:PurgeQueue\` | Write |  *changes or deletes what is there* |
`,
    );
    assert.equal(
      pageOf("actions/sqs:Nosuch*", known),
      `# \`sqs:Nosuch*\`\n\nNo action that AWS documents matches (as of ${catalog.date}).\n`,
    );
    for (const name of ["managed/ReadOnlyAccess", "nosuch/sqs", "sqs"]) assert.equal(pageOf(name, known), null, name);
  });
  it("is there for services alone", () => assert.equal(pageOf("service/nosuch", known), null));
  it("is another one for a pattern", () => assert.match(pageOf("actions/sqs:Send*", known)!, /^# `sqs:Send\*`\n/));
});
