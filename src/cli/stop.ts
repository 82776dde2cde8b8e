/** Whether a command has been stopped by a signal, known at once in every thread, also while one is busy. */

/** What can stop a command, and how it exits then: as shells number the end by a signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof exitCodes;

export const stopSignals = Object.keys(exitCodes) as readonly StopSignal[];

export function exitCodeOf(signal: StopSignal): (typeof exitCodes)[StopSignal] {
  return exitCodes[signal];
}

const running = 0;
const delivering = -1;

/** Either a command is stopped or it delivers its report, never both. */
export class Stop {
  /** `state` has one element, in memory that threads share: 0, -1 once the report is being delivered, else the exit code of the signal. */
  constructor(readonly state: Int32Array = new Int32Array(new SharedArrayBuffer(4))) {}

  get signal(): StopSignal | null {
    const code = Atomics.load(this.state, 0);
    return stopSignals.find((signal) => exitCodes[signal] === code) ?? null;
  }

  /** False where the report is being delivered already. */
  request(signal: StopSignal): boolean {
    return Atomics.compareExchange(this.state, 0, running, exitCodes[signal]) !== delivering;
  }

  /** To be asked before the first byte of a report, or of a file in place of another, is written. False: the command has been stopped, and nothing is to be written. */
  mayDeliver(): boolean {
    const before = Atomics.compareExchange(this.state, 0, running, delivering);
    return before === running || before === delivering;
  }
}
