/** Worker threads, spoken to by JSON-RPC. All that is sent to one goes through here. */
import { basename, join } from "node:path";
import { parentPort, type ResourceLimits, Worker, workerData } from "node:worker_threads";

import {
  type CancellationToken,
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ParameterStructures,
  PortMessageReader,
  PortMessageWriter,
  ResponseError,
} from "vscode-jsonrpc/node";

import type { Cancellation } from "./cancellation";
import type { Sendable } from "./plain-data";

/** Told by the thread when its services are there. */
const loaded = "loaded";
/** In milliseconds; a busy machine takes seconds. */
const longestLoad = 60_000;

/** One request after another, in their order; answers are handed on as they come. */
const options = { maxParallelism: 1 };

export class WorkerThread {
  private readonly connection: MessageConnection;
  private reason: string | null = null;
  /** It answers nothing any more. */
  hasEnded = false;
  private isLoaded = false;
  private readonly started = performance.now();
  /** Resolves when it has ended, with what ended it, in words for the end of a sentence. */
  readonly ended: Promise<string>;

  private constructor(
    private readonly worker: Worker,
    services: Services,
  ) {
    this.connection = createMessageConnection(
      new PortMessageReader(this.worker),
      new PortMessageWriter(this.worker),
      undefined,
      options,
    );
    this.connection.onError(() => undefined); // the request that could not be sent is rejected
    answer(this.connection, services);
    this.connection.onNotification(loaded, () => void (this.isLoaded = true));
    this.connection.listen();
    this.ended = new Promise((resolve) => {
      this.worker.on("error", (error) => (this.reason ??= error instanceof Error ? error.message : String(error)));
      this.worker.on("exit", (code) => {
        this.hasEnded = true;
        this.connection.dispose();
        resolve(this.reason ?? `exit code ${code}`);
      });
    });
  }

  /**
   * Starts a script (a path, or the name of a bundle) with settings that `settingsOfThread` returns there. It may ask for
   * what `services` have.
   */
  static start<Settings extends object>(
    script: string,
    settings: Settings & Sendable<Settings>,
    services: Services = {},
    resourceLimits: ResourceLimits = {},
  ): WorkerThread {
    // What a library might print would else stand between the messages of the language server.
    return new WorkerThread(
      new Worker(pathOf(script), { workerData: settings, stdout: true, resourceLimits }),
      services,
    );
  }

  /** Rejects with what the service said, and when the thread ends before it has answered. */
  async request<Values extends readonly unknown[]>(
    method: string,
    values: Values & Sendable<Values>,
    cancellation?: Cancellation,
  ): Promise<unknown> {
    return this.connection.sendRequest(
      method,
      ParameterStructures.byPosition,
      ...values,
      ...(cancellation ? [cancellation] : []),
    );
  }

  /** Still makes ready for its first request, which is no fault of that. */
  get isLoading(): boolean {
    return !this.isLoaded && performance.now() - this.started < longestLoad;
  }

  /** Ends it at once, in the middle of whatever it does. */
  end(reason = "it was ended"): void {
    this.reason ??= reason;
    void this.worker.terminate();
  }

  /** While nobody waits for it, it keeps no process running. */
  rest(): void {
    this.worker.unref();
  }

  wake(): void {
    this.worker.ref();
  }
}

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
function pathOf(script: string): string {
  if (basename(script) !== script) return script;
  return join(__dirname, basename(__dirname) === "dist" ? `${script}.js` : `../../../dist/${script}.js`);
}

/** What a thread was started with. */
export function settingsOfThread<Settings>(): Settings {
  return workerData as Settings;
}

/** What can be called in a thread, by name. */
export type Services = Readonly<Record<string, (...values: never[]) => Promise<unknown>>>;

/** Whose answers are plain data. */
type Answering<Named> = {
  readonly [Name in keyof Named]: Named[Name] extends (...values: infer Values) => Promise<infer Answer>
    ? (...values: Values) => Promise<Sendable<Answer>>
    : never;
};

/**
 * Answers requests with what the services say; to be called once, in the thread. The last value of each call is a
 * `CancellationToken`. What is returned asks the services of whoever started the thread.
 */
export function serve<Named extends Services>(
  services: (Named & Answering<Named>) | Promise<Named & Answering<Named>>,
): <Values extends readonly unknown[]>(method: string, values: Values & Sendable<Values>) => Promise<unknown> {
  const port = parentPort!;
  const connection = createMessageConnection(
    new PortMessageReader(port),
    new PortMessageWriter(port),
    undefined,
    options,
  );
  answer(connection, services);
  connection.listen();
  Promise.resolve(services).then(
    () => connection.sendNotification(loaded),
    () => undefined, // each request is answered with why
  );
  return async (method, values) => connection.sendRequest(method, ParameterStructures.byPosition, ...values);
}

function answer(connection: MessageConnection, services: Services | Promise<Services>): void {
  connection.onRequest(async (method: string, values: object | undefined, token: CancellationToken) => {
    try {
      const service = (await services)[method]!;
      return await service(...([...((values ?? []) as readonly unknown[]), token] as never[]));
    } catch (error) {
      throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
    }
  });
}
