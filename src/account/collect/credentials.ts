/** Turns a profile, or AWS's default chain, into credentials; once for a collection, so that nobody is asked twice for a code. */
import type { AwsCredentialIdentity } from "@smithy/types";

import { describeProblem } from "../config-problems";
import type { PostureFailure, PostureRequest } from "../posture";
import {
  commandOf,
  hasKeysInEnvironment,
  linkOfKind,
  problemsOfProfile,
  profileFingerprint,
  signInCommand,
} from "../profile-chain";
import { endpointFor } from "../profile-place";
import type { AwsFiles } from "../profiles";
import { redact } from "../redact";
import { examineAnswers } from "./answers/examine";
import { type BoundedHttpHandler, Reception } from "./answers/receive";
import { endingCommands } from "./credential-process";
import { explainError } from "./explain-error";
import { usualLimits } from "./limits";
import { orAborted, requestHandler } from "./session";

export interface Wanted extends Pick<PostureRequest, "mfaCode" | "processAllowed" | "memory"> {
  /** null: AWS's default chain (environment, default profile, container, instance). */
  readonly profile: string | null;
  readonly region: string;
  /** In place of every service's own. */
  readonly endpointUrl: string | undefined;
  readonly signal: AbortSignal;
}

export type Found = { readonly credentials: AwsCredentialIdentity } | { readonly failure: PostureFailure };

export async function findCredentials(files: AwsFiles, wanted: Wanted): Promise<Found> {
  const { profile, memory, signal } = wanted;
  const unusable = profileFailure(files, profile) ?? (await commandFailure(files, wanted));
  if (unusable) return { failure: unusable };
  const key = profileFingerprint(files, profile);
  const held = memory?.recall(key);
  if (held) return { credentials: held as AwsCredentialIdentity };
  const handler = requestHandler(usualLimits, new Reception());
  try {
    const credentials = await orAborted(
      endingCommands(signal, () => resolve(files, wanted, handler)),
      signal,
    );
    memory?.keep(key, credentials);
    return { credentials };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: explainMissing(error, wanted, files) };
  } finally {
    handler.destroy();
  }
}

async function resolve(
  files: AwsFiles,
  { profile, region, endpointUrl, mfaCode }: Wanted,
  requestHandler: BoundedHttpHandler,
): Promise<AwsCredentialIdentity> {
  const [{ fromIni, fromNodeProviderChain }, { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity }] =
    await Promise.all([import("@aws-sdk/credential-providers"), import("@aws-sdk/client-sts")]);
  const at = (service: string) => {
    const endpoint = endpointFor(files, profile, service, endpointUrl);
    return endpoint === undefined ? {} : { endpoint };
  };
  const sts = { region, requestHandler, ...at("sts") };
  const options = {
    ignoreCache: true,
    // No Region: Identity Center and the console's sign-in have their own.
    clientConfig: { requestHandler, ...at(linkOfKind(files, profile, "login") === undefined ? "sso" : "signin") },
    roleAssumer: getDefaultRoleAssumer(sts, [examineAnswers("aws.protocols#awsQuery")]),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts, [examineAnswers("aws.protocols#awsQuery")]),
    ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
  };
  // With a profile nothing else is tried: another identity than the one asked for must never answer.
  return profile === null ? fromNodeProviderChain(options)() : fromIni({ ...options, profile })();
}

/** A command of the profile that the person has not allowed. */
async function commandFailure(files: AwsFiles, { profile, processAllowed }: Wanted): Promise<PostureFailure | null> {
  const command = commandOf(files, profile);
  if (!command || !processAllowed || (await processAllowed(command.command, command.profile))) return null;
  return {
    kind: "error",
    asks: "process",
    message: `Profile "${command.profile}" has its credentials from a command (credential_process) that you have not allowed yet.`,
  };
}

/** A profile that is not there, or whose settings cannot be trusted. */
function profileFailure(files: AwsFiles, profile: string | null): PostureFailure | null {
  if (profile === null && hasKeysInEnvironment()) return null;
  const name = profile ?? "default";
  const problem = problemsOfProfile(files, name)[0];
  if (problem) return { kind: "error", message: `Profile "${name}" cannot be used: ${describeProblem(problem)}` };
  if (profile !== null && !files.profiles.has(profile)) {
    const cause = files.problems.find((one) => one.message.includes(`[profile ${profile}]`)) ?? files.problems[0];
    const hint = cause ? ` ${describeProblem(cause)}` : "";
    return { kind: "error", message: `There is no profile "${profile}" in the AWS configuration.${hint}` };
  }
  return null;
}

function explainMissing(error: unknown, { profile, endpointUrl }: Wanted, files: AwsFiles): PostureFailure {
  const message = error instanceof Error ? error.message : String(error);
  const whose = profile === null ? "The credentials" : `The credentials of profile "${profile}"`;
  if (/Could not load credentials from any providers|Could not resolve credentials using profile/.test(message)) {
    const problem = files.problems[0] ? ` ${describeProblem(files.problems[0])}` : "";
    return {
      kind: "no-credentials",
      message: `${profile === null ? "No AWS credentials were found" : `Profile "${profile}" has no credentials`}. Configure a profile with "aws configure sso", or choose another one.${problem}`,
    };
  }
  if (/multi-factor authentication, but no MFA code/.test(message)) {
    return {
      kind: "error",
      asks: "mfa",
      message: `Profile "${profile ?? "default"}" asks for an MFA code, and there is nobody to ask now.`,
    };
  }
  const signIn = signInCommand(files, profile);
  if (signIn !== null && isSignedOut(message)) {
    return {
      kind: "error",
      signIn,
      message: `${whose} have expired, or nobody has signed in yet. Run "${signIn}" and refresh.`,
    };
  }
  // Its command line and what it printed may hold secrets.
  if (message.startsWith("Command failed"))
    return {
      kind: "error",
      message: `${whose} could not be had: its credential_process failed. Run it in a terminal to see why.`,
    };
  const { kind, code, detail } = explainError(error);
  switch (kind) {
    case "credentials":
      return refusedCredentials(profile, code, signIn);
    case "unreachable":
      return {
        kind: "error",
        message: `${whose} could not be had: ${endpointFor(files, profile, "sts", endpointUrl) ?? "AWS"} cannot be reached (${code}).`,
      };
    case "denied":
      return { kind: "error", message: `${whose} could not be had: ${detail}` };
    default:
      return { kind: "error", message: `${whose} could not be had: ${redact(message)}` };
  }
}

/** What the SDK says of a token that is not there, has expired or was withdrawn. */
function isSignedOut(message: string): boolean {
  return /aws (?:sso )?login|re-?authenticate|Failed to load token|Session token not found or invalid|UnauthorizedException/i.test(
    message,
  );
}

/** @param signIn what signs in again; null: nothing that is known */
export function refusedCredentials(profile: string | null, code: string, signIn: string | null): PostureFailure {
  const whose = profile === null ? "The AWS credentials" : `The credentials of profile "${profile}"`;
  if (!/Expired|TokenRefresh/.test(code)) {
    return {
      kind: "error",
      message: `${whose} were refused (${code}): they are unknown, deactivated or wrong. Choose another profile or make new ones.`,
    };
  }
  if (signIn === null) return { kind: "error", message: `${whose} have expired (${code}). Get new ones, and refresh.` };
  return { kind: "error", signIn, message: `${whose} have expired (${code}). Run "${signIn}" and refresh.` };
}
