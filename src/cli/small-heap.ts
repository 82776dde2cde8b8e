import { setFlagsFromString } from "node:v8";

/** In milliseconds: by then the first thread has started. */
const delay = 1000;

/**
 * For a process that lives as long as its editor, and holds little: 15 MB in each of its threads. V8 lets them grow to several times of that before
 * it looks what of it is needed, which is no gain here. Threads that start after a flag has changed compile Node's own modules anew, which takes
 * them 40 ms.
 */
export function keepHeapSmall(): void {
  setTimeout(() => setFlagsFromString("--heap-growing-percent=40"), delay).unref();
}
