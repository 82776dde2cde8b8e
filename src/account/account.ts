/** The live account: collects the sections that the checks need, and judges them as they come in. */
import { runCheck, type Check } from './checks/check';
import { checks } from './checks/generated/index';
import { cloudtrailTasks } from './collect/cloudtrail';
import type { Task } from './collect/collector';
import { findCredentials, refusedCredentials, type Found } from './collect/credentials';
import { iamTasks } from './collect/iam';
import { usualLimits, type Answer, type Limits, type Session } from './collect/session';
import { callerIdentity } from './collect/sts';
import { describeProblem } from './config-problems';
import type { AccountIdentity, CheckResult, Posture, PostureFailure, PostureOutcome, PostureRequest } from './posture';
import { activeProfile, endpointFor, readAwsFiles, regionFor } from './profiles';
import { sectionOf, type AnySection, type SectionName, type Snapshot } from './snapshot';

export { activeProfile, listProfiles, type ProfileInfo, type ProfileList } from './profiles';
export { readOnlyPolicy } from './permissions';

const tasks: readonly Task[] = [...iamTasks, ...cloudtrailTasks];

/** Whose account, reached how. */
interface Target {
  readonly profile: string | null;
  readonly demo: boolean;
  readonly region: string;
  endpoint: Session['endpoint'];
  /** Said beside what could not be called. */
  readonly warnings: readonly string[];
  credentials(signal: AbortSignal): Promise<Found>;
}

/** Never rejects for anything that the account, the network or the configuration does. */
export async function collectPosture(request: PostureRequest, limits: Limits = usualLimits): Promise<PostureOutcome> {
  const signal = request.signal ?? new AbortController().signal;
  // Which Node later versions of the SDK will need is no concern of whoever runs this one.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  try {
    signal.throwIfAborted();
    return request.demo ? await collectDemo(request, signal, limits) : await collect(await profileTarget(request), request, signal, limits);
  } catch (error) {
    if (signal.aborted) return { failure: { kind: 'cancelled' } };
    throw error;
  }
}

async function collectDemo(request: PostureRequest, signal: AbortSignal, limits: Limits): Promise<PostureOutcome> {
  const { demoCredentials, startDemo } = await import('./demo/server');
  const demo = await startDemo();
  try {
    return await collect({
      profile: null, demo: true, region: 'us-east-1', warnings: [],
      endpoint: () => demo.endpointUrl,
      credentials: async () => ({ credentials: demoCredentials() }),
    }, request, signal, limits);
  } finally {
    await demo.close();
  }
}

async function profileTarget(request: PostureRequest): Promise<Target> {
  const files = await readAwsFiles();
  const profile = request.profile || activeProfile();
  const region = regionFor(files, profile, request.region);
  const endpoint = (service: string) => endpointFor(files, profile, service, request.endpointUrl);
  return {
    profile, demo: false, region, endpoint,
    warnings: files.problems.map(describeProblem),
    credentials: signal => findCredentials(files, { profile, region, endpoint: endpoint('sts'), mfaCode: request.mfaCode, signal }),
  };
}

async function collect(target: Target, request: PostureRequest, signal: AbortSignal, limits: Limits): Promise<PostureOutcome> {
  const started = Date.now();
  const found = await target.credentials(signal);
  if ('failure' in found) return found;
  const session: Session = {
    region: target.region, credentials: found.credentials, endpoint: target.endpoint, signal, limits,
    counts: { total: 0, throttled: 0, denied: 0, failed: 0 },
  };
  // First of all, so that nothing is asked of an account that the person does not see named.
  const identity = await callerIdentity(session);
  const failure = identity.status === 'failed' ? fatal(identity, target) : null;
  if (failure) return { failure };

  const sections: AnySection[] = [];
  const finished = new Set<SectionName>();
  const crashes: string[] = [];
  const postureNow = (): Posture => {
    const snapshot: Snapshot = { account: accountOf(identity, sections, found.credentials.accountId), region: target.region, sections };
    return {
      account: snapshot.account,
      demo: target.demo,
      profile: target.profile,
      collectedAt: new Date(started).toISOString(),
      calls: { ...session.counts },
      durationMs: Date.now() - started,
      checks: judge(snapshot, finished),
      failures: [
        ...target.warnings,
        ...(identity.status === 'ok' ? [] : [identity.message]),
        ...sections.flatMap(section => (section.status === 'denied' || section.status === 'failed' ? [section.message] : [])),
        ...crashes,
      ],
    };
  };
  const progress = () => {
    if (!signal.aborted) request.onProgress?.(postureNow());
  };
  await Promise.all(tasks.map(async task => {
    try {
      await task.run(session, section => {
        sections.push(section);
        progress();
      });
    } catch (error) {
      signal.throwIfAborted();
      crashes.push(`Collecting ${task.sections.join(', ')} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    for (const name of task.sections) finished.add(name);
  }));
  signal.throwIfAborted();
  if (identity.status !== 'ok' && sections.every(section => section.status !== 'ok')) {
    return { failure: { kind: 'error', message: `${identity.message} Nothing else was answered either.` } };
  }
  return { posture: postureNow() };
}

/** Why no other call would be answered either; null: only this one was not. */
function fatal(identity: Answer<unknown> & { status: 'denied' | 'failed' }, { profile, region, endpoint }: Target): PostureFailure | null {
  const { kind, code } = identity.error;
  if (kind === 'credentials') return refusedCredentials(profile, code);
  if (kind !== 'unreachable') return null;
  const where = endpoint('sts');
  return {
    kind: 'error',
    message: `${where === undefined ? `AWS in ${region}` : withoutUser(where)} cannot be reached (${code}). Check the network, the Region${where === undefined ? '' : ' and the endpoint URL'}, and refresh.`,
  };
}

function withoutUser(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

/** Where GetCallerIdentity did not answer, other answers may still tell the account. */
function accountOf(identity: Answer<Omit<AccountIdentity, 'alias'>>, sections: readonly AnySection[], fromCredentials: string | undefined): AccountIdentity {
  const snapshot: Snapshot = { account: { id: '', arn: '', alias: null, partition: 'aws' }, region: '', sections };
  const aliases = sectionOf(snapshot, 'iam/account-aliases');
  const alias = aliases?.status === 'ok' ? aliases.data[0] ?? null : null;
  if (identity.status === 'ok') return { ...identity.data, alias };
  const report = sectionOf(snapshot, 'iam/credential-report');
  const arn = report?.status === 'ok' ? report.data.rows[0]?.arn ?? '' : '';
  return { id: fromCredentials || arn.split(':')[4] || 'unknown', arn: '', alias, partition: arn.split(':')[1] || 'aws' };
}

/** While sections are still to come, a check that cannot do without them is left out. */
function judge(snapshot: Snapshot, finished: ReadonlySet<SectionName>): CheckResult[] {
  const now = new Date();
  const pending = (check: Check) => check.sections.some(name => !finished.has(name));
  return checks.flatMap(check => {
    const result = runCheck(check, snapshot, now);
    return result.verdict === 'not-assessed' && pending(check) ? [] : [result];
  });
}
