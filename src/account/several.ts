/** Several accounts in one view: by their profiles, or as members of an organization. */
import { type Limits, usualLimits } from "./collect/limits";
import { memberAccounts } from "./collect/organizations";
import type { Session } from "./collect/session";
import { assumeRole, callerIdentity } from "./collect/sts";
import { collectTarget } from "./collect-account";
import type { Posture, PostureFailure, PostureOutcome, PostureRequest } from "./posture";
import type { AlsoJudging } from "./snapshot";
import { type Target, withSession, withTarget } from "./target";

/** One of several accounts, while they are collected and afterwards. */
export interface AccountProgress {
  /** The profile's name, or the account's id within an organization. */
  readonly key: string;
  /** As the organization calls it. */
  readonly name: string | null;
  readonly status: "waiting" | "collecting" | "done";
  /** As far as it is known. */
  readonly posture: Posture | null;
  /** Why there is none: nothing of the account is assessed. */
  readonly failure: PostureFailure | null;
}

export interface SeveralRequest extends Omit<PostureRequest, "onProgress">, AlsoJudging {
  /** Accounts that are collected beside each other. */
  readonly atOnce: number;
  /** Called with all of them, each time one has got further. */
  readonly onChange?: (accounts: readonly AccountProgress[]) => void;
}

export interface OrganizationRequest extends SeveralRequest {
  /** The role to assume in each member account, with its path where it has one. */
  readonly roleName: string;
}

export type SeveralOutcome = { readonly accounts: readonly AccountProgress[] } | { readonly failure: PostureFailure };

/** Each profile for itself. Rejects for nothing that the accounts, the network or the configuration do. */
export function collectProfiles(
  profiles: readonly string[],
  request: SeveralRequest,
  limits: Limits = usualLimits,
): Promise<SeveralOutcome> {
  return untilCancelled(request, async (signal) => {
    const asked = { ...request, ...oneQuestionAtATime(request), signal };
    const board = new Board(
      profiles.map((key) => ({ key, name: null })),
      request,
    );
    await board.run((profile) =>
      withTarget({ ...asked, profile }, (target) =>
        collectTarget(target, { ...asked, onProgress: (soFar) => board.progress(profile, soFar) }, signal, limits),
      ),
    );
    return { accounts: board.accounts };
  });
}

/** The accounts of the organization that the profile belongs to: its own as it is, each other one through the role. */
export function collectOrganization(
  request: OrganizationRequest,
  limits: Limits = usualLimits,
): Promise<SeveralOutcome> {
  return untilCancelled(request, (signal) =>
    withTarget(request, (target) =>
      withSession(target, signal, limits, (session) => collectMembers(session, target, request, limits)),
    ),
  );
}

async function collectMembers(
  session: Session,
  target: Target,
  request: OrganizationRequest,
  limits: Limits,
): Promise<SeveralOutcome> {
  const identity = await callerIdentity(session);
  if (identity.status !== "ok") return { failure: { kind: "error", message: identity.message } };
  const members = await memberAccounts(session);
  if (members.status !== "ok") {
    return {
      failure: {
        kind: "error",
        message: `The accounts of the organization cannot be listed; the management account and delegated administrators can. ${members.message}`,
      },
    };
  }
  const board = new Board(
    members.data.map(({ id, name }) => ({ key: id, name })),
    request,
  );
  const { partition, id: own } = identity.data;
  await board.run(async (id) => {
    const { status } = members.data.find((one) => one.id === id)!;
    if (status !== "ACTIVE") {
      const message = `The account is ${status.toLowerCase().replaceAll("_", " ")}: it cannot be entered, and nothing of it is assessed.`;
      return { failure: { kind: "error", message, closed: true } };
    }
    const onProgress = (soFar: Posture) => board.progress(id, soFar);
    if (id === own)
      return collectTarget(
        { ...target, credentials: async () => ({ credentials: session.credentials }) },
        { trustedAccounts: request.trustedAccounts, onProgress },
        session.signal,
        limits,
      );
    const role = `arn:${partition}:iam::${id}:role/${request.roleName.replace(/^\//, "")}`;
    const entered = await assumeRole(session, role);
    if (entered.status !== "ok")
      return failed(`${role} cannot be assumed, so nothing of the account is assessed. ${entered.message}`);
    return collectTarget(
      { ...target, warnings: [], credentials: async () => ({ credentials: entered.data }) },
      { trustedAccounts: request.trustedAccounts, onProgress },
      session.signal,
      limits,
    );
  });
  return { accounts: board.accounts };
}

function failed(message: string): PostureOutcome {
  return { failure: { kind: "error", message } };
}

async function untilCancelled(
  request: SeveralRequest,
  work: (signal: AbortSignal) => Promise<SeveralOutcome>,
): Promise<SeveralOutcome> {
  const signal = request.signal ?? new AbortController().signal;
  try {
    signal.throwIfAborted();
    return await work(signal);
  } catch (error) {
    if (signal.aborted) return { failure: { kind: "cancelled" } };
    throw error;
  }
}

/** How far each account is. */
class Board {
  accounts: readonly AccountProgress[];

  constructor(
    accounts: readonly Pick<AccountProgress, "key" | "name">[],
    private readonly request: SeveralRequest,
  ) {
    this.accounts = accounts.map((account) => ({ ...account, status: "waiting", posture: null, failure: null }));
    this.request.onChange?.(this.accounts);
  }

  progress(key: string, posture: Posture): void {
    this.change(key, { posture });
  }

  /** Works on at most `atOnce` of them at a time, in their order. Rejects as the first that does. */
  async run(work: (key: string) => Promise<PostureOutcome>): Promise<void> {
    const waiting = this.accounts.map(({ key }) => key);
    const worker = async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        this.change(key, { status: "collecting" });
        const outcome = await work(key);
        this.change(
          key,
          "posture" in outcome
            ? { status: "done", posture: outcome.posture }
            : { status: "done", posture: null, failure: outcome.failure },
        );
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, Math.min(this.request.atOnce, waiting.length)) }, worker));
  }

  private change(key: string, change: Partial<AccountProgress>): void {
    this.accounts = this.accounts.map((account) => (account.key === key ? { ...account, ...change } : account));
    if (!this.request.signal?.aborted) this.request.onChange?.(this.accounts);
  }
}

/** Nobody can answer two questions at the same time. */
function oneQuestionAtATime({
  mfaCode,
  processAllowed,
}: PostureRequest): Pick<PostureRequest, "mfaCode" | "processAllowed"> {
  let last: Promise<unknown> = Promise.resolve();
  const queued =
    <Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> => {
      const answer = last.then(() => ask(...args));
      last = answer.catch(() => undefined);
      return answer;
    };
  return { mfaCode: mfaCode && queued(mfaCode), processAllowed: processAllowed && queued(processAllowed) };
}
