/** What asks in CloudFormation who calls, by a setting of its own. */
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

describe("what asks who calls", () => {
  for (const [title, before, after, there, back] of rows)
    it(title, async () => {
      assert.equal((await diffTexts("t.json", before, after)).join("; "), there);
      assert.equal((await diffTexts("t.json", after, before)).join("; "), back);
    });
});
