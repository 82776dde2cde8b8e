import { basename, resolve } from "node:path";

import { severities, type Severity } from "../analysis/finding";
import { type PolicyOption, policyOptions } from "../analysis/policy/model";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { CheckReport } from "../report/check-report";
import { english, type Language } from "../wording/language";
import type { CheckRequest } from "../workspace/check-request";
import { deliver, type Delivery } from "./deliver";
import { languageFor } from "./locale";
import { carriesFixes, checkWriters, formsMistake, type ReportForm, sameFile } from "./report-forms";
import { standardInput, withStandardInput } from "./standard-input";
import { exitCodeOf, type StopSignal } from "./stop";
import { ExitCode, type Terminal } from "./terminal";
import { withoutTrust } from "./untrusted";
import { written as writtenAs } from "./written";

export interface CheckOptions {
  readonly format: readonly ReportForm[];
  readonly output?: string;
  readonly policyType: "auto" | PolicyOption;
  readonly stdinFilename?: string;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly config?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly untrusted?: boolean;
  /** The checked trees, where they are not trusted. */
  readonly trees?: readonly string[];
  readonly staged?: boolean;
  /** The name of a commit; true for the default. */
  readonly changed?: string | true;
  readonly watch?: boolean;
  readonly failOn: "error" | "warning" | "info" | "never";
  readonly locale?: string;
}

export async function check(paths: readonly string[], given: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const mistake = usageMistake(paths, given, terminal);
  if (mistake !== null) {
    terminal.err(`planeguard: ${mistake}\n`);
    return ExitCode.unusable;
  }
  const language = await languageFor(given.locale, terminal);
  if (!language) return ExitCode.unusable;
  const options = given.untrusted ? await withoutTrust(paths, given, terminal) : given;
  if (options.watch) return watched(paths, options, terminal, language);
  const fixes = showsFixes(options);
  let report = await examine(paths, options, terminal, fixes && !options.fix);
  const fixed = options.fix ? await fixFiles(report, paths, options, terminal) : null;
  if (fixed && (fixed.changed || fixes)) report = await examine(paths, options, terminal, fixes);
  const { writeBaseline: baseline } = options;
  const accepted = baseline === undefined ? null : await acceptAll(report, baseline, terminal);
  report = accepted?.report ?? report;
  const reports = await written(report, options, terminal, language);
  const { signal } = terminal.stop;
  if (signal !== null) return stopped(signal, report, options, terminal);

  const deliveries = [...(accepted ? [{ text: accepted.text, file: baseline }] : []), ...reports];
  if (!deliver(deliveries, terminal, paths)) return ExitCode.unusable;
  if (accepted) terminal.err(`planeguard: ${accepted.note}\n`);
  if (report.problems.length > 0 || fixed?.unwritten) return ExitCode.unusable;
  return report.findings.some(({ severity }) => reaches(severity, options.failOn)) ? ExitCode.found : ExitCode.clean;
}

/** Notes that were given once are not given again. */
async function watched(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  language: Language,
): Promise<ExitCode> {
  const [{ CheckMemory, checkPaths }, { watchFiles }] = await Promise.all([
    import("../workspace/engine"),
    import("./watch"),
  ]);
  const memory = new CheckMemory(terminal.folder);
  const noted = new Set<string>();
  const onNote = (note: string) => {
    if (!noted.has(note)) terminal.err(`planeguard: ${note}\n`);
    noted.add(note);
  };
  const round = async () => {
    const folders: string[] = [];
    const request = { ...requestOf(paths, options, terminal), memory };
    const summary = await checkPaths(request, { onNote, onFolder: (folder) => folders.push(folder) });
    return { summary, folders };
  };
  return watchFiles(paths, round, () => memory.clear(), terminal, language);
}

/** What makes no sense in how the command was called, in words; null: nothing. */
function usageMistake(
  paths: readonly string[],
  { fix, fixDryRun, stdinFilename, format, output, writeBaseline, staged, changed, watch }: CheckOptions,
  { folder }: Terminal,
): string | null {
  if (paths.includes("")) return "a path is empty; the current folder is .";
  const reads = paths.includes(standardInput);
  if (reads && watch) return "standard input cannot be watched; name files and folders";
  if (watch && (output !== undefined || format.some(({ form, file }) => form !== "text" || file !== undefined)))
    return "--watch reports as text, and to standard output";
  if (reads && (fix || fixDryRun)) return "standard input cannot be fixed; name a file";
  if (reads && (staged || changed !== undefined)) return "standard input is in no repository; name files and folders";
  if (!reads && stdinFilename !== undefined) return "--stdin-filename is for standard input, which is the path -";
  if (sameFile([output, writeBaseline, ...format.map(({ file }) => file)], folder))
    return "two of the files to be written are the same file";
  return formsMistake(format, output);
}

/** Of a command that has been stopped, SARIF alone can say how far it came. */
async function stopped(
  signal: StopSignal,
  report: CheckReport,
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const exitCode = exitCodeOf(signal);
  const printed = options.format.find(({ file }) => file === undefined);
  if (printed?.form === "sarif" && options.output === undefined && !options.fixDryRun)
    terminal.out(
      await writtenAs(checkWriters, { ...report, stopped: { signal, exitCode } }, printed.form, undefined, terminal),
    );
  return exitCode;
}

/** A diff takes the place of the report that has no file of its own. */
async function written(
  report: CheckReport,
  options: CheckOptions,
  terminal: Terminal,
  language: Language,
): Promise<Delivery[]> {
  const { format, output, fixDryRun, locale } = options;
  // Programs read the other forms: where nobody asks for a language they are the same everywhere.
  const languageOf = ({ form }: ReportForm) => (form === "text" || locale !== undefined ? language : english);
  return Promise.all(
    format.map(async (form) => ({
      text:
        fixDryRun && form.file === undefined
          ? await diffOfFixes(report, options, terminal)
          : await writtenAs(checkWriters, report, form.form, form.file ?? output, terminal, languageOf(form)),
      file: form.file ?? output,
    })),
  );
}

async function fixFiles(
  { findings }: CheckReport,
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<{ changed: boolean; unwritten: boolean }> {
  const [analyze, { applyFixes }] = await Promise.all([analyzer(options, terminal), import("./fix")]);
  return applyFixes(findings, analyze, paths, terminal);
}

async function diffOfFixes(report: CheckReport, options: CheckOptions, terminal: Terminal): Promise<string> {
  const [analyze, { fixesAsDiff }] = await Promise.all([analyzer(options, terminal), import("./fix")]);
  return fixesAsDiff(report, analyze, terminal);
}

/** The baseline that holds what is found, and what its report is with it: what the configurations themselves are found to have is accepted by none. */
async function acceptAll(
  report: CheckReport,
  file: string,
  { folder }: Terminal,
): Promise<{ text: string; note: string; report: CheckReport }> {
  const { accepted, baselineOf, configurationFile } = await import("../workspace/engine");
  const own = report.findings.filter((one) => basename(one.file) === configurationFile);
  const findings = report.findings.filter((one) => !own.includes(one));
  const suppressed = [...report.suppressed, ...findings.map(accepted)];
  return {
    text: baselineOf(findings, resolve(folder, file), (name) => resolve(folder, name)),
    note: `wrote ${findings.length} ${findings.length === 1 ? "finding" : "findings"} to ${file}; name it as "baseline" in planeguard.json, or by --baseline`,
    report: { ...report, findings: own, suppressed, stats: { ...report.stats, suppressed: suppressed.length } },
  };
}

/** What the options ask of every analysis. A new baseline holds what is found without one. */
function asked({ policyType, config, baseline, writeBaseline, trees }: CheckOptions, { folder }: Terminal) {
  const path = (name: string | undefined) => (name === undefined ? undefined : resolve(folder, name));
  return {
    policyType: policyOptions.find((type) => type === policyType),
    config: path(config),
    baseline: writeBaseline === undefined ? path(baseline) : null,
    untrusted: trees,
  };
}

/** Analyses a document that is named as the user names files. */
async function analyzer(options: CheckOptions, terminal: Terminal) {
  const { policyType, ...request } = asked(options, terminal);
  const { Configurations, createEngine, Project } = await import("../workspace/engine");
  const project = new Project(createEngine(), new Configurations(request));
  return (document: SourceDocument, { fixes }: { fixes: boolean | FixesFor }) =>
    project.analyze(document, { policyType, fixes }, resolve(terminal.folder, document.name));
}

async function examine(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  fixes: boolean,
): Promise<CheckReport> {
  const request = { ...requestOf(paths, options, terminal), fixes, endsSoon: true };
  const { checkPaths } = await import("../workspace/engine");
  const onNote = (note: string) => terminal.err(`planeguard: ${note}\n`);
  const report = await checkPaths(request, { onNote });
  const whole = paths.includes(standardInput)
    ? await withStandardInput(report, options.stdinFilename ?? "stdin", request, terminal)
    : report;
  return { ...whole, untrusted: options.untrusted };
}

function requestOf(paths: readonly string[], options: CheckOptions, terminal: Terminal): CheckRequest {
  return {
    ...asked(options, terminal),
    paths: paths.filter((path) => path !== standardInput),
    folder: terminal.folder,
    staged: options.staged,
    changedSince: options.changed === true ? null : options.changed,
    listedChanges: terminal.listedChanges,
    signal: terminal.signal,
  };
}

/** Whether a report carries fixes: each takes its proof. */
function showsFixes({ format, fixDryRun }: CheckOptions): boolean {
  return format.some((form) => carriesFixes(form) && !(fixDryRun && form.file === undefined));
}

function reaches(severity: Severity, threshold: CheckOptions["failOn"]): boolean {
  return threshold !== "never" && severities.indexOf(severity) <= severities.indexOf(threshold);
}
