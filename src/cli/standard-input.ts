/** `planeguard check -`: what comes in, as one file more. */
import { relative, resolve } from "node:path";

import type { Problem } from "../analysis/finding";
import type { CheckReport } from "../report/check-report";
import type { CheckOptions } from "../workspace/check-file";
import type { Terminal } from "./terminal";

/** Among the paths, it stands for standard input. */
export const standardInput = "-";

/** The report with what is found in standard input, which is checked under a name that tells its form. */
export async function withStandardInput(
  report: CheckReport,
  name: string,
  options: CheckOptions,
  terminal: Terminal,
): Promise<CheckReport> {
  const started = performance.now();
  const checked = await read(name, options, terminal);
  const { stats } = report;
  // Of the paths beside it, the same may have been said already.
  const isKnown = ({ file, message }: Problem) =>
    report.problems.some((one) => one.file === file && one.message === message);
  return {
    findings: [...report.findings, ...checked.findings],
    suppressed: [...report.suppressed, ...checked.suppressed],
    problems: [...report.problems, ...checked.problems.filter((one) => !isKnown(one))],
    stats: {
      files: stats.files + 1,
      bytes: stats.bytes + checked.bytes,
      policies: stats.policies + checked.policies,
      suppressed: stats.suppressed + checked.suppressed.length,
      durationMs: stats.durationMs + Math.round(performance.now() - started),
    },
  };
}

async function read(name: string, options: CheckOptions, terminal: Terminal) {
  const { assertionsOfText, checkContent, Configurations, contentOf, createEngine, Project, unprovenNote, unreadable } =
    await import("../workspace/engine");
  const path = resolve(terminal.folder, name);
  const note = (text: string) => terminal.err(`planeguard: ${text}\n`);
  try {
    const bytes = await terminal.readStandardInput();
    if (bytes.length === 0) note("standard input is empty");
    const project = new Project(createEngine(), new Configurations(options));
    const { excluded } = await project.configurations.configurationFor(path);
    if (excluded) note(`skipped ${name}: its configuration excludes it`);
    const content = contentOf(bytes);
    // Nobody pipes a file in that is not to be checked.
    if ("unread" in content && content.unread === "binary") throw new Error("it is a binary file");
    const { configurations } = project;
    const { folder, signal } = terminal;
    const held = await assertionsOfText({ path, content, configurations, folder, signal });
    const checked = await checkContent({ name, walked: false, facts: held.facts }, content, path, project, options);
    if (checked.unproven > 0) note(unprovenNote(name, checked.unproven));
    const broken = held.problems.map((one) => ({ ...one, file: relative(folder, one.file) }));
    return { ...checked, problems: [...checked.problems, ...broken] };
  } catch (error) {
    return unreadable(name, error);
  }
}
