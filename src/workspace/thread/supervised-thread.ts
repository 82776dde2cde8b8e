/** A thread that is ended when a call takes too long, and replaced when it has ended. */
import { canceled, type Cancellation } from "./cancellation";
import type { Sendable } from "./plain-data";
import { tookTooLong, Watchdog } from "./watchdog";
import type { WorkerThread } from "./worker-thread";

/** A call was ended for taking more than its bound. */
export class TookTooLong extends Error {}

/** The thread ended under a call, and under the same call again in the next thread. */
export class ThreadEnded extends Error {}

/** In milliseconds. */
const defaultPatience = 1000;

interface Call {
  readonly send: (thread: WorkerThread) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly cancellation: Cancellation | undefined;
  /** A thread ended under it before. */
  retried: boolean;
}

/**
 * Calls are carried out one after another, those first for which a person waits: of what waits nothing has begun yet, and what does not
 * end is known.
 */
export class SupervisedThread {
  private thread: WorkerThread | null = null;
  private readonly waiting: Call[] = [];
  private isWorking = false;
  private isDisposed = false;

  /** `bound`: how many milliseconds a call may take; `patience`: how many more, when nobody waits for it any longer. */
  constructor(
    private readonly start: () => WorkerThread,
    private readonly bound: number,
    private readonly patience = defaultPatience,
  ) {}

  /**
   * Resolves with what the thread answers. Rejects with what it said of a failure, with `TookTooLong`, with `ThreadEnded`, or,
   * as soon as it is cancelled, as `isCanceled` tells; a call that has not begun is never begun then.
   */
  call<Values extends readonly unknown[]>(
    method: string,
    values: Values & Sendable<Values>,
    cancellation?: Cancellation,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isDisposed || cancellation?.isCancellationRequested) return reject(canceled());
      const listening = cancellation?.onCancellationRequested(() => {
        const place = this.waiting.indexOf(call);
        if (place >= 0) this.waiting.splice(place, 1);
        call.reject(canceled());
      });
      const call: Call = {
        send: (thread) => thread.request<Values>(method, values, cancellation),
        resolve: (value) => {
          listening?.dispose();
          resolve(value);
        },
        reject: (error) => {
          listening?.dispose();
          reject(error as Error);
        },
        cancellation,
        retried: false,
      };
      this.waiting.push(call);
      void this.work();
    });
  }

  /** Ends the thread; what waits for it is cancelled. */
  dispose(): void {
    this.isDisposed = true;
    for (const { reject } of this.waiting.splice(0)) reject(canceled());
    this.thread?.end();
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (let call = this.next(); call; call = this.next()) await this.carryOut(call);
    this.isWorking = false;
  }

  private next(): Call | undefined {
    const urgent = this.waiting.findIndex(({ cancellation }) => cancellation?.isUrgent);
    return urgent < 0 ? this.waiting.shift() : this.waiting.splice(urgent, 1)[0];
  }

  private async carryOut(call: Call): Promise<void> {
    let thread: WorkerThread | null = null;
    let isTooLong = false;
    let watchdog: Watchdog | undefined;
    let impatience: { dispose(): void } | undefined;
    const end = () => {
      isTooLong = true;
      this.thread = null;
      thread?.end();
    };
    try {
      thread = this.running();
      thread.wake();
      watchdog = new Watchdog(this.bound, end, () => thread?.isLoading && {});
      impatience = call.cancellation?.onCancellationRequested(() => {
        watchdog?.stop();
        watchdog = new Watchdog(this.patience, end);
      });
      call.resolve(await call.send(thread));
    } catch (error) {
      if (this.isDisposed) call.reject(canceled());
      else if (isTooLong) call.reject(new TookTooLong(tookTooLong(this.bound)));
      else if (thread?.hasEnded) this.again(call, await thread.ended);
      else call.reject(error);
    } finally {
      watchdog?.stop();
      impatience?.dispose();
      thread?.rest();
    }
  }

  private running(): WorkerThread {
    return this.thread?.hasEnded === false ? this.thread : (this.thread = this.start());
  }

  /** Once: should the next thread end under it too, it may be to blame. */
  private again(call: Call, reason: string): void {
    if (call.cancellation?.isCancellationRequested) return;
    if (call.retried) return call.reject(new ThreadEnded(`the thread of the analysis ended (${reason})`));
    call.retried = true;
    this.waiting.unshift(call);
  }
}
