import { runHere } from "../../src/cli/commands";
import { main } from "../../src/cli/program";
import { Stop } from "../../src/cli/stop";
import type { ExitCode, Terminal } from "../../src/cli/terminal";

export interface Ran {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, with what it prints caught. */
export async function planeguard(
  folder: string,
  args: readonly string[],
  standardInput: string | Uint8Array = "",
  more: Partial<Terminal> = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colour: false,
    folder,
    readStandardInput: async () => Buffer.from(standardInput),
    signal: new AbortController().signal,
    stop: new Stop(),
    ...more,
  };
  const exit = await main(args, terminal, runHere);
  return { exit, out, err };
}
