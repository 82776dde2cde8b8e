import assert from "node:assert/strict";

import { readDate, readNumber } from "../../../src/analysis/policy/condition-value";
import { type Decision, evaluate } from "../../../src/analysis/policy/evaluate";
import { rangeCovers, readIpRange } from "../../../src/analysis/policy/ip-range";
import { principalContext, readPrincipal, type Request } from "../../../src/analysis/policy/request";
import { openKey } from "../../../src/analysis/value";
import { account, federatedUser, otherAccount, role, session, user } from "./cases";
import { type Documents, policiesOf } from "./oracle";
import { template, unknown } from "./values";

const allow = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const elsewhere = { Effect: "Allow", Action: "ec2:*", Resource: "*" };
const doc = (...Statement: object[]): object => ({ Version: "2012-10-17", Statement });
const base: Request = {
  principal: user,
  action: "s3:GetObject",
  resource: "arn:aws:s3:::logs/one",
  resourceAccount: account,
  context: {},
};

function decide(documents: Documents, change: Partial<Request> = {}): Decision {
  return evaluate({ ...base, ...change }, policiesOf(documents)).decision;
}

const granted = (Principal: unknown): readonly object[] => [doc({ ...allow, Principal })];

describe("evaluate", () => {
  it("names the statements that decide", () => {
    const policies = policiesOf({
      identity: [doc(allow, { ...allow, Effect: "Deny", Action: "s3:Put*" })],
      scps: [[doc(allow)], [doc(elsewhere)]],
    });
    const read = evaluate(base, policies);
    assert.deepEqual([read.decision, read.missing], ["implicitly-denied", ["scp"]]);
    const write = evaluate({ ...base, action: "s3:PutObject" }, policies);
    assert.equal(write.decision, "explicitly-denied");
    assert.deepEqual(
      write.statements.map((one) => one.statement.path),
      [["Statement", 1]],
    );
    const allowed = evaluate(base, { identity: policies.identity! });
    assert.deepEqual(
      allowed.statements.map((one) => one.statement.path),
      [["Statement", 0]],
    );
  });

  it("lets a resource policy speak past boundary and session where it names the caller", () => {
    const limits = { boundary: [doc(elsewhere)], session: [doc(elsewhere)] };
    for (const name of [{ AWS: session }, "*", { AWS: "*" }])
      assert.equal(decide({ ...limits, resource: granted(name) }, { principal: session }), "allowed");
    assert.equal(decide({ ...limits, resource: granted({ AWS: role }) }, { principal: session }), "implicitly-denied");
    assert.equal(
      decide({ session: [doc(elsewhere)], resource: granted({ AWS: federatedUser }) }, { principal: federatedUser }),
      "allowed",
    );
    assert.equal(
      decide({ ...limits, resource: granted("*") }, { principal: session, resourceAccount: otherAccount }),
      "implicitly-denied",
    );
  });

  it("knows who is not bound by what", () => {
    const root = { principal: `arn:aws:iam::${account}:root` };
    assert.equal(decide({}, root), "allowed");
    assert.equal(decide({ scps: [[doc(elsewhere)]] }, root), "implicitly-denied");
    const service = { principal: "ec2.amazonaws.com" };
    assert.equal(
      decide({ resource: granted({ Service: "ec2.amazonaws.com" }), scps: [[doc(elsewhere)]] }, service),
      "allowed",
    );
    assert.equal(
      decide({ resource: granted({ AWS: `arn:aws:iam::${account}:user/fred` }) }, { principal: federatedUser }),
      "implicitly-denied",
    );
  });

  it("needs the trust policy or key policy where one is given", () => {
    const assume = { action: "sts:AssumeRole", resource: `arn:aws:iam::${account}:role/Target` };
    const identity = [doc({ ...allow, Action: "*" })];
    const trust = (AWS: string): Documents => ({
      identity,
      resource: [doc({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS } })],
    });
    assert.equal(decide(trust(account), assume), "allowed");
    assert.equal(decide(trust(otherAccount), assume), "implicitly-denied");
    assert.equal(decide({ identity }, assume), "allowed");
    assert.equal(
      decide({ identity }, { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${account}:key/k` }),
      "allowed",
    );
  });

  const condition = (Condition: object, context: Request["context"], version = "2012-10-17"): Decision =>
    decide({ identity: [{ Version: version, Statement: [{ ...allow, Condition }] }] }, { context });

  it("compares values as AWS documents it", () => {
    assert.equal(condition({ "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } }, {}), "allowed");
    assert.equal(
      condition({ DateLessThan: { "aws:CurrentTime": "1704067200" } }, { "aws:currenttime": "2023-06-01T00:00:00Z" }),
      "allowed",
    );
    assert.equal(condition({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, { "aws:SourceIp": "10.1.2.3" }), "allowed");
    assert.equal(
      condition({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, { "aws:SourceIp": "2001:db8::1" }),
      "implicitly-denied",
    );
    assert.equal(condition({ StringEquals: { k: "${*}" } }, { k: "*" }), "allowed");
    assert.equal(condition({ StringEquals: { k: "*" } }, { k: "x" }), "implicitly-denied");
    assert.equal(
      condition({ StringLike: { k: "${aws:username}" } }, { k: "anything", "aws:username": "*" }),
      "implicitly-denied",
    );
    assert.equal(
      condition({ StringEquals: { k: "${aws:username}" } }, { k: "alice", "aws:username": "alice" }, "2008-10-17"),
      "implicitly-denied",
    );
    assert.equal(
      condition({ StringEquals: { k: "${aws:username}" } }, { k: "${aws:username}" }, "2008-10-17"),
      "allowed",
    );
  });

  it("does not decide what nobody knows", () => {
    assert.equal(condition({ StringEquals: { k: "a" } }, { k: ["a", "b"] }), "unknown");
    assert.equal(condition({ NumericNotEquals: { k: "five" } }, { k: "5" }), "unknown");
    assert.equal(condition({ NumericEquals: { k: "five" } }, { k: "5" }), "implicitly-denied");
    assert.equal(condition({ StringEqual: { k: "a" } }, { k: "a" }), "unknown");
    assert.equal(condition({ ArnNotLike: { k: "*" } }, { k: "arn:aws:s3:::b" }), "unknown");
  });

  it("lets what a template leaves open matter only where it does", () => {
    const hole = { name: "Bucket" };
    const identity = (statement: object, ...more: object[]): Documents => ({ identity: [doc(statement, ...more)] });
    assert.equal(decide(identity({ ...allow, Resource: template("arn:aws:s3:::", hole, "/*") })), "unknown");
    assert.equal(decide(identity({ ...allow, Resource: template("arn:aws:sqs:::", hole) })), "implicitly-denied");
    assert.equal(decide(identity({ ...allow, Resource: unknown() }, allow)), "allowed");
    assert.equal(decide(identity(allow, { ...allow, Effect: "Deny", Resource: unknown() })), "unknown");
    assert.equal(decide(identity({ ...allow, Action: unknown("s3:Get*", undefined) })), "unknown");
    assert.equal(decide(identity({ ...allow, Effect: unknown("Allow", "Deny") })), "unknown");
    assert.equal(
      decide(identity({ ...allow, Condition: { StringEquals: { k: unknown() } } }), { context: { k: "a" } }),
      "unknown",
    );
    assert.equal(decide(identity({ ...allow, Condition: unknown() })), "unknown");
    assert.equal(decide({ identity: [{ Version: "2012-10-17", Statement: [allow, unknown()] }] }), "unknown");
    assert.equal(decide(identity({ ...allow, Action: "ec2:*", Condition: unknown() })), "implicitly-denied");
    assert.equal(
      decide(identity(unknown({ ...allow, Resource: "arn:aws:s3:::other" }, undefined))),
      "implicitly-denied",
    );
    assert.equal(decide(identity(unknown(allow, undefined))), "unknown");
    assert.equal(
      decide(identity({ Effect: "Allow", [openKey]: unknown() })),
      "unknown",
      "its action may be written elsewhere",
    );
    assert.equal(decide(identity({ Effect: "Allow", Action: "ec2:*", [openKey]: unknown() })), "implicitly-denied");
    assert.equal(decide(identity({ Effect: "Allow", Resource: "*", [openKey]: unknown() })), "unknown");
    assert.equal(decide(identity({ Effect: "Allow", Resource: "*" })), "implicitly-denied");
  });

  it("lets in nobody by a statement that names nobody", () => {
    const service = { principal: "ec2.amazonaws.com" };
    assert.equal(decide({ resource: [doc(allow)] }, service), "implicitly-denied");
    assert.equal(decide({ resource: [doc({ ...allow, [openKey]: unknown() })] }, service), "unknown");
    assert.equal(decide({ resource: [doc({ ...allow, Effect: "Deny" })], identity: [doc(allow)] }), "allowed");
    const denied = { ...allow, Effect: "Deny", [openKey]: unknown() };
    assert.equal(decide({ resource: [doc(denied)], identity: [doc(allow)] }), "unknown");
  });

  it("lets an account's identity policies count in its own account alone", () => {
    const identity = [doc(allow)];
    assert.equal(decide({ identity }, { resourceAccount: otherAccount }), "implicitly-denied");
    assert.equal(
      decide({ identity, resource: granted({ AWS: account }) }, { resourceAccount: otherAccount }),
      "allowed",
    );
    assert.equal(
      decide({ resource: granted({ AWS: account }) }, { resourceAccount: otherAccount }),
      "implicitly-denied",
    );
    assert.deepEqual(
      evaluate({ ...base, resourceAccount: otherAccount }, policiesOf({ identity: [doc(elsewhere)] })).missing,
      ["identity", "resource"],
    );
  });

  it("takes a wildcard over a colon", () => {
    assert.equal(decide({ identity: [doc({ ...allow, Resource: "arn:aws:s3*one" })] }), "allowed");
  });
});

describe("readPrincipal", () => {
  it("tells the kinds apart", () => {
    const kinds = [
      "*",
      "ec2.amazonaws.com",
      `arn:aws:iam::${account}:root`,
      user,
      role,
      session,
      federatedUser,
      "accounts.google.com",
      `arn:aws:iam::${account}:saml-provider/x`,
      "cognito-identity.amazonaws.com",
    ].map((text) => readPrincipal(text).kind);
    assert.deepEqual(kinds, [
      "anonymous",
      "service",
      "root",
      "user",
      "role",
      "session",
      "federated-user",
      "provider",
      "provider",
      "provider",
    ]);
  });

  it("knows the context that AWS adds", () => {
    assert.equal(principalContext(session)["aws:PrincipalArn"], role);
    assert.equal(principalContext(user)["aws:username"], "alice");
    assert.equal(principalContext("ec2.amazonaws.com")["aws:PrincipalIsAWSService"], "true");
  });
});

describe("values", () => {
  it("reads numbers and dates as IAM does", () => {
    for (const text of ["5", "-5", "05", "5.25"]) assert.notEqual(readNumber(text), null, text);
    for (const text of ["", "5.", "1e3", "0x1", "five", " 5"]) assert.equal(readNumber(text), null, text);
    assert.equal(readDate("1704067200"), readDate("2024-01-01T00:00:00Z"));
    assert.equal(readDate("2024-01-01"), readDate("2024-01-01T01:00:00+01:00"));
    for (const text of ["", "2024-13-01", "01/02/2024", "2024-01-01T00:00:00", "now"])
      assert.equal(readDate(text), null, text);
  });

  it("reads addresses and ranges", () => {
    const covers = (outer: string, inner: string): boolean => rangeCovers(readIpRange(outer)!, readIpRange(inner)!);
    assert.ok(
      covers("10.0.0.0/8", "10.1.0.0/16") &&
        covers("10.0.0.5/8", "10.9.9.9") &&
        covers("0.0.0.0/0", "1.2.3.4") &&
        covers("2001:db8::/32", "2001:db8:1::/48"),
    );
    assert.ok(!covers("10.1.0.0/16", "10.0.0.0/8") && !covers("0.0.0.0/0", "::1") && !covers("10.0.0.0/8", "11.0.0.1"));
    for (const text of ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/x", "256.0.0.1", "x", "010.0.0.1"])
      assert.equal(readIpRange(text), null, text);
  });
});
