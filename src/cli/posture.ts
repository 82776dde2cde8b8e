import { basename } from "node:path";

import { version } from "../../package.json";
import type { Posture, ServiceProgress } from "../account/posture";
import { catalogDate } from "../catalog/generated/about";
import type { Tool } from "../report/check-report";
import { reachesThreshold } from "../report/posture-threshold";
import { shortHash } from "../workspace/fingerprint";
import { deliver } from "./deliver";
import { assertedBy, exits, judged, mistakeIn, type PostureOptions, usualWidth, widthOf } from "./posture-options";
import { projectAccounts } from "./project-accounts";
import { ExitCode, type Terminal } from "./terminal";

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
  if (
    !deliver([{ text: await written(result, options, terminal), file: options.output }], terminal) ||
    problems.length > 0
  )
    return ExitCode.unusable;
  const { outcome: reached, reason } = reachesThreshold(result, options.failOn);
  if (reason !== null) terminal.err(`planeguard: ${reason}\n`);
  return exits[reached];
}

function progressLine({ service, done, of }: ServiceProgress): string {
  return `planeguard: ${String(done).padStart(String(of).length)} of ${of} services read: ${service}\n`;
}

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
