/** What `posture` is asked for, and what it makes of an account: the same for one and for several. */
import { withAccepted } from "../account/attestations/accepted";
import { dayOf } from "../account/attestations/apply";
import { type CheckResult, checkSeverities, type CheckSeverity, type Posture } from "../account/posture";
import type { AlsoJudging } from "../account/snapshot";
import type { Threshold } from "../report/posture-threshold";
import { attested } from "./attestations";
import type { ProjectAccounts } from "./project-accounts";
import { ExitCode, type Terminal } from "./terminal";

export interface PostureOptions {
  readonly profile?: readonly string[];
  readonly organization?: boolean;
  readonly role?: string;
  readonly accountsAtOnce?: number;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly demo?: boolean;
  readonly summary?: boolean;
  /** A file of assertions that the account's policies are held to. */
  readonly assertions?: string;
  /** Ids of checks, or their families: `root`. */
  readonly only?: readonly string[];
  /** Of this severity, or graver. */
  readonly severity?: CheckSeverity;
  readonly format: "text" | "json" | "html" | "sarif" | "csv" | "ocsf";
  readonly output?: string;
  readonly failOn: Threshold;
}

/** A posture with what people say of it, and the checks that are asked for. */
export async function judged(
  posture: Posture,
  { accepted }: ProjectAccounts,
  options: PostureOptions,
  terminal: Terminal,
): ReturnType<typeof attested> {
  const { posture: said, problems } = await attested(posture, terminal.folder);
  const whole = withAccepted(said, accepted, dayOf(new Date()));
  return { posture: { ...whole, checks: whole.checks.filter((check) => isAsked(check, options)) }, problems };
}

/** What holds the policies of an account to a file of assertions; a text where that is wrong. */
export async function assertedBy(
  { assertions: file }: PostureOptions,
  { folder }: Terminal,
): Promise<AlsoJudging | string> {
  if (file === undefined) return {};
  const { assertedChecks, readAssertionsFile } = await import("../workspace/engine");
  const { assertions, problems } = readAssertionsFile(file, folder);
  if (problems.length > 0) return problems.join("\nplaneguard: ");
  return { alsoJudge: (snapshot) => assertedChecks(assertions, snapshot) };
}

/** Why the checks that are asked for are none: what asks nothing must not end as if all were well. */
export async function mistakeIn(options: PostureOptions): Promise<string | null> {
  const { only = [], severity, organization = false, role, demo = false, profile = [] } = options;
  if (organization && role === undefined && !demo)
    return "--organization needs --role: the role to assume in each of the other accounts.";
  if (!organization && role !== undefined) return "--role goes with --organization.";
  if (organization && new Set(profile).size > 1)
    return "--organization takes one profile: that of an account which may list the others.";
  if (only.length === 0) return null;
  const { checks } = await import("../workspace/posture-papers");
  const unknown = only.filter((one) => !checks.some(({ id }) => isNamed(id, one)));
  if (unknown.length > 0) return `there is no check ${unknown.join(" or ")}; planeguard rules lists them all.`;
  return checks.some((check) => isAsked(check, options))
    ? null
    : `no check of ${only.join(" or ")} has the severity ${severity} or a graver one: nothing would be checked.`;
}

function isAsked(
  { id, severity }: Pick<CheckResult, "id" | "severity">,
  { only = [], severity: least }: PostureOptions,
): boolean {
  // What somebody asserts they ask for by their file.
  if (id.startsWith("assertion/")) return true;
  return (
    (only.length === 0 || only.some((name) => isNamed(id, name))) &&
    (least === undefined || checkSeverities.indexOf(severity) <= checkSeverities.indexOf(least))
  );
}

/** By its id, or by its family with or without what families end with: `root`, `root/`, `root/*`. */
function isNamed(id: string, name: string): boolean {
  const family = name.endsWith("/*") ? name.slice(0, -2) : name.endsWith("/") ? name.slice(0, -1) : name;
  return id === name || id.startsWith(`${family}/`);
}

export const exits = {
  reached: ExitCode.found,
  "not-reached": ExitCode.clean,
  unknown: ExitCode.unusable,
} as const;
