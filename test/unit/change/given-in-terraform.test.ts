/** What gives access in Terraform that no policy says: newly, no longer, and what of the same resources gives none. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const resource = (type: string, ...lines: string[]) =>
  `resource "${type}" "x" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
const rules = (permission: string, principal = "a") =>
  `policy = jsonencode([{ Rules = [{ ResourceType = "index", Resource = ["index/c/*"], Permission = ["${permission}"] }], Principal = ["arn:aws:iam::111122223333:role/${principal}"] }])`;
const network = (open: boolean) =>
  `policy = jsonencode([{ Rules = [{ ResourceType = "collection", Resource = ["collection/c"] }], AllowFromPublic = ${open} }])`;
const rule = (range: string, more = "authorize_all_groups = true") =>
  resource(
    "aws_ec2_client_vpn_authorization_rule",
    'client_vpn_endpoint_id = "e"',
    `target_network_cidr = "${range}"`,
    more,
  );
const graph = (type: string, ...more: string[]) =>
  resource("aws_appsync_graphql_api", 'name = "x"', `authentication_type = "${type}"`, ...more);
const user = (access: string, ...more: string[]) =>
  resource("aws_elasticache_user", 'user_name = "x"', `access_string = "${access}"`, ...more);
const lattice = (...lines: string[]) => resource("aws_vpclattice_service", 'name = "x"', ...lines);
const grant = (permission: string, ...more: string[]) =>
  resource("aws_s3control_access_grant", 'access_grants_location_id = "l"', `permission = "${permission}"`, ...more);

/** What the second state newly gives, by the type; null: nothing. */
type Row = readonly [title: string, before: string, after: string, type: string | null];

const rows: readonly Row[] = [
  [
    "more in a collection",
    ...both("aws_opensearchserverless_access_policy", rules("aoss:ReadDocument"), rules("aoss:*")),
  ],
  ["another principal", ...both("aws_opensearchserverless_access_policy", rules("aoss:*"), rules("aoss:*", "b"))],
  [
    "a collection that leaves its network",
    ...both("aws_opensearchserverless_security_policy", network(false), network(true)),
  ],
  ["more for a user of a cache", user("on ~a* +get"), user("on ~* +@all"), "aws_elasticache_user"],
  ["a user without a password", user("on"), user("on", "no_password_required = true"), "aws_elasticache_user"],
  [
    "a user without a password, by its mode",
    user("on", 'authentication_mode {\n    type = "iam"\n  }'),
    user("on", 'authentication_mode {\n    type = "no-password-required"\n  }'),
    "aws_elasticache_user",
  ],
  ["one more user of a database", ...both("aws_memorydb_acl", 'user_names = ["a"]', 'user_names = ["a", "b"]')],
  ["an open database", ...both("aws_memorydb_cluster", 'acl_name = "mine"', 'acl_name = "open-access"')],
  [
    "a service that no longer asks",
    lattice('auth_type = "AWS_IAM"'),
    lattice('auth_type = "NONE"'),
    "aws_vpclattice_service",
  ],
  ["a service that says no longer that it asks", lattice('auth_type = "AWS_IAM"'), lattice(), "aws_vpclattice_service"],
  ["an API with a key", graph("AWS_IAM"), graph("API_KEY"), "aws_appsync_graphql_api"],
  [
    "an API with a key besides",
    graph("AWS_IAM"),
    graph("AWS_IAM", 'additional_authentication_provider {\n    authentication_type = "API_KEY"\n  }'),
    "aws_appsync_graphql_api",
  ],
  ["builds for everybody", ...both("aws_codebuild_project", 'name = "x"', 'project_visibility = "PUBLIC_READ"')],
  ["a wider network", rule("10.0.0.0/24"), rule("10.0.0.0/8"), "aws_ec2_client_vpn_authorization_rule"],
  [
    "another group",
    rule("10.0.0.0/8", 'access_group_id = "a"'),
    rule("10.0.0.0/8", 'access_group_id = "b"'),
    "aws_ec2_client_vpn_authorization_rule",
  ],
  [
    "a new member",
    "",
    resource("aws_identitystore_group_membership", 'group_id = "g"', 'member_id = "m"'),
    "aws_identitystore_group_membership",
  ],
  ["a wider grant", grant("READ"), grant("READWRITE"), "aws_s3control_access_grant"],
  [
    "a grant without its prefix",
    grant("READ", 'access_grants_location_configuration {\n    s3_sub_prefix = "a/*"\n  }'),
    grant("READ"),
    "aws_s3control_access_grant",
  ],
  [
    "a delegated administrator",
    ...both("aws_guardduty_organization_admin_account", 'admin_account_id = "1"', 'admin_account_id = "2"'),
  ],
  [
    "an image for another account",
    ...both("aws_imagebuilder_distribution_configuration", ...(["1", "2"].map(launch) as [string, string])),
  ],
  ["an API that anybody may write", graph("AWS_IAM"), graph("AWS_IAM", "xray_enabled = true"), null],
  ["private builds", ...same("aws_codebuild_project", 'project_visibility = "PRIVATE"', 'name = "x"')],
  [
    "how a collection is encrypted",
    ...same(
      "aws_opensearchserverless_security_policy",
      'type = "encryption"\n  policy = "a"',
      'type = "encryption"\n  policy = "b"',
    ),
  ],
  ["the same service by another name", lattice(), lattice().replace('name = "x"', 'name = "y"'), null],
  ["a service that asks now", lattice(), lattice('auth_type = "AWS_IAM"'), null],
  ["users in another order", ...same("aws_memorydb_acl", 'user_names = ["a", "b"]', 'user_names = ["b", "a"]')],
  ["a password that is asked for", user("on"), user("on", "no_password_required = false"), null],
  ["a description", rule("10.0.0.0/8"), rule("10.0.0.0/8", 'authorize_all_groups = true\n  description = "d"'), null],
];

function both(type: string, before: string, after: string): [string, string, string] {
  return [resource(type, before), resource(type, after), type];
}

function same(type: string, before: string, after: string): [string, string, null] {
  return [resource(type, before), resource(type, after), null];
}

function launch(account: string): string {
  return `distribution {\n    ami_distribution_configuration {\n      launch_permission {\n        user_ids = ["${account}"]\n      }\n    }\n  }`;
}

describe("what gives access in Terraform without a policy", () => {
  for (const [title, before, after, type] of rows)
    it(title, async () => {
      const lines = await diffTexts("main.tf", before, after);
      assert.deepEqual([...new Set(lines)], type === null ? [] : [`?${type}.x resource`]);
    });
});
