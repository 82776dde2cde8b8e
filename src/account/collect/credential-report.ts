/** The credential report: AWS makes it when asked, and keeps it for four hours. */
import { GenerateCredentialReportCommand, GetCredentialReportCommand, IAMClient } from "@aws-sdk/client-iam";

import type { CredentialReport } from "../sections/iam";
import { reportRows } from "./answers/documents";
import { type Put, putAnswer } from "./collector";
import { type Answer, ask, type Session } from "./session";

/** Doubling from half a second to four: about a minute in all. */
const pauses = [500, 1000, 2000, ...Array<number>(14).fill(4000)];

type State = "absent" | "expired" | "in-progress";

/** ReportNotPresent, ReportExpired (410) and ReportInProgress are answers, not failures. */
function stateOf(error: unknown): State | null {
  const name = error instanceof Error ? error.name : "";
  if (name === "CredentialReportNotPresentException" || name === "ReportNotPresent") return "absent";
  if (name === "CredentialReportExpiredException" || name === "ReportExpired") return "expired";
  if (name === "CredentialReportNotReadyException" || name === "ReportInProgress") return "in-progress";
  return null;
}

export async function collectCredentialReport(session: Session, put: Put): Promise<void> {
  const client = session.client(IAMClient, "iam");
  const get = () =>
    ask<CredentialReport | State>(
      session,
      "iam:GetCredentialReport",
      async (options) => {
        const { Content, GeneratedTime } = await client.send(new GetCredentialReportCommand({}), options);
        return { generatedAt: GeneratedTime?.toISOString() ?? null, rows: reportRows(Content ?? new Uint8Array()) };
      },
      (error) => {
        const state = stateOf(error);
        return state ? { data: state } : undefined;
      },
    );
  const generate = () =>
    ask(session, "iam:GenerateCredentialReport", async (options) => {
      await client.send(new GenerateCredentialReportCommand({}), options);
    });

  let generated = false;
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await session.limits.pause(pause, session.signal);
    const answer = await get();
    if (isFinal(answer)) return putAnswer(put, "iam/credential-report", answer);
    if (answer.data === "in-progress" || generated) continue;
    const started = await generate();
    if (started.status !== "ok") return putAnswer(put, "iam/credential-report", started);
    generated = true;
  }
  session.counts.failed++;
  put({
    name: "iam/credential-report",
    region: null,
    resource: null,
    at: new Date().toISOString(),
    status: "failed",
    missingActions: ["iam:GetCredentialReport"],
    message:
      "iam:GetCredentialReport failed: AWS has not made the credential report within a minute; refresh in a while.",
  });
}

function isFinal(answer: Answer<CredentialReport | State>): answer is Answer<CredentialReport> {
  return answer.status !== "ok" || typeof answer.data !== "string";
}
