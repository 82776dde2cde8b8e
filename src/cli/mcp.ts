import { resolve } from "node:path";

import type { ThreadedEngine } from "../mcp/engine";
import { keepHeapSmall } from "./small-heap";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

export interface McpCall {
  /** A report of the posture, or a folder of them. */
  readonly posture?: string;
}

/** Resolves when the client ends the connection. `started`: the engine, where it loads already. */
export async function mcp({ posture }: McpCall, terminal: Terminal, started: ThreadedEngine | null): Promise<ExitCode> {
  keepHeapSmall();
  const { serve, startEngine } = await import("../mcp/server");
  const engine = started ?? startEngine();
  const { folder, signal, stop } = terminal;
  return new Promise((ended, failed) => {
    signal.addEventListener("abort", () => ended(stop.signal ? exitCodeOf(stop.signal) : ExitCode.unusable));
    const options = { folder, posture: posture === undefined ? undefined : resolve(folder, posture) };
    serve(process.stdin, process.stdout, options, engine, (reason) => {
      if (reason !== null) terminal.err(`planeguard: the client cannot be understood any more: ${reason}\n`);
      ended(reason === null ? ExitCode.clean : ExitCode.unusable);
    }).catch(failed);
  });
}
