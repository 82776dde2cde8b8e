/** The terminal of this process: its streams and its signals. */
import { isatty } from "node:tty";

import { lines } from "../../escape/terminal";
import { reasonOf } from "../../workspace/reason";
import { exitCodeOf, Stop, type StopSignal, stopSignals } from "../stop";
import { ExitCode, type Terminal } from "../terminal";
import { ask, readStandardInput } from "./input";
import { Output } from "./output";
import { onStopSignal } from "./signals";

/** How long a stopped command may take to end by itself, in milliseconds. */
const patience = 5000;

export interface ProcessTerminal extends Terminal {
  /** Ends the process when everything is written: with 2 where that fails, since the report is not whole. */
  end(exit: ExitCode): Promise<never>;
}

/** From now on signals do not end the process at once, but stop the command; a second one ends both. */
export function processTerminal(): ProcessTerminal {
  const out = new Output(1);
  const err = new Output(2);
  const stop = new Stop();
  const abort = new AbortController();
  let signalled = false;
  let isLate = false;

  function onSignal(signal: StopSignal): void {
    if (signalled) endNow(signal);
    signalled = true;
    if (stop.request(signal)) abort.abort();
    // The report is on its way to somebody who does not read on.
    else if (out.isWaiting) endNow(signal);
    setTimeout(endBusy, patience, signal).unref();
  }

  function endBusy(signal: StopSignal): void {
    // What the command still had to say is on its way: a part of it would be no report.
    if (out.isWaiting && !isLate) {
      isLate = true;
      setTimeout(endBusy, patience, signal).unref();
      return;
    }
    err.write(`planeguard: ended by ${signal}\n`);
    endNow(signal);
  }

  onStopSignal(onSignal);
  // What nobody foresaw: a sentence, no stack.
  process.on("uncaughtException", (error: unknown) => {
    if (stop.signal) endNow(stop.signal);
    err.write(lines(`planeguard: it failed, please report it (${reasonOf(error)})\n`));
    void err.end().then(() => process.exit(ExitCode.unusable));
  });

  return {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    colour: isatty(1) && !process.env["NO_COLOR"],
    ...(isatty(1) ? { columns: process.stdout.columns } : {}),
    watched: isatty(2),
    folder: process.cwd(),
    // In the order of POSIX; what is empty is as if it were not set.
    locale: process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"],
    readStandardInput,
    ...(isatty(0) && isatty(2) ? { ask: (question) => ask(question, () => onSignal("SIGINT")) } : {}),
    signal: abort.signal,
    stop,
    async end(exit) {
      const written = await out.end();
      if (written instanceof Error) err.write(`planeguard: could not write to standard output: ${reasonOf(written)}\n`);
      await err.end();
      return process.exit(written instanceof Error ? ExitCode.unusable : exit);
    },
  };
}

function endNow(signal: StopSignal): never {
  // Should a thread that hangs in the system keep even this from ending, the next signal does.
  for (const one of stopSignals) process.removeAllListeners(one);
  process.exit(exitCodeOf(signal));
}
