import { statSync } from "node:fs";
import { resolve } from "node:path";

import type { PolicyOption } from "../analysis/policy/model";
import type { DiffReport } from "../report/diff-report";
import { deliver } from "./deliver";
import { type DiffForm, diffWriters } from "./diff-forms";
import { formsMistake, type ReportForm, sameFile } from "./report-forms";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";
import { written } from "./written";

export interface DiffOptions {
  readonly policies?: boolean;
  readonly policyType: "auto" | PolicyOption;
  readonly format: readonly ReportForm<DiffForm>[];
  readonly output?: string;
  readonly failOn: "new-access" | "new-risk" | "never";
}

export interface DiffCall {
  /** Names of commits, or of files with `--policies`; null: the default. */
  readonly base: string | null;
  readonly head: string | null;
  readonly options: DiffOptions;
}

export async function diff(call: DiffCall, terminal: Terminal): Promise<ExitCode> {
  const { options } = call;
  const mistake = usageMistake(call, terminal);
  if (mistake !== null) {
    terminal.err(`planeguard: ${mistake}\n`);
    return ExitCode.unusable;
  }
  const report = await compared(call, terminal);
  const { signal } = terminal.stop;
  if (signal !== null) return exitCodeOf(signal);
  const deliveries = await Promise.all(
    options.format.map(async (form) => ({
      text: await written(diffWriters, report, form.form, form.file ?? options.output, terminal),
      file: form.file ?? options.output,
    })),
  );
  return deliver(deliveries, terminal) ? exitOf(report, options.failOn) : ExitCode.unusable;
}

/** What makes no sense in how the command was called, in words; null: nothing. */
function usageMistake({ base, head, options }: DiffCall, { folder }: Terminal): string | null {
  const { policies, policyType, format, output } = options;
  if (policies && (base === null || head === null)) return "--policies takes two files, the old one and the new one";
  if (!policies && policyType !== "auto")
    return "--policy-type is for --policies; a repository says it in planeguard.json";
  if (sameFile([output, ...format.map(({ file }) => file)], folder))
    return "two of the files to be written are the same file";
  return formsMistake(format, output);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function compared({ base, head, options }: DiffCall, { folder, signal, err }: Terminal): Promise<DiffReport> {
  const onNote = (note: string) => err(`planeguard: ${note}\n`);
  const { diffCommits, diffFiles, diffPlan, isCommit } = await import("../workspace/engine");
  if (options.policies) {
    const policyType = options.policyType === "auto" ? undefined : options.policyType;
    return diffFiles({ folder, old: base!, current: head!, policyType, signal });
  }
  // The name of a commit comes first, as with git.
  if (base !== null && head === null && isFile(resolve(folder, base)) && !(await isCommit(folder, base))) {
    const report = await diffPlan(base, folder, signal);
    if (report) return report;
    throw new Error(`${base} is neither a commit nor a plan (terraform show -json); --policies compares two files`);
  }
  return diffCommits({ folder, base, head, signal }, { onNote });
}

function exitOf({ verdict, subjects, problems }: DiffReport, failOn: DiffOptions["failOn"]): ExitCode {
  if (problems.length > 0) return ExitCode.unusable;
  if (failOn === "never") return ExitCode.clean;
  if (verdict === "unknown") return ExitCode.unusable;
  if (failOn === "new-access")
    return verdict === "more" || verdict === "incomparable" ? ExitCode.found : ExitCode.clean;
  const isRisky = subjects.some(({ newlyAllowed }) => newlyAllowed.some(({ risks }) => risks.length > 0));
  return isRisky ? ExitCode.found : ExitCode.clean;
}
