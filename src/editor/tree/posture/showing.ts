/** What stands above the rows, and the context keys that choose the welcome text and the buttons. */
import * as vscode from "vscode";

import type { Posture } from "../../../account/posture";
import { plainText } from "../../../escape/label";
import { callerName } from "../../../report/caller-name";
import { countsBySeverity } from "../../../report/open-failures";
import { viewMessage } from "../../shown";
import { ageWords } from "./age";
import { checkUses, usesOf } from "./nodes/check";
import type { PostureNode } from "./nodes/node";
import { severityWords } from "./nodes/verdicts";
import { accountsOf, type AccountState, failuresOf, type PostureState } from "./state";

/** Beside the state itself. */
export interface Noticed {
  /** AWS's files say something else about the profile than when it was collected. */
  readonly filesChanged: boolean;
}

/** `postures` are as they are shown, in the order of the accounts. */
export function showState(
  view: vscode.TreeView<PostureNode>,
  state: PostureState,
  postures: readonly (Posture | null)[],
  noticed: Noticed,
): void {
  const accounts = accountsOf(state);
  const [only] = postures;
  const single = accounts.length === 1 && accounts[0]!.title === null;
  view.description = plainText(
    single ? (only ? accountName(only) : "") : accounts.length > 0 ? accountCount(accounts.length, postures) : "",
  );
  // A view with a message shows no welcome text, so there is one only where there are rows.
  view.message = viewMessage(messageOf(state, accounts, postures, single, noticed));
  const setContext = (key: string, value: unknown) =>
    vscode.commands.executeCommand("setContext", `planeguard.posture${key}`, value);
  void setContext("", state.kind === "failed" ? state.failure.kind : state.kind);
  void setContext(
    ".rows",
    postures.some((posture) => posture !== null),
  );
}

/** Commands that would find nothing to do are not offered. `earlierOf`: the posture before, of the same account; `isCurrent`: whether it still matters. */
export async function showWhatApplies(
  postures: readonly Posture[],
  earlierOf: (posture: Posture) => Promise<Posture | null>,
  isCurrent: () => boolean,
): Promise<void> {
  const setContext = (key: string, value: boolean) =>
    vscode.commands.executeCommand("setContext", `planeguard.posture.${key}`, value);
  const uses = new Set(postures.flatMap(({ checks }) => checks.flatMap(usesOf)));
  for (const use of checkUses) void setContext(use, uses.has(use));
  const earlier = await Promise.all(postures.map(earlierOf));
  if (isCurrent())
    void setContext(
      "comparable",
      earlier.some((posture) => posture !== null),
    );
}

function messageOf(
  state: PostureState,
  accounts: readonly AccountState[],
  postures: readonly (Posture | null)[],
  single: boolean,
  { filesChanged }: Noticed,
): string {
  const { t } = vscode.l10n;
  if (state.kind === "failed") return state.failure.kind === "error" ? state.failure.message : "";
  const changed = filesChanged && state.kind === "ready" ? t("The AWS configuration has changed since: refresh.") : "";
  if (!single) return accounts.length === 0 ? "" : [progress(state, accounts), changed].filter(Boolean).join(" ");
  const [posture] = postures;
  if (!posture) return "";
  const [failure] = failuresOf(state);
  return [
    headline(posture, state, accounts[0]!.kept),
    failure && "message" in failure ? t("It could not be read anew: {0}", failure.message) : "",
    changed,
  ]
    .filter(Boolean)
    .join(" ");
}

function progress(state: PostureState, accounts: readonly AccountState[]): string {
  const { t } = vscode.l10n;
  const done = accounts.filter(({ status }) => status === "done").length;
  const unknown = accounts.filter(({ status, failure }) => status === "done" && failure !== null).length;
  const read =
    state.kind === "loading"
      ? t("{0} of {1} accounts read…", done, accounts.length)
      : t("{0} accounts.", accounts.length);
  return unknown === 0 ? read : `${read} ${t("{0} not assessed.", unknown)}`;
}

function accountCount(count: number, postures: readonly (Posture | null)[]): string {
  const words = vscode.l10n.t("{0} accounts", count);
  return postures.some((posture) => posture?.demo) ? vscode.l10n.t("DEMO · {0}", words) : words;
}

function accountName({ demo, profile, account }: Posture): string {
  const name = account.alias ?? account.id;
  if (demo) return vscode.l10n.t("DEMO · {0}", name);
  return profile === null ? name : `${profile} · ${name}`;
}

function headline(posture: Posture, state: PostureState, kept: boolean): string {
  const { t } = vscode.l10n;
  const { account, profile, checks, collectedAt } = posture;
  const failed = checks.filter(({ verdict }) => verdict === "fail").length;
  const whose = posture.demo
    ? t("DEMO account {0}.", account.id)
    : profile === null
      ? t("Account {0}, as {1}.", account.id, callerName(account.arn))
      : t("Profile {0}: account {1}, as {2}.", profile, account.id, callerName(account.arn));
  const time = new Date(collectedAt);
  const result = kept
    ? t(
        "{0} of {1} checks failed {2} ({3}).",
        failed,
        checks.length,
        ageWords(collectedAt, new Date(), vscode.env.language),
        time.toLocaleString(),
      )
    : t(
        "{0} of {1} checks failed at {2}.",
        failed,
        checks.length,
        time.toLocaleTimeString(undefined, { timeStyle: "short" }),
      );
  if (state.kind === "loading" && !kept) return `${whose} ${t("Reading it…")}`;
  return [whose, result, gravest(checks), state.kind === "loading" ? t("Reading it anew…") : ""]
    .filter(Boolean)
    .join(" ");
}

/** How many fail that are critical or high; nothing where none is. */
function gravest(checks: Posture["checks"]): string {
  const counts = countsBySeverity(checks)
    .filter(({ severity }) => severity === "critical" || severity === "high")
    .map(({ severity, count }) => `${count} ${severityWords(severity)}`);
  return counts.length === 0 ? "" : `${counts.join(", ")}.`;
}
