/** A cancellation token, as VS Code, the language server and vscode-jsonrpc all have it. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

/** What a call rejects with that is no longer wanted. VS Code knows its own `CancellationError` by the same two words. */
export function canceled(): Error {
  return Object.assign(new Error("Canceled"), { name: "Canceled" });
}

/** Told by its name: an error may come from another bundle, where its class is another. */
export function isCanceled(error: unknown): boolean {
  return error instanceof Error && error.name === "Canceled";
}

/** The token of a signal. */
export function cancellationOf(signal: AbortSignal): Cancellation {
  return {
    get isCancellationRequested() {
      return signal.aborted;
    },
    onCancellationRequested(listener) {
      signal.addEventListener("abort", listener, { once: true });
      return { dispose: () => signal.removeEventListener("abort", listener) };
    },
  };
}
