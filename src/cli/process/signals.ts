/**
 * Loaded before anything else: from here on a signal does not end the process, but waits for whoever knows how to stop the
 * command. Everything that stands before it is time in which Node ends without a word.
 */
import { type StopSignal, stopSignals } from "../stop";

const early: StopSignal[] = [];
let listener = (signal: StopSignal): void => void early.push(signal);

for (const signal of stopSignals) process.on(signal, () => listener(signal));

/** `stop` is called for each signal from now on, and for those that have come already. */
export function onStopSignal(stop: (signal: StopSignal) => void): void {
  listener = stop;
  for (const signal of early.splice(0)) stop(signal);
}
