/** `posture --format sarif`: each check is a rule, each resource (or else the account) a result of the kind that its verdict is. */
import type { LogicalLocation, ReportingDescriptor, Result } from "sarif";

import { checks as declared } from "../account/checks/generated/index";
import type { CheckResult, CheckSeverity, Posture, Verdict } from "../account/posture";
import { renderCheckPage } from "./check-page";
import type { Tool } from "./check-report";
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

/** `fingerprint` makes a short text of a long one. */
export function postureSarif(
  { account, checks, failures }: Posture,
  tool: Tool,
  fingerprint: (text: string) => string,
): string {
  return sarifLog(tool, {
    rules: checks.map(descriptorOf),
    results: checks.flatMap((check, ruleIndex) =>
      placesOf(check, account.id).map((place): Result => ({
        ruleId: check.id,
        ruleIndex,
        kind: kinds[place.verdict],
        level: place.verdict === "fail" ? levels[check.severity] : "none",
        message: messageOf(`${check.title}: ${place.reason}`),
        locations: [{ logicalLocations: [place.location] }],
        partialFingerprints: {
          "planeguard/v1": fingerprint([account.id, check.id, place.location.fullyQualifiedName].join("\n")),
        },
      })),
    ),
    notifications: failures.map((text) => ({ level: "warning", message: messageOf(text) })),
  });
}

interface Place {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly location: LogicalLocation;
}

/** What fails or is not known, thing by thing; the account where the check names none of these. */
function placesOf({ verdict, reason, resources }: CheckResult, accountId: string): Place[] {
  const named = resources.filter((one) => one.verdict === verdict && verdict !== "pass");
  if (named.length === 0) return [{ verdict, reason, location: { fullyQualifiedName: accountId, kind: "account" } }];
  return named.map((one) => ({
    verdict,
    reason: one.reason,
    location: {
      fullyQualifiedName: one.region === null || one.id.startsWith("arn:") ? one.id : `${one.region}/${one.id}`,
      kind: "resource",
    },
  }));
}

function descriptorOf({ id, title, severity, recommendation, cis, securityHub }: CheckResult): ReportingDescriptor {
  const check = declared.find((one) => one.id === id);
  return {
    id,
    name: descriptorName(id),
    shortDescription: { text: title },
    ...(check
      ? { fullDescription: { text: check.why }, help: { text: check.why, markdown: renderCheckPage(check) } }
      : {}),
    ...(check?.links?.[0] ? { helpUri: check.links[0] } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [
        "security",
        "aws",
        recommendation,
        ...cis.map((one) => `CIS ${one}`),
        ...securityHub.map((one) => `Security Hub ${one}`),
      ],
      "security-severity": securitySeverity[severity],
    },
  };
}
