/** What the posture view opens: reports, comparisons, remediation, permissions. Planeguard never writes to AWS: these are to read. */
import * as vscode from "vscode";

import type { Posture } from "../../../account/posture";
import { plainText } from "../../../escape/label";
import type { MadeDocuments } from "../../made-documents";
import { pick, showInformation } from "../../shown";
import type { AttestedRow } from "./attest";
import type { KeptPostures } from "./kept-postures";
import type { CheckUse } from "./nodes/check";

const papers = () => import("../../../workspace/posture-papers");

/** Documents of this scheme are made anew for each opening, and cannot be changed. */
const scheme = "planeguard-posture";
const reportType = "planeguard.report";

export interface PaperSources {
  readonly kept: KeptPostures;
  readonly documents: MadeDocuments;
  scope(): string | null;
  /** With what people attest. */
  attested(posture: Posture): Posture;
  /** The posture of a row, of the only account, or of the one that the person picks; undefined: there is none. */
  postureOf(given: unknown): Promise<Posture | undefined>;
  checkOf(given: unknown, use: CheckUse): Promise<AttestedRow | undefined>;
}

export function registerPapers({
  kept,
  documents,
  scope,
  attested,
  postureOf,
  checkOf,
}: PaperSources): vscode.Disposable {
  const pages = new Pages();
  const command = (name: string, run: (given: unknown) => Promise<unknown>) =>
    vscode.commands.registerCommand(`planeguard.${name}`, (given?: unknown) => run(given));
  const earlier = (posture: Posture) => earlierPosture(posture, kept, scope());
  const page = async (posture: Posture) => {
    const before = await earlier(posture);
    return (await papers()).reportPage(posture, before && attested(before));
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, pages),
    command("openReport", async (given) => {
      const posture = await postureOf(given);
      if (posture) openReport(posture, await page(posture));
    }),
    command("saveReport", async (given) => {
      const posture = await postureOf(given);
      if (posture) await saveReport(posture, page);
    }),
    command("compareWithLastTime", async (given) => {
      const posture = await postureOf(given);
      if (posture) await compare(posture, await earlier(posture), attested, pages);
    }),
    command("showPermissions", async () =>
      pages.open("permissions.md", (await papers()).permissionsDocument((await postureOf(undefined)) ?? null)),
    ),
    command("showRemediation", async (given) => {
      const row = await checkOf(given, "remediable");
      if (row) await showRemediation(row, documents);
    }),
    command("copyArn", async (given) => {
      const id = arnOf(given);
      if (id !== undefined) await vscode.env.clipboard.writeText(id);
    }),
  );
}

/** As it was the last time that it was different; null where that is not known. The demo account is not kept. */
export async function earlierPosture(
  posture: Posture,
  kept: KeptPostures,
  scope: string | null,
): Promise<Posture | null> {
  return posture.demo ? null : await kept.previous(scopeOf(posture, scope), posture.account.id);
}

/** Several profiles are kept each by itself. */
function scopeOf({ profile }: Posture, scope: string | null): string {
  return scope ?? `profile ${profile ?? ""}`;
}

/** Read-only documents that are shown rendered. */
class Pages implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();

  provideTextDocumentContent(page: vscode.Uri): string {
    return this.texts.get(page.path) ?? "";
  }

  async open(name: string, text: string): Promise<void> {
    const page = vscode.Uri.from({ scheme, path: `/${name}` });
    this.texts.set(page.path, text);
    this.changed.fire(page);
    await vscode.commands.executeCommand("vscode.open", page);
  }
}

/** What people attest now is put beside both: only what AWS says may differ. */
async function compare(
  posture: Posture,
  before: Posture | null,
  attested: PaperSources["attested"],
  pages: Pages,
): Promise<void> {
  const { t } = vscode.l10n;
  if (before === null) {
    void showInformation(
      posture.demo
        ? t("The demo account is not kept: there is nothing to compare it with.")
        : t("Nothing has changed in account {0} since Planeguard first read it.", posture.account.id),
    );
    return;
  }
  const { changesPage } = await papers();
  await pages.open(`changes-${posture.account.id}.md`, changesPage(attested(before), posture));
}

function openReport(posture: Posture, page: string): void {
  const panel = vscode.window.createWebviewPanel(
    reportType,
    plainText(vscode.l10n.t("Posture of {0}", posture.account.alias ?? posture.account.id)),
    vscode.ViewColumn.Active,
    { enableScripts: false, enableFindWidget: true },
  );
  panel.webview.html = page;
}

async function saveReport(posture: Posture, page: (posture: Posture) => Promise<string>): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `posture-${posture.account.id}.html`;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save the report"),
    filters: { HTML: ["html"] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, Buffer.from(await page(posture)));
}

async function showRemediation({ check, posture }: AttestedRow, documents: MadeDocuments): Promise<void> {
  const { t } = vscode.l10n;
  const { remediationDocuments } = await papers();
  const ways = remediationDocuments(check, posture.account);
  if (ways.length === 0) {
    void showInformation(t('There is nothing to put right in "{0}".', check.title));
    return;
  }
  const picked =
    ways.length === 1
      ? ways[0]
      : (
          await pick(
            ways.map((way) => ({ label: way.title, way })),
            { title: check.title, placeHolder: t("How would you put it right?") },
          )
        )?.way;
  if (picked) await documents.show({ name: `${check.title}${picked.ending}`, text: picked.text });
}

/** Of a resource's row, or of an account's. */
function arnOf(given: unknown): string | undefined {
  const { kind, resource, posture } = (given ?? {}) as {
    kind?: unknown;
    resource?: { id?: unknown };
    posture?: Posture | null;
  };
  if (kind === "account") return posture?.account.id;
  return typeof resource?.id === "string" ? resource.id : undefined;
}
