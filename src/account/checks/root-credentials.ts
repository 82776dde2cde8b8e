/** Whether root has anything to sign in or to sign requests with: central root management removes both. */
import type { Evidence } from "../posture";
import type { AccountSummary } from "../sections/iam";
import { sectionOf, type Snapshot } from "../snapshot";
import { flag, keysOf, rootRow } from "./credential-report";
import { type Answered, evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";

export interface RootCredentials {
  /** null: it cannot be told. */
  readonly present: boolean | null;
  readonly evidence: readonly Evidence[];
  /** What would tell it. */
  readonly missing: readonly Missing[];
}

/** By the account summary; by the credential report where the summary says nothing of the password. */
export function rootCredentials(snapshot: Snapshot, summary: Answered<"iam/account-summary">): RootCredentials {
  const keys = summary.data.AccountAccessKeysPresent;
  const keyEvidence = [evidenceOf(summary, "AccountAccessKeysPresent", keys ?? null)];
  if (keys !== undefined && keys > 0) return { present: true, evidence: keyEvidence, missing: [] };
  const password = summary.data.AccountPasswordPresent;
  if (password !== undefined && keys !== undefined) {
    return {
      present: password > 0,
      evidence: [...keyEvidence, evidenceOf(summary, "AccountPasswordPresent", password)],
      missing: [],
    };
  }
  return byReport(snapshot, keyEvidence);
}

function byReport(snapshot: Snapshot, keyEvidence: readonly Evidence[]): RootCredentials {
  const report = sectionOf(snapshot, "iam/credential-report");
  if (!isAnswered(report))
    return { present: null, evidence: keyEvidence, missing: missingFrom(report, "iam/credential-report") };
  const row = rootRow(report.data);
  const password = row ? flag(row, "password_enabled") : null;
  const keyActive = row !== undefined && keysOf(row).some((key) => key.active === true);
  const evidence = [
    ...keyEvidence,
    evidenceOf(report, "<root_account> password_enabled", row?.password_enabled ?? null),
  ];
  // Only a plain `false` says that there is no password: root's column may be `not_supported`.
  return { present: keyActive || password !== false, evidence, missing: [] };
}

export function rootMfaEnabled(summary: AccountSummary): boolean | null {
  const value = summary.AccountMFAEnabled;
  return value === undefined ? null : value > 0;
}
