/** The commands that put a resource right: what of its ARN stands where in them. */
import assert from "node:assert/strict";

import { filledIn } from "../../../src/account/checks/commands";
import { accountId, sectionIn, snapshotOf, verdictOf } from "./support";

const account = `arn:aws:iam::${accountId}:`;
/** The resource that fails, a command with blanks, and the command with what is known in them. */
const cases: readonly [id: string, region: string | null, text: string, filled: string][] = [
  [`${account}user/team/alice`, null, "aws iam x --user-name USER", "aws iam x --user-name alice"],
  [`${account}role/team/work`, null, "aws iam x --role-name ROLE", "aws iam x --role-name work"],
  [`${account}group/devs`, null, "aws iam x --group-name GROUP", "aws iam x --group-name devs"],
  [
    `${account}saml-provider/corp`,
    null,
    "aws iam x --saml-provider-arn SAML_PROVIDER_ARN",
    `aws iam x --saml-provider-arn ${account}saml-provider/corp`,
  ],
  [
    `${account}oidc-provider/git.example`,
    null,
    "aws iam x --arn OIDC_PROVIDER_ARN",
    `aws iam x --arn ${account}oidc-provider/git.example`,
  ],
  [`${account}server-certificate/old`, null, "aws iam x --name SERVER_CERTIFICATE", "aws iam x --name old"],
  [
    `arn:aws:cloudtrail:eu-west-1:${accountId}:trail/main`,
    "eu-west-1",
    "aws cloudtrail x --name TRAIL_ARN --region REGION",
    `aws cloudtrail x --name arn:aws:cloudtrail:eu-west-1:${accountId}:trail/main --region eu-west-1`,
  ],
  [
    `arn:aws:cloudtrail:eu-west-1:${accountId}:eventdatastore/1`,
    "eu-west-1",
    "aws cloudtrail x --region REGION --store EVENT_DATA_STORE_ARN",
    `aws cloudtrail x --region eu-west-1 --store arn:aws:cloudtrail:eu-west-1:${accountId}:eventdatastore/1`,
  ],
  [
    `arn:aws:kms:eu-west-1:${accountId}:key/1`,
    "eu-west-1",
    "aws kms x --key-id KEY_ARN",
    `aws kms x --region eu-west-1 --key-id arn:aws:kms:eu-west-1:${accountId}:key/1`,
  ],
  [
    "arn:aws:sso:::instance/ssoins-1",
    null,
    "aws sso-admin x --instance-arn INSTANCE_ARN",
    "aws sso-admin x --instance-arn arn:aws:sso:::instance/ssoins-1",
  ],
  ["arn:aws:s3:::a-bucket", null, "aws s3api x --bucket BUCKET", "aws s3api x --bucket a-bucket"],
  [
    `arn:aws:logs:eu-west-1:${accountId}:log-group:/trail:*`,
    "eu-west-1",
    "aws logs x --log-group-name TRAIL_LOG_GROUP",
    "aws logs x --region eu-west-1 --log-group-name /trail",
  ],
  ["acl-0a", "eu-west-1", "aws ec2 x --acl NETWORK_ACL_ID", "aws ec2 x --region eu-west-1 --acl acl-0a"],
  ["vpc-0a", "eu-west-1", "aws ec2 x --vpc VPC_ID", "aws ec2 x --region eu-west-1 --vpc vpc-0a"],
  ["sg-0a", "eu-west-1", "aws ec2 x --group GROUP_ID", "aws ec2 x --region eu-west-1 --group sg-0a"],
  ["i-0a", "eu-west-1", "aws ec2 x --instance INSTANCE_ID", "aws ec2 x --region eu-west-1 --instance i-0a"],
  ["444455556666", null, "aws organizations x --account-id ACCOUNT", "aws organizations x --account-id 444455556666"],
  ["a", null, "aws budgets x --account-id ACCOUNT_ID", `aws budgets x --account-id ${accountId}`],
  ["a", null, "aws x --arn arn:aws:iam::111122223333:role/x", `aws x --arn arn:aws:iam::${accountId}:role/x`],
  ["eu-west-1", "eu-west-1", "for region in REGION_1 REGION_2; do x; done", "for region in eu-west-1; do x; done"],
  // What is not known stays a blank, and what belongs to something else is left alone.
  [`${account}user/alice`, null, "aws iam x --role-name ROLE", "aws iam x --role-name ROLE"],
  ["arn:aws:sqs:::q", null, "aws s3api x --bucket BUCKET", "aws s3api x --bucket BUCKET"],
];

describe("the command for a resource that fails", () => {
  it("leaves the account blank where it is not known, and names the profile", () => {
    const { account: known } = snapshotOf({});
    const filled = (id: string, profile: string | null) =>
      filledIn([{ kind: "cli", text: "aws budgets x --account-id ACCOUNT_ID" }], [], {
        account: { ...known, id },
        profile,
      })[0]!.text;
    assert.equal(filled("unknown", null), "aws budgets x --account-id ACCOUNT_ID");
    assert.equal(filled(accountId, "dev"), `aws --profile dev budgets x --account-id ${accountId}`);
    assert.equal(filled(accountId, "my dev"), `aws --profile 'my dev' budgets x --account-id ${accountId}`);
    assert.equal(filled(accountId, "it's"), `aws budgets x --account-id ${accountId}`);
  });

  it("names the open ACLs and the VPCs without a log, each in its Region", () => {
    const rule = { number: 1, allows: true, protocol: "-1", range: "0.0.0.0/0", fromPort: null, toPort: null };
    const acl = (id: string, ...ingress: (typeof rule)[]) => ({
      id,
      vpcId: "vpc-1",
      isDefault: true,
      subnets: 1,
      ingress,
    });
    const group = (vpcId: string) => ({ id: `sg-${vpcId}`, name: "default", vpcId, isDefault: true });
    const [home, other] = ["eu-central-1", "eu-west-1"];
    const inRegion = (region: string, acls: object[], ...vpcs: string[]) => [
      sectionIn(region, "ec2/security-groups", { count: vpcs.length, groups: vpcs.map(group) }),
      sectionIn(region, "ec2/network-interfaces", { any: true }),
      sectionIn(region, "ec2/network-acls", acls),
      sectionIn(region, "ec2/flow-logs", [{ resource: "vpc-1", traffic: "ALL", active: true }]),
    ];
    const snapshot = snapshotOf({ "ec2/regions": [home, other].map((name) => ({ name, optInStatus: "opted-in" })) }, [
      ...inRegion(home, [acl("acl-a", rule), acl("acl-b"), acl("acl-c", rule)], "vpc-1", "vpc-2"),
      ...inRegion(other, [acl("acl-d", rule)], "vpc-3"),
    ]);
    const commands = (id: string) => verdictOf(id, snapshot).remediation.find(({ kind }) => kind === "cli")!.text;
    const named = (id: string, option: string) =>
      [...commands(id).matchAll(new RegExp(`create-\\S+ --region (\\S+) .*?${option} (\\S+)`, "g"))].map(
        ([, region, name]) => `${region} ${name}`,
      );
    assert.deepEqual(
      [...new Set(named("network/open-network-acl", "--network-acl-id"))],
      [`${home} acl-a`, `${home} acl-c`, `${other} acl-d`],
    );
    assert.deepEqual(named("network/flow-logs", "--resource-ids"), [`${home} vpc-2`, `${other} vpc-3`]);
    for (const id of ["network/open-network-acl", "network/flow-logs"])
      assert.doesNotMatch(commands(id), /\b(?:REGION|VPC_ID|NETWORK_ACL_ID)\b/);
  });

  for (const [id, region, text, filled] of cases)
    it(filled, () => {
      const resources = [{ id, region, verdict: "fail" as const, reason: "Is wrong." }];
      const [remediation] = filledIn([{ kind: "cli", text }], resources, snapshotOf({}));
      assert.ok(remediation!.text.includes(filled), remediation!.text);
    });
});
