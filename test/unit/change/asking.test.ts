/** What asks in CloudFormation and Terraform who calls, by a setting of its own. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const bucket = { B: { Type: "AWS::S3::Bucket" } };
const template = (type: string, Properties: object) =>
  JSON.stringify({ Resources: { ...bucket, S: { Type: `AWS::${type}`, Properties } } });
const none = JSON.stringify({ Resources: bucket });
const ref = (Ref: string) => ({ Ref });
const chosen = (one: unknown) => ({ "Fn::If": ["C", one, ref("AWS::NoValue")] });

const site = (first: object, other: object = {}, more: object = {}) =>
  template("CloudFront::Distribution", {
    DistributionConfig: {
      DefaultCacheBehavior: { TargetOriginId: "a", ...first },
      CacheBehaviors: [{ PathPattern: "/paid/*", TargetOriginId: "a", ...other }],
      ...more,
    },
  });
const signed = { TrustedKeyGroups: [ref("K")] };
const cache = (more: object) => template("ElastiCache::ReplicationGroup", { Engine: "redis", ...more });
const forward = { Type: "forward", TargetGroupArn: ref("G") };
const people = { Type: "authenticate-oidc", AuthenticateOidcConfig: { Issuer: "https://a.example" }, Order: 1 };
const listener = (...DefaultActions: readonly unknown[]) =>
  template("ElasticLoadBalancingV2::Listener", { Port: 443, DefaultActions });
const rule = (...Actions: readonly unknown[]) =>
  template("ElasticLoadBalancingV2::ListenerRule", { Priority: 1, Actions });
const domain = (Enabled: unknown) => template("OpenSearchService::Domain", { AdvancedSecurityOptions: { Enabled } });

const rows: readonly (readonly [title: string, before: string, after: string, there: string, back: string])[] = [
  ["signed URLs", site(signed), site({}), "?S * resource", ""],
  ["signers of an account", site({ TrustedSigners: ["self"] }), site({}), "?S * resource", ""],
  ["signed URLs of one path", site(signed, signed), site(signed), "?S /paid/* resource", ""],
  ["no signer in the list", site(signed), site({ TrustedKeyGroups: [] }), "?S * resource", ""],
  ["signed URLs in some deployments", site(signed), site({ TrustedKeyGroups: chosen(["k"]) }), "?S * resource", ""],
  ["signed URLs, by signers now", site(signed), site({ TrustedSigners: ["self"] }), "", ""],
  ["another comment", site(signed), site(signed, {}, { Comment: "c" }), "", ""],
  ["a new site that asks nobody", none, site({}), "", ""],
  ["a new site that asks", none, site(signed), "", ""],
  ["a token", cache({ AuthToken: "{{resolve:secretsmanager:t}}" }), cache({}), "?S resource", ""],
  ["another token", cache({ AuthToken: ref("Old") }), cache({ AuthToken: ref("New") }), "", ""],
  ["a new cache", none, cache({}), "", ""],
  ["who signs in at a listener", listener(people, forward), listener(forward), "?S resource", ""],
  ["the same in a rule", rule(people, forward), rule(forward), "?S resource", ""],
  ["who signs in, in some deployments", rule(people, forward), rule(chosen(people), forward), "?S resource", ""],
  ["another target", rule(forward), rule({ ...forward, TargetGroupArn: ref("H") }), "", ""],
  ["rights of a domain", domain(true), domain(false), "?S resource", ""],
  ["the same as text", domain("true"), domain(true), "", ""],
  ["rights that a parameter gives", domain(true), domain(ref("On")), "?S resource", ""],
];

const resource = (type: string, body: string) => `resource "aws_${type}" "s" {\n${body}\n}\n`;
const sited = (first: string, other = "", more = "") =>
  resource(
    "cloudfront_distribution",
    `${more}
  default_cache_behavior {
    target_origin_id = "a"
    ${first}
  }
  ordered_cache_behavior {
    path_pattern     = "/paid/*"
    target_origin_id = "a"
    ${other}
  }`,
  );
const groups = "trusted_key_groups = [aws_cloudfront_key_group.k.id]";
const cached = (more: string) => resource("elasticache_replication_group", `  engine = "redis"\n  ${more}`);
const action = (type: string, name = "default_action") => `  ${name} {\n    type = ${type}\n  }\n`;
const [signing, forwarding] = [action('"authenticate-oidc"'), action('"forward"')];
const listening = (...actions: readonly string[]) => resource("lb_listener", `  port = 443\n${actions.join("")}`);
const searching = (on: string) =>
  resource("opensearch_domain", `  advanced_security_options {\n    enabled = ${on}\n  }`);
const of = (type: string, more = "") => `?aws_${type}.s${more} resource`;
const [ofSite, ofCache, ofListener] = [
  of("cloudfront_distribution", " *"),
  of("elasticache_replication_group"),
  of("lb_listener"),
];

const inTerraform: typeof rows = [
  ["signed URLs", sited(groups), sited(""), ofSite, ""],
  ["signed URLs of one path", sited(groups, groups), sited(groups), of("cloudfront_distribution", " /paid/*"), ""],
  ["no signer in the list", sited(groups), sited("trusted_key_groups = []"), ofSite, ""],
  ["signed URLs, by signers now", sited(groups), sited('trusted_signers = ["self"]'), "", ""],
  ["another comment", sited(groups), sited(groups, "", '  comment = "c"'), "", ""],
  ["a new site that asks nobody", "", sited(""), "", ""],
  ["a token", cached("auth_token = var.token"), cached(""), ofCache, ""],
  ["a token that is nothing", cached("auth_token = var.token"), cached("auth_token = null"), ofCache, ""],
  ["a group in place of a token", cached("auth_token = var.token"), cached("user_group_ids = [var.group]"), "", ""],
  ["who signs in at a listener", listening(signing, forwarding), listening(forwarding), ofListener, ""],
  [
    "who signs in, in some deployments",
    listening(signing, forwarding),
    listening(action('var.on ? "authenticate-oidc" : "forward"'), forwarding),
    ofListener,
    "",
  ],
  ["another target", listening(forwarding), listening(action("var.type")), "", ""],
  ["rights of a domain", searching("true"), searching("false"), of("opensearch_domain"), ""],
  ["rights of a domain that is called otherwise", searching("true"), searching("true").replace('"s"', '"t"'), "", ""],
];

describe("what asks who calls in Terraform", () => {
  for (const [title, before, after, there, back] of inTerraform)
    it(title, async () => {
      assert.equal((await diffTexts("main.tf", before, after)).join("; "), there);
      assert.equal((await diffTexts("main.tf", after, before)).join("; "), back);
    });
});

describe("what asks who calls", () => {
  for (const [title, before, after, there, back] of rows)
    it(title, async () => {
      assert.equal((await diffTexts("t.json", before, after)).join("; "), there);
      assert.equal((await diffTexts("t.json", after, before)).join("; "), back);
    });
});
