import { main } from "../../src/cli/program";
import type { ExitCode } from "../../src/cli/terminal";

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
): Promise<Ran> {
  let out = "";
  let err = "";
  const exit = await main(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colour: false,
    folder,
    readStandardInput: () => Buffer.from(standardInput),
    signal: new AbortController().signal,
  });
  return { exit, out, err };
}
