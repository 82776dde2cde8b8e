/**
 * `posture --format ocsf`: an array of Compliance Findings of the Open Cybersecurity Schema Framework, which security lakes
 * take (schema.ocsf.io, class 2003 of version 1.8.0, profile `cloud`).
 */
import { checks as declared } from "../account/checks/generated/index";
import type { CheckSeverity, Posture, Verdict } from "../account/posture";
import { json } from "../escape/json";
import type { AccountReport } from "./account-report";
import type { Tool } from "./check-report";
import { controlsOf, type PosturePlace, posturePlaces, qualifiedName } from "./posture-places";

const classUid = 2003;
/** `Create`: every posture is written anew. */
const activityId = 1;

const severities = {
  critical: { severity_id: 5, severity: "Critical" },
  high: { severity_id: 4, severity: "High" },
  medium: { severity_id: 3, severity: "Medium" },
  low: { severity_id: 2, severity: "Low" },
} as const satisfies Record<CheckSeverity, unknown>;
const informational = { severity_id: 1, severity: "Informational" } as const;

/** `Warning` is OCSF's word for a check without a result. */
const statuses = {
  pass: { status_id: 1, status: "Pass" },
  fail: { status_id: 3, status: "Fail" },
  "not-assessed": { status_id: 2, status: "Warning" },
  attest: { status_id: 99, status: "To be confirmed by a person" },
  "not-applicable": { status_id: 99, status: "Not applicable" },
} as const satisfies Record<Verdict, unknown>;

/** `fingerprint` makes a short text of a long one: the same finding has the same id at every run. */
export function postureOcsf(posture: Posture, tool: Tool, fingerprint: (text: string) => string): string {
  return `${json(posturePlaces(posture).map((place) => findingOf(place, posture, tool, fingerprint)))}\n`;
}

/** The findings of all accounts that were read. */
export function accountsOcsf(
  accounts: readonly AccountReport[],
  tool: Tool,
  fingerprint: (text: string) => string,
): string {
  const findings = accounts.flatMap(({ posture }) =>
    posture ? posturePlaces(posture).map((place) => findingOf(place, posture, tool, fingerprint)) : [],
  );
  return `${json(findings)}\n`;
}

function findingOf(
  place: PosturePlace,
  { account, collectedAt }: Posture,
  { version }: Tool,
  fingerprint: (text: string) => string,
): object {
  const { check, verdict, reason, id, region, isAccount } = place;
  const about = declared.find((one) => one.id === check.id);
  const time = Date.parse(collectedAt);
  const steps = check.remediation.find(({ kind }) => kind === "console") ?? check.remediation[0];
  return {
    activity_id: activityId,
    activity_name: "Create",
    category_uid: 2,
    category_name: "Findings",
    class_uid: classUid,
    class_name: "Compliance Finding",
    type_uid: classUid * 100 + activityId,
    type_name: "Compliance Finding: Create",
    time,
    ...(verdict === "pass" || verdict === "not-applicable" ? informational : severities[check.severity]),
    message: `${check.title}: ${reason}`,
    metadata: {
      version: "1.8.0",
      profiles: ["cloud"],
      event_code: check.id,
      product: { name: "Planeguard", vendor_name: "Planeguard", version },
    },
    cloud: {
      provider: "AWS",
      cloud_partition: account.partition,
      ...(region === null ? {} : { region }),
      account: {
        uid: account.id,
        type: "AWS Account",
        type_id: 10,
        ...(account.alias === null ? {} : { name: account.alias }),
      },
    },
    finding_info: {
      uid: fingerprint([account.id, check.id, qualifiedName(place)].join("\n")),
      title: check.title,
      ...(about ? { desc: about.why } : {}),
      created_time: time,
      analytic: { uid: check.id, name: check.title, type: "Rule", type_id: 1 },
      types: [check.recommendation],
    },
    compliance: {
      control: check.id,
      standards: [
        ...(check.cis.length > 0 ? ["CIS Amazon Web Services Foundations Benchmark"] : []),
        ...(check.securityHub.length > 0 ? ["AWS Security Hub"] : []),
      ],
      requirements: controlsOf(check),
      ...statuses[verdict],
      status_details: [reason],
    },
    resources: [
      {
        uid: isAccount ? `AWS::::Account:${account.id}` : id,
        name: id,
        ...(isAccount ? { type: "AWS::::Account" } : {}),
        ...(region === null ? {} : { region }),
        cloud_partition: account.partition,
      },
    ],
    ...(steps && verdict === "fail" ? { remediation: { desc: steps.text, references: about?.links ?? [] } } : {}),
  };
}
