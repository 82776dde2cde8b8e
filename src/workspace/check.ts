/** Checking files and folders: what `planeguard check` and "Check the Workspace" both do. */
import type { AnalyzeOptions } from '../analysis/analyze';
import type { Finding, Problem } from '../analysis/finding';
import { LineIndex } from '../analysis/text';
import { createEngine, type Engine } from './engine';
import { absolute, isFolder, readText, walk, walkSizeLimit } from './files';

export interface CheckRequest extends Pick<AnalyzeOptions, 'policyType' | 'fixes'> {
  /** Files and folders; findings name files as they were given here. */
  readonly paths: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly engine?: Engine | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CheckEvents {
  /** A file has been checked. `done` of `total` files. */
  onFile?(file: string, findings: readonly Finding[], problems: readonly Problem[], done: number, total: number): void;
  /** Something that the report does not hold but a person should know, such as a file skipped for its size. */
  onNote?(note: string): void;
}

export interface CheckSummary {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly stats: CheckStats;
}

export interface CheckStats {
  readonly files: number;
  readonly bytes: number;
  readonly policies: number;
  readonly durationMs: number;
}

/** Checks everything it can read; what it cannot is a problem of the summary. Stops early, with what it has, when aborted. */
export async function checkPaths(request: CheckRequest, events: CheckEvents = {}): Promise<CheckSummary> {
  const started = performance.now();
  const engine = request.engine ?? createEngine();
  const problems: Problem[] = [];
  const findings: Finding[] = [];
  const files = await listFiles(request, problems, events);
  const totals = { files: 0, bytes: 0, policies: 0 };
  for (const [index, file] of files.entries()) {
    if (request.signal?.aborted) break;
    const checked = await checkFile(file, request, engine);
    findings.push(...checked.findings);
    problems.push(...checked.problems);
    totals.files++;
    totals.bytes += checked.bytes;
    totals.policies += checked.policies;
    events.onFile?.(file, checked.findings, checked.problems, index + 1, files.length);
    if (index % 20 === 19) await new Promise(resolve => setImmediate(resolve)); // lets a cancel come through
  }
  return { findings, problems, stats: { ...totals, durationMs: Math.round(performance.now() - started) } };
}

async function listFiles({ paths, folder }: CheckRequest, problems: Problem[], events: CheckEvents): Promise<string[]> {
  const files = new Set<string>();
  for (const path of paths) {
    try {
      if (!(await isFolder(absolute(path, folder)))) {
        files.add(path);
        continue;
      }
      const walked = await walk(path, folder);
      for (const file of walked.files) files.add(file);
      for (const file of walked.tooLarge) events.onNote?.(`skipped ${file}: larger than ${walkSizeLimit / 1024 / 1024} MB`);
    } catch (error) {
      problems.push(unreadable(path, error));
    }
  }
  return [...files];
}

async function checkFile(file: string, request: CheckRequest, engine: Engine): Promise<{ findings: readonly Finding[]; problems: readonly Problem[]; bytes: number; policies: number }> {
  try {
    const { text, bytes, damage } = await readText(absolute(file, request.folder));
    const analysis = await engine.analyze({ name: file, text }, request);
    const problems = damage
      ? [{ file, message: damage.message, range: new LineIndex(text).range({ start: damage.offset, end: damage.offset }) }, ...analysis.problems]
      : analysis.problems;
    return { findings: analysis.findings, problems, bytes, policies: analysis.policies };
  } catch (error) {
    return { findings: [], problems: [unreadable(file, error)], bytes: 0, policies: 0 };
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
};

function unreadable(file: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  const reason = (code && reasons[code]) || (error instanceof Error ? error.message : String(error));
  return { file, message: `Could not read it: ${reason}.`, range: null };
}
