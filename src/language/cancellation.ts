/** Says that an answer is no longer wanted: the token of VS Code, of the language server and of vscode-jsonrpc alike. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
  /** A person waits for it: it goes before what is done in the background. */
  readonly isUrgent?: boolean;
}

export class CancellationSource implements Cancellation {
  /** May be set while it is waited for. */
  isUrgent = false;
  private readonly listeners = new Set<() => void>();
  private requested = false;

  get isCancellationRequested(): boolean {
    return this.requested;
  }

  onCancellationRequested(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  cancel(): void {
    if (this.requested) return;
    this.requested = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }
}

/** The same, of what a person waits for. */
export function urgently(cancellation: Cancellation | undefined): Cancellation {
  return {
    isUrgent: true,
    get isCancellationRequested() {
      return cancellation?.isCancellationRequested ?? false;
    },
    onCancellationRequested: (listener) =>
      cancellation?.onCancellationRequested(listener) ?? { dispose: () => undefined },
  };
}

/** What is rejected with where an answer is no longer wanted. VS Code knows its own `CancellationError` by the same two words. */
export function canceled(): Error {
  return Object.assign(new Error("Canceled"), { name: "Canceled" });
}

/** Told by its name: an error may come from another bundle, where its class is another. */
export function isCanceled(error: unknown): boolean {
  return error instanceof Error && error.name === "Canceled";
}

/** What is promised, or a rejection as soon as it is no longer wanted. */
export function whileWanted<Value>(promise: Promise<Value>, cancellation: Cancellation | undefined): Promise<Value> {
  if (!cancellation) return promise;
  if (cancellation.isCancellationRequested) return Promise.reject(canceled());
  return new Promise((resolve, reject) => {
    const listening = cancellation.onCancellationRequested(() => reject(canceled()));
    promise.then(resolve, reject).finally(() => listening.dispose());
  });
}
