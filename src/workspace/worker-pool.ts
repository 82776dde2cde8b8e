/** Checks many files in worker threads. */
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type CheckedFile, type CheckOptions, failed, type FileToCheck } from './check-file';

/** What a worker is told when it starts. */
export interface WorkerSettings {
  readonly folder: string;
  readonly options: CheckOptions;
  readonly fingerprintKey: Uint8Array;
}

/** Files that are sent to a worker at once. */
export type Lot = readonly FileToCheck[];

const lotSize = 40;
/** More would gain little and take memory from the editor. */
const mostWorkers = 4;
/** So that a worker has the next lot at hand when it has done one. */
const lotsAtOnce = 2;

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
const script = join(__dirname, basename(__dirname) === 'dist' ? 'worker.js' : '../../dist/worker.js');

/** Tells of each file when it has been checked, in no order. Resolves when all are, or when the signal stops it. */
export async function checkInWorkers(files: readonly FileToCheck[], settings: WorkerSettings, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<void> {
  const lots: Lot[] = [];
  for (let at = 0; at < files.length; at += lotSize) lots.push(files.slice(at, at + lotSize));
  const count = Math.min(mostWorkers, availableParallelism(), Math.ceil(lots.length / lotsAtOnce));
  await Promise.all(Array.from({ length: count }, () => serve(() => lots.shift(), settings, onChecked, signal)));
}

/** One worker after another, should one fail, until no lots are left. */
async function serve(nextLot: () => Lot | undefined, settings: WorkerSettings, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const unfinished: Lot[] = [];
    const failure = await runWorker(nextLot, unfinished, settings, onChecked, signal);
    if (failure === null) return;
    for (const { name } of unfinished.flat()) onChecked(failed(name, `It was not checked: the thread that read it and its neighbours ended (${failure}).`));
  }
}

/** Resolves with what made the worker end before its time, else with null. `unfinished` holds what was sent and not answered. */
function runWorker(nextLot: () => Lot | undefined, unfinished: Lot[], settings: WorkerSettings, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<string | null> {
  const worker = new Worker(script, { workerData: settings });
  return new Promise(resolve => {
    const finish = (failure: string | null) => {
      signal?.removeEventListener('abort', abort);
      void worker.terminate();
      resolve(failure);
    };
    const abort = () => finish(null);
    signal?.addEventListener('abort', abort);
    const send = () => {
      const lot = nextLot();
      if (!lot) return;
      unfinished.push(lot);
      worker.postMessage(lot);
    };
    worker.on('message', (checked: readonly CheckedFile[]) => {
      unfinished.shift();
      for (const one of checked) onChecked(one);
      send();
      if (unfinished.length === 0) finish(null);
    });
    worker.on('error', error => finish(error instanceof Error ? error.message : String(error)));
    worker.on('exit', code => finish(`exit code ${code}`));
    for (let lot = 0; lot < lotsAtOnce; lot++) send();
    if (unfinished.length === 0) finish(null);
  });
}
