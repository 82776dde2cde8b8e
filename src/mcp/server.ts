/** `planeguard mcp`: the tools for assistants over the Model Context Protocol, on standard input and output. Reads what its client names, and no network. */
import type { Readable, Writable } from "node:stream";

import { type ThreadedEngine, threadedEngine } from "./engine";
import type { McpOptions } from "./protocol";

/** Starts the engine's thread, which loads meanwhile. */
export const startEngine: () => ThreadedEngine = threadedEngine;

/** Serves until the input ends, with `onEnd`; that is given a reason where the client cannot be understood any more. */
export async function serve(
  input: Readable,
  output: Writable,
  options: McpOptions,
  engine: ThreadedEngine,
  onEnd: (reason: string | null) => void,
): Promise<void> {
  input.on("end", () => onEnd(null)).on("close", () => onEnd(null));
  // Nobody listens any more.
  output.on("error", () => onEnd(null));
  const { connect } = await import("./protocol");
  await connect(input, output, engine, options, onEnd);
}
