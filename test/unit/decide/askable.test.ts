/** What AWS never asks about, and days that are over, are nothing that a change newly allows. */
import assert from "node:assert/strict";

import { decide, policySetsOf } from "../../../src/analysis/decide/decide";
import { reaches } from "../../../src/analysis/decide/reaches";
import { readPolicy } from "../../../src/analysis/policy/read";
import { builtCatalog } from "../../support/catalog";
import { objectOf } from "../policy/values";

type Statement = Readonly<Record<string, unknown>>;

const allow = (Action: string | string[], Resource: string | string[] = "*", Condition?: object): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (Action: string, Resource: string): Statement => ({ ...allow(Action, Resource), Effect: "Deny" });

const setsOf = (statements: readonly Statement[]) =>
  policySetsOf([readPolicy(objectOf({ Version: "2012-10-17", Statement: statements }), { policyType: "identity" })!]);

const options = { catalog: builtCatalog(), today: "2026-11-29" };

/** `actions on resources (the action and resource of the witness)` */
function newly(before: readonly Statement[], after: readonly Statement[]): readonly string[] {
  return decide(setsOf(before), setsOf(after), options).newlyAllowed.map(
    ({ actions, resources, witness }) =>
      `${actions.join()} on ${resources.join()} (${witness.action} ${witness.resource})`,
  );
}

const bucket = "arn:aws:s3:::reports";
const table = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
const until = (day: string) => ({ DateLessThan: { "aws:CurrentTime": `${day}T00:00:00Z` } });
const from = (day: string) => ({ DateGreaterThan: { "aws:CurrentTime": `${day}T00:00:00Z` } });

const rows: readonly (readonly [
  title: string,
  before: readonly Statement[],
  after: readonly Statement[],
  lines: readonly string[],
])[] = [
  ["an action that takes no bucket, on one", [], [allow("s3:ListAllMyBuckets", bucket)], []],
  ["the same on all", [], [allow("s3:ListAllMyBuckets")], ["s3:ListAllMyBuckets on * (s3:ListAllMyBuckets *)"]],
  [
    "beside one that takes it",
    [],
    [allow(["s3:ListAllMyBuckets", "s3:ListBucket"], bucket)],
    [`s3:ListBucket on ${bucket} (s3:ListBucket ${bucket})`],
  ],
  ["an object's action on its bucket", [], [allow("s3:GetObject", bucket)], []],
  [
    "a bucket and its objects: each by a witness of its own",
    [],
    [allow(["s3:GetObject", "s3:ListBucket"], [bucket, `${bucket}/*`])],
    [
      `s3:GetObject on ${bucket},${bucket}/* (s3:GetObject ${bucket}/example)`,
      `s3:ListBucket on ${bucket},${bucket}/* (s3:ListBucket ${bucket})`,
    ],
  ],
  [
    "a Deny of objects that has gone gives nothing of buckets",
    [allow(["s3:GetObject", "s3:ListBucket", "s3:ListAllMyBuckets"]), deny("s3:*", `${bucket}/secret/*`)],
    [allow(["s3:GetObject", "s3:ListBucket", "s3:ListAllMyBuckets"])],
    [`s3:GetObject on * (s3:GetObject ${bucket}/secret/example)`],
  ],
  ["tables of another service", [], [allow("s3:*", table)], []],
  [
    "a resource of another service that the reference does not have",
    [],
    [allow(["sqs:SendMessage", "shield:CreateProtection"], "arn:aws:shield::111122223333:guard")],
    [
      "shield:CreateProtection on arn:aws:shield::111122223333:guard (shield:CreateProtection arn:aws:shield::111122223333:guard)",
    ],
  ],
  [
    "actions that take no resource, on an ARN of another service without a Region",
    [],
    [allow("iam:*", "arn:aws:events:111122223333:*/*")],
    [],
  ],
  [
    "what is about the account itself, on resources of its services",
    [],
    [
      allow(
        ["iam:CreateAccountAlias", "iam:GetAccountPasswordPolicy", "iam:GenerateCredentialReport"],
        "arn:aws:iam::111122223333:role/x-*",
      ),
      allow("kms:CreateCustomKeyStore", "arn:aws:kms:us-east-1:111122223333:alias/x"),
      allow("cloudformation:ActivateOrganizationsAccess", "arn:aws:cloudformation:us-east-1:111122223333:stack/x-*"),
      allow("organizations:ListAccounts", "arn:aws:organizations::111122223333:account/o-1/111122223333"),
    ],
    [],
  ],
  [
    "the same on all",
    [],
    [allow("kms:CreateCustomKeyStore")],
    ["kms:CreateCustomKeyStore on * (kms:CreateCustomKeyStore *)"],
  ],
  [
    "what may be about such a resource, though the reference does not say it",
    [],
    [allow("iam:ListServerCertificates", "arn:aws:iam::111122223333:role/x")],
    [
      "iam:ListServerCertificates on arn:aws:iam::111122223333:role/x (iam:ListServerCertificates arn:aws:iam::111122223333:role/x)",
    ],
  ],
  [
    "lists of services and settings, on definitions of tasks",
    [],
    [
      allow(
        ["ecs:ListServices", "ecs:ListServicesByNamespace", "ecs:ListAccountSettings"],
        "arn:aws:ecs:us-east-1:111122223333:task-definition/*",
      ),
    ],
    [],
  ],
  [
    "lists of services, on a cluster",
    [],
    [allow("ecs:ListServices", "arn:aws:ecs:us-east-1:111122223333:cluster/*")],
    [
      "ecs:ListServices on arn:aws:ecs:us-east-1:111122223333:cluster/* (ecs:ListServices arn:aws:ecs:us-east-1:111122223333:cluster/example)",
    ],
  ],
  [
    "a resource of a service that is left open",
    [],
    [allow("sqs:SendMessage", "arn:aws:*:us-east-1:111122223333:orders")],
    [
      "sqs:SendMessage on arn:aws:*:us-east-1:111122223333:orders (sqs:SendMessage arn:aws:example:us-east-1:111122223333:orders)",
    ],
  ],
  [
    "an action that nobody knows, on anything",
    [],
    [allow("s3:BeNewer", bucket)],
    [`s3:BeNewer on ${bucket} (s3:BeNewer ${bucket})`],
  ],
  ["a day that is over", [], [allow("s3:GetObject", "*", until("2026-11-28"))], []],
  [
    "a day that is over, later",
    [allow("s3:GetObject", "*", until("2026-01-01"))],
    [allow("s3:GetObject", "*", until("2026-06-01"))],
    [],
  ],
  [
    "a day to come, later",
    [allow("s3:GetObject", "*", until("2027-01-01"))],
    [allow("s3:GetObject", "*", until("2027-06-01"))],
    ["s3:GetObject on * (s3:GetObject arn:aws:s3:::example/example)"],
  ],
  ["from a day that is over on", [allow("s3:GetObject", "*", from("2020-01-01"))], [allow("s3:GetObject")], []],
  [
    "from a day to come on",
    [allow("s3:GetObject", "*", from("2027-01-01"))],
    [allow("s3:GetObject")],
    ["s3:GetObject on * (s3:GetObject arn:aws:s3:::example/example)"],
  ],
  [
    "seconds that are over",
    [],
    [allow("s3:GetObject", "*", { NumericLessThan: { "aws:EpochTime": "1700000000" } })],
    [],
  ],
];

describe("what can be asked", () => {
  for (const [title, before, after, lines] of rows)
    it(`decides ${title}`, () => assert.deepEqual(newly(before, after), lines));

  it("puts what is over in no witness", () => {
    const [found] = decide(setsOf([]), setsOf([allow("s3:GetObject", "*", until("2027-01-01"))]), options).newlyAllowed;
    assert.ok(String(found!.witness.context["aws:CurrentTime"]) >= "2026-11-29");
  });

  it("reaches nothing that AWS never asks about", () => {
    const asked = { principals: [], actions: ["s3:ListAllMyBuckets", "s3:GetObject"], resources: [] };
    assert.equal(reaches(asked, setsOf([allow("s3:*", bucket)]), options).verdict, "no");
    assert.equal(reaches(asked, setsOf([allow("s3:*", `${bucket}/*`)]), options).verdict, "yes");
  });

  const accessPoint = "arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/reports";
  const types: readonly (readonly [action: string, resource: string, verdict: string])[] = [
    ["s3:GetBucketTagging", `${bucket}/*`, "no"],
    ["s3:GetBucketTagging", bucket, "yes"],
    ["s3:GetObjectTagging", `${bucket}/*`, "yes"],
    ["s3:GetObjectTagging", bucket, "no"],
    ["s3:DeleteJobTagging", bucket, "no"],
    ["s3:DeleteJobTagging", "arn:aws:s3:us-east-1:111122223333:job/one", "yes"],
    ["s3:CreateAccessPointForObjectLambda", `${bucket}/*`, "no"],
    ["s3:CreateAccessPointForObjectLambda", accessPoint, "yes"],
    ["s3:TagResource", bucket, "yes"],
    // Of other services the reference lacks types that have tags.
    ["sqs:TagQueue", "arn:aws:sqs:us-east-1:111122223333:orders", "yes"],
    ["ec2:CreateTags", "arn:aws:ec2:us-east-1:111122223333:instance/i-1", "yes"],
  ];
  for (const [action, resource, verdict] of types)
    it(`asks about ${action} on ${resource}: ${verdict}`, () => {
      const asked = { principals: [], actions: [action], resources: [] };
      assert.equal(reaches(asked, setsOf([allow(action.replace(/:.*/, ":*"), resource)]), options).verdict, verdict);
    });
});
