import { basename } from "node:path";

import { version } from "../../package.json";
import { withAccepted } from "../account/attestations/accepted";
import { dayOf } from "../account/attestations/apply";
import {
  type CheckResult,
  checkSeverities,
  type CheckSeverity,
  type Posture,
  type ServiceProgress,
} from "../account/posture";
import { catalogDate } from "../catalog/generated/about";
import type { Tool } from "../report/check-report";
import { reachesThreshold, type Threshold } from "../report/posture-threshold";
import { shortHash } from "../workspace/fingerprint";
import { attested } from "./attestations";
import { deliver } from "./deliver";
import { type ProjectAccounts, projectAccounts } from "./project-accounts";
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
  /** Ids of checks, or their families: `root`. */
  readonly only?: readonly string[];
  /** Of this severity, or graver. */
  readonly severity?: CheckSeverity;
  readonly format: "text" | "json" | "html" | "sarif" | "csv" | "ocsf";
  readonly output?: string;
  readonly failOn: Threshold;
}

export async function posture(options: PostureOptions, terminal: Terminal): Promise<ExitCode> {
  const mistake = await mistakeIn(options);
  if (mistake !== null) {
    terminal.err(`planeguard: ${mistake}\n`);
    return ExitCode.unusable;
  }
  if (options.organization || new Set(options.profile).size > 1) {
    const { postureOfSeveral } = await import("./posture-several");
    return postureOfSeveral(options, terminal);
  }
  const { collectPosture } = await import("../account/account");
  const project = await projectAccounts(terminal);
  const outcome = await collectPosture({
    ...options,
    profile: options.profile?.[0],
    trustedAccounts: project.trusted,
    signal: terminal.signal,
    ...(terminal.watched ? { onService: (progress) => terminal.err(progressLine(progress)) } : {}),
    mfaCode: terminal.ask && ((serial) => terminal.ask!(`MFA code of ${serial}: `)),
  });
  if ("failure" in outcome) {
    const { failure } = outcome;
    if (failure.kind !== "cancelled") terminal.err(`planeguard: ${failure.message}\n`);
    return ExitCode.unusable;
  }
  const { posture: result, problems } = await judged(outcome.posture, project, options, terminal);
  if (terminal.stop.signal !== null) return ExitCode.unusable;
  for (const failure of [...result.failures, ...problems]) terminal.err(`planeguard: ${failure}\n`);
  if (
    !deliver([{ text: await written(result, options, terminal), file: options.output }], terminal) ||
    problems.length > 0
  )
    return ExitCode.unusable;
  const { outcome: reached, reason } = reachesThreshold(result, options.failOn);
  if (reason !== null) terminal.err(`planeguard: ${reason}\n`);
  return exits[reached];
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

/** Why the checks that are asked for are none: what asks nothing must not end as if all were well. */
async function mistakeIn(options: PostureOptions): Promise<string | null> {
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

function progressLine({ service, done, of }: ServiceProgress): string {
  return `planeguard: ${String(done).padStart(String(of).length)} of ${of} services read: ${service}\n`;
}

export const usualWidth = 80;

/** Narrower lines cannot hold a name, and wider ones are hard to read. */
export function widthOf(columns = usualWidth): number {
  return Math.min(Math.max(columns, 40), 120);
}

export const exits = {
  reached: ExitCode.found,
  "not-reached": ExitCode.clean,
  unknown: ExitCode.unusable,
} as const;

/** In the bundle that has the checks already: they are much of what a report says. */
async function written(
  posture: Posture,
  { format, output, summary = false }: PostureOptions,
  { colour, columns }: Terminal,
): Promise<string> {
  const tool: Tool = { name: "planeguard", version, catalogDate };
  const papers = await import("../workspace/posture-papers");
  switch (format) {
    case "json":
      return papers.postureJson(posture, tool);
    case "html":
      return papers.postureHtml(posture, tool);
    case "sarif":
      return papers.postureSarif(posture, tool, shortHash, output && basename(output));
    case "csv":
      return papers.postureCsv(posture);
    case "ocsf":
      return papers.postureOcsf(posture, tool, shortHash);
    case "text":
      return papers.postureText(posture, {
        colour: colour && output === undefined,
        width: output === undefined ? widthOf(columns) : usualWidth,
        summary,
      });
  }
}
