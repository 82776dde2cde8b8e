import assert from "node:assert/strict";

import { decide, type Difference, type PolicySets, type Verdict } from "../../../src/analysis/decide/decide";
import { everything } from "../../../src/analysis/decide/everything";
import { evaluate } from "../../../src/analysis/policy/evaluate";
import { builtCatalog } from "../../support/catalog";
import { template, unknown } from "../policy/values";
import { allow, decided, deny, grant, setsOf, type Shape, trust } from "./tables";

type Row = readonly [title: string, before: readonly Shape[], after: readonly Shape[], verdict: Verdict];

const opposite: Record<Verdict, Verdict> = {
  same: "same",
  more: "less",
  less: "more",
  incomparable: "incomparable",
  unknown: "unknown",
};

function confirm(differences: readonly Difference[], yes: PolicySets, no: PolicySets): void {
  const beside = (sets: PolicySets): PolicySets => ({ ...sets, identity: sets.identity ?? [everything] });
  const full = (sets: PolicySets): PolicySets =>
    !yes.identity && !no.identity ? beside(sets) : { ...sets, identity: sets.identity ?? [] };
  for (const { witness } of differences) {
    assert.equal(evaluate(witness, full(yes)).decision, "allowed", JSON.stringify(witness));
    assert.match(evaluate(witness, full(no)).decision, /denied$/, JSON.stringify(witness));
  }
}

function check(before: PolicySets, after: PolicySets, verdict: Verdict): void {
  const found = decided(before, after);
  assert.equal(found.verdict, verdict);
  if (verdict !== "unknown") {
    assert.equal(found.newlyAllowed.length > 0, verdict === "more" || verdict === "incomparable");
    assert.equal(found.noLongerAllowed.length > 0, verdict === "less" || verdict === "incomparable");
  }
  confirm(found.newlyAllowed, after, before);
  confirm(found.noLongerAllowed, before, after);
}

function both(rows: readonly Row[], sets: (statements: readonly Shape[]) => PolicySets): void {
  for (const [title, before, after, verdict] of rows)
    it(title, () => {
      check(sets(before), sets(after), verdict);
      check(sets(after), sets(before), opposite[verdict]);
      check(sets(before), sets(before), verdict === "unknown" ? decided(sets(before), sets(before)).verdict : "same");
    });
}

const when = (operator: string, values: unknown, key = "aws:PrincipalTag/team"): object => ({
  [operator]: { [key]: values },
});
const allBut = (elements: Shape): Shape => ({ Effect: "Allow", Resource: "*", ...elements });
const s3AllBut = (NotResource: string | string[]): Shape => ({ Effect: "Allow", Action: "s3:GetObject", NotResource });
const s3 = (Condition?: object, place: string | string[] = "*"): Shape => allow("s3:GetObject", place, Condition);
const notS3 = (Condition: object): Shape => deny("s3:GetObject", "*", Condition);

describe("decide", () => {
  describe("actions", () =>
    both(
      [
        ["one of a wildcard", [allow("s3:*")], [allow("s3:GetObject")], "less"],
        ["a list for a wildcard that it makes", [allow(["sns:Subscribe"])], [allow("sns:Subscrib*")], "same"],
        ["another service", [allow("s3:GetObject")], [allow("sqs:SendMessage")], "incomparable"],
        ["in another case", [allow("S3:getobject")], [allow("s3:GetObject")], "same"],
        ["all but one", [allBut({ NotAction: "iam:*" })], [allow("*")], "more"],
        ["a Deny for what is left out", [allBut({ NotAction: "iam:*" })], [allow("*"), deny("iam:*")], "same"],
        ["what no service has", [allow("s3:GetObject")], [allow("s3:GetObject"), allow("nosuchservice:Get*")], "more"],
        ["what no service has, in another case", [allow("nosuch:GetIt")], [allow("NoSuch:getit")], "same"],
        ["a wildcard of it for one that is written", [allow("nosuch:GetIt")], [allow("nosuch:Get*")], "more"],
        ["a wildcard of it for what nothing else is like", [allow("nosuch:*")], [allow("nosuch:Get?t")], "less"],
        ["two wildcards of it that cross", [allow("nosuch:Get*")], [allow("nosuch:*It")], "incomparable"],
        ["what no service has, beside everything", [allow("*")], [allow("*"), allow("nosuch:Get*")], "same"],
        ["a name without a service", [], [allow("GetObject")], "same"],
        ["a question mark", [allow("s3:Get?bject")], [allow("s3:GetObject")], "same"],
        [
          "split into two statements",
          [allow(["s3:GetObject", "s3:PutObject"])],
          [allow("s3:GetObject"), allow("s3:PutObject")],
          "same",
        ],
        ["a Deny that takes all", [allow("s3:*")], [allow("s3:*"), deny("*")], "less"],
      ],
      setsOf,
    ));

  describe("resources", () =>
    both(
      [
        ["a prefix of a prefix", [s3({}, "arn:aws:s3:::a/*")], [s3({}, "arn:aws:s3:::a/b/*")], "less"],
        ["two that cross", [s3({}, "arn:aws:s3:::a*/x")], [s3({}, "arn:aws:s3:::*b/x")], "incomparable"],
        ["a question mark beside a star", [s3({}, "arn:aws:s3:::a/?*")], [s3({}, "arn:aws:s3:::a/*")], "more"],
        ["the same in two orders", [s3({}, "arn:aws:s3:::a/?*")], [s3({}, "arn:aws:s3:::a/*?")], "same"],
        [
          "a union that covers",
          [s3({}, "arn:aws:s3:::a/*")],
          [s3({}, ["arn:aws:s3:::a/", "arn:aws:s3:::a/?*"])],
          "same",
        ],
        ["all but some", [s3AllBut("arn:aws:s3:::a/*")], [s3(), deny("*", "arn:aws:s3:::a/*")], "same"],
        ["all but what a variable names", [s3AllBut("arn:aws:s3:::${aws:username}/*")], [s3()], "more"],
        [
          "all but what a variable names, which some have not",
          [s3AllBut("arn:aws:s3:::${aws:username}/*")],
          [s3AllBut("arn:aws:s3:::*/*")],
          "less",
        ],
        [
          "all but what a variable names, or its default",
          [s3AllBut("arn:aws:s3:::${aws:username, 'none'}/*")],
          [s3AllBut(["arn:aws:s3:::none/*", "arn:aws:s3:::${aws:username}/*"])],
          "less",
        ],
        ["all but fewer", [s3AllBut("arn:aws:s3:::a*")], [s3AllBut("arn:aws:s3:::a/*")], "more"],
        [
          "a Region",
          [allow("sqs:SendMessage", "arn:aws:sqs:*:*:work")],
          [allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:*:work")],
          "less",
        ],
        [
          "a name that ends as another",
          [allow("cloudformation:DeleteStack"), deny("cloudformation:*", "arn:aws:cloudformation:*:*:stack/Mine/*")],
          [allow("cloudformation:DeleteStack", "arn:aws:cloudformation:*:*:stack/NotMine/*")],
          "less",
        ],
        [
          "a wildcard over missing fields",
          [allow("logs:PutLogEvents", "arn:aws:logs:*:log-group:x")],
          [allow("logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:x")],
          "less",
        ],
        [
          "an ARN that is too short",
          [allow("sqs:SendMessage", "arn:aws:sqs")],
          [allow("sqs:SendMessage", "arn:aws:sqs:*:*:*")],
          "same",
        ],
      ],
      setsOf,
    ));

  describe("conditions on texts", () =>
    both(
      [
        ["a condition that was not there", [s3()], [s3(when("StringEquals", "a"))], "less"],
        ["one value of two", [s3(when("StringEquals", ["a", "b"]))], [s3(when("StringEquals", "a"))], "less"],
        ["equals and like without a wildcard", [s3(when("StringEquals", "a"))], [s3(when("StringLike", "a"))], "same"],
        ["a star that is one", [s3(when("StringEquals", "*"))], [s3(when("StringLike", "*"))], "more"],
        ["without regard to case", [s3(when("StringEquals", "a"))], [s3(when("StringEqualsIgnoreCase", "A"))], "more"],
        [
          "equal or not equal is everything",
          [s3(when("StringEquals", "a")), s3(when("StringNotEquals", "a"))],
          [s3()],
          "same",
        ],
        [
          "like or not like, but not without a value",
          [s3(when("StringLike", "a*")), s3({ ...when("StringNotLike", "a*"), ...when("Null", "false") })],
          [s3()],
          "more",
        ],
        [
          "a Deny for others is a condition",
          [s3(when("StringEquals", "a"))],
          [s3(), notS3(when("StringNotEquals", "a"))],
          "same",
        ],
        ["IfExists", [s3(when("StringEquals", "a"))], [s3(when("StringEqualsIfExists", "a"))], "more"],
        [
          "IfExists as two statements",
          [s3(when("StringEqualsIfExists", "a"))],
          [s3(when("StringEquals", "a")), s3(when("Null", "true"))],
          "same",
        ],
        ["there is a value", [s3(when("Null", "false"))], [s3(when("StringLike", "*"))], "same"],
        ["none and any", [s3(when("Null", ["true", "false"]))], [s3()], "same"],
        [
          "two that exclude each other",
          [],
          [s3({ ...when("StringEquals", "a"), ...when("StringLike", "b*") })],
          "same",
        ],
        [
          "a key in another case",
          [s3(when("StringEquals", "a"))],
          [s3(when("StringEquals", "a", "AWS:principaltag/team"))],
          "same",
        ],
        [
          "another key",
          [s3(when("StringEquals", "a"))],
          [s3(when("StringEquals", "a", "aws:PrincipalTag/stage"))],
          "incomparable",
        ],
        [
          "ARNs segment by segment",
          [s3(when("StringLike", "arn:aws:sns:*:topic", "aws:SourceArn"))],
          [s3(when("ArnLike", "arn:aws:sns:*:*:topic", "aws:SourceArn"))],
          "less",
        ],
        [
          "without regard to case, with a variable",
          [s3(when("StringEqualsIgnoreCase", "Team-${aws:username}"))],
          [s3(when("StringEquals", "TEAM-${aws:username}"))],
          "less",
        ],
        ["callers of one account", [], [s3(when("StringEquals", "444455556666", "aws:PrincipalAccount"))], "more"],
        ["a user", [], [s3(when("StringEquals", "dev", "aws:username"))], "more"],
        ["a user whom nobody can name so", [], [s3(when("StringEquals", "dev-*", "aws:username"))], "unknown"],
        [
          "a text and a number that nothing is",
          [],
          [s3({ ...when("StringLike", "5*"), ...when("NumericLessThan", "1") })],
          "unknown",
        ],
        ["a text and a number", [], [s3({ ...when("StringLike", "4*"), ...when("NumericLessThan", "5") })], "more"],
        ["a text and a truth", [], [s3({ ...when("StringLike", "t*"), ...when("Bool", "true") })], "more"],
        [
          "a text and a truth that nothing is",
          [],
          [s3({ ...when("StringLike", "f*"), ...when("Bool", "true") })],
          "same",
        ],
        ["binary", [s3(when("BinaryEquals", "YQ=="))], [s3(when("BinaryEquals", ["YQ==", "Yg=="]))], "more"],
      ],
      setsOf,
    ));

  describe("conditions on numbers, dates, addresses and booleans", () =>
    both(
      [
        [
          "less and less or equal",
          [s3(when("NumericLessThan", "5"))],
          [s3(when("NumericLessThanEquals", "5"))],
          "more",
        ],
        [
          "between two whole numbers there are others",
          [s3(when("NumericLessThanEquals", "5")), s3(when("NumericGreaterThanEquals", "6"))],
          [s3(when("Null", "false"))],
          "more",
        ],
        [
          "less, equal or more",
          [s3(when("NumericLessThan", "5")), s3(when("NumericEquals", "5")), s3(when("NumericGreaterThan", 5))],
          [s3(when("NumericLessThanEquals", "5")), s3(when("NumericGreaterThanEquals", "5.0"))],
          "same",
        ],
        [
          "a later day",
          [s3(when("DateLessThan", "2030-01-01", "aws:CurrentTime"))],
          [s3(when("DateLessThan", "2031-01-01T00:00:00Z", "aws:CurrentTime"))],
          "more",
        ],
        [
          "the same moment",
          [s3(when("DateLessThan", "2030-01-01", "aws:CurrentTime"))],
          [s3(when("DateLessThan", "1893456000", "aws:CurrentTime"))],
          "same",
        ],
        [
          "the same moment in seconds",
          [s3(when("DateLessThan", "2030-01-01", "aws:CurrentTime"))],
          [s3(when("NumericLessThan", "1893456000", "aws:EpochTime"))],
          "same",
        ],
        [
          "a moment that never comes",
          [],
          [
            s3({
              DateGreaterThanEquals: { "aws:CurrentTime": "2030-01-01T00:00:00Z" },
              NumericLessThan: { "aws:EpochTime": "1893456000" },
            }),
          ],
          "same",
        ],
        [
          "the same moment in seconds by an operator of dates",
          [s3(when("DateLessThan", "2030-01-01", "aws:CurrentTime"))],
          [s3(when("DateLessThan", "1893456000", "aws:EpochTime"))],
          "same",
        ],
        [
          "the same moment in seconds by another operator of dates",
          [s3(when("DateLessThanEquals", "2030-01-01", "aws:EpochTime"))],
          [s3(when("NumericLessThanEquals", "1893456000", "aws:EpochTime"))],
          "same",
        ],
        [
          "a text that seconds and a date are like",
          [s3(when("StringLike", "18*", "aws:CurrentTime"))],
          [s3(when("StringLike", "18*", "aws:EpochTime"))],
          "incomparable",
        ],
        ["seconds that are none", [], [s3(when("NumericLessThan", "many", "aws:EpochTime"))], "same"],
        ["all seconds but those that are none", [], [s3(when("NumericNotEquals", "many", "aws:EpochTime"))], "unknown"],
        [
          "half a second less",
          [s3(when("NumericLessThan", "1893456000.5", "aws:EpochTime"))],
          [s3(when("DateLessThan", "2030-01-01", "aws:CurrentTime"))],
          "less",
        ],
        [
          "a later second",
          [s3(when("NumericLessThan", "1893456000", "aws:EpochTime"))],
          [s3(when("DateLessThan", "2030-01-01T00:00:01Z", "aws:CurrentTime"))],
          "more",
        ],
        [
          "no whole number between",
          [s3(when("NumericLessThanEquals", "10", "s3:max-keys"))],
          [s3(when("NumericLessThan", "11", "s3:max-keys"))],
          "same",
        ],
        [
          "a whole number more",
          [s3(when("NumericLessThan", "10", "s3:max-keys"))],
          [s3(when("NumericLessThan", "10.5", "s3:max-keys"))],
          "more",
        ],
        ["a fraction that a policy asks for", [], [s3(when("NumericEquals", "10.5", "s3:max-keys"))], "more"],
        [
          "a tag that may be any number",
          [s3(when("NumericLessThanEquals", "10"))],
          [s3(when("NumericLessThan", "11"))],
          "more",
        ],
        [
          "a tag with a colon in its name",
          [s3(when("NumericLessThanEquals", "10", "aws:RequestTag/cost:size"))],
          [s3(when("NumericLessThan", "11", "aws:RequestTag/cost:size"))],
          "more",
        ],
        [
          "a network within another",
          [s3(when("IpAddress", "10.0.0.0/8", "aws:SourceIp"))],
          [s3(when("IpAddress", "10.1.0.0/16", "aws:SourceIp"))],
          "less",
        ],
        [
          "two halves",
          [s3(when("IpAddress", "10.0.0.0/8", "aws:SourceIp"))],
          [s3(when("IpAddress", ["10.0.0.0/9", "10.128.0.0/9"], "aws:SourceIp"))],
          "same",
        ],
        [
          "all of IPv4 is not all",
          [s3(when("IpAddress", "0.0.0.0/0", "aws:SourceIp"))],
          [s3(when("IpAddress", ["0.0.0.0/0", "::/0"], "aws:SourceIp"))],
          "more",
        ],
        [
          "a hole in a network",
          [
            s3(when("IpAddress", "10.0.0.0/8", "aws:SourceIp")),
            notS3(when("IpAddress", "10.1.0.0/16", "aws:SourceIp")),
          ],
          [s3(when("IpAddress", "10.0.0.0/8", "aws:SourceIp"))],
          "more",
        ],
        ["no network excluded", [s3(when("NotIpAddress", "10.0.0.0/8", "aws:SourceIp"))], [s3()], "more"],
        [
          "true or false",
          [s3(when("Bool", "true", "aws:SecureTransport")), s3(when("Bool", "false", "aws:SecureTransport"))],
          [s3(when("Null", "false", "aws:SecureTransport"))],
          "same",
        ],
        [
          "a Deny without TLS in the place of an Allow with it",
          [s3(when("Bool", "true", "aws:SecureTransport"))],
          [s3(), notS3(when("Bool", "false", "aws:SecureTransport"))],
          "same",
        ],
        ["requests without a key that all have", [], [s3(when("Null", "true", "aws:SecureTransport"))], "same"],
        ["requests without another key", [], [s3(when("Null", "true", "aws:SourceVpc"))], "more"],
        [
          "a Deny for both values of a key that all have",
          [],
          [
            s3(),
            notS3(when("Bool", "true", "aws:SecureTransport")),
            notS3(when("Bool", "false", "aws:SecureTransport")),
          ],
          "same",
        ],
        [
          "a Deny for both values of another key",
          [],
          [
            s3(),
            notS3(when("Bool", "true", "aws:MultiFactorAuthPresent")),
            notS3(when("Bool", "false", "aws:MultiFactorAuthPresent")),
          ],
          "more",
        ],
        ["a Deny without TLS", [s3(), notS3(when("Bool", "false", "aws:SecureTransport"))], [s3()], "more"],
      ],
      setsOf,
    ));

  describe("conditions on several values", () => {
    const tags = (operator: string, ...values: string[]): object => when(operator, values, "aws:TagKeys");
    both(
      [
        [
          "any of them",
          [s3(tags("ForAnyValue:StringEquals", "a"))],
          [s3(tags("ForAnyValue:StringEquals", "a", "b"))],
          "more",
        ],
        [
          "all of them, or none",
          [s3(tags("ForAllValues:StringEquals", "a"))],
          [s3(tags("ForAnyValue:StringEquals", "a"))],
          "incomparable",
        ],
        [
          "all and at least one",
          [s3({ ...tags("ForAllValues:StringEquals", "a"), ...tags("Null", "false") })],
          [s3(tags("ForAnyValue:StringEquals", "a"))],
          "more",
        ],
        [
          "a Deny for any other",
          [s3(tags("ForAllValues:StringEquals", "a", "b"))],
          [s3(), notS3(tags("ForAnyValue:StringNotEquals", "a", "b"))],
          "same",
        ],
        [
          "both must be there",
          [s3(tags("ForAnyValue:StringEquals", "a"))],
          [s3({ ...tags("ForAnyValue:StringEquals", "a"), ...tags("ForAnyValue:StringLike", "b*") })],
          "less",
        ],
        [
          "nothing can be all of two",
          [s3(tags("Null", "true"))],
          [s3({ ...tags("ForAllValues:StringEquals", "a"), ...tags("ForAllValues:StringLike", "b*") })],
          "same",
        ],
      ],
      setsOf,
    );
  });

  describe("variables", () => {
    const home = (name: string): Shape => s3(undefined, `arn:aws:s3:::home/${name}/*`);
    const own = "arn:aws:s3:::home/${aws:username}/*";
    const notOwn = deny("s3:GetObject", own);
    const self = "${aws:username}";
    const named = (name: string): Shape => s3(undefined, `arn:aws:s3:::a/${name}`);
    const notNamed = (name: string): Shape => deny("s3:GetObject", `arn:aws:s3:::a/${name}`);
    const theirs = "${aws:PrincipalTag/team}";
    const tagged = (team: string): object => when("StringEquals", team, "aws:ResourceTag/team");
    const nameless = when("Null", "true", "aws:username");
    both(
      [
        ["within a wildcard", [home("*")], [home("${aws:username}")], "less"],
        ["written twice", [home("${aws:username}")], [home("${AWS:UserName}")], "same"],
        ["two of them", [home("${aws:username}")], [home("${aws:userid}")], "incomparable"],
        [
          "a condition beside one that stays",
          [home("${aws:username}")],
          [s3(when("StringEquals", "a"), "arn:aws:s3:::home/${aws:username}/*")],
          "less",
        ],
        ["a default value", [home("${aws:PrincipalTag/team, 'none'}")], [home("${aws:PrincipalTag/team}")], "less"],
        ["an escaped star", [home("${*}")], [home("*")], "more"],
        ["all but one's own", [s3AllBut("arn:aws:s3:::home/*")], [s3AllBut(own)], "more"],
        ["all but one's own, and a Deny of it", [s3(), notOwn], [s3AllBut(own)], "less"],
        ["all but one's own, of those who have a name", [s3(), notOwn], [s3AllBut(own), s3(nameless)], "same"],
        ["all but one's own and others", [s3AllBut(own)], [s3AllBut([own, "arn:aws:s3:::b/*"])], "less"],
        [
          "one's own that ends otherwise",
          [s3(undefined, `${own}a`)],
          [s3(undefined, `${own}a`), deny("s3:GetObject", `${own}b`)],
          "same",
        ],
        ["one object and a Deny of whoever is called so", [named("b")], [named("b"), notNamed(self)], "less"],
        [
          "the same of another folder",
          [named("b")],
          [named("b"), deny("s3:GetObject", `arn:aws:s3:::c/${self}`)],
          "same",
        ],
        ["one's own object and a Deny of one", [named(self)], [named(self), notNamed("b")], "less"],
        ["one's own object for one", [named(self)], [named("b")], "incomparable"],
        [
          "a tag and a Deny of whoever has the same",
          [s3(tagged("a"))],
          [s3(tagged("a")), notS3(tagged(theirs))],
          "less",
        ],
        [
          "the tag of whoever asks and a Deny of one",
          [s3(tagged(theirs))],
          [s3(tagged(theirs)), notS3(tagged("a"))],
          "less",
        ],
        [
          "equal to each other",
          [s3(when("StringEquals", "${aws:PrincipalTag/team}", "aws:ResourceTag/team"))],
          [s3(when("StringEquals", ["${aws:PrincipalTag/team}", "x"], "aws:ResourceTag/team"))],
          "more",
        ],
        ["more than itself is never itself", [], [s3(when("StringLike", "a*${aws:PrincipalTag/team}"))], "same"],
        ["itself", [s3(when("Null", "false"))], [s3(when("StringEquals", "${aws:PrincipalTag/team}"))], "same"],
        [
          "a value that another pattern wants",
          [s3(undefined, "arn:aws:s3:::home/b*"), deny("s3:GetObject", "arn:aws:s3:::home/*/*")],
          [home("${aws:username}"), deny("s3:GetObject", "arn:aws:s3:::home/a*")],
          "incomparable",
        ],
      ],
      setsOf,
    );
  });

  describe("principals of a bucket", () => {
    const role = { AWS: "arn:aws:iam::111122223333:role/api" };
    const session = { AWS: "arn:aws:sts::111122223333:assumed-role/api/one" };
    const root = { AWS: "arn:aws:iam::111122223333:root" };
    const inChina = { AWS: "arn:aws-cn:iam::111122223333:role/api" };
    const user = (name: string) => ({ AWS: `arn:aws:iam::111122223333:user/${name}` });
    const deniedTo = (principal: object): Shape => ({ ...grant(principal), Effect: "Deny" });
    both(
      [
        ["a role of an account that was let in", [grant({ AWS: "111122223333" })], [grant(role)], "less"],
        [
          "an account by its number and by its root user",
          [grant({ AWS: "111122223333" })],
          [grant({ AWS: "arn:aws:iam::111122223333:root" })],
          "same",
        ],
        ["everybody", [grant(role)], [grant("*")], "more"],
        ["everybody, in two ways", [grant({ AWS: "*" })], [grant("*")], "same"],
        ["a service", [grant(role)], [grant(role), grant({ Service: "sns.amazonaws.com" })], "more"],
        [
          "everybody of that name",
          [grant(role)],
          [grant("*", when("ArnEquals", role.AWS, "aws:PrincipalArn"))],
          "same",
        ],
        [
          "everybody of that account",
          [grant({ AWS: "111122223333" })],
          [grant("*", when("StringEquals", "111122223333", "aws:PrincipalAccount"))],
          "same",
        ],
        ["an organization", [grant("*")], [grant("*", when("StringEquals", "o-abc123", "aws:PrincipalOrgID"))], "less"],
        ["nobody in particular", [], [grant("*", when("StringEquals", "Anonymous", "aws:PrincipalType"))], "more"],
        ["any service", [], [grant("*", when("Bool", "true", "aws:PrincipalIsAWSService"))], "more"],
        ["all but one", [{ ...grant("*") }, { ...grant(role), Effect: "Deny" }], [grant("*")], "more"],
        [
          "NotPrincipal",
          [allBut({ NotPrincipal: role, Resource: "arn:aws:s3:::data/*", Action: "s3:GetObject" })],
          [grant("*")],
          "more",
        ],
        ["a session of a role", [], [grant(session)], "more"],
        ["a session for its role", [grant(role)], [grant(session)], "less"],
        ["another session", [grant(session)], [grant({ AWS: `${session.AWS}-2` })], "incomparable"],
        ["a federated user", [], [grant({ AWS: "arn:aws:sts::111122223333:federated-user/a" })], "more"],
        ["a user for an account", [grant({ AWS: "111122223333" })], [grant(user("a"))], "less"],
        ["another user", [grant(user("a"))], [grant(user("b"))], "incomparable"],
        ["a user beside a Deny of others", [grant("*"), deniedTo(user("b"))], [grant("*")], "more"],
        ["a user whom a Deny names", [grant(user("a")), deniedTo(user("a"))], [], "same"],
        [
          "the root of an account, and its number",
          [grant({ AWS: "111122223333" }), deniedTo(root)],
          [grant({ AWS: "111122223333" })],
          "more",
        ],
        [
          "a role in China, and its account by number",
          [grant(inChina)],
          [grant({ AWS: [inChina.AWS, "111122223333"] })],
          "more",
        ],
        [
          "an account by number, and a role in China of it",
          [grant({ AWS: "111122223333" })],
          [grant({ AWS: ["111122223333", inChina.AWS] })],
          "same",
        ],
        [
          "a user by condition beside another",
          [grant("*", when("ArnEquals", user("a").AWS, "aws:PrincipalArn"))],
          [grant(user("a")), grant(user("b"))],
          "more",
        ],
        [
          "a user by condition",
          [grant("*", when("ArnEquals", user("a").AWS, "aws:PrincipalArn"))],
          [grant(user("a"))],
          "same",
        ],
        [
          "a service for another",
          [grant({ Service: "sns.amazonaws.com" })],
          [grant({ Service: "sqs.amazonaws.com" })],
          "incomparable",
        ],
        ["an account of a pattern", [], [grant("*", when("StringLike", "1111*", "aws:PrincipalAccount"))], "more"],
        [
          "an account of a pattern that another narrows",
          [grant("*", when("StringLike", "1111*", "aws:PrincipalAccount"))],
          [grant("*", when("StringLike", "1111????3333", "aws:PrincipalAccount"))],
          "less",
        ],
        [
          "roles of accounts of a pattern",
          [],
          [grant("*", when("ArnLike", "arn:aws:iam::11112222*:role/a", "aws:PrincipalArn"))],
          "more",
        ],
        [
          "a user, who has one",
          [],
          [grant({ AWS: "arn:aws:iam::111122223333:user/a" }, when("Null", "true", "aws:username"))],
          "same",
        ],
        [
          "a user by name and by variable",
          [grant({ AWS: "arn:aws:iam::111122223333:user/a" })],
          [grant({ AWS: "arn:aws:iam::111122223333:user/a" }, when("StringEquals", "a", "aws:username"))],
          "same",
        ],
      ],
      (statements) => setsOf(statements, "resource"),
    );
  });

  for (const partition of ["aws-cn", "aws-us-gov", "aws-*"])
    describe(`roles of ${partition}`, () => {
      const arn = (account: string): string => `arn:${partition}:iam::${account}:role/deploy`;
      const by = (operator: string, account = "*"): object => when(operator, arn(account), "aws:PrincipalArn");
      const number = { AWS: "111122223333" };
      both([["of any account", [], [s3(by("ArnLike"))], "more"]], setsOf);
      both(
        [
          ["of any account", [], [grant("*", by("ArnLike"))], "more"],
          ["of an account that a number names", [], [grant(number, by("ArnLike"))], "more"],
          ["of an account that both name", [], [grant(number, by("ArnLike", "111122223333"))], "more"],
          ["of an account that is another", [], [grant(number, by("ArnLike", "444455556666"))], "same"],
        ],
        (all) => setsOf(all, "resource"),
      );
      const all = allow("*");
      both([["whom a Deny excepts", [all, deny("s3:*")], [all, deny("s3:*", "*", by("ArnNotLike"))], "more"]], (some) =>
        setsOf(some, "scp"),
      );
    });

  describe("trust of a role", () => {
    const github = { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" };
    const web = (Condition?: object): Shape => trust(github, Condition, "sts:AssumeRoleWithWebIdentity");
    const subject = (value: string): object => when("StringLike", value, "token.actions.githubusercontent.com:sub");
    both(
      [
        [
          "another service",
          [trust({ Service: "ec2.amazonaws.com" })],
          [trust({ Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] })],
          "more",
        ],
        [
          "a service for an account",
          [trust({ AWS: "111122223333" })],
          [trust({ Service: "ec2.amazonaws.com" })],
          "incomparable",
        ],
        [
          "a branch for a repository",
          [web(subject("repo:me/it:*"))],
          [web(subject("repo:me/it:ref:refs/heads/main"))],
          "less",
        ],
        ["any provider", [web()], [trust({ Federated: "*" }, undefined, "sts:AssumeRoleWithWebIdentity")], "more"],
        [
          "an external id",
          [trust({ AWS: "111122223333" }, when("StringEquals", "x", "sts:ExternalId"))],
          [trust({ AWS: "111122223333" })],
          "more",
        ],
      ],
      (statements) => setsOf(statements, "trust"),
    );
  });

  describe("what only limits", () => {
    const rows: readonly Row[] = [
      ["a service that is taken away", [allow("*")], [allow("*"), deny("iam:*")], "less"],
      [
        "all but a Region",
        [allow("*")],
        [allow("*"), deny("*", "*", when("StringNotEquals", "eu-west-1", "aws:RequestedRegion"))],
        "less",
      ],
    ];
    for (const type of ["scp", "boundary"] as const) describe(type, () => both(rows, (all) => setsOf(all, type)));
    const everybody = (statement: Shape): Shape => ({ ...statement, Principal: "*" });
    describe("rcp", () =>
      both([["a Deny", [everybody(deny("s3:*"))], [everybody(deny("s3:Get*"))], "more"]], (all) => setsOf(all, "rcp")));
  });

  describe("what never comes again", () => {
    const time = "aws:CurrentTime";
    const rows: readonly Row[] = [
      ["a day that is over", [s3(when("DateLessThan", "2020-01-01", time))], [], "same"],
      ["seconds that are over", [s3(when("NumericLessThan", "1577836800", "aws:EpochTime"))], [], "same"],
      ["a day to come", [s3(when("DateLessThan", "2030-01-01", time))], [], "less"],
      ["a beginning that is over", [s3(when("DateGreaterThan", "2020-01-01", time))], [s3()], "same"],
      ["a request without a time", [], [s3(when("Null", "true", time))], "same"],
      ["a request with a time", [], [s3(when("Null", "false", time))], "more"],
      [
        "a time, and no value of another key",
        [],
        [s3({ ...when("DateLessThan", "2030-01-01", time), ...when("Null", "true") })],
        "more",
      ],
      ["a time as a text", [], [s3(when("StringLike", "2020*", time))], "more"],
    ];
    for (const [title, before, after, verdict] of rows)
      it(title, () => {
        const options = { catalog: builtCatalog(), today: "2026-11-30" };
        assert.equal(decide(setsOf(before), setsOf(after), options).verdict, verdict);
        assert.equal(decide(setsOf(after), setsOf(before), options).verdict, opposite[verdict]);
      });

    it("is the same instant however a request tells it", () => {
      const between = {
        ...when("NumericGreaterThan", "1893456000", "aws:EpochTime"),
        ...when("DateLessThan", "2031-01-01", time),
      };
      const { context } = decided(setsOf([]), setsOf([s3(between)])).newlyAllowed[0]!.witness;
      assert.equal(Number(context["aws:EpochTime"]) * 1000, Date.parse(String(context[time])));
    });
  });

  describe("sets that act together", () => {
    const identity = setsOf([allow("s3:*")]);
    const boundary = (...all: Shape[]): PolicySets => ({ ...identity, ...setsOf(all, "boundary") });
    const rows: readonly (readonly [string, PolicySets, PolicySets, Verdict])[] = [
      ["a boundary that takes nothing of it", identity, boundary(allow("s3:*"), allow("ec2:*")), "same"],
      ["a boundary that takes some of it", identity, boundary(allow("s3:Get*")), "less"],
      [
        "an SCP that denies what is not allowed",
        identity,
        { ...identity, ...setsOf([allow("*"), deny("iam:*")], "scp") },
        "same",
      ],
      [
        "an SCP level without an Allow",
        identity,
        { ...identity, scps: [[], ...(setsOf([allow("*")], "scp").scps ?? [])] },
        "less",
      ],
      ["all policies gone", identity, {}, "less"],
      [
        "a bucket that lets in nobody new but strangers",
        identity,
        { ...identity, ...setsOf([grant("*")], "resource") },
        "more",
      ],
      [
        "a bucket that lets everybody in past a boundary",
        boundary(allow("ec2:*")),
        { ...boundary(allow("ec2:*")), ...setsOf([grant("*")], "resource") },
        "more",
      ],
      [
        "a bucket that lets a role in within its boundary",
        boundary(allow("ec2:*")),
        { ...boundary(allow("ec2:*")), ...setsOf([grant({ AWS: "arn:aws:iam::111122223333:role/api" })], "resource") },
        "same",
      ],
      [
        "a session that does not reach as far",
        { ...identity, session: setsOf([allow("s3:*")]).identity! },
        { ...identity, session: setsOf([allow("s3:GetObject")]).identity! },
        "less",
      ],
    ];
    for (const [title, before, after, verdict] of rows)
      it(title, () => {
        check(before, after, verdict);
        check(after, before, opposite[verdict]);
      });
  });

  describe("what is left open", () => {
    const inSome = (resource: string): Shape => ({
      ...allow("s3:GetObject"),
      Resource: [unknown(resource, undefined)],
    });
    const open = (...parts: Parameters<typeof template>): string => template(...parts) as unknown as string;
    const hole = open("arn:aws:s3:::", { name: "Bucket" }, "/*");
    const other = open("arn:aws:s3:::", { name: "Bucket" }, "/c");
    const begun = open({ name: "Bucket.Arn" }, "/b");
    const ended = open("arn:aws:s3:::a/", { name: "Key" });
    const allButHole = s3AllBut(hole);
    const notAt = (place: string): Shape => deny("s3:GetObject", place);
    both(
      [
        ["a resource", [s3({}, "arn:aws:s3:::a/*")], [s3({}, hole)], "unknown"],
        ["a resource within all of them", [s3()], [s3({}, hole)], "less"],
        ["a resource that stays", [s3({}, hole)], [s3({}, hole), allow("sqs:SendMessage")], "more"],
        [
          "a value of a condition",
          [s3(when("StringEquals", template({ name: "Team" })))],
          [s3(when("StringEquals", unknown("a", "b")))],
          "unknown",
        ],
        ["an operator that IAM does not have", [s3(when("StringSortOf", "a"))], [s3()], "unknown"],
        ["a number that is none", [s3(when("NumericNotEquals", "many"))], [s3()], "unknown"],
        ["an effect", [{ ...s3(), Effect: template({ name: "Effect" }) }], [], "unknown"],
        ["a resource in some deployments", [s3()], [inSome("*")], "unknown"],
        ["a resource in some deployments that nothing else gives", [], [inSome("arn:aws:s3:::a/*")], "unknown"],
        ["a resource in some deployments that stays", [inSome("*")], [inSome("*"), allow("sqs:SendMessage")], "more"],
        ["all but a resource", [s3()], [s3AllBut(hole)], "unknown"],
        ["all but a resource, beside that resource", [allButHole], [allButHole, s3({}, hole)], "unknown"],
        ["all but a resource that stays", [allButHole], [allButHole, allow("sqs:SendMessage")], "more"],
        ["all but a resource, and of another service", [allButHole], [allButHole, s3({}, "arn:aws:sqs:*:*:a")], "same"],
        ["all but a resource and perhaps another", [s3AllBut([hole, "arn:aws:s3:::a/b"])], [allButHole], "unknown"],
        ["a Deny of a resource", [s3({}, "arn:aws:s3:::a/*")], [s3({}, "arn:aws:s3:::a/*"), notAt(hole)], "unknown"],
        [
          "a Deny of what ends otherwise",
          [s3({}, "arn:aws:s3:::a/b")],
          [s3({}, "arn:aws:s3:::a/b"), notAt(other)],
          "same",
        ],
        [
          "a Deny of what begins with it",
          [s3({}, "arn:aws:s3:::a/b")],
          [s3({}, "arn:aws:s3:::a/b"), notAt(begun)],
          "unknown",
        ],
        [
          "a Deny of what begins with it and ends otherwise",
          [s3({}, "arn:aws:s3:::a/c")],
          [s3({}, "arn:aws:s3:::a/c"), notAt(begun)],
          "same",
        ],
        [
          "a Deny of what ends with it",
          [s3({}, "arn:aws:s3:::a/b")],
          [s3({}, "arn:aws:s3:::a/b"), notAt(ended)],
          "unknown",
        ],
        [
          "a Deny of what ends with it and begins otherwise",
          [s3({}, "arn:aws:s3:::b/b")],
          [s3({}, "arn:aws:s3:::b/b"), notAt(ended)],
          "same",
        ],
        [
          "another resource in some deployments",
          [s3({}, "arn:aws:s3:::a/*"), inSome("arn:aws:s3:::b/*")],
          [s3({}, "arn:aws:s3:::a/*"), inSome("arn:aws:s3:::c/*")],
          "unknown",
        ],
      ],
      setsOf,
    );
  });

  it("groups what it found by statement, service and access level", () => {
    const { newlyAllowed } = decided(
      setsOf([]),
      setsOf([
        allow(
          ["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "sqs:SendMessage"],
          ["arn:aws:s3:::a/*", "*"],
          when("StringEquals", "a"),
        ),
      ]),
    );
    assert.deepEqual(
      newlyAllowed.map(({ actions, resources, conditions }) => [actions.join(), resources.join(), conditions]),
      [
        ["s3:GetObject,s3:GetObjectAcl", "arn:aws:s3:::a/*,*", "StringEquals aws:PrincipalTag/team a"],
        ["s3:PutObject", "arn:aws:s3:::a/*,*", "StringEquals aws:PrincipalTag/team a"],
        ["sqs:SendMessage", "arn:aws:s3:::a/*,*", "StringEquals aws:PrincipalTag/team a"],
      ],
    );
    assert.deepEqual(
      decided(
        setsOf([]),
        setsOf([allow("*"), { Effect: "Allow", Action: ["iam:*", "ec2:*"], NotResource: "arn:aws:s3:::a" }]),
      ).newlyAllowed.map(({ actions, resources }) => [actions.join(), resources.join()]),
      [
        ["*", "*"],
        ["ec2:*", "* except arn:aws:s3:::a"],
        ["iam:*", "* except arn:aws:s3:::a"],
      ],
    );
  });

  it("tells actions apart that are newly allowed on other resources", () => {
    const before = [allow("s3:GetObject", "arn:aws:s3:::a/*"), allow("s3:DeleteObject", "arn:aws:s3:::b/*")];
    const actions = ["s3:GetObject", "s3:GetObjectAcl", "s3:DeleteObject", "s3:PutObject"];
    const { newlyAllowed, noLongerAllowed } = decided(
      setsOf(before),
      setsOf([allow(actions, ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"])]),
    );
    assert.deepEqual(newlyAllowed.map((one) => `${one.actions.join()} on ${one.resources.join()}`).sort(), [
      "s3:DeleteObject on arn:aws:s3:::a/*",
      "s3:GetObject on arn:aws:s3:::b/*",
      "s3:GetObjectAcl on arn:aws:s3:::a/*,arn:aws:s3:::b/*",
      "s3:PutObject on arn:aws:s3:::a/*,arn:aws:s3:::b/*",
    ]);
    assert.deepEqual(noLongerAllowed, []);
    for (const { statement } of newlyAllowed) assert.equal(statement.statement, statement.policy.statements[0]);
  });

  it("shows requests that AWS would know", () => {
    const { newlyAllowed } = decided(setsOf([]), setsOf([allow(["s3:GetObject", "ec2:DescribeInstances"])]));
    assert.deepEqual(
      newlyAllowed.map(({ witness: { principal, action, resource, context } }) => [
        principal,
        action,
        resource,
        context,
      ]),
      [
        ["arn:aws:iam::111122223333:role/Example", "ec2:DescribeInstances", "*", {}],
        ["arn:aws:iam::111122223333:role/Example", "s3:GetObject", "arn:aws:s3:::example/example", {}],
      ],
    );
  });

  it("shows no value of a variable that reads as a pattern, where another would do", () => {
    const team = "aws:PrincipalTag/team";
    const before = setsOf([deny("s3:GetObject", `arn:aws:s3:::data/\${${team}}`)]);
    const notTheirs = { ...when("StringNotEqualsIfExists", "*"), IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
    const { newlyAllowed } = decided(before, setsOf([deny("s3:GetObject", "*", notTheirs), allow("*")]));
    assert.ok(newlyAllowed.length > 0);
    for (const { witness } of newlyAllowed) assert.doesNotMatch(JSON.stringify([witness.context[team]]), /[*?]/);
  });
});
