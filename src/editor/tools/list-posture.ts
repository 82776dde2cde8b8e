import type * as vscode from "vscode";

import type { CheckResult, Posture, Verdict } from "../../account/posture";
import { failuresOf } from "../tree/posture/state";
import type { PostureView } from "../tree/posture/view";
import { Answer } from "./answer";
import { registerTool } from "./tool";

interface Input {
  readonly verdicts?: readonly Verdict[];
  readonly recommendation?: string;
}

/** What the posture view shows. It collects nothing: that is for the person to begin. */
export function registerListPosture({ state, postures }: Pick<PostureView, "state" | "postures">): vscode.Disposable {
  return registerTool<Input>("listPosture", "Reading the account's posture from Planeguard's view", async (input) => {
    const known = postures();
    const failures = failuresOf(state()).flatMap((failure) => ("message" in failure ? [failure.message] : []));
    if (known.length > 0)
      return Answer.json({
        accounts: known.map((posture) => postureSummary(posture, input)),
        ...(state().kind === "loading" ? { incomplete: "It is still being read." } : {}),
        failures,
      });
    return Answer.text(
      [
        "No posture has been collected.",
        ...failures,
        'This tool collects none: ask the person to run the command "Planeguard: Show the Account\'s Posture", which reads their AWS account with the profile they pick, ' +
          'or "Planeguard: Use the Demo Account", which needs none; then call this tool again.',
      ].join(" "),
    );
  });
}

function postureSummary(
  { account, demo, profile, collectedAt, checks, failures }: Posture,
  { verdicts, recommendation }: Input,
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
    checks: wanted.map(toldCheck),
    notAnswered: failures,
  };
}

/** Things that pass are counted, not named. */
function toldCheck({
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
