import type { CheckResult, Posture, Verdict } from "../../account/posture";
import { Answer } from "../answer";
import { tool } from "../tool";

/** What was collected of accounts before. It collects nothing: that is for the person to begin. */
export default tool({
  id: "listPosture",
  title: "List the account's posture",
  doing: "Reading the account's posture as Planeguard keeps it",
  icon: "checklist",
  description:
    "Lists the verdicts of Planeguard's checks of the AWS account that the person has read in the posture view: root user, MFA, keys, administrators, CloudTrail and more, with resources, reasons and remediation as JSON. Only what was already collected: it never contacts AWS. Where nothing was collected it says how the person can do so.",
  schema: {
    type: "object",
    properties: {
      verdicts: {
        type: "array",
        items: { type: "string", enum: ["pass", "fail", "not-assessed", "attest", "not-applicable"] },
        description: "Only checks with one of these verdicts. Default: all.",
      },
      recommendation: {
        type: "string",
        description: "Only checks that serve this recommendation, such as root-mfa.",
      },
    },
  },
  async run(input, services) {
    const { postures, incomplete, failures, howTo } = await services.postures();
    if (postures.length > 0)
      return Answer.json({
        accounts: postures.map((posture) => postureSummary(posture, input)),
        ...(incomplete === null ? {} : { incomplete }),
        failures,
      });
    return Answer.text(["No posture has been collected.", ...failures, howTo].join(" "));
  },
});

interface Wanted {
  readonly verdicts?: readonly Verdict[] | undefined;
  readonly recommendation?: string | undefined;
}

function postureSummary(
  { account, demo, profile, collectedAt, checks, failures }: Posture,
  { verdicts, recommendation }: Wanted,
) {
  const wanted = checks.filter(
    (check) =>
      (verdicts === undefined || verdicts.length === 0 || verdicts.includes(check.verdict)) &&
      (recommendation === undefined || check.recommendation === recommendation),
  );
  return {
    account: account.id,
    ...(demo ? { demo: "Invented data: no AWS account was read." } : { profile }),
    collectedAt,
    checks: wanted.map(checkSummary),
    notAnswered: failures,
  };
}

/** Things that pass are counted, not named. */
function checkSummary({
  id,
  recommendation,
  title,
  severity,
  verdict,
  reason,
  resources,
  missingActions,
  remediation,
}: CheckResult) {
  const others = resources.filter((one) => one.verdict !== "pass");
  return {
    id,
    recommendation,
    title,
    severity,
    verdict,
    reason,
    resources: others
      .slice(0, 50)
      .map((one) => ({ id: one.id, region: one.region, verdict: one.verdict, reason: one.reason })),
    moreResources: Math.max(0, others.length - 50),
    passingResources: resources.length - others.length,
    missingActions,
    ...(verdict === "fail" ? { remediation } : {}),
  };
}
