/** The posture view. Nothing is collected before somebody looks at it, in a workspace they trust. */
import * as vscode from "vscode";

import { withAccepted } from "../../../account/attestations/accepted";
import { dayOf, withAttestations } from "../../../account/attestations/apply";
import type { Posture } from "../../../account/posture";
import type { MachineEngine } from "../../engine";
import type { Log } from "../../log";
import type { MadeDocuments } from "../../made-documents";
import type { ProjectAccounts } from "../../project-accounts";
import { registerAccept } from "./accept";
import { AccountChoice, type Choice } from "./account-choice";
import { AssertedAccounts } from "./asserted";
import { registerAttestations } from "./attest";
import { AttestationFiles } from "./attestation-files";
import { AwsFilesWatch } from "./aws-files-watch";
import { ChosenRows } from "./chosen-rows";
import { KeptPostures } from "./kept-postures";
import { KnownAccounts } from "./known-accounts";
import type { CheckUse } from "./nodes/check";
import type { PostureNode } from "./nodes/node";
import { organizationSettings } from "./organization-settings";
import { earlierPosture, registerPapers } from "./papers";
import {
  AllowedCommands,
  askMfaCode,
  askRoleName,
  namedAccount,
  namedProfiles,
  pickAccount,
  pickProfiles,
} from "./prompts";
import { PostureTree } from "./rows";
import { PostureSession } from "./session";
import { showState, showWhatApplies } from "./showing";
import { signInByTerminal } from "./sign-in";
import { accountsOf, failuresOf, type PostureState } from "./state";
import { registerOpenPlace } from "./written-files";

const viewId = "planeguard.posture";

/** The view's rows, what stands above them, and the state that chooses the welcome text. */
export interface PostureView {
  readonly rows: vscode.TreeDataProvider<PostureNode>;
  readonly view: vscode.TreeView<PostureNode>;
  state(): PostureState;
  /** What it shows, account by account: with what people attest. */
  postures(): readonly Posture[];
  dispose(): void;
}

/** How long after another view was asked for this one may come along with it, in milliseconds. */
const comesAlong = 5000;

/** Registers the view and its commands. `onOther`: another view of the same container is about to be shown. */
export function registerPostureView(
  context: vscode.ExtensionContext,
  project: ProjectAccounts,
  engine: () => Promise<MachineEngine>,
  log: Log,
  documents: MadeDocuments,
  onOther: vscode.Event<void>,
): PostureView {
  const registered = new RegisteredView(context, project, engine, log, documents, onOther);
  return {
    rows: registered.rows,
    view: registered.view,
    state: () => registered.session.state,
    postures: () => registered.postures(),
    dispose: () => registered.dispose(),
  };
}

class RegisteredView {
  private readonly kept: KeptPostures;
  private readonly choice: AccountChoice;
  private readonly known: KnownAccounts;
  private readonly commands: AllowedCommands;
  private readonly attestations: AttestationFiles;
  private readonly asserted: AssertedAccounts;
  private readonly awsFiles = new AwsFilesWatch();
  readonly session: PostureSession;
  readonly rows: PostureTree;
  readonly view: vscode.TreeView<PostureNode>;
  private readonly disposables: vscode.Disposable[];
  /** Somebody cancelled: looking again is no reason to begin again. */
  private declined = false;
  private filesChanged = false;
  private otherAskedAt = 0;

  constructor(
    context: vscode.ExtensionContext,
    private readonly project: ProjectAccounts,
    engine: () => Promise<MachineEngine>,
    log: Log,
    documents: MadeDocuments,
    onOther: vscode.Event<void>,
  ) {
    const kept = (this.kept = new KeptPostures(context.globalStorageUri, log));
    this.choice = new AccountChoice(context.globalState);
    this.known = new KnownAccounts(context.globalState);
    this.commands = new AllowedCommands(context.globalState);
    this.attestations = new AttestationFiles(context.globalStorageUri, log);
    this.asserted = new AssertedAccounts(engine, log);
    const { alsoJudge } = this.asserted;
    this.session = new PostureSession(this.choice, kept, this.known, () => project.trusted(), alsoJudge, log);
    this.rows = new PostureTree(
      this.session,
      () => [...this.attestations.mistakes, ...this.asserted.mistakes],
      (posture) => this.attested(posture),
    );
    this.view = vscode.window.createTreeView(viewId, { treeDataProvider: this.rows, showCollapseAll: true });
    const chosen = new ChosenRows(
      () => this.session.state,
      () => this.view.selection[0],
      (posture) => this.attested(posture),
    );
    const postureOf = (given: unknown) => chosen.postureOf(given);
    const checkOf = (given: unknown, use: CheckUse) => chosen.checkOf(given, use);
    this.disposables = [
      this.session,
      this.view,
      this.attestations,
      this.asserted,
      this.awsFiles,
      this.project,
      registerAttestations(this.attestations, context.globalState, checkOf),
      registerOpenPlace(),
      registerAccept(this.project, context.globalState, checkOf),
      registerPapers({
        kept,
        documents,
        scope: () => this.session.scope,
        attested: (posture) => this.attested(posture),
        postureOf,
        checkOf,
      }),
      this.session.onDidChange(() => this.show()),
      this.attestations.onDidChange(() => this.show()),
      this.asserted.onDidChange(() => this.show()),
      this.project.onDidChange(() => {
        this.show();
        void this.asserted.load();
      }),
      this.awsFiles.onDidChange(() => void this.filesMayHaveChanged()),
      onOther(() => {
        if (!this.view.visible) this.otherAskedAt = Date.now();
      }),
      this.view.onDidChangeVisibility(({ visible }) => {
        // Where it came along with another view nobody has looked at it: the welcome text offers to read the account.
        if (Date.now() > this.otherAskedAt + comesAlong) this.lookedAt();
        if (!visible) this.otherAskedAt = 0;
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.lookedAt()),
      ...this.registerCommands(),
    ];
    this.show();
  }

  postures(): readonly Posture[] {
    return accountsOf(this.session.state).flatMap(({ posture }) => (posture ? [this.attested(posture)] : []));
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private registerCommands(): vscode.Disposable[] {
    const command = (name: string, run: (given?: unknown) => unknown) =>
      vscode.commands.registerCommand(`planeguard.${name}`, run);
    const filter = (failingOnly: boolean) => () => {
      this.rows.shown = { failingOnly };
      void vscode.commands.executeCommand("setContext", "planeguard.posture.failingOnly", failingOnly);
      this.rows.refresh();
    };
    return [
      command("showPosture", () => this.focus()),
      command("refreshPosture", async () => {
        await this.focus();
        await this.asked();
      }),
      command("cancelPosture", () => {
        this.declined = true;
        this.session.cancel();
      }),
      command("switchProfile", async (given) =>
        this.pick(namedAccount(given) ?? (await pickAccount(this.choice, this.known))),
      ),
      command("addProfiles", async (given) => {
        const names = namedProfiles(given) ?? (await pickProfiles(this.choice, this.known));
        await this.pick(
          names === undefined
            ? undefined
            : names.length === 1
              ? { kind: "profile", name: names[0] }
              : { kind: "profiles", names },
        );
      }),
      command("collectOrganization", async () => {
        const { current } = this.choice;
        const demo = current.kind === "demo" || (current.kind === "organization" && current.demo === true);
        if (!demo && !organizationSettings().roleName && !(await askRoleName())) return;
        await this.pick(
          demo ? { kind: "organization", demo } : { kind: "organization", name: this.choice.profiles[0] ?? undefined },
        );
      }),
      command("useDemoAccount", () => this.pick({ kind: "demo" })),
      command("showOnlyFailing", filter(true)),
      command("showAllChecks", filter(false)),
      command("signIn", (given) =>
        signInByTerminal(
          typeof given === "string"
            ? given
            : failuresOf(this.session.state).flatMap((failure) => ("signIn" in failure && failure.signIn) || [])[0],
        ),
      ),
    ];
  }

  private focus(): Thenable<unknown> {
    return vscode.commands.executeCommand(`${viewId}.focus`);
  }

  /** Everything of the account before is forgotten first. */
  private async pick(choice: Choice | undefined): Promise<void> {
    if (!choice) return;
    await this.choice.pick(choice);
    this.session.clear();
    this.asserted.forget();
    await this.focus();
    await this.asked();
  }

  /** The person began it, so they may be asked. */
  private asked(): Thenable<void> {
    return this.collect({ mfaCode: askMfaCode, processAllowed: this.commands.ask });
  }

  private lookedAt(): void {
    if (this.view.visible && this.session.state.kind === "idle" && !this.declined) void this.quietly();
  }

  /** Nobody is asked anything. */
  private quietly(): Thenable<void> {
    return this.collect({ mfaCode: undefined, processAllowed: this.commands.isAllowed });
  }

  private async collect(questions: Parameters<PostureSession["collect"]>[0]): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    this.declined = false;
    this.filesChanged = false;
    this.awsFiles.start();
    void this.attestations.load();
    void this.asserted.load();
    void this.project.load();
    await vscode.window.withProgress({ location: { viewId } }, () => this.session.collect(questions));
  }

  /** Where the account could not be read it is tried again; else it is said, and the person decides. */
  private async filesMayHaveChanged(): Promise<void> {
    const { state } = this.session;
    if (state.kind === "loading" || state.kind === "idle") return;
    const failures = failuresOf(state);
    const moved = await this.session.hasMoved();
    const signedIn = failures.some((failure) => "signIn" in failure && failure.signIn !== undefined);
    if (this.session.state !== state) return;
    if (this.view.visible && failures.length > 0 && (moved || signedIn)) return void (await this.quietly());
    this.filesChanged ||= moved;
    this.show();
  }

  private show(): void {
    const { state } = this.session;
    showState(
      this.view,
      state,
      accountsOf(state).map(({ posture }) => posture && this.attested(posture)),
      { filesChanged: this.filesChanged },
    );
    this.rows.refresh();
    if (state.kind !== "loading")
      void showWhatApplies(
        this.postures(),
        (posture) => earlierPosture(posture, this.kept, this.session.scope),
        () => this.session.state === state,
      );
  }

  private attested(posture: Posture): Posture {
    const today = dayOf(new Date());
    const said = withAccepted(
      withAttestations(posture, this.attestations.entries, today),
      this.project.accepted,
      today,
    );
    return this.asserted.beside(said, (file) => this.project.acceptedBeside(file), today);
  }
}
