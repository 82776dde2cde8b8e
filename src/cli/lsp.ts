import { setFlagsFromString } from "node:v8";

import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

/**
 * The process lives as long as its editor, and holds little: 15 MB in each of its threads. V8 lets both grow to several times of that before it
 * looks what of it is needed, which is no gain here. The first is heeded at each collection, the second by threads that start later.
 */
function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=40");
  setFlagsFromString("--max-semi-space-size=4");
}

/** Never resolves: the client ends the process, or Ctrl+C does. */
export async function lsp(terminal: Terminal): Promise<ExitCode> {
  keepHeapSmall();
  const { serve } = await import("../lsp/server");
  terminal.signal.addEventListener("abort", () =>
    process.exit(terminal.stop.signal ? exitCodeOf(terminal.stop.signal) : ExitCode.unusable),
  );
  serve(process.stdin, process.stdout);
  return new Promise<never>(() => {});
}
