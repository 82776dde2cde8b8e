/** The thread of a worker: checks the files that `worker-pool.ts` sends, one lot after another. */
import type { CheckedFile } from "./check-file";
import type { Lot } from "./lots";
import { optimiseLate } from "./optimise-late";
import { serve, settingsOfThread } from "./thread/worker-thread";
import type { LotResult, WorkerSettings } from "./worker-pool";

async function load() {
  const { folder, options, endsSoon, fingerprintKey, begun } = settingsOfThread<WorkerSettings>();
  const { checkFile, Configurations, createEngine, isClean, Project } = await import("./engine");
  if (endsSoon) optimiseLate();
  const project = new Project(createEngine(fingerprintKey), new Configurations(options));
  return {
    async check(lot: Lot): Promise<LotResult> {
      const bytes: number[] = [];
      const others = new Map<number, CheckedFile>();
      for (const [index, file] of lot.entries()) {
        Atomics.add(begun, 0, 1);
        const checked = await checkFile(file, folder, project, options);
        bytes.push(checked.bytes);
        if (!isClean(checked)) others.set(index, checked);
      }
      return { bytes, others };
    },
  };
}

serve(load());
