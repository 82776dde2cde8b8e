/** Standard input of the process, whatever it is connected with. */
import { fstatSync } from "node:fs";

import { readSizeLimit } from "../../workspace/files";

/** All of it; of what is too large to be checked, no more than tells so. Rejects where it cannot be read. */
export async function readStandardInput(): Promise<Uint8Array> {
  const stats = fstatSync(0);
  // Node takes it for empty.
  if (stats.isDirectory()) throw new Error("it is a folder");
  if (stats.isBlockDevice()) throw new Error("it is a device");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > readSizeLimit) break;
  }
  return Buffer.concat(chunks);
}

/** Asks whoever sits at the terminal, on standard error: standard output holds the report alone. `onInterrupt` is called for Ctrl+C, which is no signal meanwhile. */
export async function ask(question: string, onInterrupt: () => void): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const given = new AbortController();
  lines.once("SIGINT", () => {
    onInterrupt();
    given.abort(new Error("nothing was entered"));
  });
  try {
    return (await lines.question(question, { signal: given.signal })).trim();
  } finally {
    lines.close();
  }
}
