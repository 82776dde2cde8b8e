/** Checking files and folders: what `planeguard check` and "Check the Workspace" both do. */
import { join } from 'node:path';
import { type KeyPlace, KnownKeys } from '../analysis/credentials/key-place';
import type { Finding, Problem } from '../analysis/finding';
import { type CheckedFile, checkFile, type CheckOptions, type FileToCheck, unreadable } from './check-file';
import { createEngine, type Engine } from './engine';
import { absolute, isFolder, walkSizeLimit } from './files';
import { fingerprintKey } from './fingerprint';
import { walk } from './walk';
import { WorkerPool } from './worker-pool';

export interface CheckRequest extends CheckOptions {
  /** Files and folders; findings name files as they were given here. */
  readonly paths: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Of what a walk of `paths` would find, only these files and what is in these folders; absolute. */
  readonly only?: readonly string[] | undefined;
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
  /** Where keys stand, to compare with those of other documents. */
  readonly keys: readonly KeyPlace[];
}

export interface CheckStats {
  readonly files: number;
  readonly bytes: number;
  readonly policies: number;
  readonly durationMs: number;
}

/** Fewer files are checked before worker threads would have started. */
const worthWorkers = 250;

/**
 * Checks everything it can read; what it cannot is a problem of the summary. Many files are checked in worker threads,
 * and told of as they are done; the summary is in the order of the files. Stops early, with what it has, when aborted.
 */
export async function checkPaths(request: CheckRequest, events: CheckEvents = {}): Promise<CheckSummary> {
  const started = performance.now();
  const checked = new Map<string, CheckedFile>();
  const problems: Problem[] = [];
  const { folder, policyType, fixes, signal } = request;
  const pool = new WorkerPool({ folder, options: { policyType, fixes }, fingerprintKey });
  const files = await listFiles(request, problems, pool);
  const order = [...files.keys()];
  let done = 0;
  const onChecked = (one: CheckedFile) => {
    done++;
    if (one.skipped === 'large') events.onNote?.(`skipped ${one.file}: larger than ${walkSizeLimit / 1024 / 1024} MB`);
    if (one.skipped === null) checked.set(one.file, one);
    events.onFile?.(one.file, one.findings, one.problems, done, order.length);
  };
  if (order.length >= worthWorkers) await pool.check([...files.values()], onChecked, signal);
  else await checkHere([...files.values()], request, onChecked);
  pool.end();

  const results = order.flatMap(file => checked.get(file) ?? []);
  const known = new KnownKeys();
  for (const { file, keys } of results) known.set(file, keys);
  const sum = (of: (one: CheckedFile) => number) => results.reduce((total, one) => total + of(one), 0);
  return {
    findings: results.flatMap(one => known.tell(one.file, one.findings)),
    keys: results.flatMap(({ keys }) => keys),
    problems: [...problems, ...results.flatMap(one => one.problems)],
    stats: { files: results.length, bytes: sum(one => one.bytes), policies: sum(one => one.policies), durationMs: Math.round(performance.now() - started) },
  };
}

async function checkHere(files: readonly FileToCheck[], request: CheckRequest, onChecked: (checked: CheckedFile) => void): Promise<void> {
  const engine = request.engine ?? createEngine();
  for (const [index, file] of files.entries()) {
    if (request.signal?.aborted) return;
    onChecked(await checkFile(file, request.folder, engine, request));
    if (index % 20 === 19) await new Promise(resolve => setImmediate(resolve)); // lets a cancel come through
  }
}

/** The files of the request by name, each once. Workers load while folders are walked, as soon as there are many files. */
async function listFiles({ paths, folder, only }: CheckRequest, problems: Problem[], pool: WorkerPool): Promise<Map<string, FileToCheck>> {
  const files = new Map<string, FileToCheck>();
  for (const path of paths) {
    try {
      if (await isFolder(absolute(path, folder))) {
        const walked = await walk(absolute(path, folder), {
          onUnreadable: (below, error) => problems.push(...unreadable(join(path, below), error).problems),
          onFound: count => count >= worthWorkers && pool.start(),
        }, only);
        for (const name of walked.map(file => join(path, file))) if (!files.has(name)) files.set(name, { name, walked: true });
      } else files.set(path, { name: path, walked: false });
    } catch (error) {
      problems.push(...unreadable(path, error).problems);
    }
  }
  return files;
}
