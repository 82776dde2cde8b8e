import { catalogDate } from '../catalog/generated/about';
import type { Severity } from '../analysis/finding';
import { policyTypes, type PolicyType } from '../analysis/policy/model';
import { LineIndex } from '../analysis/text';
import { checkJson } from '../report/check-json';
import { checkText } from '../report/check-text';
import type { CheckReport } from '../report/check-report';
import { version } from '../../package.json';
import { deliver, ExitCode, type Terminal } from './terminal';

export interface CheckOptions {
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly policyType: 'auto' | PolicyType;
  readonly stdinFilename?: string;
  readonly failOn: 'error' | 'warning' | 'info' | 'never';
}

export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const report = await examine(paths, options, terminal);
  const written = options.format === 'json'
    ? checkJson(report, { name: 'planeguard', version, catalogDate })
    : checkText(report, { colour: terminal.colour && options.output === undefined });
  if (!deliver(written, options.output, terminal) || report.problems.length > 0) return ExitCode.unusable;
  return report.findings.some(({ severity }) => reaches(severity, options.failOn)) ? ExitCode.found : ExitCode.clean;
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
