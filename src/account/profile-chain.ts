/** What a profile relies on: the profiles that it takes its credentials from, their sections and their commands. */
import { createHash } from "node:crypto";

import type { ConfigProblem } from "./config-problems";
import { type AwsFiles, kindOf, type ProfileKind, readAwsFiles } from "./profiles";

/** Every profile that this one takes its credentials from, itself first; a circle ends it. */
export function profileChain(files: AwsFiles, name: string): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = name; next !== undefined && !chain.includes(next); next = sourceOf(files, next))
    chain.push(next);
  return chain;
}

function sourceOf(files: AwsFiles, name: string): string | undefined {
  return files.profiles.get(name)?.source_profile;
}

/** The first of the chain that has its credentials from there. */
export function linkOfKind(
  files: AwsFiles,
  profile: string | null,
  ...kinds: readonly ProfileKind[]
): string | undefined {
  return profileChain(files, profile ?? "default").find((name) =>
    kinds.includes(kindOf(files.profiles.get(name) ?? {})),
  );
}

/** The problems that make what is known of a profile untrustworthy: those of the sections that it relies on. */
export function problemsOfProfile(files: AwsFiles, name: string): ConfigProblem[] {
  const relied = new Set(
    profileChain(files, name).flatMap((profile) => {
      const { sso_session: session, services } = files.profiles.get(profile) ?? {};
      return [
        profile,
        `profile ${profile}`,
        ...(session ? [`sso-session ${session}`] : []),
        ...(services ? [`services ${services}`] : []),
      ];
    }),
  );
  return files.problems.filter(
    (problem) => problem.sections === null || problem.sections.some((section) => relied.has(section)),
  );
}

export interface ProfileCommand {
  readonly profile: string;
  /** As it is given to the shell: it may hold secrets, so it is shown to nobody but the person at the keyboard. */
  readonly command: string;
}

/** The `credential_process` that resolving the profile would run. */
export function commandOf(files: AwsFiles, profile: string | null): ProfileCommand | null {
  if (profile === null && hasKeysInEnvironment()) return null;
  const link = linkOfKind(files, profile, "process");
  const command = link === undefined ? undefined : files.profiles.get(link)?.credential_process;
  return link === undefined || !command ? null : { profile: link, command };
}

export function hasKeysInEnvironment(): boolean {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  return Boolean(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY);
}

/** `aws sso login --profile dev`: what signs in where the profile has its credentials from a sign-in; null: it has not. */
export function signInCommand(files: AwsFiles, profile: string | null): string | null {
  const link = linkOfKind(files, profile, "sso", "login");
  if (link === undefined) return null;
  const login = kindOf(files.profiles.get(link) ?? {}) === "login" ? "aws login" : "aws sso login";
  return `${login} --profile ${quoted(link)}`;
}

/** For the shells of every system where it can be, and for a POSIX shell where it cannot. */
function quoted(name: string): string {
  return /^[\w.@+=,-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

/** Changes where anything does that decides who the profile is and where it points to. Not a secret, nor can one be had from it. */
export function profileFingerprint(files: AwsFiles, profile: string | null): string {
  const chain = profileChain(files, profile ?? "default").map((name) => {
    const settings = files.profiles.get(name) ?? {};
    return [
      name,
      settings,
      files.sessions.get(settings.sso_session ?? ""),
      files.services.get(settings.services ?? ""),
    ];
  });
  const environment = Object.entries(process.env)
    .filter(([name]) => name.startsWith("AWS_"))
    .sort();
  return createHash("sha256")
    .update(JSON.stringify([chain, environment, problemsOfProfile(files, profile ?? "default").length]))
    .digest("hex");
}

/** Of the profile as the files have it now; null: the default chain. */
export async function fingerprintOf(profile: string | null): Promise<string> {
  return profileFingerprint(await readAwsFiles(), profile);
}
