/** What a service of the Serverless Framework keeps by stage. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const service = (values: string, resource: string, more = "") => `service: files
${values}
provider:
  name: aws
  stage: \${opt:stage, 'dev'}
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sqs:SendMessage
          Resource: arn:aws:sqs:*:*:${resource}
${more}functions:
  read: { handler: a.b }
`;
const byCustom = "${self:custom.${self:provider.stage}.queue}";
const byParameter = "${param:queue}";
const custom = (dev: string, prod: string) => `custom:\n  dev: { queue: ${dev} }\n  prod: { queue: ${prod} }`;
const params = (others: string, prod = "") =>
  `params:\n  default: { queue: ${others} }\n  prod: { size: 1${prod && `, queue: ${prod}`} }`;
const apart = (before: string, after: string) => [
  `provider identity: sqs:SendMessage on arn:aws:sqs:*:*:${after}`,
  `-provider identity: sqs:SendMessage on arn:aws:sqs:*:*:${before}`,
];
const unknown = ["?provider identity"];

const rows: readonly (readonly [
  title: string,
  resource: string,
  before: string,
  after: string,
  lines: readonly string[],
])[] = [
  ["another value of one stage", byCustom, custom("jobs", "jobs"), custom("jobs", "all"), apart("jobs", "all")],
  ["the same values", byCustom, custom("jobs", "all"), `${custom("jobs", "all")}\n  size: 2`, []],
  [
    "another part of the same stage",
    byCustom,
    "custom:\n  dev: { queue: jobs }\n  prod: { queue: all, size: 1 }",
    "custom:\n  dev: { queue: jobs }\n  prod: { queue: all, size: 2 }",
    [],
  ],
  ["other values of two stages", byCustom, custom("jobs", "some"), custom("lost", "all"), unknown],
  ["what is no word", byCustom, custom("jobs", "jobs"), custom("jobs", "{ a: b }"), unknown],
  ["a parameter of one stage", byParameter, params("jobs", "some"), params("jobs", "all"), apart("some", "all")],
  [
    "a parameter for the other stages",
    byParameter,
    params("jobs", "some"),
    params("all", "some"),
    apart("jobs", "all"),
  ],
  ["a parameter that one stage has now", byParameter, params("jobs"), params("jobs", "all"), apart("jobs", "all")],
  ["a parameter that one stage had", byParameter, params("jobs", "all"), params("jobs"), apart("all", "jobs")],
  ["a stage that has gone", byCustom, custom("jobs", "all"), "custom:\n  dev: { queue: jobs }", []],
  ["the only stages that there were", byCustom, custom("jobs", "all"), "custom: { size: 1 }", unknown],
  ["another stage", byCustom, custom("jobs", "all"), `${custom("jobs", "all")}\n  test: { queue: some }`, unknown],
  ["the same by default and in a stage", byParameter, params("jobs"), params("jobs", "jobs"), []],
];

describe("what a service keeps by stage", () => {
  for (const [title, resource, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual(await diffTexts("serverless.yml", service(before, resource), service(after, resource)), lines),
    );

  it("is told where something else looks it up as well", async () => {
    const [found] = await diffTexts(
      "serverless.yml",
      service(custom("jobs", "jobs"), byCustom),
      service(
        custom("jobs", "all"),
        byCustom,
        `        - { Effect: Allow, Action: sqs:*, Resource: "*${byCustom}" }\n`,
      ),
    );
    assert.notEqual(found, undefined);
  });
});
