/** Where a profile points to: its Region and its endpoints. */
import { homeRegion, partitionOfArn, partitionOfRegion } from "./partitions";
import { profileChain } from "./profile-chain";
import { type AwsFiles, nestedSetting } from "./profiles";

/**
 * `--region`, then the environment, then the profile. A Region of the environment yields where the profile is in another
 * partition: nobody can be called there with its credentials.
 */
export function regionFor(files: AwsFiles, profile: string | null, asked?: string): string {
  if (asked) return asked;
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const fromProfile = files.profiles.get(profile ?? "default")?.region;
  const partition = partitionOfProfile(files, profile);
  const fits = (region: string) => partition === null || partitionOfRegion(region) === partition;
  return (
    [AWS_REGION, AWS_DEFAULT_REGION].find((region) => region && fits(region)) ||
    fromProfile ||
    homeRegion(partition ?? "aws")
  );
}

/** As far as the files tell it: by the ARNs, the Region or the Identity Center of what it relies on. */
function partitionOfProfile(files: AwsFiles, profile: string | null): string | null {
  for (const name of profileChain(files, profile ?? "default")) {
    const {
      role_arn: role,
      login_session: login,
      mfa_serial: mfa,
      region,
      sso_region: ssoRegion,
      sso_session: session,
    } = files.profiles.get(name) ?? {};
    const byArn = [role, login, mfa].map((arn) => partitionOfArn(arn ?? "")).find((partition) => partition !== null);
    const known = region || ssoRegion || files.sessions.get(session ?? "")?.sso_region;
    if (byArn || known) return byArn ?? partitionOfRegion(known!);
  }
  return null;
}

/**
 * Where a service is reached, in AWS's order: as asked, AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services`
 * section, the profile's `endpoint_url`. The SDK leaves out the last two where the profile is given in code.
 */
export function endpointFor(
  files: AwsFiles,
  profile: string | null,
  service: string,
  asked?: string,
): string | undefined {
  if (asked) return asked;
  if (process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true") return undefined;
  const settings = files.profiles.get(profile ?? "default") ?? {};
  const ofService = nestedSetting(files.services.get(settings.services ?? ""), service, "endpoint_url");
  return (
    process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    process.env.AWS_ENDPOINT_URL ||
    (settings.ignore_configured_endpoint_urls?.toLowerCase() === "true"
      ? undefined
      : ofService || settings.endpoint_url) ||
    undefined
  );
}
