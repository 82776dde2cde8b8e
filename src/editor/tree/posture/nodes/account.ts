/** Accounts, where the view shows several: the worst first. */
import * as vscode from "vscode";

import type { Posture } from "../../../../account/posture";
import { markdownString } from "../../../shown";
import { ageWords } from "../age";
import type { AccountState } from "../state";
import type { PostureNode } from "./node";
import { paragraphs, themeIcon, verdictItem, worst } from "./verdicts";

const weights = { critical: 1000, high: 100, medium: 10, low: 1 };

/** How bad it is: by the gravity of what fails. Accounts that are not known yet come after those that are, in their own order. */
export function badness(posture: Posture | null): number {
  if (posture === null) return -1;
  return posture.checks
    .filter(({ verdict }) => verdict === "fail")
    .reduce((sum, { severity }) => sum + weights[severity], 0);
}

export function accountItem({ account, posture }: PostureNode & { kind: "account" }): vscode.TreeItem {
  const label = account.title ?? account.key;
  const item = posture === null ? unknownItem(label, account) : knownItem(label, posture);
  item.id = `account|${account.key}`;
  item.contextValue = "account";
  item.description = describe(account, posture);
  item.tooltip = markdownString(paragraphs(label, posture?.account.arn, item.description));
  if (account.status === "collecting") item.iconPath = new vscode.ThemeIcon("loading~spin");
  return item;
}

function knownItem(label: string, { checks }: Posture): vscode.TreeItem {
  return verdictItem(label, worst(checks.map(({ verdict }) => verdict)), vscode.TreeItemCollapsibleState.Collapsed);
}

function unknownItem(label: string, { failure }: AccountState): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.iconPath = failure === null ? themeIcon("circle-outline") : themeIcon("question", "testing.iconUnset");
  return item;
}

function describe({ status, failure, kept }: AccountState, posture: Posture | null): string {
  const { t } = vscode.l10n;
  const result =
    posture === null
      ? ""
      : t(
          "{0} of {1} failed",
          posture.checks.filter(({ verdict }) => verdict === "fail").length,
          posture.checks.length,
        );
  const age = posture !== null && kept ? ageWords(posture.collectedAt, new Date(), vscode.env.language) : "";
  const now =
    status === "waiting"
      ? t("waiting")
      : status === "collecting"
        ? t("reading it…")
        : failure === null
          ? ""
          : t("not assessed: {0}", "message" in failure ? failure.message : failure.kind);
  return [result, age, now].filter(Boolean).join(" · ");
}
