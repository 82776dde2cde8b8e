import { basename } from "node:path";

import { version } from "../../package.json";
import type { Posture } from "../account/posture";
import { catalogDate } from "../catalog/generated/about";
import type { Tool } from "../report/check-report";
import { reachesThreshold, type Threshold } from "../report/posture-threshold";
import { attested } from "./attestations";
import { deliver } from "./deliver";
import { ExitCode, type Terminal } from "./terminal";
import { trustedAccounts } from "./trusted-accounts";

export interface PostureOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly demo?: boolean;
  readonly format: "text" | "json" | "html" | "sarif" | "csv" | "ocsf";
  readonly output?: string;
  readonly failOn: Threshold;
}

export async function posture(options: PostureOptions, terminal: Terminal): Promise<ExitCode> {
  const { collectPosture } = await import("../account/account");
  const outcome = await collectPosture({
    ...options,
    trustedAccounts: await trustedAccounts(terminal),
    signal: terminal.signal,
    mfaCode: terminal.ask && ((serial) => terminal.ask!(`MFA code of ${serial}: `)),
  });
  if ("failure" in outcome) {
    const { failure } = outcome;
    if (failure.kind !== "cancelled") terminal.err(`planeguard: ${failure.message}\n`);
    return ExitCode.unusable;
  }
  const { posture: result, problems } = await attested(outcome.posture, terminal.folder);
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

const exits = {
  reached: ExitCode.found,
  "not-reached": ExitCode.clean,
  unknown: ExitCode.unusable,
} as const;

/** Loads only the form that is asked for. */
async function written(posture: Posture, { format, output }: PostureOptions, { colour }: Terminal): Promise<string> {
  const tool: Tool = { name: "planeguard", version, catalogDate };
  switch (format) {
    case "json":
      return (await import("../report/posture-json")).postureJson(posture, tool);
    case "html":
      return (await import("../report/html/posture-html")).postureHtml(posture, tool);
    case "sarif":
      return (await import("../report/posture-sarif")).postureSarif(
        posture,
        tool,
        (await import("../workspace/fingerprint")).shortHash,
        output && basename(output),
      );
    case "csv":
      return (await import("../report/posture-csv")).postureCsv(posture);
    case "ocsf":
      return (await import("../report/posture-ocsf")).postureOcsf(
        posture,
        tool,
        (await import("../workspace/fingerprint")).shortHash,
      );
    case "text":
      return (await import("../report/posture-text")).postureText(posture, { colour: colour && output === undefined });
  }
}
