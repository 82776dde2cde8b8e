/** "Accept…": a person says that a check, or one of its resources, may fail until a day; planeguard.json keeps it. */
import { userInfo } from "node:os";

import * as vscode from "vscode";

import type { AcceptedEntry } from "../../../account/attestations/accepted";
import type { ProjectAccounts } from "../../project-accounts";
import { pick, showError, showInformation, showOutcome } from "../../shown";
import { draftSteps, fillForm } from "../../steps";
import { askUntil } from "./ask-until";
import type { AttestedRow } from "./attest";
import type { CheckUse } from "./nodes/check";

const lastName = "planeguard.attestedBy";

interface Draft {
  reason: string;
  by: string;
  period: string;
  until: string;
}

export function registerAccept(
  project: ProjectAccounts,
  state: vscode.Memento,
  checkOf: (given: unknown, use: CheckUse) => Promise<AttestedRow | undefined>,
): vscode.Disposable {
  return vscode.commands.registerCommand("planeguard.accept", async (given?: unknown) => {
    const row = await checkOf(given, "acceptable");
    if (row) await accept(row, resourceOf(given), project, state);
  });
}

/** The resource whose row it is; null for a row of a check. */
function resourceOf(given: unknown): string | null {
  const { resource } = (given ?? {}) as { readonly resource?: { readonly id: string } };
  return resource?.id ?? null;
}

async function accept(
  { check, posture }: AttestedRow,
  resource: string | null,
  project: ProjectAccounts,
  state: vscode.Memento,
): Promise<void> {
  const { t } = vscode.l10n;
  const files = check.asserted ? [vscode.Uri.parse(check.asserted.file)] : await project.files();
  if (files.length === 0) {
    void showInformation(t("Open a folder first: what is accepted is kept in its planeguard.json."));
    return;
  }
  const draft: Draft = { reason: "", by: state.get<string>(lastName) ?? userInfo().username, period: "", until: "" };
  if (!(await fillForm(questionsOf(resource ?? check.title, draft)))) return;
  const file = files.length === 1 ? files[0] : await askFile(files);
  if (!file) return;
  await state.update(lastName, draft.by);
  const entry: AcceptedEntry = {
    check: check.id,
    ...(resource === null ? {} : { resource }),
    account: posture.account.id,
    by: draft.by.trim(),
    reason: draft.reason.trim(),
    until: draft.until,
  };
  if (await project.accept(file, entry))
    showOutcome(t("Planeguard: accepted in {0}", vscode.workspace.asRelativePath(file)));
  else {
    await vscode.window.showTextDocument(file);
    void showError(t("planeguard.json cannot be read: put it right first."));
  }
}

function questionsOf(what: string, draft: Draft): Parameters<typeof fillForm>[0] {
  const { t } = vscode.l10n;
  const title = t("Accept: {0}", what);
  const text = draftSteps<"reason" | "by">(title, draft);
  const needed = (mistake: string) => (value: string) => (value.trim() === "" ? mistake : undefined);
  return [
    text("reason", {
      prompt: t("Why may it fail? No secrets: the reason stands in planeguard.json."),
      mistake: needed(t("A reason")),
    }),
    text("by", { prompt: t("Who accepts it?"), mistake: needed(t("A name")) }),
    (place) =>
      askUntil({ title, ...place, placeholder: t("Until when is it accepted? After that it counts again.") }, draft),
  ];
}

async function askFile(files: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file, true), file }));
  return (await pick(items, { title: vscode.l10n.t("Where is it kept?") }))?.file;
}
