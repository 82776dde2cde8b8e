import type { Cancellation } from "../../language/cancellation";

export { canceled, type Cancellation, isCanceled, urgently } from "../../language/cancellation";

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
