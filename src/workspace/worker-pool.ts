/** Checks many files in worker threads. */
import { availableParallelism } from "node:os";

import { type CheckedFile, type CheckOptions, clean, failed, type FileToCheck } from "./check-file";
import { type Lot, Lots } from "./lots";
import { tookTooLong, Watchdog } from "./thread/watchdog";
import { WorkerThread } from "./thread/worker-thread";

/** What is the same for every worker. */
export interface PoolSettings {
  readonly folder: string;
  readonly options: CheckOptions;
  /** The process is theirs alone, and ends soon after they have. */
  readonly endsSoon?: boolean | undefined;
  /** Is asked when the first worker starts. */
  fingerprintKey(): Uint8Array;
}

/** What a worker is told when it starts. */
export interface WorkerSettings extends Omit<PoolSettings, "fingerprintKey"> {
  readonly fingerprintKey: Uint8Array;
  /** Shared: the worker counts the files that it has begun. */
  readonly begun: Int32Array;
}

/** What it answers. Most files have nothing but bytes: of the others all is told, by their place in the lot. */
export interface LotResult {
  readonly bytes: readonly number[];
  readonly others: ReadonlyMap<number, CheckedFile>;
}

export interface PoolOptions {
  /** How many milliseconds a file may take, its fixes included. */
  readonly bound?: number;
  /** Starts a worker, in place of the bundle. */
  readonly start?: (settings: WorkerSettings) => WorkerThread;
}

/** Fewer files are checked before worker threads would have started. */
export const worthWorkers = 250;

/** More would gain little and take memory from the editor. */
const mostWorkers = 4;
/** So that a worker has the next lot at hand when it has done one. */
const lotsAtOnce = 2;
/** Nobody waits at the cursor: a slow machine may prove every fix of a large file. */
const defaultBound = 60_000;
/** So many workers may end before their first file or between two: no file is to blame then, and another try may help. */
const mostUnexplained = 3;

export class WorkerPool {
  private readonly workers = new Set<PoolWorker>();
  /** Those that have nothing to do yet. */
  private readonly idle: PoolWorker[] = [];
  private readonly count = Math.min(mostWorkers, availableParallelism());
  private unexplained = 0;
  private hasChecked = false;

  constructor(
    private readonly settings: PoolSettings,
    private readonly options: PoolOptions = {},
  ) {}

  /** Lets workers load while the files are still being listed. */
  start(): void {
    while (this.workers.size < this.count) this.idle.push(this.run());
  }

  /** Whether workers have checked files, and so have loaded what that needs. */
  get isWarm(): boolean {
    return this.hasChecked && this.idle.length > 0;
  }

  /** Ends every worker, whatever it does. */
  end(): void {
    this.idle.length = 0;
    for (const worker of this.workers) worker.thread.end();
    this.workers.clear();
  }

  /**
   * Tells of each file when it has been checked, in no order: also of those that a worker did not come to the end of.
   * Resolves when all are, or when the signal stops it. Rejects where workers cannot work at all.
   */
  async check(files: Lot, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<void> {
    const lots = new Lots(files);
    const end = () => this.end();
    signal?.addEventListener("abort", end);
    try {
      const servers = Math.min(this.count, Math.ceil(lots.left / lotsAtOnce));
      await Promise.all(Array.from({ length: servers }, () => this.serve(lots, onChecked, signal)));
    } finally {
      this.hasChecked = true;
      signal?.removeEventListener("abort", end);
    }
  }

  private run(): PoolWorker {
    const worker = new PoolWorker(this.settings, this.options);
    this.workers.add(worker);
    return worker;
  }

  /** One worker after another, should one end, until no lots are left. */
  private async serve(lots: Lots, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<void> {
    while (lots.left > 0 && !signal?.aborted) {
      const worker = this.idle.pop() ?? this.run();
      const ended = await worker.serve(lots, onChecked, signal);
      if (signal?.aborted) return;
      if (ended === null) {
        this.idle.push(worker);
        continue;
      }
      this.workers.delete(worker);
      const { culprit, others, reason } = ended;
      if (culprit) onChecked(failed(culprit.name, `It was not checked: ${reason}.`));
      else if (++this.unexplained > mostUnexplained) throw new Error(`No file could be checked: ${reason}.`);
      if (others.length > 0) lots.putBack(others);
    }
  }
}

/** A worker ended before its time. */
interface Ended {
  /** In words for the end of a sentence. */
  readonly reason: string;
  /** The file that it was at. */
  readonly culprit: FileToCheck | undefined;
  /** Those that it was sent and told nothing of. */
  readonly others: Lot;
}

class PoolWorker {
  readonly thread: WorkerThread;
  private readonly begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Lots that were sent and not answered, in their order. */
  private readonly unfinished: Lot[] = [];
  /** How many files it has told of. */
  private reported = 0;
  private readonly bound: number;

  constructor(settings: PoolSettings, { bound = defaultBound, start = startBundle }: PoolOptions) {
    this.bound = bound;
    this.thread = start({ ...settings, fingerprintKey: settings.fingerprintKey(), begun: this.begun });
  }

  /** Checks lots until none is left or the signal stops it: null; or until the worker ends. */
  async serve(lots: Lots, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<Ended | null> {
    let isTooLong = false;
    const end = () => {
      isTooLong = true;
      this.thread.end();
    };
    const progress = () => (this.thread.isLoading ? {} : Atomics.load(this.begun, 0));
    const watchdog = new Watchdog(this.bound, end, progress);
    try {
      await Promise.all(Array.from({ length: lotsAtOnce }, () => this.feed(lots, onChecked, signal)));
      return null;
    } catch (error) {
      if (!this.thread.hasEnded && !signal?.aborted) throw error;
      const reason = await this.thread.ended;
      return this.lost(isTooLong ? tookTooLong(this.bound) : `the thread that read it ended (${reason})`);
    } finally {
      watchdog.stop();
    }
  }

  private async feed(lots: Lots, onChecked: (checked: CheckedFile) => void, signal?: AbortSignal): Promise<void> {
    for (let lot = lots.take(this); lot && !signal?.aborted; lot = lots.take(this)) {
      this.unfinished.push(lot);
      const { bytes, others } = (await this.thread.request("check", [lot])) as LotResult;
      this.unfinished.shift();
      this.reported += lot.length;
      if (signal?.aborted) return;
      lot.forEach(({ name }, index) => onChecked(others.get(index) ?? clean(name, bytes[index]!)));
    }
  }

  private lost(reason: string): Ended {
    const files = this.unfinished.flat();
    const culprit = files[Atomics.load(this.begun, 0) - this.reported - 1];
    return { reason, culprit, others: files.filter((file) => file !== culprit) };
  }
}

function startBundle(settings: WorkerSettings): WorkerThread {
  return WorkerThread.start("worker", settings);
}
