/** The commands with which a person says what no call tells: attest, show, withdraw. */
import { userInfo } from "node:os";

import * as vscode from "vscode";

import { dayOf } from "../../../account/attestations/apply";
import type { AttestationEntry } from "../../../account/attestations/attestation";
import type { CheckResult, Posture } from "../../../account/posture";
import { askModally, showError } from "../../shown";
import { askPickStep, draftSteps, fillForm, type TextStep } from "../../steps";
import { askUntil, type FormPlace } from "./ask-until";
import type { AttestationFiles } from "./attestation-files";
import type { CheckUse } from "./nodes/check";
import { openAt, openPlaceCommand, placed, type WrittenMistake } from "./written-files";

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
  const drafts = new Map<string, Draft>();
  const command = (name: string, use: CheckUse, run: (row: AttestedRow) => Promise<unknown>) =>
    vscode.commands.registerCommand(`planeguard.${name}`, async (given?: unknown) => {
      const row = await checkOf(given, use);
      if (row) await run(row);
    });
  return vscode.Disposable.from(
    command("attest", "attestable", (row) => attest(row, files, state, drafts)),
    command("showAttestation", "attested", (row) => show(row, files)),
    command("withdrawAttestation", "attested", (row) => withdraw(row, files)),
  );
}

/** The answers to the form of one check, as far as they have come. */
interface Draft {
  by: string;
  /** The marked item of how long it holds, and the day of it. */
  period: string;
  until: string;
  link: string;
  note: string;
  file: vscode.Uri;
}

async function attest(
  row: AttestedRow,
  files: AttestationFiles,
  state: vscode.Memento,
  drafts: Map<string, Draft>,
): Promise<void> {
  const { check, posture } = row;
  const key = `${posture.account.id} ${check.id}`;
  const draft = drafts.get(key) ?? {
    by: state.get<string>(lastName) ?? check.attestation?.by ?? userInfo().username,
    period: "",
    until: "",
    link: check.attestation?.link ?? "",
    note: check.attestation?.note ?? "",
    file: files.shared[0] ?? files.own,
  };
  // Whoever gives up finds again what they have typed.
  drafts.set(key, draft);
  const { isLink, withAttestation } = await papers();
  if (!(await fillForm(questionsOf(check, draft, files, isLink)))) return;
  drafts.delete(key);
  await state.update(lastName, draft.by);
  const [link, note] = [draft.link.trim(), draft.note.trim()];
  const entry: AttestationEntry = {
    check: check.id,
    account: posture.account.id,
    by: draft.by.trim(),
    at: dayOf(new Date()),
    until: draft.until,
    ...(link === "" ? {} : { link }),
    ...(note === "" ? {} : { note }),
  };
  await sayMistake(await files.change(draft.file, (text) => withAttestation(text, entry)));
}

function questionsOf(
  check: CheckResult,
  draft: Draft,
  files: AttestationFiles,
  isLink: (text: string) => boolean,
): Parameters<typeof fillForm>[0] {
  const { t } = vscode.l10n;
  const title = t("Attest: {0}", check.title);
  const text = draftSteps<"by" | "link" | "note">(title, draft);
  const question = check.attestation?.lapsed ? check.reason.replace(/^.*? lapsed on \S+ /, "") : check.reason;
  return [
    text("by", {
      prompt: `${question} ${t("Who confirms it?")}`,
      mistake: (value) => (value.trim() === "" ? t("A name") : undefined),
    }),
    (place) =>
      askUntil(
        { title, ...place, placeholder: t("How long does it hold? After that it has to be attested again.") },
        draft,
      ),
    text("link", {
      prompt: t("Where is it documented? (a link; Enter for none)"),
      placeholder: "https://…",
      mistake: (value) =>
        value.trim() === "" || isLink(value.trim())
          ? undefined
          : t("An address that begins with https://, without a password in it"),
    }),
    text("note", { prompt: t("Anything to add? No secrets. (Enter for nothing)") }),
    ...(files.shared.length > 0
      ? [(place: Pick<TextStep, "step" | "totalSteps">) => askPlace({ title, ...place }, draft, files)]
      : []),
  ];
}

async function askPlace(place: FormPlace, draft: Draft, files: AttestationFiles): Promise<"next" | "back" | "cancel"> {
  const { t } = vscode.l10n;
  const items = [
    ...files.shared.map((file) => ({
      label: t("In the workspace"),
      description: vscode.workspace.asRelativePath(file, files.shared.length > 1),
      detail: t("For everybody who has it; belongs in version control"),
      file,
    })),
    { label: t("For me alone"), description: "", detail: t("On this machine, for all workspaces"), file: files.own },
  ];
  const { kind, value } = await askPickStep({
    ...place,
    placeholder: t("Where is it kept?"),
    items,
    active: items.find(({ file }) => file.toString() === draft.file.toString()),
  });
  draft.file = value?.file ?? draft.file;
  return kind;
}

async function show({ check, posture }: AttestedRow, files: AttestationFiles): Promise<void> {
  for (const file of await files.having(check.id, posture.account.id)) {
    const { document } = (await openAt(file)) ?? {};
    const at = document?.getText().indexOf(JSON.stringify(check.id)) ?? -1;
    if (document && at >= 0) await openAt(file, document.positionAt(at));
  }
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
async function sayMistake(mistake: WrittenMistake | null): Promise<void> {
  if (mistake === null) return;
  const { t } = vscode.l10n;
  const { file, message, range } = mistake;
  const openIt = t("Open the File");
  const place = placed(file.fsPath, range);
  const answer = await showError(t("{0}: {1} Nothing was written.", place, message), openIt);
  if (answer === openIt) await vscode.commands.executeCommand(openPlaceCommand, mistake);
}
