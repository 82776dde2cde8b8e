import { catalogDate } from '../catalog/generated/about';
import type { Severity } from '../analysis/finding';
import { policyTypes, type PolicyType } from '../analysis/policy/model';
import { LineIndex } from '../analysis/text';
import { checkGithub } from '../report/check-github';
import { checkJson } from '../report/check-json';
import { checkSarif } from '../report/check-sarif';
import { checkText } from '../report/check-text';
import type { CheckReport } from '../report/check-report';
import { shortHash } from '../workspace/fingerprint';
import { version } from '../../package.json';
import { deliver, ExitCode, type Terminal } from './terminal';

export interface CheckOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly output?: string;
  readonly policyType: 'auto' | PolicyType;
  readonly stdinFilename?: string;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly failOn: 'error' | 'warning' | 'info' | 'never';
}

export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  if (paths.includes('-') && (options.fix || options.fixDryRun)) {
    terminal.err('planeguard: standard input cannot be fixed; name a file\n');
    return ExitCode.unusable;
  }
  let report = await examine(paths, options, terminal);
  if (options.fix && await fixFiles(report, terminal)) report = await examine(paths, options, terminal);
  const written = options.fixDryRun ? await diffOfFixes(report, terminal) : await render(report, options, terminal);
  if (!deliver(written, options.output, terminal) || report.problems.length > 0) return ExitCode.unusable;
  return report.findings.some(({ severity }) => reaches(severity, options.failOn)) ? ExitCode.found : ExitCode.clean;
}

async function render(report: CheckReport, { format, output }: CheckOptions, terminal: Terminal): Promise<string> {
  const tool = { name: 'planeguard', version, catalogDate } as const;
  switch (format) {
    case 'json': return checkJson(report, tool);
    case 'github': return checkGithub(report);
    case 'sarif': {
      const { rules } = await import('../workspace/engine');
      return checkSarif(report, tool, rules, shortHash);
    }
    default: return checkText(report, { colour: terminal.colour && output === undefined });
  }
}

async function fixFiles({ findings }: CheckReport, terminal: Terminal): Promise<boolean> {
  const [{ createEngine }, { applyFixes }] = await Promise.all([import('../workspace/engine'), import('./fix')]);
  return applyFixes(findings, createEngine(), terminal);
}

async function diffOfFixes({ findings }: CheckReport, terminal: Terminal): Promise<string> {
  const [{ createEngine }, { fixesAsDiff }] = await Promise.all([import('../workspace/engine'), import('./fix')]);
  return fixesAsDiff(findings, createEngine(), terminal);
}

async function examine(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<CheckReport> {
  const { checkPaths, createEngine, decode } = await import('../workspace/engine');
  const engine = createEngine();
  const analysis = { policyType: policyTypes.find(type => type === options.policyType), fixes: true };
  const onNote = (note: string) => terminal.err(`planeguard: ${note}\n`);
  const report = await checkPaths({ ...analysis, paths: paths.filter(path => path !== '-'), folder: terminal.folder, engine, signal: terminal.signal }, { onNote });
  if (!paths.includes('-')) return report;

  const started = performance.now();
  const name = options.stdinFilename ?? 'stdin';
  const { text, bytes, damage } = decode(terminal.readStandardInput());
  const { findings, problems, policies } = await engine.analyze({ name, text }, analysis);
  const damaged = damage ? [{ file: name, message: damage.message, range: new LineIndex(text).range({ start: damage.offset, end: damage.offset }) }] : [];
  const { stats } = report;
  return {
    findings: [...report.findings, ...findings],
    problems: [...report.problems, ...damaged, ...problems],
    stats: { files: stats.files + 1, bytes: stats.bytes + bytes, policies: stats.policies + policies, durationMs: stats.durationMs + Math.round(performance.now() - started) },
  };
}

const order: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

function reaches(severity: Severity, threshold: CheckOptions['failOn']): boolean {
  return threshold !== 'never' && order.indexOf(severity) >= order.indexOf(threshold);
}
