/** A worker for tests: the names of files tell it what to do. It reads none of them. */
import { clean } from "../../../src/workspace/check-file";
import type { Lot } from "../../../src/workspace/lots";
import { serve, settingsOfThread } from "../../../src/workspace/thread/worker-thread";
import type { LotResult, WorkerSettings } from "../../../src/workspace/worker-pool";

const { begun } = settingsOfThread<WorkerSettings>();

function obey(name: string): void {
  if (name.includes("hang")) for (;;);
  if (name.includes("die")) process.exit(7);
  if (name.includes("exhaust")) for (const hoard: unknown[] = []; ;) hoard.push(new Array(1e6).fill(hoard));
}

serve(
  Promise.resolve({
    async check(lot: Lot): Promise<LotResult> {
      for (const { name } of lot) {
        Atomics.add(begun, 0, 1);
        obey(name);
      }
      const others = lot.map(({ name }, index) => [index, { ...clean(name, 1), policies: 1 }] as const);
      return { bytes: lot.map(() => 1), others: new Map(others.filter(([index]) => index % 3 === 0)) };
    },
  }),
);
