/** The thread of a worker: checks the files that it is sent, one lot after another. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Lot, WorkerSettings } from './worker-pool';

const { folder, options, fingerprintKey } = workerData as WorkerSettings;

async function main(): Promise<void> {
  const { checkFile, createEngine } = await import('./engine');
  const engine = createEngine(fingerprintKey);
  let last: Promise<void> = Promise.resolve();
  parentPort!.on('message', (lot: Lot) => {
    last = last.then(async () => {
      const checked = [];
      for (const file of lot) checked.push(await checkFile(file, folder, engine, options));
      parentPort!.postMessage(checked);
    });
  });
}

void main();
