/** Who we are: the profiles of the AWS files, and which of them is active. Read afresh at every call. */
import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";

import { type ConfigProblem, describeProblem, findConfigProblems } from "./config-problems";

export type ProfileKind = "keys" | "role" | "sso" | "process" | "web-identity" | "login" | "none";

export interface ProfileInfo {
  readonly name: string;
  /** Where its credentials come from; `none`: it has none, only settings. */
  readonly kind: ProfileKind;
  readonly region: string | null;
  readonly endpointUrl: string | null;
  /** As far as the files tell it: of the role, or of the SSO account. */
  readonly accountId: string | null;
  /** Asks for a code of this device. */
  readonly mfaSerial: string | null;
}

export interface ProfileList {
  /** `default` first, then by name. */
  readonly profiles: readonly ProfileInfo[];
  /** `~/.aws/config line 7: …` */
  readonly problems: readonly string[];
}

export type Settings = Readonly<Record<string, string | undefined>>;

export interface AwsFiles {
  /** By name, the credentials file over the config file, as the SDK does. */
  readonly profiles: ReadonlyMap<string, Settings>;
  /** `services NAME` sections by name. */
  readonly services: ReadonlyMap<string, Settings>;
  /** `sso-session NAME` sections by name. */
  readonly sessions: ReadonlyMap<string, Settings>;
  readonly problems: readonly ConfigProblem[];
}

export async function readAwsFiles(): Promise<AwsFiles> {
  const [{ configFile, credentialsFile }, problems] = await Promise.all([
    loadSharedConfigFiles({ ignoreCache: true }),
    findConfigProblems(),
  ]);
  const profiles = new Map<string, Settings>();
  const services = new Map<string, Settings>();
  const sessions = new Map<string, Settings>();
  for (const [name, settings] of Object.entries(configFile)) {
    const [prefix, ...rest] = name.split(CONFIG_PREFIX_SEPARATOR);
    if (prefix === "services" && rest.length > 0) services.set(rest.join(CONFIG_PREFIX_SEPARATOR), settings);
    else if (prefix === "sso-session" && rest.length > 0) sessions.set(rest.join(CONFIG_PREFIX_SEPARATOR), settings);
    else profiles.set(name, settings);
  }
  for (const [name, settings] of Object.entries(credentialsFile))
    profiles.set(name, { ...profiles.get(name), ...settings });
  return { profiles, services, sessions, problems };
}

/** For the picker. */
export async function listProfiles(): Promise<ProfileList> {
  const { profiles, problems } = await readAwsFiles();
  const order = (name: string) => (name === "default" ? "" : name);
  return {
    profiles: [...profiles]
      .map(([name, settings]) => describeProfile(name, settings))
      .sort((a, b) => (order(a.name) < order(b.name) ? -1 : 1)),
    problems: problems.map(describeProblem),
  };
}

/** AWS_PROFILE, else the one picked; null: whatever AWS's default chain finds. */
export function activeProfile(picked?: string | null): string | null {
  return process.env.AWS_PROFILE || picked || null;
}

function describeProfile(name: string, settings: Settings): ProfileInfo {
  const { role_arn: roleArn, sso_account_id: ssoAccount } = settings;
  return {
    name,
    kind: kindOf(settings),
    region: settings.region ?? null,
    endpointUrl: settings.endpoint_url ?? null,
    accountId: roleArn?.split(":")[4] || ssoAccount || null,
    mfaSerial: settings.mfa_serial ?? null,
  };
}

/** In the order in which the SDK looks. */
export function kindOf(settings: Settings): ProfileKind {
  if (settings.role_arn && (settings.source_profile || settings.credential_source)) return "role";
  if (settings.aws_access_key_id && settings.aws_secret_access_key) return "keys";
  if (settings.role_arn && settings.web_identity_token_file) return "web-identity";
  if (settings.credential_process) return "process";
  if (settings.sso_session || settings.sso_start_url || settings.sso_account_id) return "sso";
  if (settings.login_session) return "login";
  return "none";
}

/** A setting below another, as the endpoint of a service stands in a `services` section. */
export function nestedSetting(settings: Settings | undefined, outer: string, inner: string): string | undefined {
  return settings?.[`${outer}${CONFIG_PREFIX_SEPARATOR}${inner}`];
}
