/** The commands with which a person says what no call tells: attest, show, withdraw. */
import { userInfo } from "node:os";

import * as vscode from "vscode";

import { dayOf } from "../../../account/attestations/apply";
import type { AttestationEntry } from "../../../account/attestations/attestation";
import type { CheckResult, Posture } from "../../../account/posture";
import { isDay } from "../../../analysis/control/dates";
import { askModally, askText, pick, showError } from "../../shown";
import type { AttestationFiles, AttestationMistake } from "./attestation-files";
import type { CheckUse } from "./nodes/check";

/** What the commands are given: a check's row. */
export interface AttestedRow {
  readonly check: CheckResult;
  readonly posture: Posture;
}

const papers = () => import("../../../workspace/posture-papers");
const lastName = "planeguard.attestedBy";

export function registerAttestations(
  files: AttestationFiles,
  state: vscode.Memento,
  checkOf: (given: unknown, use: CheckUse) => Promise<AttestedRow | undefined>,
): vscode.Disposable {
  const command = (name: string, use: CheckUse, run: (row: AttestedRow) => Promise<unknown>) =>
    vscode.commands.registerCommand(`planeguard.${name}`, async (given?: unknown) => {
      const row = await checkOf(given, use);
      if (row) await run(row);
    });
  return vscode.Disposable.from(
    command("attest", "attestable", (row) => attest(row, files, state)),
    command("showAttestation", "attested", (row) => show(row, files)),
    command("withdrawAttestation", "attested", (row) => withdraw(row, files)),
    vscode.commands.registerCommand("planeguard.openAttestations", (mistake: AttestationMistake) =>
      open(
        mistake.file,
        mistake.range === null
          ? undefined
          : new vscode.Position(mistake.range.start.line - 1, mistake.range.start.column - 1),
      ),
    ),
  );
}

async function attest({ check, posture }: AttestedRow, files: AttestationFiles, state: vscode.Memento): Promise<void> {
  const entry = await askEntry(check, posture, state);
  const file = entry && (await askPlace(files));
  if (!entry || !file) return;
  await state.update(lastName, entry.by);
  const { withAttestation } = await papers();
  await sayMistake(await files.change(file, (text) => withAttestation(text, entry)));
}

async function askEntry(
  check: CheckResult,
  { account }: Posture,
  state: vscode.Memento,
): Promise<AttestationEntry | undefined> {
  const { t } = vscode.l10n;
  const title = t("Attest: {0}", check.title);
  const ask = (options: vscode.InputBoxOptions) => askText({ title, ignoreFocusOut: true, ...options });
  const question = check.attestation?.lapsed ? check.reason.replace(/^.*? lapsed on \S+ /, "") : check.reason;
  const by = await ask({
    prompt: `${question} ${t("Who says so?")}`,
    value: state.get<string>(lastName) ?? check.attestation?.by ?? userInfo().username,
    validateInput: (value) => (value.trim() === "" ? t("A name") : undefined),
  });
  const until = by === undefined ? undefined : await askUntil(title);
  if (by === undefined || until === undefined) return undefined;
  const { isLink } = await papers();
  const link = await ask({
    prompt: t("Where it is written down (a link; Enter for none)"),
    placeHolder: "https://…",
    value: check.attestation?.link ?? "",
    validateInput: (value) =>
      value.trim() === "" || isLink(value.trim())
        ? undefined
        : t("An address that begins with https://, without a password in it"),
  });
  const note =
    link === undefined
      ? undefined
      : await ask({
          prompt: t("What there is to add, no secret (Enter for nothing)"),
          value: check.attestation?.note ?? "",
        });
  if (link === undefined || note === undefined) return undefined;
  return {
    check: check.id,
    account: account.id,
    by: by.trim(),
    at: dayOf(new Date()),
    until,
    ...(link.trim() === "" ? {} : { link: link.trim() }),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
}

async function askUntil(title: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const inMonths = (months: number) => {
    const day = new Date();
    day.setMonth(day.getMonth() + months);
    return dayOf(day);
  };
  const items = [
    [t("For a year"), 12],
    [t("For six months"), 6],
    [t("For three months"), 3],
  ] as const;
  const other = t("Until another day…");
  const picked = await pick(
    [...items.map(([label, months]) => ({ label, description: inMonths(months) })), { label: other, description: "" }],
    {
      title,
      placeHolder: t("How long does it hold? It then has to be attested again."),
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined || picked.label !== other) return picked?.description;
  const today = dayOf(new Date());
  return askText({
    title,
    prompt: t("The last day on which it holds"),
    value: inMonths(12),
    ignoreFocusOut: true,
    validateInput: (value) =>
      isDay(value) && value >= today ? undefined : t("A day to come, such as {0}", inMonths(12)),
  });
}

async function askPlace(files: AttestationFiles): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  if (files.shared.length === 0) return files.own;
  const places = [
    ...files.shared.map((file) => ({
      label: t("In the workspace"),
      description: vscode.workspace.asRelativePath(file, files.shared.length > 1),
      detail: t("For everybody who has it; belongs into version control"),
      file,
    })),
    { label: t("For me alone"), description: "", detail: t("On this machine, for all workspaces"), file: files.own },
  ];
  return (await pick(places, { title: t("Where is it kept?"), ignoreFocusOut: true }))?.file;
}

async function show({ check, posture }: AttestedRow, files: AttestationFiles): Promise<void> {
  for (const file of await files.having(check.id, posture.account.id)) {
    const { document } = (await open(file)) ?? {};
    const at = document?.getText().indexOf(JSON.stringify(check.id)) ?? -1;
    if (document && at >= 0) await open(file, document.positionAt(at));
  }
}

async function open(file: vscode.Uri, at?: vscode.Position): Promise<vscode.TextEditor | undefined> {
  return vscode.window.showTextDocument(file, at === undefined ? {} : { selection: new vscode.Range(at, at) });
}

async function withdraw({ check, posture }: AttestedRow, files: AttestationFiles): Promise<void> {
  const { t } = vscode.l10n;
  const yes = t("Withdraw");
  const detail =
    check.attestation === undefined
      ? ""
      : t("{0} attested it on {1}, until {2}.", check.attestation.by, check.attestation.at, check.attestation.until);
  if ((await askModally(t('Withdraw what was attested of "{0}"?', check.title), detail, yes)) !== yes) return;
  const { withoutAttestation } = await papers();
  const about = { check: check.id, account: posture.account.id };
  for (const file of await files.having(about.check, about.account))
    await sayMistake(await files.change(file, (text) => withoutAttestation(text ?? "", about)));
}

/** With its place, and a way there: the file was not touched. */
async function sayMistake(mistake: AttestationMistake | null): Promise<void> {
  if (mistake === null) return;
  const { t } = vscode.l10n;
  const { file, message, range } = mistake;
  const openIt = t("Open the File");
  const place = `${file.fsPath}${range === null ? "" : `:${range.start.line}:${range.start.column}`}`;
  const answer = await showError(t("{0}: {1} Nothing was written.", place, message), openIt);
  if (answer === openIt) await vscode.commands.executeCommand("planeguard.openAttestations", mistake);
}
