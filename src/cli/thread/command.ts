/** The thread of a command: its terminal is the one of the process, by messages. */
import { parentPort, workerData } from "node:worker_threads";

import { runHere } from "../commands";
import { Stop } from "../stop";
import type { Terminal } from "../terminal";
import type { FromThread, ThreadCall, ToThread } from "./run";

const { call, terminal: given } = workerData as ThreadCall;
const port = parentPort!;
const tell = (message: FromThread) => port.postMessage(message);

const abort = new AbortController();
const waiting = new Map<number, { resolve(value: string | Uint8Array): void; reject(error: Error): void }>();
let questions = 0;

/** Asks the process; what answers is of the type that the question is for. */
function request<Answer extends string | Uint8Array>(question: (id: number) => FromThread): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const id = questions++;
    waiting.set(id, { resolve: (value) => resolve(value as Answer), reject });
    tell(question(id));
  });
}

port.on("message", (message: ToThread) => {
  if (message.kind === "stop") return abort.abort();
  if (message.kind === "answer") waiting.get(message.id)?.resolve(message.value);
  else waiting.get(message.id)?.reject(new Error(message.message));
  waiting.delete(message.id);
});

const terminal: Terminal = {
  out: (text) => tell({ kind: "out", text }),
  err: (text) => tell({ kind: "err", text }),
  colour: given.colour,
  folder: given.folder,
  readStandardInput: () => request((id) => ({ kind: "readStandardInput", id })),
  ...(given.asks ? { ask: (question) => request((id) => ({ kind: "ask", id, question })) } : {}),
  signal: abort.signal,
  stop: new Stop(given.stop),
};

runHere(call, terminal).then(
  (exit) => tell({ kind: "end", exit }),
  (error: unknown) => tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
);
