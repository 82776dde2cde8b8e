import assert from "node:assert/strict";

import type { NormalizedSchema as Schema } from "@smithy/core/schema";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticStructureSchema } from "@smithy/types";

import { filledIn } from "../../../src/account/checks/commands";
import { checks } from "../../../src/account/checks/generated/index";
import type { ResourceVerdict } from "../../../src/account/posture";
import { accountId } from "./support";

const cliTexts = checks.flatMap(({ id, remediation }) =>
  remediation.filter(({ kind }) => kind === "cli").map(({ text }) => ({ id, text })),
);

/** Services of the AWS CLI by the client of the SDK. */
const clients: Readonly<Record<string, () => Promise<object>>> = {
  accessanalyzer: () => import("@aws-sdk/client-accessanalyzer"),
  account: () => import("@aws-sdk/client-account"),
  budgets: () => import("@aws-sdk/client-budgets"),
  ce: () => import("@aws-sdk/client-cost-explorer"),
  cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
  cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
  configservice: () => import("@aws-sdk/client-config-service"),
  ec2: () => import("@aws-sdk/client-ec2"),
  guardduty: () => import("@aws-sdk/client-guardduty"),
  iam: () => import("@aws-sdk/client-iam"),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
  kms: async () => ({ EnableKeyRotation$: [9, "", "", 0, input("KeyId", "RotationPeriodInDays")] }),
  logs: () => import("@aws-sdk/client-cloudwatch-logs"),
  organizations: () => import("@aws-sdk/client-organizations"),
  s3api: () => import("@aws-sdk/client-s3"),
  securityhub: () => import("@aws-sdk/client-securityhub"),
  sns: () => import("@aws-sdk/client-sns"),
  ssm: () => import("@aws-sdk/client-ssm"),
  "sso-admin": () => import("@aws-sdk/client-sso-admin"),
};
/** Of a service whose client is not used. */
function input(...members: string[]): StaticStructureSchema {
  return [3, "", "", 0, members, members.map(() => 0 as const)];
}

/** Of every command; and what the CLI adds to an operation, or takes for one. */
const everywhere = ["region", "query", "output", "profile"];
const ofCli: Readonly<Record<string, readonly string[]>> = {
  "configservice put-configuration-recorder": ["recordinggroup"],
  "ec2 create-network-acl-entry": ["ingress"],
  "sns subscribe": ["notificationendpoint"],
};

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly parameters: readonly string[];
}

/** The calls of the AWS CLI in a text: quoted words are one. */
function callsOf(text: string): Call[] {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .flatMap((line) => line.split(/(?=\baws [a-z])/).filter((part) => part.startsWith("aws ")))
    .map((part) => {
      const words = part.replace(/'[^']*'|"[^"]*"/g, "QUOTED").split(/\s+/);
      return {
        service: words[1] ?? "",
        operation: words[2] ?? "",
        parameters: words.slice(3).flatMap((word) => /^--([a-z0-9-]+)/.exec(word)?.[1] ?? []),
      };
    });
}

const plain = (name: string) => name.replace(/[^a-z0-9]/gi, "").toLowerCase();

async function membersOf({ service, operation }: Call): Promise<readonly string[] | null> {
  const load = clients[service];
  assert.ok(load, `nothing is known of aws ${service}`);
  const found = Object.entries(await load()).find(([name]) => name.endsWith("$") && plain(name) === plain(operation));
  if (!found) return null;
  const input = (found[1] as readonly [number, string, string, unknown, Schema])[4];
  return [...NormalizedSchema.of(input).structIterator()].map(([name]) => plain(name));
}

describe("commands of the AWS CLI", () => {
  it("are of operations and parameters that there are", async function () {
    this.timeout(20_000);
    const wrong: string[] = [];
    for (const { id, text } of cliTexts)
      for (const call of callsOf(text)) {
        const command = `${call.service} ${call.operation}`;
        const members = await membersOf(call);
        if (!members) wrong.push(`${id}: there is no ${command}`);
        else
          for (const one of call.parameters.map(plain)) {
            const known = [...members, ...everywhere, ...(ofCli[command] ?? [])];
            if (!known.includes(one) && !(one.startsWith("no") && known.includes(one.slice(2))))
              wrong.push(`${id}: ${command} has no --${one}`);
          }
      }
    assert.deepEqual(wrong, []);
  });

  /** They set more than what is wrong. */
  const replacing =
    /^(?:update-account-password-policy|put-public-access-block|put-bucket-policy|put-bucket-logging|put-bucket-ownership-controls|put-event-selectors|put-configuration-recorder|put-delivery-channel|put-configuration-aggregator|update-document|update-assume-role-policy|put-contact-information|put-alternate-contact|put-(?:role|user|group)-policy)$/;
  for (const { id, text } of cliTexts) {
    const calls = callsOf(text);
    const first = calls.findIndex(({ operation }) => replacing.test(operation));
    if (first < 0) continue;
    it(`${id}: reads first what it replaces, and says that it does`, () => {
      assert.match(text, /^#.*(?:[Rr]eplace|Sets the whole)/m);
      const read = calls
        .slice(0, first)
        .some(({ service, operation }) => service === calls[first]!.service && /^(?:get|describe)-/.test(operation));
      assert.ok(read, text);
    });
  }
});

const failing = (id: string, region: string | null = null): ResourceVerdict => ({
  id,
  region,
  verdict: "fail",
  reason: "",
});
const account = { id: accountId, arn: "", alias: null, partition: "aws" };
const filled = (text: string, resources: readonly ResourceVerdict[], profile: string | null = null, more = {}) =>
  filledIn([{ kind: "cli", text }], resources, { account: { ...account, ...more }, profile })[0]!.text;

describe("a command with what fails put in", () => {
  const cases: readonly [string, string, string][] = [
    [
      "a user",
      filled("aws iam delete-login-profile --user-name USER", [failing(`arn:aws:iam::${accountId}:user/people/alice`)]),
      "aws iam delete-login-profile --user-name alice",
    ],
    [
      "several users",
      filled(
        "aws iam delete-login-profile --user-name USER",
        ["a", "b"].map((one) => failing(`arn:aws:iam::${accountId}:user/${one}`)),
      ),
      "aws iam delete-login-profile --user-name a\naws iam delete-login-profile --user-name b",
    ],
    [
      "a group of a Region",
      filled("# As it stands:\naws ec2 revoke-security-group-ingress --region REGION --group-id GROUP_ID", [
        failing("sg-0a1b", "eu-west-3"),
      ]),
      "# As it stands:\naws ec2 revoke-security-group-ingress --region eu-west-3 --group-id sg-0a1b",
    ],
    [
      "an instance with a name, in its Region",
      filled("aws ec2 modify-instance-metadata-options --instance-id INSTANCE_ID --http-tokens required", [
        failing("i-0a1b (web 1)", "eu-west-3"),
      ]),
      "aws ec2 modify-instance-metadata-options --region eu-west-3 --instance-id i-0a1b --http-tokens required",
    ],
    [
      "a trail, in its home Region",
      filled("aws cloudtrail update-trail --name TRAIL_ARN --enable-log-file-validation", [
        failing(`arn:aws:cloudtrail:eu-west-3:${accountId}:trail/t`, "eu-west-3"),
      ]),
      `aws cloudtrail update-trail --region eu-west-3 --name arn:aws:cloudtrail:eu-west-3:${accountId}:trail/t --enable-log-file-validation`,
    ],
    [
      "Regions in a loop",
      filled('for region in REGION_1 REGION_2; do\n  aws guardduty create-detector --region "$region" --enable\ndone', [
        failing("eu-west-1", "eu-west-1"),
        failing("eu-west-3", "eu-west-3"),
      ]),
      'for region in eu-west-1 eu-west-3; do\n  aws guardduty create-detector --region "$region" --enable\ndone',
    ],
    [
      "an inline policy of a user",
      filled(
        "# A managed one:\naws iam create-policy-version --policy-arn POLICY_ARN\n# An inline one:\naws iam put-role-policy --role-name ROLE --policy-name POLICY\naws iam put-user-policy --user-name USER --policy-name POLICY",
        [failing(`arn:aws:iam::${accountId}:user/alice (inline policy all, statement 2)`)],
      ),
      "# An inline one:\naws iam put-user-policy --user-name alice --policy-name all",
    ],
    [
      "a managed policy",
      filled(
        "# A managed one:\naws iam create-policy-version --policy-arn POLICY_ARN\n# An inline one:\naws iam put-role-policy --role-name ROLE --policy-name POLICY",
        [failing(`arn:aws:iam::${accountId}:policy/own`)],
      ),
      `# A managed one:\naws iam create-policy-version --policy-arn arn:aws:iam::${accountId}:policy/own`,
    ],
    [
      "the account",
      filled("aws budgets create-budget --account-id ACCOUNT_ID", []),
      `aws budgets create-budget --account-id ${accountId}`,
    ],
    [
      "the profile",
      filled("aws iam list-users\n  aws iam get-user $(aws sts get-caller-identity)", [], "audit"),
      "aws --profile audit iam list-users\n  aws --profile audit iam get-user $(aws --profile audit sts get-caller-identity)",
    ],
    ["a profile with a space", filled("aws iam list-users", [], "my audit"), "aws --profile 'my audit' iam list-users"],
    ["a profile that leaves its quotes", filled("aws iam list-users", [], "a'; rm -rf ~ #"), "aws iam list-users"],
    [
      "a name that a shell obeys",
      filled("aws iam delete-login-profile --user-name USER", [failing(`arn:aws:iam::${accountId}:user/$(id)`)]),
      "aws iam delete-login-profile --user-name USER",
    ],
    [
      "a name that is an option",
      filled("aws s3api get-bucket-acl --bucket BUCKET", [failing("arn:aws:s3:::--profile")]),
      "aws s3api get-bucket-acl --bucket BUCKET",
    ],
    [
      "another partition",
      filled("aws iam detach-role-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess", [], null, {
        partition: "aws-cn",
      }),
      "aws iam detach-role-policy --policy-arn arn:aws-cn:iam::aws:policy/AdministratorAccess",
    ],
    [
      "what passes",
      filled("aws iam delete-login-profile --user-name USER", [
        { ...failing(`arn:aws:iam::${accountId}:user/a`), verdict: "pass" },
      ]),
      "aws iam delete-login-profile --user-name USER",
    ],
  ];
  for (const [name, got, wanted] of cases) it(name, () => assert.equal(got, wanted));

  it("more than anybody reads: the rest is counted", () => {
    const users = Array.from({ length: 25 }, (_, index) => failing(`arn:aws:iam::${accountId}:user/u${index}`));
    const lines = filled("aws iam delete-login-profile --user-name USER", users).split("\n");
    assert.equal(lines.length, 21);
    assert.match(lines.at(-1)!, /^# And the same for 5 more/);
  });
});
