/** The engine in a thread of its own: whoever calls it from an editor's host is kept from nothing else, however large the document. */
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";

import type { Engine } from "../engine";
import { fingerprintKey } from "../fingerprint";
import type { Understanding } from "../understanding";

/** What the thread is told when it starts. */
export interface ThreadSettings {
  readonly fingerprintKey: Uint8Array;
}

/** What can be called there, by name. */
export interface Services {
  readonly engine: Engine;
  readonly understanding: Understanding;
}

export interface Call {
  readonly id: number;
  readonly service: keyof Services;
  readonly method: string;
  readonly values: readonly unknown[];
}

export type Answer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: unknown };

/** The methods of a service, as they are seen from another thread. */
export type Remote<Service> = {
  readonly [Name in keyof Service]: Service[Name] extends (...values: infer Values) => Promise<infer Value>
    ? (...values: Values) => Promise<Value>
    : never;
};

interface Waiting {
  readonly call: Call;
  /** It was under way when a thread ended: should the next one end too, it may be to blame. */
  retried: boolean;
  resolve(value: never): void;
  reject(error: unknown): void;
}

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
const script = join(__dirname, basename(__dirname) === "dist" ? "thread.js" : "../../../dist/thread.js");

export class EngineThread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;

  /** `analyze` takes no function for `fixes`: none can be sent. */
  readonly engine = this.remote("engine");
  readonly understanding = this.remote("understanding");

  private remote<Name extends keyof Services>(service: Name): Remote<Services[Name]> {
    return new Proxy({} as Remote<Services[Name]>, {
      // A promise is what has `then`: this is none.
      get: (_, method) =>
        typeof method === "string" && method !== "then"
          ? (...values: unknown[]) => this.call(service, method, values)
          : undefined,
    });
  }

  private call(service: keyof Services, method: string, values: readonly unknown[]): Promise<never> {
    return new Promise((resolve, reject) => {
      const call = { id: this.calls++, service, method, values };
      this.waiting.set(call.id, { call, retried: false, resolve, reject });
      this.send(call);
    });
  }

  private send(call: Call): void {
    const worker = (this.worker ??= this.start());
    try {
      worker.postMessage(call);
    } catch (error) {
      this.settle({ id: call.id, error });
    }
  }

  private start(): Worker {
    const worker = new Worker(script, { workerData: { fingerprintKey } satisfies ThreadSettings });
    worker.unref();
    let failure: unknown = new Error("The thread of the analysis ended.");
    worker.on("message", (answer: Answer) => this.settle(answer));
    worker.on("error", (error) => (failure = error));
    worker.on("exit", () => this.ended(worker, failure));
    return worker;
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(answer.error);
    else waiting?.resolve(answer.value as never);
  }

  /** What waits is asked again in another thread, once. */
  private ended(worker: Worker, failure: unknown): void {
    if (this.worker !== worker) return;
    this.worker = null;
    for (const { call, retried } of [...this.waiting.values()]) {
      if (retried) this.settle({ id: call.id, error: failure });
      else this.waiting.get(call.id)!.retried = true;
    }
    for (const { call } of this.waiting.values()) this.send(call);
  }
}
