/** `posture --format sarif`: each check is a rule, each resource (or else the account) a result of the kind that its verdict is. */
import type { ReportingDescriptor, Result } from "sarif";

import { checks as declared } from "../account/checks/generated/index";
import type { CheckResult, CheckSeverity, Posture, Verdict } from "../account/posture";
import type { AccountReport } from "./account-report";
import { artifactOf } from "./artifact";
import { renderCheckPage } from "./check-page";
import type { Tool } from "./check-report";
import { controlsOf, posturePlaces, qualifiedName } from "./posture-places";
import { descriptorName, messageOf, sarifLog } from "./sarif";

/** SARIF's own words for the five verdicts (section 3.27.9); a level goes with a fail alone. */
const kinds = {
  pass: "pass",
  fail: "fail",
  "not-assessed": "open",
  attest: "review",
  "not-applicable": "notApplicable",
} as const satisfies Record<Verdict, string>;
const levels = { critical: "error", high: "error", medium: "warning", low: "note" } as const satisfies Record<
  CheckSeverity,
  string
>;
const securitySeverity: Record<CheckSeverity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/**
 * `fingerprint` makes a short text of a long one. `reportFile` is the name under which the report is kept: an account has no
 * lines, but whoever shows code leaves out a result without a physical location.
 */
export function postureSarif(
  posture: Posture,
  tool: Tool,
  fingerprint: (text: string) => string,
  reportFile = "posture.sarif",
): string {
  const { checks, failures } = posture;
  const ruleIndexes = new Map(checks.map(({ id }, index) => [id, index]));
  return sarifLog(tool, {
    rules: checks.map(descriptorOf),
    results: resultsOf(posture, { ruleIndexes, fingerprint, reportFile }),
    notifications: failures.map((text) => ({ level: "warning", message: messageOf(text) })),
  });
}

/** One run for all accounts, for whoever shows findings takes one run of a tool; their names begin with the account. */
export function accountsSarif(
  accounts: readonly AccountReport[],
  tool: Tool,
  fingerprint: (text: string) => string,
  reportFile = "posture.sarif",
): string {
  const rules = new Map(
    accounts.flatMap(({ posture }) => posture?.checks ?? []).map((check) => [check.id, check] as const),
  );
  const ruleIndexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  return sarifLog(tool, {
    rules: [...rules.values()].map(descriptorOf),
    results: accounts.flatMap(({ posture }) =>
      posture ? resultsOf(posture, { ruleIndexes, fingerprint, reportFile, ofAccount: posture.account.id }) : [],
    ),
    notifications: accounts.flatMap(({ key, posture, failure }) =>
      [...(failure === null ? [] : [failure]), ...(posture?.failures ?? [])].map((text) => ({
        level: "warning" as const,
        message: messageOf(`${key}: ${text}`),
      })),
    ),
  });
}

interface ResultOptions {
  readonly ruleIndexes: ReadonlyMap<string, number>;
  readonly fingerprint: (text: string) => string;
  readonly reportFile: string;
  /** The account that names and messages begin with. */
  readonly ofAccount?: string;
}

function resultsOf(posture: Posture, { ruleIndexes, fingerprint, reportFile, ofAccount }: ResultOptions): Result[] {
  const { account } = posture;
  const physicalLocation = { artifactLocation: artifactOf(reportFile, "/"), region: { startLine: 1 } };
  return posturePlaces(posture).map((place): Result => {
    const { check, verdict, reason, isAccount, accepted } = place;
    const fullyQualifiedName = qualifiedName(place);
    const within = ofAccount === undefined || isAccount ? fullyQualifiedName : `${ofAccount}/${fullyQualifiedName}`;
    return {
      ruleId: check.id,
      ruleIndex: ruleIndexes.get(check.id)!,
      kind: kinds[verdict],
      level: verdict === "fail" ? levels[check.severity] : "none",
      message: messageOf(`${ofAccount === undefined ? "" : `${ofAccount}: `}${check.title}: ${reason}`),
      locations: [
        {
          physicalLocation,
          logicalLocations: [{ fullyQualifiedName: within, kind: isAccount ? "account" : "resource" }],
        },
      ],
      ...(accepted
        ? {
            suppressions: [
              {
                kind: "external",
                status: "accepted",
                justification: `${accepted.reason} (${accepted.by}, until ${accepted.until})`,
              },
            ],
          }
        : {}),
      partialFingerprints: {
        "planeguard/v1": fingerprint([account.id, check.id, fullyQualifiedName].join("\n")),
      },
    };
  });
}

function descriptorOf(check: CheckResult): ReportingDescriptor {
  const { id, title, severity, recommendation } = check;
  const about = declared.find((one) => one.id === id);
  return {
    id,
    name: descriptorName(id),
    shortDescription: { text: title },
    ...(about
      ? { fullDescription: { text: about.why }, help: { text: about.why, markdown: renderCheckPage(about) } }
      : {}),
    ...(about?.links?.[0] ? { helpUri: about.links[0] } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ["security", "aws", recommendation, ...controlsOf(check)],
      "security-severity": securitySeverity[severity],
    },
  };
}
