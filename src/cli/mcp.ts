import { resolve } from "node:path";

import { keepHeapSmall } from "./small-heap";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

export interface McpCall {
  /** A report of the posture, or a folder of them. */
  readonly posture?: string;
}

/** Resolves when the client ends the connection. */
export async function mcp({ posture }: McpCall, terminal: Terminal): Promise<ExitCode> {
  keepHeapSmall();
  const { serve } = await import("../mcp/server");
  const { folder, signal, stop } = terminal;
  return new Promise((ended, failed) => {
    signal.addEventListener("abort", () => ended(stop.signal ? exitCodeOf(stop.signal) : ExitCode.unusable));
    const options = { folder, posture: posture === undefined ? undefined : resolve(folder, posture) };
    serve(process.stdin, process.stdout, options, (reason) => {
      if (reason !== null) terminal.err(`planeguard: the client cannot be understood any more: ${reason}\n`);
      ended(reason === null ? ExitCode.clean : ExitCode.unusable);
    }).catch(failed);
  });
}
