import assert from "node:assert/strict";

import { checks } from "../../../src/account/checks/generated/index";
import { sectionActions, type SectionName } from "../../../src/account/snapshot";
import { recommendations } from "../../../src/guidance/recommendations";
import { accountId, ago, type Case, denied, report, rootRow, row, snapshotOf, table, verdictOf } from "./support";

const summary = (fields: Record<string, number>) => ({
  AccountMFAEnabled: 0,
  AccountAccessKeysPresent: 0,
  AccountPasswordPresent: 1,
  ...fields,
});

table("root/mfa", [
  {
    name: "enabled",
    snapshot: snapshotOf({ "iam/account-summary": summary({ AccountMFAEnabled: 1 }) }),
    verdict: "pass",
  },
  { name: "not enabled", snapshot: snapshotOf({ "iam/account-summary": summary({}) }), verdict: "fail" },
  {
    name: "no password and no keys",
    snapshot: snapshotOf({ "iam/account-summary": summary({ AccountPasswordPresent: 0 }) }),
    verdict: "pass",
    reason: /neither a password nor a key/,
  },
  {
    name: "no password but a key",
    snapshot: snapshotOf({
      "iam/account-summary": summary({ AccountPasswordPresent: 0, AccountAccessKeysPresent: 1 }),
    }),
    verdict: "fail",
  },
  {
    name: "the summary does not tell of the password, the report says that there is none",
    snapshot: snapshotOf({
      "iam/account-summary": { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 },
      "iam/credential-report": report(rootRow({ password_enabled: "false" })),
    }),
    verdict: "pass",
  },
  {
    name: "password_enabled of root is not_supported",
    snapshot: snapshotOf({
      "iam/account-summary": { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 },
      "iam/credential-report": report(rootRow()),
    }),
    verdict: "fail",
  },
  {
    name: "the summary does not tell of the password and the report is denied",
    snapshot: snapshotOf({
      "iam/account-summary": { AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 },
      "iam/credential-report": denied,
    }),
    verdict: "not-assessed",
    missing: ["iam:GetCredentialReport"],
  },
  {
    name: "denied",
    snapshot: snapshotOf({ "iam/account-summary": denied }),
    verdict: "not-assessed",
    missing: ["iam:GetAccountSummary"],
    reason: /was denied/,
  },
  { name: "a summary without the field", snapshot: snapshotOf({ "iam/account-summary": {} }), verdict: "not-assessed" },
]);

const device = (userArn: string | null, serial = "phone") => ({
  serialNumber: `arn:aws:iam::${accountId}:mfa/${serial}`,
  userArn,
});
const withMfa = { "iam/account-summary": summary({ AccountMFAEnabled: 1 }) };

table("root/hardware-mfa", [
  {
    name: "MFA and no virtual device",
    snapshot: snapshotOf({ ...withMfa, "iam/virtual-mfa-devices": [] }),
    verdict: "pass",
  },
  {
    name: "a virtual device of root",
    snapshot: snapshotOf({ ...withMfa, "iam/virtual-mfa-devices": [device(`arn:aws:iam::${accountId}:root`)] }),
    verdict: "fail",
    reason: /virtual/,
  },
  {
    name: "a user called rootbeer",
    snapshot: snapshotOf({
      ...withMfa,
      "iam/virtual-mfa-devices": [
        device(`arn:aws:iam::${accountId}:user/rootbeer`),
        device(`arn:aws:iam::${accountId}:user/:root-not`),
      ],
    }),
    verdict: "pass",
  },
  {
    name: "root's serial number without a user",
    snapshot: snapshotOf({ ...withMfa, "iam/virtual-mfa-devices": [device(null, "root-account-mfa-device")] }),
    verdict: "fail",
  },
  {
    name: "no MFA",
    snapshot: snapshotOf({ "iam/account-summary": summary({}), "iam/virtual-mfa-devices": [] }),
    verdict: "fail",
  },
  {
    name: "nothing to sign in with",
    snapshot: snapshotOf({ "iam/account-summary": summary({ AccountPasswordPresent: 0 }) }),
    verdict: "pass",
  },
  {
    name: "the devices are denied",
    snapshot: snapshotOf({ ...withMfa, "iam/virtual-mfa-devices": denied }),
    verdict: "not-assessed",
    missing: ["iam:ListVirtualMFADevices"],
  },
]);

table("root/access-keys", [
  { name: "none", snapshot: snapshotOf({ "iam/account-summary": summary({}) }), verdict: "pass" },
  {
    name: "one",
    snapshot: snapshotOf({ "iam/account-summary": summary({ AccountAccessKeysPresent: 1 }) }),
    verdict: "fail",
  },
  {
    name: "denied",
    snapshot: snapshotOf({ "iam/account-summary": denied }),
    verdict: "not-assessed",
    missing: ["iam:GetAccountSummary"],
  },
  { name: "not in the summary", snapshot: snapshotOf({ "iam/account-summary": {} }), verdict: "not-assessed" },
  {
    name: "an inactive one",
    snapshot: snapshotOf({
      "iam/account-summary": summary({}),
      "iam/credential-report": report(rootRow({ access_key_2_last_rotated: ago(900) })),
    }),
    verdict: "fail",
    reason: /^Root has an inactive access key/,
    evidence: ["AccountAccessKeysPresent: 0", `<root_account> access_key_2_last_rotated: ${ago(900)}`],
  },
  {
    name: "none in the report, and one of somebody else",
    snapshot: snapshotOf({
      "iam/account-summary": summary({}),
      "iam/credential-report": report(rootRow(), row({ access_key_1_last_rotated: ago(900) })),
    }),
    verdict: "pass",
  },
  {
    name: "an active one that the summary does not count yet",
    snapshot: snapshotOf({
      "iam/account-summary": summary({}),
      "iam/credential-report": report(rootRow({ access_key_1_active: "true", access_key_1_last_rotated: ago(0) })),
    }),
    verdict: "pass",
  },
  {
    name: "none, the report is denied",
    snapshot: snapshotOf({ "iam/account-summary": summary({}), "iam/credential-report": denied }),
    verdict: "pass",
  },
]);

const ofReport = (...rows: Record<string, string>[]) => snapshotOf({ "iam/credential-report": report(...rows) });
const reportDenied: Case = {
  name: "the report is denied",
  snapshot: snapshotOf({ "iam/credential-report": denied }),
  verdict: "not-assessed",
  missing: ["iam:GetCredentialReport"],
};

table("root/last-use", [
  {
    name: "never",
    snapshot: ofReport(rootRow({ password_last_used: "no_information" })),
    verdict: "pass",
    reason: /no record/,
  },
  {
    name: "not_supported and N/A",
    snapshot: ofReport(rootRow({ password_last_used: "not_supported" })),
    verdict: "pass",
  },
  {
    name: "a password long ago",
    snapshot: ofReport(rootRow({ password_last_used: ago(300) })),
    verdict: "pass",
    reason: /300 days ago/,
  },
  {
    name: "the password yesterday",
    snapshot: ofReport(rootRow({ password_last_used: ago(1.2) })),
    verdict: "fail",
    reason: /yesterday \(password\)/,
  },
  {
    name: "a key used today and an old password use",
    snapshot: ofReport(rootRow({ password_last_used: ago(700), access_key_1_last_used_date: ago(0.1) })),
    verdict: "fail",
    reason: /today \(access key 1\)/,
  },
  {
    name: "the second key",
    snapshot: ofReport(rootRow({ access_key_1_last_used_date: ago(400), access_key_2_last_used_date: ago(3) })),
    verdict: "fail",
    reason: /3 days ago \(access key 2\)/,
  },
  {
    name: "a date that cannot be read",
    snapshot: ofReport(rootRow({ password_last_used: "soon" })),
    verdict: "not-assessed",
  },
  {
    name: "a date that cannot be read beside a use",
    snapshot: ofReport(rootRow({ password_last_used: "soon", access_key_1_last_used_date: ago(2) })),
    verdict: "fail",
  },
  { name: "no row of root", snapshot: ofReport(row()), verdict: "not-assessed" },
  reportDenied,
]);

table("users/console-mfa", [
  { name: "no users", snapshot: ofReport(rootRow()), verdict: "pass" },
  {
    name: "with MFA",
    snapshot: ofReport(rootRow(), row({ password_enabled: "true", mfa_active: "true" })),
    verdict: "pass",
  },
  {
    name: "one without",
    verdict: "fail",
    resources: { "user/alice": "fail", "user/bob": "pass" },
    snapshot: ofReport(
      row({ password_enabled: "TRUE", mfa_active: "FALSE" }),
      row({ user: "bob", password_enabled: "true", mfa_active: "true" }),
    ),
  },
  {
    name: "root without MFA is not its matter",
    snapshot: ofReport(rootRow({ password_enabled: "true", mfa_active: "false" })),
    verdict: "pass",
  },
  { name: "a user without a password", snapshot: ofReport(row()), verdict: "pass" },
  {
    name: "not_supported is not known",
    snapshot: ofReport(row({ password_enabled: "not_supported" })),
    verdict: "not-assessed",
    reason: /password_enabled/,
  },
  {
    name: "one unknown, one without",
    snapshot: ofReport(row({ password_enabled: "N/A" }), row({ user: "bob", password_enabled: "true" })),
    verdict: "fail",
  },
  reportDenied,
]);

const key = (number: 1 | 2, rotated: string, used = "N/A", active = "true") => ({
  [`access_key_${number}_active`]: active,
  [`access_key_${number}_last_rotated`]: rotated,
  [`access_key_${number}_last_used_date`]: used,
});

table("users/access-key-age", [
  { name: "no keys", snapshot: ofReport(row()), verdict: "pass" },
  { name: "a young key", snapshot: ofReport(row(key(1, ago(89)))), verdict: "pass" },
  { name: "an old inactive key", snapshot: ofReport(row(key(1, ago(900), "N/A", "false"))), verdict: "pass" },
  { name: "just over 90 days", snapshot: ofReport(row(key(1, ago(90.01)))), verdict: "fail" },
  {
    name: "two unrotated keys are two findings",
    verdict: "fail",
    reason: /2 of 2/,
    snapshot: ofReport(row({ ...key(1, ago(200)), ...key(2, ago(100)) })),
    resources: { "(access key 1)": "fail", "(access key 2)": "fail" },
  },
  { name: "active but without a date", snapshot: ofReport(row(key(1, "N/A"))), verdict: "not-assessed" },
  { name: "a column is missing", snapshot: ofReport({ user: "x", arn: "arn:x" }), verdict: "not-assessed" },
  reportDenied,
]);

const password = (used: string, changed: string) => ({
  password_enabled: "true",
  password_last_used: used,
  password_last_changed: changed,
});

table("users/unused-credentials", [
  { name: "nothing", snapshot: ofReport(row()), verdict: "pass" },
  {
    name: "used recently",
    snapshot: ofReport(row({ ...password(ago(44), ago(400)), ...key(1, ago(400), ago(1)) })),
    verdict: "pass",
  },
  {
    name: "a password unused for 45 days",
    snapshot: ofReport(row(password(ago(45), ago(400)))),
    verdict: "fail",
    resources: { "(password)": "fail" },
  },
  {
    name: "no_information counts from the last change",
    snapshot: ofReport(row(password("no_information", ago(10)))),
    verdict: "pass",
  },
  {
    name: "never used since an old change",
    snapshot: ofReport(row(password("N/A", ago(60)))),
    verdict: "fail",
    reason: /./,
  },
  {
    name: "never used, never changed: since the user was made",
    snapshot: ofReport(row(password("N/A", "not_supported"))),
    verdict: "fail",
  },
  { name: "a key that was never used", snapshot: ofReport(row(key(1, ago(60)))), verdict: "fail" },
  { name: "a new key that was never used", snapshot: ofReport(row(key(1, ago(3)))), verdict: "pass" },
  { name: "an unreadable date", snapshot: ofReport(row(key(2, ago(3), "yesterday"))), verdict: "not-assessed" },
  {
    name: "root unused is as it should be",
    snapshot: ofReport(rootRow({ password_enabled: "true", password_last_used: ago(900) })),
    verdict: "pass",
  },
  reportDenied,
]);

table("users/two-active-keys", [
  { name: "none", snapshot: ofReport(row()), verdict: "pass" },
  { name: "one", snapshot: ofReport(row(key(1, ago(5)))), verdict: "pass" },
  { name: "two", snapshot: ofReport(row({ ...key(1, ago(5)), ...key(2, ago(1)) })), verdict: "fail" },
  {
    name: "two, one inactive",
    snapshot: ofReport(row({ ...key(1, ago(5), "N/A", "false"), ...key(2, ago(1)) })),
    verdict: "pass",
  },
  { name: "not told", snapshot: ofReport({ user: "x", arn: "arn:x" }), verdict: "not-assessed" },
  reportDenied,
]);

const people = { "iam/account-summary": { Users: 3 } };
const nobody = { "iam/account-summary": { Users: 0 } };
const policy = (minimumLength: number | null, reusePrevention: number | null) =>
  snapshotOf({
    ...people,
    "iam/password-policy": { minimumLength, reusePrevention, maximumAge: null, usersMayChange: true, requires: [] },
  });
const policyDenied: Case = {
  name: "denied",
  snapshot: snapshotOf({ "iam/password-policy": denied }),
  verdict: "not-assessed",
  missing: ["iam:GetAccountPasswordPolicy"],
};

table("password-policy/length", [
  { name: "14", snapshot: policy(14, null), verdict: "pass" },
  { name: "13", snapshot: policy(13, 24), verdict: "fail" },
  { name: "not set", snapshot: policy(null, 24), verdict: "fail" },
  {
    name: "no policy",
    snapshot: snapshotOf({ "iam/password-policy": null, ...people }),
    verdict: "fail",
    reason: /8 characters/,
  },
  policyDenied,
]);
table("password-policy/reuse", [
  { name: "24", snapshot: policy(8, 24), verdict: "pass" },
  { name: "23", snapshot: policy(14, 23), verdict: "fail" },
  { name: "not set", snapshot: policy(14, null), verdict: "fail" },
  { name: "no policy", snapshot: snapshotOf({ "iam/password-policy": null, ...people }), verdict: "fail" },
  policyDenied,
]);

const policyWith = (fields: object) =>
  snapshotOf({
    ...people,
    "iam/password-policy": {
      minimumLength: 14,
      reusePrevention: 24,
      maximumAge: null,
      usersMayChange: true,
      requires: [],
      ...fields,
    },
  });
const noPolicy: Case = {
  name: "no policy",
  snapshot: snapshotOf({ "iam/password-policy": null, ...people }),
  verdict: "fail",
};
table("password-policy/characters", [
  {
    name: "all four",
    snapshot: policyWith({ requires: ["uppercase letters", "lowercase letters", "numbers", "symbols"] }),
    verdict: "pass",
  },
  {
    name: "three",
    snapshot: policyWith({ requires: ["uppercase letters", "lowercase letters", "numbers"] }),
    verdict: "fail",
    reason: /symbols/,
  },
  noPolicy,
  policyDenied,
]);
table("password-policy/own-change", [
  { name: "allowed", snapshot: policyWith({}), verdict: "pass" },
  { name: "not allowed", snapshot: policyWith({ usersMayChange: false }), verdict: "fail" },
  noPolicy,
  policyDenied,
]);
table("password-policy/expiry", [
  { name: "90 days", snapshot: policyWith({ maximumAge: 90 }), verdict: "pass" },
  { name: "91 days", snapshot: policyWith({ maximumAge: 91 }), verdict: "fail" },
  { name: "never", snapshot: policyWith({}), verdict: "fail" },
  noPolicy,
  policyDenied,
]);

/** The policy is about passwords of users: without any it is about nothing. */
for (const id of ["length", "reuse", "characters", "own-change", "expiry"])
  table(`password-policy/${id}`, [
    {
      name: "no policy and no users",
      snapshot: snapshotOf({ "iam/password-policy": null, ...nobody }),
      verdict: "not-applicable",
      reason: /no users/,
    },
    {
      name: "a weak policy and no users",
      snapshot: snapshotOf({
        "iam/password-policy": {
          minimumLength: 6,
          reusePrevention: null,
          maximumAge: null,
          usersMayChange: false,
          requires: [],
        },
        ...nobody,
      }),
      verdict: "not-applicable",
    },
    {
      name: "no policy, whether there are users is denied",
      snapshot: snapshotOf({ "iam/password-policy": null, "iam/account-summary": denied }),
      verdict: "not-assessed",
      missing: ["iam:GetAccountSummary"],
    },
    {
      name: "no policy, and a summary without the number of users",
      snapshot: snapshotOf({ "iam/password-policy": null, "iam/account-summary": {} }),
      verdict: "fail",
    },
  ]);

table("users/machine-keys", [
  { name: "no keys", snapshot: ofReport(row()), verdict: "pass" },
  {
    name: "a key in use and no password",
    snapshot: ofReport(row(key(1, ago(50), ago(2)))),
    verdict: "fail",
    resources: { "user/alice": "fail" },
  },
  {
    name: "a key in use and a password",
    snapshot: ofReport(row({ password_enabled: "true", ...key(1, ago(50), ago(2)) })),
    verdict: "pass",
  },
  { name: "a key that was never used", snapshot: ofReport(row(key(1, ago(50)))), verdict: "pass" },
  { name: "an inactive key", snapshot: ofReport(row(key(1, ago(50), ago(2), "false"))), verdict: "pass" },
  {
    name: "whether there is a password is not known",
    snapshot: ofReport(row({ password_enabled: "not_supported", ...key(1, ago(50), ago(2)) })),
    verdict: "not-assessed",
  },
  { name: "root", snapshot: ofReport(rootRow(key(1, ago(50), ago(2)))), verdict: "pass" },
  reportDenied,
]);
table("users/never-used-keys", [
  { name: "no keys", snapshot: ofReport(row()), verdict: "pass" },
  { name: "used", snapshot: ofReport(row(key(1, ago(50), ago(2)))), verdict: "pass" },
  { name: "new", snapshot: ofReport(row(key(1, ago(7)))), verdict: "pass" },
  {
    name: "never used",
    snapshot: ofReport(row(key(2, ago(8)))),
    verdict: "fail",
    resources: { "(access key 2)": "fail" },
  },
  { name: "unreadable", snapshot: ofReport(row(key(1, ago(50), "soon"))), verdict: "not-assessed" },
  reportDenied,
]);

table("users/initial-keys", [
  { name: "no password", snapshot: ofReport(row(key(1, ago(500)))), verdict: "pass" },
  {
    name: "made with the user, never used",
    snapshot: ofReport(row({ password_enabled: "true", ...key(1, ago(500)) })),
    verdict: "fail",
    resources: { "(access key 1)": "fail" },
  },
  {
    name: "made with the user, used",
    snapshot: ofReport(row({ password_enabled: "true", ...key(1, ago(500), ago(2)) })),
    verdict: "pass",
  },
  { name: "made later", snapshot: ofReport(row({ password_enabled: "true", ...key(1, ago(400)) })), verdict: "pass" },
  {
    name: "made with the user, inactive",
    snapshot: ofReport(row({ password_enabled: "true", ...key(1, ago(500), "N/A", "false") })),
    verdict: "pass",
  },
  {
    name: "whether there is a password is not known",
    snapshot: ofReport(row({ password_enabled: "not_supported", ...key(1, ago(500)) })),
    verdict: "not-assessed",
  },
  {
    name: "an unreadable date",
    snapshot: ofReport(row({ password_enabled: "true", ...key(1, "soon") })),
    verdict: "not-assessed",
  },
  reportDenied,
]);

for (const id of [
  "root/custody",
  "contacts/read",
  "users/named-administrators",
  "administrators/daily-use",
  "roles/jobs",
  "organizations/environments",
  "split/intended",
  "tags/scheme",
  "single-sign-on/provider-mfa",
  "cloudtrail/log-account",
]) {
  table(id, [
    {
      name: "a person says it",
      snapshot: snapshotOf({ "cloudtrail/trails": denied }),
      verdict: "attest",
      reason: /\?$/,
    },
  ]);
}

describe("every check", () => {
  const ids = recommendations.map((one) => one.id);
  for (const check of checks) {
    it(`${check.id} declares what it needs`, () => {
      assert.match(check.id, /^[a-z-]+\/[a-z-]+$/);
      assert.ok(ids.includes(check.recommendation));
      assert.deepEqual(
        [...check.actions],
        [...new Set(check.sections.flatMap((name: SectionName) => sectionActions[name]))],
      );
      assert.ok(check.remediation.length > 0 && check.why.length > 0);
      for (const control of check.cis) assert.match(control, /^\d\.\d+$/);
    });
    it(`${check.id} never passes nor fails without answers`, () => {
      const nothing = verdictOf(check.id, snapshotOf({}));
      const allDenied = verdictOf(
        check.id,
        snapshotOf(Object.fromEntries(Object.keys(sectionActions).map((name) => [name, denied]))),
      );
      for (const result of [nothing, allDenied])
        assert.ok(["not-assessed", "attest"].includes(result.verdict), result.verdict);
      if (allDenied.verdict === "not-assessed") assert.ok(allDenied.missingActions.length > 0);
    });
  }
  it("has an id of its own", () => assert.equal(new Set(checks.map((one) => one.id)).size, checks.length));
});
