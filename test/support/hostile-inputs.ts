/** What a stranger controls, with one text wherever a name or a value stands: an account, and documents of every form. */
import { stringify } from "yaml";

import type { CheckResult, CoverageCell, Posture, Remediation, Verdict } from "../../src/account/posture";
import type { Access, SubjectChange } from "../../src/analysis/change/change";
import type { Reach } from "../../src/analysis/decide/reaches";
import type { Finding } from "../../src/analysis/finding";
import type { SourceDocument } from "../../src/analysis/source/document";
import { LineIndex } from "../../src/analysis/text";
import type { AccountReport } from "../../src/report/account-report";
import type { CheckReport } from "../../src/report/check-report";
import type { ReportedDenial } from "../../src/report/denied-report";
import type { DiffReport } from "../../src/report/diff-report";
import type { NeedsReport } from "../../src/report/needs-report";
import { fakeKeyId, fakeSecret } from "./fake-keys";

const ways: readonly Remediation[] = [
  { kind: "console", text: "IAM > Users" },
  { kind: "cli", text: "aws iam list-users" },
  { kind: "cloudformation", text: "Resources: {}" },
  { kind: "terraform", text: 'resource "a" "b" {}' },
];

/** A posture of every verdict in which all that the account, the profile or AWS says is this text. */
/** Two accounts, of which one was read. */
export function accountsWith(text: string): AccountReport[] {
  return [
    { key: text, name: text, posture: postureWith(text), failure: null },
    { key: `${text}2`, name: null, posture: null, failure: text },
  ];
}

export function postureWith(text: string): Posture {
  const cell = (state: CoverageCell["state"]): CoverageCell => ({ state, reason: text });
  const check = (verdict: Verdict): CheckResult => ({
    id: `root/${verdict}`,
    recommendation: "root-mfa",
    title: "The root user has MFA",
    severity: "critical",
    cis: ["2.5"],
    securityHub: ["IAM.9"],
    verdict,
    reason: text,
    resources: (["pass", "fail", "not-assessed"] as const).map((one) => ({
      id: `${text}${one}`,
      region: text,
      verdict: one,
      reason: text,
    })),
    evidence: [{ call: "iam:GetUser", field: text, value: text, region: text }],
    missingActions: [text],
    remediation: ways,
    attestation: { by: text, at: "2026-01-01", until: "2026-12-31", link: text, note: text, lapsed: false },
  });
  return {
    account: { id: "111122223333", arn: `arn:aws:iam::111122223333:user/${text}`, alias: text, partition: "aws" },
    demo: false,
    profile: text,
    collectedAt: "2026-06-15T12:00:00.000Z",
    calls: { total: 3, throttled: 0, denied: 1, failed: 1 },
    durationMs: 1200,
    checks: (["pass", "fail", "not-assessed", "attest", "not-applicable"] as const).map(check),
    coverage: {
      regions: [
        {
          region: text,
          trail: cell("unknown"),
          recorder: cell("not"),
          analyzer: cell("partial"),
          detector: cell("not"),
        },
        { region: `${text}2`, trail: cell("off"), recorder: cell("off"), analyzer: cell("off"), detector: cell("off") },
      ],
      incomplete: text,
    },
    permissions: { allowed: [text], denied: [text], unknown: [text] },
    failures: [text],
  };
}

/** Denials of which every word is this text. */
export function denialsWith(text: string): readonly ReportedDenial[] {
  const range = new LineIndex("a").range({ start: 0, end: 1 });
  return [true, false].map((isExplicit) => ({
    denial: {
      principal: text,
      action: text,
      operation: text,
      resource: text,
      by: "scp",
      isExplicit,
      policy: text,
      isEncoded: true,
      count: 2,
    },
    name: text,
    places: [{ file: text, range, what: "denies" }],
    statement: { Effect: "Allow", Action: text, Resource: text },
    advice: text,
  }));
}

/** The needs of a unit of which every name is this text. */
export function needsWith(text: string): NeedsReport {
  const range = new LineIndex("a").range({ start: 0, end: 1 });
  return {
    units: [
      {
        name: text,
        kind: "lambda",
        form: "cloudformation",
        entry: text,
        files: [text],
        role: { name: text, file: text, range },
        doubt: text,
        more: text,
        calls: [
          {
            operation: text,
            actions: [text],
            resources: [text, `\${${text}}`],
            file: text,
            range,
            certainty: "likely",
            because: text,
            granted: "no",
          },
        ],
        unknownCalls: [{ file: text, range, reason: text }],
        unused: [{ action: text, file: text, range }],
        statements: [{ actions: [text], resources: [text, `\${${text}}`] }],
      },
    ],
    problems: [{ file: text, message: text, range: null }],
    stats: { files: 1, units: 1, durationMs: 0 },
  };
}

/** A report of which every word but the ids of the rules is this text. */
export function reportWith(text: string): CheckReport {
  const range = new LineIndex("a").range({ start: 0, end: 1 });
  const finding: Finding = {
    ruleId: "policy/invalid-action",
    accessAnalyzer: "INVALID_ACTION",
    recommendation: "least-privilege",
    severity: "error",
    confidence: "high",
    message: text,
    file: text,
    range,
    policyPath: ["Statement", text],
    related: [{ file: text, range, policyPath: null, message: text }],
    unnecessary: false,
    deprecated: false,
    fixes: [
      {
        title: text,
        kind: "suggestion",
        delta: { newlyAllowed: [text], noLongerAllowed: [text] },
        edits: [{ file: text, range, newText: text }],
      },
    ],
  };
  return {
    findings: [finding, { ...finding, severity: "hint" }],
    suppressed: [{ finding, reason: text, source: "comment" }],
    problems: [
      { file: text, message: text, range },
      { file: text, message: text, range: null },
    ],
    stats: { files: 1, bytes: 1, policies: 1, suppressed: 1, durationMs: 1 },
  };
}

/** A comparison of which every word but the kinds and severities is this text. */
export function reachWith(text: string): Reach {
  const witness = { principal: text, action: text, resource: text, resourceAccount: text, context: { [text]: [text] } };
  return { verdict: "yes", witness, because: text };
}

export function diffWith(text: string): DiffReport {
  const range = new LineIndex("a").range({ start: 0, end: 1 });
  const access: Access = {
    actions: [text, "s3:GetObject"],
    together: [text, "s3:GetObject"],
    resources: [text],
    principals: [text],
    conditions: text,
    severity: "warning",
    risks: [{ ruleId: "risk/full-administrator", message: text, severity: "warning" }],
    witness: {
      principal: text,
      action: text,
      resource: text,
      resourceAccount: "111122223333",
      context: { [text]: [text] },
    },
    place: { file: text, range },
  };
  const subject: SubjectChange = {
    name: text,
    kind: "identity",
    place: { file: text, range },
    verdict: "incomparable",
    newlyAllowed: [access, { ...access, severity: "info" }],
    noLongerAllowed: [access],
    unknown: [text],
  };
  return {
    base: text,
    head: text,
    verdict: "unknown",
    subjects: [subject, { ...subject, kind: "trust", place: null, verdict: "unknown" }],
    problems: [
      { file: text, message: text, range },
      { file: text, message: text, range: null },
    ],
    stats: { files: 2, policies: 2, durationMs: 1 },
  };
}

/** Documents that are read by different means, each with a policy or a key of which the names are this text. */
export function documentsWith(text: string): SourceDocument[] {
  const Statement = [
    {
      Sid: text,
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::111122223333:role/${text}` },
      Action: [`s3:Get${text}`, `s3:${text}`, text, "s3:GetObject", "s3:Get*"],
      Resource: [`arn:aws:s3:::a${text}`, text],
      Condition: { [text]: { [text]: text }, StringEquals: { [`aws:PrincipalTag/${text}`]: text, [text]: text } },
      [text]: text,
    },
  ];
  const policy = { Version: "2012-10-17", Id: text, Statement };
  const [id, secret] = [fakeKeyId("hostile"), fakeSecret("hostile")];
  const python = `# ${text}\ns3 = boto3.client(${JSON.stringify(text)}, aws_access_key_id="${id}", aws_secret_access_key="${secret}")\n`;
  const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: policy, RoleName: text } };
  const cell = { cell_type: "code", metadata: {}, outputs: [], execution_count: null, source: python };
  return [
    { name: "policy.json", text: JSON.stringify(policy, null, 1) },
    { name: "template.yaml", text: stringify({ Resources: { [text]: role } }) },
    { name: "template.json", text: JSON.stringify({ Resources: { [text]: role } }, null, 1) },
    {
      name: "main.tf",
      text: `# ${text.split(/[\r\n]/)[0]}\nresource "aws_iam_policy" "a" {\n  name   = ${JSON.stringify(text)}\n  policy = jsonencode(${JSON.stringify(policy)})\n}\n`,
    },
    { name: "deploy.py", text: python },
    {
      name: "notebook.ipynb",
      text: JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1),
    },
    { name: ".env", text: `${text}\nAWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n${text}=${text}\n` },
    { name: "planeguard.json", text: JSON.stringify({ [text]: text, rules: { [text]: text } }, null, 1) },
    { name: "broken.json", text: `${JSON.stringify(policy).slice(0, -9)}${text}` },
  ];
}
