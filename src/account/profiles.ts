/** Who we are: the profiles of the AWS files, which of them is active, where it points to. Read afresh at every call. */
import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { describeProblem, findConfigProblems, type ConfigProblem } from './config-problems';

export type ProfileKind = 'keys' | 'role' | 'sso' | 'process' | 'web-identity' | 'login' | 'none';

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

type Settings = Readonly<Record<string, string | undefined>>;

export interface AwsFiles {
  /** By name, the credentials file over the config file, as the SDK does. */
  readonly profiles: ReadonlyMap<string, Settings>;
  /** `services NAME` sections by name. */
  readonly services: ReadonlyMap<string, Settings>;
  readonly problems: readonly ConfigProblem[];
}

export async function readAwsFiles(): Promise<AwsFiles> {
  const [{ configFile, credentialsFile }, problems] = await Promise.all([loadSharedConfigFiles({ ignoreCache: true }), findConfigProblems()]);
  const profiles = new Map<string, Settings>();
  const services = new Map<string, Settings>();
  for (const [name, settings] of Object.entries(configFile)) {
    const [prefix, ...rest] = name.split(CONFIG_PREFIX_SEPARATOR);
    if (prefix === 'services' && rest.length > 0) services.set(rest.join(CONFIG_PREFIX_SEPARATOR), settings);
    else if (prefix !== 'sso-session' || rest.length === 0) profiles.set(name, settings);
  }
  for (const [name, settings] of Object.entries(credentialsFile)) profiles.set(name, { ...profiles.get(name), ...settings });
  return { profiles, services, problems };
}

/** For the picker. */
export async function listProfiles(): Promise<ProfileList> {
  const { profiles, problems } = await readAwsFiles();
  const order = (name: string) => (name === 'default' ? '' : name);
  return {
    profiles: [...profiles].map(([name, settings]) => describeProfile(name, settings)).sort((a, b) => (order(a.name) < order(b.name) ? -1 : 1)),
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
    accountId: roleArn?.split(':')[4] || ssoAccount || null,
    mfaSerial: settings.mfa_serial ?? null,
  };
}

/** In the order in which the SDK looks. */
function kindOf(settings: Settings): ProfileKind {
  if (settings.role_arn && (settings.source_profile || settings.credential_source)) return 'role';
  if (settings.aws_access_key_id && settings.aws_secret_access_key) return 'keys';
  if (settings.role_arn && settings.web_identity_token_file) return 'web-identity';
  if (settings.credential_process) return 'process';
  if (settings.sso_session || settings.sso_start_url || settings.sso_account_id) return 'sso';
  if (settings.login_session) return 'login';
  return 'none';
}

/** Every profile that this one takes its credentials from, itself first; a circle ends it. */
export function profileChain(files: AwsFiles, name: string): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = name; next !== undefined && !chain.includes(next); next = files.profiles.get(next)?.source_profile) chain.push(next);
  return chain;
}

/** The problems that make what is known of a profile untrustworthy: those of the sections that it relies on. */
export function problemsOfProfile(files: AwsFiles, name: string): ConfigProblem[] {
  const relied = new Set(profileChain(files, name).flatMap(profile => {
    const { sso_session: session, services } = files.profiles.get(profile) ?? {};
    return [profile, `profile ${profile}`, ...(session ? [`sso-session ${session}`] : []), ...(services ? [`services ${services}`] : [])];
  }));
  return files.problems.filter(problem => problem.sections === null || problem.sections.some(section => relied.has(section)));
}

/** `--region`, then the environment, then the profile. */
export function regionFor(files: AwsFiles, profile: string | null, asked?: string): string {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return asked || AWS_REGION || AWS_DEFAULT_REGION || files.profiles.get(profile ?? 'default')?.region || 'us-east-1';
}

/**
 * Where a service is reached, in AWS's order: as asked, AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services`
 * section, the profile's `endpoint_url`. The SDK leaves out the last two where the profile is given in code.
 */
export function endpointFor(files: AwsFiles, profile: string | null, service: string, asked?: string): string | undefined {
  if (asked) return asked;
  if (process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true') return undefined;
  const settings = files.profiles.get(profile ?? 'default') ?? {};
  const ofService = settings.services === undefined ? undefined : files.services.get(settings.services)?.[`${service}${CONFIG_PREFIX_SEPARATOR}endpoint_url`];
  return process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || process.env.AWS_ENDPOINT_URL
    || (settings.ignore_configured_endpoint_urls?.toLowerCase() === 'true' ? undefined : ofService || settings.endpoint_url) || undefined;
}
