/** `posture` of several accounts: those of several profiles, or of an organization. */
import type { AccountReport } from "../report/account-report";
import { reachesThreshold } from "../report/posture-threshold";
import { deliver } from "./deliver";
import { accountWriters } from "./posture-forms";
import { assertedBy, exits, judged, type PostureOptions } from "./posture-options";
import { projectAccounts } from "./project-accounts";
import { ExitCode, type Terminal } from "./terminal";
import { written } from "./written";

const usuallyAtOnce = 4;
/** The accounts of the demo's organization are entered by any role. */
const roleOfDemo = "OrganizationAccountAccessRole";

/** An account that cannot be read is an input that cannot be read: the others are reported, and the exit code says so. */
export async function postureOfSeveral(options: PostureOptions, terminal: Terminal): Promise<ExitCode> {
  const asserted = await assertedBy(options, terminal);
  if (typeof asserted === "string") {
    terminal.err(`planeguard: ${asserted}\n`);
    return ExitCode.unusable;
  }
  const { collectOrganization, collectProfiles } = await import("../account/account");
  const project = await projectAccounts(terminal);
  const profiles = [...new Set(options.profile)];
  let done = 0;
  const request = {
    region: options.region,
    endpointUrl: options.endpointUrl,
    demo: options.demo,
    trustedAccounts: project.trusted,
    ...asserted,
    signal: terminal.signal,
    atOnce: options.accountsAtOnce ?? usuallyAtOnce,
    mfaCode: terminal.ask && ((serial: string) => terminal.ask!(`MFA code of ${serial}: `)),
    onChange: (accounts: readonly { readonly key: string; readonly status: string }[]) => {
      const read = accounts.filter(({ status }) => status === "done").length;
      if (terminal.watched && read > done) terminal.err(`planeguard: ${read} of ${accounts.length} accounts read\n`);
      done = read;
    },
  };
  const outcome = await (options.organization
    ? collectOrganization({ ...request, profile: profiles[0], roleName: options.role ?? roleOfDemo })
    : collectProfiles(profiles, request));
  if ("failure" in outcome) {
    if (outcome.failure.kind !== "cancelled") terminal.err(`planeguard: ${outcome.failure.message}\n`);
    return ExitCode.unusable;
  }
  const accounts: AccountReport[] = [];
  /** Of which nothing is known that should be. */
  const unread: string[] = [];
  const problems = new Set<string>();
  for (const { key, name, posture, failure } of outcome.accounts) {
    if (failure?.kind === "cancelled") return ExitCode.unusable;
    const result = posture && (await judged(posture, project, options, terminal));
    for (const problem of result?.problems ?? []) problems.add(problem);
    if (!posture && !(failure?.kind === "error" && failure.closed)) unread.push(key);
    accounts.push({ key, name, posture: result?.posture ?? null, failure: failure?.message ?? null });
  }
  if (terminal.stop.signal !== null) return ExitCode.unusable;
  for (const { key, posture, failure } of accounts)
    for (const one of [...(failure === null ? [] : [failure]), ...(posture?.failures ?? [])])
      terminal.err(`planeguard: ${key}: ${one}\n`);
  for (const problem of problems) terminal.err(`planeguard: ${problem}\n`);
  const text = await written(accountWriters(options), accounts, options.format, options.output, terminal);
  if (!deliver([{ text, file: options.output }], terminal) || problems.size > 0 || unread.length > 0)
    return ExitCode.unusable;
  const reached = accounts.flatMap(({ key, posture }) =>
    posture ? [{ key, ...reachesThreshold(posture, options.failOn) }] : [],
  );
  for (const { key, reason } of reached) if (reason !== null) terminal.err(`planeguard: ${key}: ${reason}\n`);
  const worst = (["unknown", "reached"] as const).find((one) => reached.some(({ outcome: is }) => is === one));
  return exits[worst ?? "not-reached"];
}
