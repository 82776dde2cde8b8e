import { resolve } from "node:path";

import { version } from "../../package.json";
import type { SourceDocument } from "../analysis/source/document";
import type { Severity } from "../analysis/finding";
import { type PolicyType, policyTypes } from "../analysis/policy/model";
import type { FixesFor } from "../analysis/proof/asked";
import { LineIndex } from "../analysis/text";
import { catalogDate } from "../catalog/generated/about";
import { checkGithub } from "../report/check-github";
import { checkJson } from "../report/check-json";
import type { CheckReport } from "../report/check-report";
import { checkSarif } from "../report/check-sarif";
import { checkText } from "../report/check-text";
import { shortHash } from "../workspace/fingerprint";
import { deliver, ExitCode, type Terminal } from "./terminal";

export interface CheckOptions {
  readonly format: "text" | "json" | "sarif" | "github";
  readonly output?: string;
  readonly policyType: "auto" | PolicyType;
  readonly stdinFilename?: string;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly config?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly failOn: "error" | "warning" | "info" | "never";
}

export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  if (paths.includes("-") && (options.fix || options.fixDryRun)) {
    terminal.err("planeguard: standard input cannot be fixed; name a file\n");
    return ExitCode.unusable;
  }
  if (options.writeBaseline !== undefined && !(await writeBaseline(paths, options, options.writeBaseline, terminal)))
    return ExitCode.unusable;
  const fixes = showsFixes(options);
  let report = await examine(paths, options, terminal, { fixes: fixes && !options.fix });
  if (options.fix && ((await fixFiles(report, options, terminal)) || fixes))
    report = await examine(paths, options, terminal, { fixes });
  const written = options.fixDryRun
    ? await diffOfFixes(report, options, terminal)
    : await render(report, options, terminal);
  if (!deliver(written, options.output, terminal) || report.problems.length > 0) return ExitCode.unusable;
  return report.findings.some(({ severity }) => reaches(severity, options.failOn)) ? ExitCode.found : ExitCode.clean;
}

async function render(report: CheckReport, { format, output }: CheckOptions, terminal: Terminal): Promise<string> {
  const tool = { name: "planeguard", version, catalogDate } as const;
  switch (format) {
    case "json":
      return checkJson(report, tool);
    case "github":
      return checkGithub(report);
    case "sarif": {
      const { rules } = await import("../workspace/engine");
      return checkSarif(report, tool, rules, shortHash);
    }
    default:
      return checkText(report, { colour: terminal.colour && output === undefined });
  }
}

async function fixFiles({ findings }: CheckReport, options: CheckOptions, terminal: Terminal): Promise<boolean> {
  const [{ analyze }, { applyFixes }] = await Promise.all([analyzer(options, terminal), import("./fix")]);
  return applyFixes(findings, analyze, terminal);
}

async function diffOfFixes({ findings }: CheckReport, options: CheckOptions, terminal: Terminal): Promise<string> {
  const [{ analyze }, { fixesAsDiff }] = await Promise.all([analyzer(options, terminal), import("./fix")]);
  return fixesAsDiff(findings, analyze, terminal);
}

/** Writes what is found now; from then on it is accepted. False, with a message, where that cannot be written. */
async function writeBaseline(
  paths: readonly string[],
  options: CheckOptions,
  file: string,
  terminal: Terminal,
): Promise<boolean> {
  const { baselineOf } = await import("../workspace/engine");
  const { findings } = await examine(paths, options, { ...terminal, err: () => {} }, { baseline: null });
  const path = resolve(terminal.folder, file);
  const written = deliver(
    baselineOf(findings, path, (name) => resolve(terminal.folder, name)),
    file,
    terminal,
  );
  if (written)
    terminal.err(
      `planeguard: wrote ${findings.length} ${findings.length === 1 ? "finding" : "findings"} to ${file}; name it as "baseline" in planeguard.json, or by --baseline\n`,
    );
  return written;
}

/** What the options ask of every analysis. */
function asked({ policyType, config, baseline, writeBaseline: written }: CheckOptions, { folder }: Terminal) {
  const path = (name: string | undefined) => (name === undefined ? undefined : resolve(folder, name));
  return {
    policyType: policyTypes.find((type) => type === policyType),
    config: path(config),
    baseline: path(baseline ?? written),
  };
}

type Request = Omit<ReturnType<typeof asked>, "baseline"> & { readonly baseline?: string | null | undefined };

/** Analyses a document that is named as the user names files. */
async function analyzer(
  options: CheckOptions,
  terminal: Terminal,
  { policyType, ...request }: Request = asked(options, terminal),
) {
  const { Configurations, createEngine, Project } = await import("../workspace/engine");
  const project = new Project(createEngine(), new Configurations(request));
  return {
    analyze: (document: SourceDocument, { fixes }: { fixes: boolean | FixesFor }) =>
      project.analyze(document, { policyType, fixes }, resolve(terminal.folder, document.name)),
  };
}

/** `baseline` is in the place of what the options say: null for none. */
async function examine(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  { fixes = false, ...baseline }: { readonly fixes?: boolean; readonly baseline?: null },
): Promise<CheckReport> {
  const request = { ...asked(options, terminal), ...baseline };
  const { checkPaths, decode, unprovenNote } = await import("../workspace/engine");
  const onNote = (note: string) => terminal.err(`planeguard: ${note}\n`);
  const report = await checkPaths(
    {
      ...request,
      fixes,
      paths: paths.filter((path) => path !== "-"),
      folder: terminal.folder,
      signal: terminal.signal,
    },
    { onNote },
  );
  if (!paths.includes("-")) return report;

  const started = performance.now();
  const name = options.stdinFilename ?? "stdin";
  const { text, bytes, damage } = decode(terminal.readStandardInput());
  const { analyze } = await analyzer(options, terminal, request);
  const { findings, suppressed, problems, policies, excluded, unproven } = await analyze({ name, text }, { fixes });
  if (unproven !== undefined) onNote(unprovenNote(name, unproven));
  if (excluded) onNote(`skipped ${name}: its configuration excludes it`);
  const damaged = damage
    ? [
        {
          file: name,
          message: damage.message,
          range: new LineIndex(text).range({ start: damage.offset, end: damage.offset }),
        },
      ]
    : [];
  const { stats } = report;
  return {
    findings: [...report.findings, ...findings],
    suppressed: [...report.suppressed, ...suppressed],
    problems: [...report.problems, ...damaged, ...problems],
    stats: {
      files: stats.files + 1,
      bytes: stats.bytes + bytes,
      policies: stats.policies + policies,
      suppressed: stats.suppressed + suppressed.length,
      durationMs: stats.durationMs + Math.round(performance.now() - started),
    },
  };
}

/** Fixes are proven for a report that holds them: that takes an analysis for each. */
function showsFixes({ format, fixDryRun }: CheckOptions): boolean {
  return !fixDryRun && (format === "json" || format === "sarif");
}

const order: readonly Severity[] = ["hint", "info", "warning", "error"];

function reaches(severity: Severity, threshold: CheckOptions["failOn"]): boolean {
  return threshold !== "never" && order.indexOf(severity) >= order.indexOf(threshold);
}
