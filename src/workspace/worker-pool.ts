/** Checks many files in worker threads. */
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";

import { type CheckedFile, type CheckOptions, clean, failed, type FileToCheck } from "./check-file";

/** What a worker is told when it starts. */
export interface WorkerSettings {
  readonly folder: string;
  readonly options: CheckOptions;
  readonly fingerprintKey: Uint8Array;
}

/** Files that are sent to a worker at once. */
export type Lot = readonly FileToCheck[];

/** What it answers. Most files have nothing but bytes: of the others all is told, by their place in the lot. */
export interface LotResult {
  readonly bytes: readonly number[];
  readonly others: ReadonlyMap<number, CheckedFile>;
}

const lotSize = 40;
/** More would gain little and take memory from the editor. */
const mostWorkers = 4;
/** So that a worker has the next lot at hand when it has done one. */
const lotsAtOnce = 2;

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
const script = join(__dirname, basename(__dirname) === "dist" ? "worker.js" : "../../dist/worker.js");

interface Running {
  readonly worker: Worker;
  /** Resolves with what ended it. */
  readonly ended: Promise<string>;
}

export class WorkerPool {
  /** Workers that have nothing to do yet. */
  private readonly idle: Running[] = [];
  private readonly count = Math.min(mostWorkers, availableParallelism());

  constructor(private readonly settings: WorkerSettings) {}

  /** Lets workers load while the files are still being listed. */
  start(): void {
    while (this.idle.length < this.count) this.idle.push(this.run());
  }

  /** Ends the workers that have nothing to do. */
  end(): void {
    for (const { worker } of this.idle.splice(0)) void worker.terminate();
  }

  /** Tells of each file when it has been checked, in no order. Resolves when all are, or when the signal stops it. */
  async check(
    files: readonly FileToCheck[],
    onChecked: (checked: CheckedFile) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const lots: Lot[] = [];
    for (let at = 0; at < files.length; at += lotSize) lots.push(files.slice(at, at + lotSize));
    const servers = Math.min(this.count, Math.ceil(lots.length / lotsAtOnce));
    await Promise.all(Array.from({ length: servers }, () => this.serve(lots, onChecked, signal)));
  }

  private run(): Running {
    const worker = new Worker(script, { workerData: this.settings });
    const ended = new Promise<string>((resolve) => {
      worker.on("error", (error) => resolve(error instanceof Error ? error.message : String(error)));
      worker.on("exit", (code) => resolve(`exit code ${code}`));
    });
    return { worker, ended };
  }

  /** One worker after another, should one fail, until no lots are left. */
  private async serve(lots: Lot[], onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<void> {
    while (lots.length > 0 && !signal?.aborted) {
      const unfinished: Lot[] = [];
      const failure = await this.serveWith(this.idle.pop() ?? this.run(), lots, unfinished, onChecked, signal);
      if (failure === null) continue;
      for (const { name } of unfinished.flat())
        onChecked(failed(name, `It was not checked: the thread that read it and its neighbours ended (${failure}).`));
    }
  }

  /** Resolves with what made the worker end before its time, else with null. `unfinished` holds what was sent and not answered. */
  private serveWith(
    { worker, ended }: Running,
    lots: Lot[],
    unfinished: Lot[],
    onChecked: (checked: CheckedFile) => void,
    signal?: AbortSignal,
  ): Promise<string | null> {
    return new Promise((resolve) => {
      const finish = (failure: string | null) => {
        signal?.removeEventListener("abort", abort);
        worker.removeAllListeners("message");
        void worker.terminate();
        resolve(failure);
      };
      const abort = () => finish(null);
      signal?.addEventListener("abort", abort);
      const send = () => {
        const lot = lots.shift();
        if (!lot) return;
        unfinished.push(lot);
        worker.postMessage(lot);
      };
      worker.on("message", ({ bytes, others }: LotResult) => {
        unfinished.shift()!.forEach(({ name }, index) => onChecked(others.get(index) ?? clean(name, bytes[index]!)));
        send();
        if (unfinished.length === 0) finish(null);
      });
      void ended.then(finish);
      for (let lot = 0; lot < lotsAtOnce; lot++) send();
      if (unfinished.length === 0) finish(null);
    });
  }
}
