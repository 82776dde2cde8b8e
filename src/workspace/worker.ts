/** The thread of a worker: checks the files that it is sent, one lot after another. */
import { parentPort, workerData } from "node:worker_threads";

import type { CheckedFile } from "./check-file";
import type { Lot, LotResult, WorkerSettings } from "./worker-pool";

const { folder, options, fingerprintKey } = workerData as WorkerSettings;

async function main(): Promise<void> {
  const { checkFile, Configurations, createEngine, isClean, Project } = await import("./engine");
  const project = new Project(createEngine(fingerprintKey), new Configurations(options));
  let last: Promise<void> = Promise.resolve();

  async function check(lot: Lot): Promise<LotResult> {
    const bytes: number[] = [];
    const others = new Map<number, CheckedFile>();
    for (const [index, file] of lot.entries()) {
      const checked = await checkFile(file, folder, project, options);
      bytes.push(checked.bytes);
      if (!isClean(checked)) others.set(index, checked);
    }
    return { bytes, others };
  }

  parentPort!.on("message", (lot: Lot) => {
    last = last.then(async () => parentPort!.postMessage(await check(lot)));
  });
}

void main();
