/** The thread of a command: its terminal is the one of the process. */
import type { CancellationToken } from "vscode-jsonrpc";

import type { ListedRepository } from "../../workspace/git/listing";
import { serve, settingsOfThread } from "../../workspace/thread/worker-thread";
import { type Call, prepare, runHere } from "../commands";
import { Stop } from "../stop";
import type { ExitCode, Terminal } from "../terminal";
import type { TerminalServices, ThreadSettings } from "./run";

const { colour, columns, watched = false, folder, locale, stop, asks, command } = settingsOfThread<ThreadSettings>();

const ask = serve({ run });
// Whatever fails here does so again when the command runs, which says so.
prepare(command).catch(() => undefined);
const terminal: TerminalServices = {
  out: async (text) => void (await ask("out", [text])),
  err: async (text) => void (await ask("err", [text])),
  ask: async (question) => (await ask("ask", [question])) as string,
  readStandardInput: async () => (await ask("readStandardInput", [])) as Uint8Array,
  listedChanges: async () => (await ask("listedChanges", [])) as ListedRepository | null,
};

async function run(call: Call, token: CancellationToken): Promise<ExitCode> {
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  // The command has ended when all that it said has arrived.
  const said: Promise<void>[] = [];
  const here: Terminal = {
    out: (text) => void said.push(terminal.out(text)),
    err: (text) => void said.push(terminal.err(text)),
    colour,
    columns,
    watched,
    folder,
    locale,
    readStandardInput: terminal.readStandardInput,
    ...(asks ? { ask: terminal.ask } : {}),
    listedChanges: terminal.listedChanges,
    signal: abort.signal,
    stop: new Stop(stop),
  };
  try {
    return await runHere(call, here);
  } finally {
    await Promise.all(said);
  }
}
