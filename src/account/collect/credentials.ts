/** Turns a profile, or AWS's default chain, into credentials; once for a collection, so that nobody is asked twice for a code. */
import type { AwsCredentialIdentity } from '@smithy/types';
import { describeProblem } from '../config-problems';
import type { PostureFailure } from '../posture';
import { problemsOfProfile, type AwsFiles } from '../profiles';
import { redact } from '../redact';
import { explainError } from './explain-error';
import { orAborted } from './session';

export interface Wanted {
  /** null: AWS's default chain (environment, default profile, container, instance). */
  readonly profile: string | null;
  readonly region: string;
  /** Of STS, for roles. */
  readonly endpoint: string | undefined;
  readonly mfaCode: ((serial: string) => Promise<string>) | undefined;
  readonly signal: AbortSignal;
}

export type Found = { readonly credentials: AwsCredentialIdentity } | { readonly failure: PostureFailure };

export async function findCredentials(files: AwsFiles, wanted: Wanted): Promise<Found> {
  const { profile, region, endpoint, mfaCode, signal } = wanted;
  const unusable = profileFailure(files, profile);
  if (unusable) return { failure: unusable };
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const options = {
    ignoreCache: true,
    clientConfig: { region, ...(endpoint === undefined ? {} : { endpoint }) },
    ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
  };
  // With a profile nothing else is tried: another identity than the one asked for must never answer.
  const provider = profile === null ? fromNodeProviderChain(options) : fromIni({ ...options, profile });
  try {
    return { credentials: await orAborted(provider(), signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: explainMissing(error, wanted, files) };
  }
}

/** A profile that is not there, or whose settings cannot be trusted. */
function profileFailure(files: AwsFiles, profile: string | null): PostureFailure | null {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  const fromEnvironment = profile === null && Boolean(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY);
  if (fromEnvironment) return null;
  const name = profile ?? 'default';
  const problem = problemsOfProfile(files, name)[0];
  if (problem) return { kind: 'error', message: `Profile "${name}" cannot be used: ${describeProblem(problem)}` };
  if (profile !== null && !files.profiles.has(profile)) {
    const cause = files.problems.find(one => one.message.includes(`[profile ${profile}]`)) ?? files.problems[0];
    const hint = cause ? ` ${describeProblem(cause)}` : '';
    return { kind: 'error', message: `There is no profile "${profile}" in the AWS configuration.${hint}` };
  }
  return null;
}

function explainMissing(error: unknown, { profile, endpoint }: Wanted, files: AwsFiles): PostureFailure {
  const message = error instanceof Error ? error.message : String(error);
  const whose = profile === null ? 'The credentials' : `The credentials of profile "${profile}"`;
  if (/Could not load credentials from any providers|Could not resolve credentials using profile/.test(message)) {
    const problem = files.problems[0] ? ` ${describeProblem(files.problems[0])}` : '';
    return {
      kind: 'no-credentials',
      message: `${profile === null ? 'No AWS credentials were found' : `Profile "${profile}" has no credentials`}. Configure a profile with "aws configure sso", or choose another one.${problem}`,
    };
  }
  if (/multi-factor authentication, but no MFA code/.test(message)) {
    return { kind: 'error', message: `Profile "${profile ?? 'default'}" asks for an MFA code, and there is nobody to ask now.` };
  }
  const login = /aws (?:sso )?login/i.exec(message)?.[0].toLowerCase();
  if (login) {
    return { kind: 'error', message: `${whose} have expired, or nobody has signed in yet. Run "${login}${profile === null ? '' : ` --profile ${profile}`}" and refresh.` };
  }
  // Its command line and what it printed may hold secrets.
  if (message.startsWith('Command failed')) return { kind: 'error', message: `${whose} could not be had: its credential_process failed. Run it in a terminal to see why.` };
  const { kind, code, detail } = explainError(error);
  switch (kind) {
    case 'credentials': return refusedCredentials(profile, code);
    case 'unreachable': return { kind: 'error', message: `${whose} could not be had: ${endpoint ?? 'AWS'} cannot be reached (${code}).` };
    case 'denied': return { kind: 'error', message: `${whose} could not be had: ${detail}` };
    default: return { kind: 'error', message: `${whose} could not be had: ${redact(message)}` };
  }
}

export function refusedCredentials(profile: string | null, code: string): PostureFailure {
  const whose = profile === null ? 'The AWS credentials' : `The credentials of profile "${profile}"`;
  const expired = /Expired|TokenRefresh/.test(code);
  return {
    kind: 'error',
    message: expired
      ? `${whose} have expired (${code}). Sign in again${profile === null ? '' : `, for instance with "aws sso login --profile ${profile}"`}, and refresh.`
      : `${whose} were refused (${code}): they are unknown, deactivated or wrong. Choose another profile or make new ones.`,
  };
}
