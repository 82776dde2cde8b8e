/** What the posture view knows: what is being collected, what was, and why nothing is. */
import * as vscode from "vscode";

import { rememberCredentials } from "../../../account/credential-memory";
import type { Posture, PostureFailure, PostureRequest } from "../../../account/posture";
import type { AlsoJudging } from "../../../account/snapshot";
import type { Log } from "../../log";
import type { AccountChoice, Choice } from "./account-choice";
import type { KeptPostures } from "./kept-postures";
import type { KnownAccounts } from "./known-accounts";
import { organizationSettings } from "./organization-settings";
import { accountsOf, type AccountState, failuresOf, type PostureState } from "./state";

type AccountModule = typeof import("../../../account/account");
type AccountProgress = import("../../../account/account").AccountProgress;

/** What a person may be asked; in the background, only what they have answered before. */
export type Questions = Pick<PostureRequest, "mfaCode" | "processAllowed">;

type Outcome = { readonly accounts: readonly AccountState[] } | { readonly failure: PostureFailure };

export class PostureSession implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<PostureState>();
  readonly onDidChange = this.changed.event;
  private current: PostureState = { kind: "idle" };
  private running: AbortController | undefined;
  private readonly memory = rememberCredentials();
  /** Of the profiles, when they were last collected; undefined: they were not. */
  private fingerprint: string | undefined;

  constructor(
    private readonly choice: AccountChoice,
    private readonly kept: KeptPostures,
    private readonly known: KnownAccounts,
    /** The ids of the accounts that the workspace trusts. */
    private readonly trusted: () => Promise<readonly string[]>,
    /** Is told of each account that was read. */
    private readonly alsoJudge: NonNullable<AlsoJudging["alsoJudge"]>,
    private readonly log: Log,
  ) {}

  get state(): PostureState {
    return this.current;
  }

  /** What the postures of the choice are kept by; null: they are not. */
  get scope(): string | null {
    return scopeOf(this.choice.current);
  }

  /**
   * Collects what is chosen; a collection under way is given up. What is known stands until the new is whole: what is shown, or
   * what was kept.
   */
  async collect(questions: Questions): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    this.running?.abort();
    const running = (this.running = new AbortController());
    const { current: choice } = this.choice;
    // Half of an account that nobody goes on reading would look like all of it.
    const shown = accountsOf(this.current).filter(({ status, kept }) => status !== "collecting" || kept);
    const before = shown.length > 0 ? shown : await this.restored(choice);
    if (this.running !== running) return;
    this.become({
      kind: "loading",
      accounts: before.map((account) => ({ ...account, status: "collecting", kept: account.posture !== null })),
    });
    const outcome = await this.outcome(
      choice,
      { ...questions, signal: running.signal, memory: this.memory },
      (accounts) => {
        if (this.running === running) this.become({ kind: "loading", accounts: merged(before, accounts) });
      },
    );
    if (this.running !== running) return;
    this.running = undefined;
    this.become(this.after(before, outcome));
    if ("accounts" in outcome) await this.remember(choice, outcome.accounts);
  }

  cancel(): void {
    this.running?.abort();
  }

  /** Forgets everything of the account that was looked at. */
  clear(): void {
    this.running?.abort();
    this.running = undefined;
    this.memory.forget();
    this.fingerprint = undefined;
    this.become({ kind: "idle" });
  }

  /** Whether what decides who the profiles are has changed since they were collected; forgets their credentials then. */
  async hasMoved(): Promise<boolean> {
    if (this.fingerprint === undefined || this.choice.profiles.length === 0) return false;
    if ((await this.fingerprintNow()) === this.fingerprint) return false;
    this.memory.forget();
    return true;
  }

  dispose(): void {
    this.running?.abort();
    this.running = undefined;
    this.memory.forget();
    this.changed.dispose();
  }

  private async restored(choice: Choice): Promise<AccountState[]> {
    const scopes =
      choice.kind === "profiles" ? choice.names.map((name) => scopeOf({ kind: "profile", name })) : [scopeOf(choice)];
    const kept = await Promise.all(scopes.map((scope) => (scope === null ? [] : this.kept.all(scope))));
    const postures = kept.flatMap((ofScope) =>
      (choice.kind === "organization" ? ofScope : ofScope.slice(0, 1)).map(({ latest }) => latest),
    );
    return postures.map((posture) => ({
      key: keyOf(choice, posture),
      title: titleOf(choice, posture),
      status: "done",
      posture,
      kept: true,
      failure: null,
    }));
  }

  private async remember(choice: Choice, accounts: readonly AccountState[]): Promise<void> {
    for (const { posture } of accounts) {
      const scope =
        posture &&
        scopeOf(choice.kind === "profiles" ? { kind: "profile", name: posture.profile ?? undefined } : choice);
      if (!posture || !scope) continue;
      await this.kept.keep(scope, posture);
      if (choice.kind !== "organization") await this.known.learn(posture.profile, posture.account);
    }
  }

  private after(before: readonly AccountState[], outcome: Outcome): PostureState {
    if ("accounts" in outcome) return { kind: "ready", accounts: merged(before, outcome.accounts) };
    const { failure } = outcome;
    if (failure.kind === "cancelled") return before.length > 0 ? { kind: "ready", accounts: before } : { kind: "idle" };
    // Of another time, and said to be so, it still tells more than nothing; without credentials it would be told of nobody.
    if (before.length === 0 || failure.kind === "no-credentials") return { kind: "failed", failure };
    return { kind: "ready", accounts: before.map((account) => ({ ...account, status: "done", failure, kept: true })) };
  }

  private async outcome(
    choice: Choice,
    request: PostureRequest,
    onChange: (accounts: readonly AccountState[]) => void,
  ): Promise<Outcome> {
    try {
      const account = await import("../../../account/account");
      this.fingerprint = await this.fingerprintNow();
      const outcome = await collected(
        account,
        choice,
        { ...request, trustedAccounts: await this.trusted(), alsoJudge: this.alsoJudge },
        onChange,
      );
      const state: PostureState =
        "accounts" in outcome
          ? { kind: "ready", accounts: outcome.accounts }
          : { kind: "failed", failure: outcome.failure };
      for (const failure of failuresOf(state)) if ("message" in failure) this.log.warn(failure.message);
      for (const failure of accountsOf(state).flatMap(({ posture }) => posture?.failures ?? [])) this.log.warn(failure);
      return outcome;
    } catch (error) {
      this.log.error("The posture could not be collected.", error as Error);
      return { failure: { kind: "error", message: error instanceof Error ? error.message : String(error) } };
    }
  }

  private async fingerprintNow(): Promise<string> {
    const { fingerprintOf } = await import("../../../account/account");
    return (await Promise.all(this.choice.profiles.map(fingerprintOf))).join();
  }

  private become(state: PostureState): void {
    this.current = state;
    this.changed.fire(state);
  }
}

async function collected(
  account: AccountModule,
  choice: Choice,
  request: PostureRequest & AlsoJudging,
  onChange: (accounts: readonly AccountState[]) => void,
): Promise<Outcome> {
  if (choice.kind === "demo" || choice.kind === "profile") {
    const only = (posture: Posture, status: AccountState["status"]): AccountState => ({
      key: choice.kind,
      title: null,
      status,
      posture,
      kept: false,
      failure: null,
    });
    const outcome = await account.collectPosture({
      ...request,
      ...(choice.kind === "demo" ? { demo: true } : { profile: choice.name }),
      onProgress: (soFar) => onChange([only(soFar, "collecting")]),
    });
    return "posture" in outcome ? { accounts: [only(outcome.posture, "done")] } : outcome;
  }
  const { atOnce, roleName } = organizationSettings();
  const several = {
    ...request,
    atOnce,
    onChange: (accounts: readonly AccountProgress[]) => onChange(accounts.map(stateOf)),
  };
  if (choice.kind === "organization" && !choice.demo && roleName === "") {
    return {
      failure: {
        kind: "error",
        message: vscode.l10n.t(
          "The setting planeguard.organization.roleName does not say which role to assume in the accounts.",
        ),
      },
    };
  }
  const outcome = await (choice.kind === "profiles"
    ? account.collectProfiles(choice.names, several)
    : account.collectOrganization({
        ...several,
        ...(choice.demo ? { demo: true, roleName: "Audit" } : { profile: choice.name, roleName }),
      }));
  return "accounts" in outcome ? { accounts: outcome.accounts.map(stateOf) } : outcome;
}

function stateOf({ key, name, status, posture, failure }: AccountProgress): AccountState {
  const alias = posture?.account.alias ?? null;
  const id = posture?.account.id ?? null;
  return {
    key,
    title: [name ?? key, name === null ? id : key, name === null ? alias : null].filter(Boolean).join(" · "),
    status,
    posture,
    kept: false,
    failure,
  };
}

/** What is known of an account stands until the new is whole, and is left out once it is known no more. */
function merged(before: readonly AccountState[], now: readonly AccountState[]): AccountState[] {
  return now.map((account) => {
    const earlier = before.find(({ key }) => key === account.key);
    if (!earlier?.posture || (account.status === "done" && account.posture)) return account;
    return { ...account, posture: earlier.posture, kept: true, title: account.title && earlier.title };
  });
}

function scopeOf(choice: Choice): string | null {
  switch (choice.kind) {
    case "profile":
      return `profile ${choice.name ?? ""}`;
    case "organization":
      return choice.demo ? null : `organization ${choice.name ?? ""}`;
    default:
      return null;
  }
}

function keyOf(choice: Choice, { profile, account }: Posture): string {
  return choice.kind === "profiles" ? (profile ?? "") : choice.kind === "organization" ? account.id : choice.kind;
}

function titleOf(choice: Choice, { profile, account: { id, alias } }: Posture): string | null {
  if (choice.kind === "profiles") return [profile, id, alias].filter(Boolean).join(" · ");
  return choice.kind === "organization" ? [alias, id].filter(Boolean).join(" · ") : null;
}
