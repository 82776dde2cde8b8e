/** What gives access in CloudFormation by lists of its own, which no policy says. */
import assert from "node:assert/strict";

import { unknownLine } from "../../../src/report/diff-words";
import { diffTexts } from "../../support/diff-texts";

const bucket = { B: { Type: "AWS::S3::Bucket" } };
const template = (Type: string, Properties: object, id = "S") =>
  JSON.stringify({ Resources: { ...bucket, [id]: { Type, Properties } } });
const none = JSON.stringify({ Resources: bucket });

const lake = (Permissions: readonly unknown[], more: object = {}) => ({
  Type: "AWS::LakeFormation::Permissions",
  DataLakePrincipal: { DataLakePrincipalIdentifier: { "Fn::GetAtt": ["R", "Arn"] } },
  Resource: { DatabaseResource: { CatalogId: { Ref: "AWS::AccountId" }, Name: "sales" } },
  Permissions,
  ...more,
});
const settings = (Admins: readonly unknown[], more: object = {}) => ({
  Type: "AWS::LakeFormation::DataLakeSettings",
  Admins,
  ...more,
});
const admin = (DataLakePrincipalIdentifier: string) => ({ DataLakePrincipalIdentifier });
const images = (launch: object, more: object = {}) => ({
  Type: "AWS::ImageBuilder::DistributionConfiguration",
  Name: "images",
  Distributions: [{ Region: "eu-west-1", AmiDistributionConfiguration: { LaunchPermissionConfiguration: launch } }],
  ...more,
});
const access = (Permission: string, more: object = {}) => ({
  Type: "AWS::S3::AccessGrant",
  AccessGrantsLocationId: "default",
  Permission,
  Grantee: { GranteeType: "IAM", GranteeIdentifier: "arn:aws:iam::111122223333:role/reader" },
  ...more,
});
const search = (Policy: string, more: object = {}) => ({
  Type: "AWS::OpenSearchServerless::AccessPolicy",
  Name: "data",
  Policy,
  ...more,
});
const rules = (permission: string, space = "") =>
  `[${space}{"Rules":[{"ResourceType":"index","Resource":["index/c/*"],"Permission":["${permission}"]}],"Principal":["x"]}]`;
const authority = (more: object = {}) => ({
  Type: "AWS::ACMPCA::Permission",
  Actions: ["IssueCertificate"],
  CertificateAuthorityArn: "a",
  Principal: "acm.amazonaws.com",
  ...more,
});

const of = (Type: string, properties: object): Given => ({ Type: `AWS::${Type}`, ...properties });
const network = (policy: string | object): Given =>
  of("OpenSearchServerless::SecurityPolicy", { Name: "n", Policy: policy });
const reached = (isPublic: string, name = "c") =>
  `[{"Rules":[{"ResourceType":"collection","Resource":["collection/${name}"]}],"AllowFromPublic": ${isPublic}}]`;

interface Given {
  readonly Type: string;
}
type Row = readonly [title: string, before: Given | null, after: Given | null, isUnknown: boolean];

const rows: readonly Row[] = [
  ["new permissions of a lake", null, lake(["SELECT"]), true],
  ["more permissions of a lake", lake(["SELECT"]), lake(["SELECT", "ALL"]), true],
  [
    "the same that may be given on",
    lake(["SELECT"]),
    lake(["SELECT"], { PermissionsWithGrantOption: ["SELECT"] }),
    true,
  ],
  ["the same in another order", lake(["SELECT", "ALTER"]), lake(["ALTER", "SELECT"]), false],
  ["permissions of the same lake as before", lake(["SELECT"]), lake(["SELECT"]), false],
  ["one more administrator of a lake", settings([admin("a")]), settings([admin("a"), admin("b")]), true],
  [
    "an administrator who reads by other tools as well",
    settings([admin("a")]),
    settings([admin("a")], { ExternalDataFilteringAllowList: [admin("a")] }),
    true,
  ],
  ["other versions of a lake", settings([admin("a")]), settings([admin("a")], { Parameters: { V: "4" } }), false],
  ["no permissions by default", settings([]), settings([], { CreateTableDefaultPermissions: [] }), false],
  ["an image that others may start", images({ UserIds: ["1"] }), images({ UserIds: ["1", "2"] }), true],
  ["an image of another name", images({ UserIds: ["1"] }), images({ UserIds: ["1"] }, { Name: "other" }), false],
  ["an image for nobody else", null, images({}), false],
  ["a new grant of S3", null, access("READ"), true],
  ["a grant of S3 that writes", access("READ"), access("READWRITE"), true],
  ["a grant of S3 for any application", access("READ", { ApplicationArn: "a" }), access("READ"), true],
  [
    "a grant of S3 for all of a location",
    access("READ", { AccessGrantsLocationConfiguration: { S3SubPrefix: "b/*" } }),
    access("READ"),
    true,
  ],
  ["a grant of S3 with tags", access("READ"), access("READ", { Tags: [{ Key: "a", Value: "b" }] }), false],
  ["a policy of collections", search(rules("aoss:ReadDocument")), search(rules("aoss:*")), true],
  ["the same one with other blanks", search(rules("aoss:*")), search(rules("aoss:*", "  ")), false],
  [
    "the same one with a description",
    search(rules("aoss:*")),
    search(rules("aoss:*"), { Description: "readers" }),
    false,
  ],
  ["a permission for an authority", null, authority(), true],
  ["one for whatever account", authority({ SourceAccount: "1" }), authority(), true],
  ["one for an account alone", authority(), authority({ SourceAccount: "1" }), true],
  [
    "a member of a group",
    null,
    {
      Type: "AWS::IdentityStore::GroupMembership",
      ...{ IdentityStoreId: "d-1", GroupId: "g", MemberId: { UserId: "u" } },
    } as Given,
    true,
  ],
  ["a user of a cache", null, of("ElastiCache::User", { UserId: "u", AccessString: "on ~a:* +@read" }), true],
  [
    "a user of a cache who may do more",
    of("ElastiCache::User", { AccessString: "on ~a:* +@read" }),
    of("ElastiCache::User", { AccessString: "on ~* +@all" }),
    true,
  ],
  [
    "a user of a cache without a password",
    of("ElastiCache::User", { AccessString: "on" }),
    of("ElastiCache::User", { AccessString: "on", NoPasswordRequired: true }),
    true,
  ],
  [
    "a user of a cache with another password",
    of("ElastiCache::User", { AccessString: "on", Passwords: ["{{id:PASSWORD}}"] }),
    of("ElastiCache::User", { AccessString: "on", NoPasswordRequired: false }),
    false,
  ],
  [
    "one more user of a list",
    of("MemoryDB::ACL", { UserNames: ["a"] }),
    of("MemoryDB::ACL", { UserNames: ["a", "b"] }),
    true,
  ],
  ["a service of a lattice for everybody", null, of("VpcLattice::Service", { AuthType: "NONE" }), true],
  ["a service of a lattice that asks", null, of("VpcLattice::Service", { AuthType: "AWS_IAM" }), false],
  [
    "a network of a lattice that asks no longer",
    of("VpcLattice::ServiceNetwork", { AuthType: "AWS_IAM" }),
    of("VpcLattice::ServiceNetwork", { Name: "n" }),
    true,
  ],
  [
    "an API that takes keys",
    of("AppSync::GraphQLApi", { AuthenticationType: "AWS_IAM" }),
    of("AppSync::GraphQLApi", {
      AuthenticationType: "AWS_IAM",
      AdditionalAuthenticationProviders: [{ AuthenticationType: "API_KEY" }],
    }),
    true,
  ],
  [
    "an API that asks IAM now",
    of("AppSync::GraphQLApi", { AuthenticationType: "API_KEY" }),
    of("AppSync::GraphQLApi", { AuthenticationType: "AWS_IAM", Name: "a" }),
    false,
  ],
  ["builds that everybody reads", null, of("CodeBuild::Project", { Visibility: "PUBLIC_READ" }), true],
  ["builds that nobody else reads", null, of("CodeBuild::Project", { Visibility: "PRIVATE" }), false],
  ["a profile of a user", null, of("Connect::User", { SecurityProfileArns: ["p"], Username: "u" }), true],
  [
    "a network for all groups",
    of("EC2::ClientVpnAuthorizationRule", { TargetNetworkCidr: "10.0.0.0/16", AccessGroupId: "g" }),
    of("EC2::ClientVpnAuthorizationRule", { TargetNetworkCidr: "10.0.0.0/16", AuthorizeAllGroups: true }),
    true,
  ],
  ["a collection for the Internet", null, network(reached("true")), true],
  ["a collection that a network alone reaches", null, network({ "Fn::Sub": reached("false", "${C}") }), false],
  ["a collection that may be reached", null, network({ "Fn::Sub": reached("${Open}") }), true],
  [
    "the key of a collection",
    null,
    of("OpenSearchServerless::SecurityPolicy", { Name: "n", Policy: { "Fn::Sub": '{"Rules":"${C}"}' } }),
    false,
  ],
  ["a group without members", null, { Type: "AWS::IdentityStore::Group", ...{ DisplayName: "g" } }, false],
  [
    "a policy for a certificate",
    null,
    { Type: "AWS::IoT::PolicyPrincipalAttachment", ...{ PolicyName: "p", Principal: "arn:aws:iot:::cert/a" } },
    true,
  ],
];

const textOf = (given: Given | null, id?: string): string => {
  if (!given) return none;
  const { Type, ...properties } = given;
  return template(Type, properties, id);
};

describe("what gives access by no policy", () => {
  for (const [title, before, after, isUnknown] of rows)
    it(title, async () =>
      assert.deepEqual(await diffTexts("t.json", textOf(before), textOf(after)), isUnknown ? ["?S resource"] : []),
    );

  it("is not newly given where it is no longer", async () =>
    assert.deepEqual(
      (await diffTexts("t.json", textOf(lake(["SELECT"])), none)).filter((one) => one.startsWith("?")),
      [],
    ));

  it("is the same by another logical id", async () =>
    assert.deepEqual(await diffTexts("t.json", textOf(lake(["SELECT"])), textOf(lake(["SELECT"]), "T")), []));

  it("is named with its type", () =>
    assert.equal(
      unknownLine("gives access AWS::LakeFormation::Permissions {Name: sales}"),
      "AWS::LakeFormation::Permissions newly gives access, which no policy says: `{Name: sales}`",
    ));
});
