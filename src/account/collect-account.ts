/** One account: collects the sections that the checks need, and judges them as they come in. */
import { loadCatalog } from "../data/catalog-file";
import { coverageOf } from "./checks/coverage-map/map";
import type { Put, Task } from "./collect/collector";
import { collectors } from "./collect/collectors";
import { refusedCredentials } from "./collect/credentials";
import { type Limits } from "./collect/limits";
import type { Answer, Session } from "./collect/session";
import { failuresOf } from "./failures";
import { permissionsInUse } from "./permissions";
import type {
  AccountIdentity,
  Posture,
  PostureFailure,
  PostureOutcome,
  PostureRequest,
  ServiceProgress,
} from "./posture";
import { type AlsoJudging, type AnySection, type SectionName, sectionOf, type Snapshot } from "./snapshot";
import { type Target, withSession } from "./target";
import { Verdicts } from "./verdicts";

/** Rejects only when it is cancelled. */
export async function collectTarget(
  target: Target,
  request: PostureRequest & AlsoJudging,
  signal: AbortSignal,
  limits: Limits,
): Promise<PostureOutcome> {
  const started = Date.now();
  return withSession(target, signal, limits, (session) => collectWith(session, target, request, started));
}

async function collectWith(
  session: Session,
  target: Target,
  request: PostureRequest & AlsoJudging,
  started: number,
): Promise<PostureOutcome> {
  const { signal } = session;
  const { callerIdentity } = await import("./collect/sts");
  // First of all, so that nothing is asked of an account that the person does not see named.
  const identity = await callerIdentity(session);
  const failure = identity.status === "failed" ? fatal(identity, target) : null;
  if (failure) {
    request.memory?.forget();
    return { failure };
  }

  const sections: AnySection[] = [];
  const verdicts = new Verdicts();
  const crashes: string[] = [];
  const snapshotNow = (): Snapshot => ({
    account: accountOf(identity, sections, session.credentials.accountId),
    region: target.region,
    sections,
    trustedAccounts: request.trustedAccounts ?? [],
    profile: target.profile,
  });
  const postureNow = (snapshot = snapshotNow()): Posture => ({
    account: snapshot.account,
    demo: target.demo,
    profile: target.profile,
    collectedAt: new Date(started).toISOString(),
    calls: { ...session.counts },
    durationMs: Date.now() - started,
    checks: verdicts.sofar,
    coverage: coverageOf(snapshot),
    permissions: permissionsInUse(sections),
    failures: [
      ...target.warnings,
      ...(identity.status === "ok" ? [] : [identity.message]),
      ...failuresOf(sections),
      ...crashes,
    ],
  });
  const judge = (names?: readonly SectionName[]) => {
    const snapshot = snapshotNow();
    if (verdicts.judge(snapshot, names) && !signal.aborted) request.onProgress?.(postureNow(snapshot));
  };
  // The checks of policies want it; the others go on meanwhile.
  const catalogProvided = loadCatalog()
    .catch((error: unknown) => {
      crashes.push(
        `The catalogue of AWS's actions could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
      );
      return null;
    })
    .then((catalog) => {
      verdicts.provide(catalog);
      judge([]);
    });
  await runAll(session, (section) => sections.push(section), {
    finished: judge,
    service: (progress) => request.onService?.(progress),
    failed: (what, error) =>
      crashes.push(`Collecting ${what} failed: ${error instanceof Error ? error.message : String(error)}`),
  });
  await catalogProvided;
  judge();
  signal.throwIfAborted();
  if (identity.status !== "ok" && sections.every((section) => section.status !== "ok")) {
    return { failure: { kind: "error", message: `${identity.message} Nothing else was answered either.` } };
  }
  const whole = postureNow();
  const more = (await request.alsoJudge?.(snapshotNow())) ?? [];
  return { posture: { ...whole, checks: [...whole.checks, ...more] } };
}

/** Why no other call would be answered either; null: only this one was not. */
function fatal(
  identity: Answer<unknown> & { status: "denied" | "failed" },
  { profile, region, endpoint, signIn }: Target,
): PostureFailure | null {
  const { kind, code } = identity.error;
  if (kind === "credentials") return refusedCredentials(profile, code, signIn);
  if (kind !== "unreachable") return null;
  const where = endpoint("sts");
  return {
    kind: "error",
    message: `${where === undefined ? `AWS in ${region}` : withoutUser(where)} cannot be reached (${code}). Check the network, the Region${where === undefined ? "" : " and the endpoint URL"}, and refresh.`,
  };
}

function withoutUser(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}

/** Where GetCallerIdentity did not answer, other answers may still tell the account. */
function accountOf(
  identity: Answer<Omit<AccountIdentity, "alias">>,
  sections: readonly AnySection[],
  fromCredentials: string | undefined,
): AccountIdentity {
  const snapshot: Snapshot = { account: { id: "", arn: "", alias: null, partition: "aws" }, region: "", sections };
  const aliases = sectionOf(snapshot, "iam/account-aliases");
  const alias = aliases?.status === "ok" ? (aliases.data[0] ?? null) : null;
  if (identity.status === "ok") return { ...identity.data, alias };
  const report = sectionOf(snapshot, "iam/credential-report");
  const arn = report?.status === "ok" ? (report.data.rows[0]?.arn ?? "") : "";
  return {
    id: fromCredentials || arn.split(":")[4] || "unknown",
    arn: "",
    alias,
    partition: arn.split(":")[1] || "aws",
  };
}

/** Runs every collector beside the others; ends early, not with an error, when the collection is cancelled. */
async function runAll(
  session: Session,
  put: Put,
  on: {
    finished(sections: readonly SectionName[]): void;
    service(progress: ServiceProgress): void;
    failed(what: string, error: unknown): void;
  },
): Promise<void> {
  let done = 0;
  const guarded = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!session.signal.aborted) on.failed(what, error);
    }
  };
  const runTask = async (task: Task) => {
    await guarded(task.sections.join(", "), () => task.run(session, put));
    on.finished(task.sections);
  };
  const running: Promise<void>[] = [];
  for (const load of collectors) {
    await guarded("a service", async () => {
      const { tasks } = await load();
      const service = tasks[0]!.sections[0]!.split("/")[0]!;
      running.push(
        Promise.all(tasks.map(runTask)).then(() => on.service({ service, done: ++done, of: collectors.length })),
      );
    });
    // What has been sent is answered while the next client is loaded.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(running);
}
