/** `planeguard mcp`: the tools for assistants over the Model Context Protocol, on standard input and output. Reads what its client names, and no network. */
import type { Readable, Writable } from "node:stream";

import { threadedEngine } from "./engine";
import type { McpOptions } from "./protocol";

/** Serves until the input ends, with `onEnd`; that is given a reason where the client cannot be understood any more. */
export async function serve(
  input: Readable,
  output: Writable,
  options: McpOptions,
  onEnd: (reason: string | null) => void,
): Promise<void> {
  const engine = threadedEngine();
  input.on("end", () => onEnd(null)).on("close", () => onEnd(null));
  // Nobody listens any more.
  output.on("error", () => onEnd(null));
  // The thread loads meanwhile.
  const { connect } = await import("./protocol");
  await connect(input, output, engine, options, onEnd);
}
