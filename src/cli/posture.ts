import type { ServiceProgress } from "../account/posture";
import { reachesThreshold } from "../report/posture-threshold";
import { deliver } from "./deliver";
import { postureWriters } from "./posture-forms";
import { assertedBy, exits, judged, mistakeIn, type PostureOptions } from "./posture-options";
import { projectAccounts } from "./project-accounts";
import { ExitCode, type Terminal } from "./terminal";
import { written } from "./written";

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
  const asserted = await assertedBy(options, terminal);
  if (typeof asserted === "string") {
    terminal.err(`planeguard: ${asserted}\n`);
    return ExitCode.unusable;
  }
  const { collectPosture } = await import("../account/account");
  const project = await projectAccounts(terminal);
  const outcome = await collectPosture({
    ...options,
    profile: options.profile?.[0],
    trustedAccounts: project.trusted,
    ...asserted,
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
  const text = await written(postureWriters(options), result, options.format, options.output, terminal);
  if (!deliver([{ text, file: options.output }], terminal) || problems.length > 0) return ExitCode.unusable;
  const { outcome: reached, reason } = reachesThreshold(result, options.failOn);
  if (reason !== null) terminal.err(`planeguard: ${reason}\n`);
  return exits[reached];
}

function progressLine({ service, done, of }: ServiceProgress): string {
  return `planeguard: ${String(done).padStart(String(of).length)} of ${of} services read: ${service}\n`;
}
