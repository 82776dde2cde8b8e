/** Runs a command in a thread of its own, so that signals come through however busy it is, and a lack of memory ends it alone. */
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";

import type { Call, RunCommand } from "../commands";
import { type ExitCode, type Terminal } from "../terminal";

/** What the thread is told when it starts. */
export interface ThreadCall {
  readonly call: Call;
  readonly terminal: Pick<Terminal, "colour" | "folder"> & { readonly stop: SharedArrayBuffer; readonly asks: boolean };
}

/** What the thread tells, and asks for. */
export type FromThread =
  | { readonly kind: "out" | "err"; readonly text: string }
  | { readonly kind: "ask"; readonly id: number; readonly question: string }
  | { readonly kind: "readStandardInput"; readonly id: number }
  | { readonly kind: "end"; readonly exit: ExitCode }
  | { readonly kind: "failed"; readonly message: string };

/** What it is told: that the command is stopped, or what it asked for. */
export type ToThread =
  | { readonly kind: "stop" }
  | { readonly kind: "answer"; readonly id: number; readonly value: string | Uint8Array }
  | { readonly kind: "refusal"; readonly id: number; readonly message: string };

/** Bundled, this file is in `dist`; run from its sources, `dist` is beside `src`. */
const script = join(__dirname, basename(__dirname) === "dist" ? "command.js" : "../../../dist/command.js");

export const runInThread: RunCommand = (call, terminal) =>
  new Promise((resolve, reject) => {
    const { colour, folder, stop, signal, ask } = terminal;
    const worker = new Worker(script, {
      workerData: {
        call,
        terminal: { colour, folder, stop: stop.shared, asks: ask !== undefined },
      } satisfies ThreadCall,
    });
    const tell = (message: ToThread) => worker.postMessage(message);
    const answer = (id: number, asked: Promise<string | Uint8Array>) =>
      asked.then(
        (value) => tell({ kind: "answer", id, value }),
        (error: unknown) => tell({ kind: "refusal", id, message: messageOf(error) }),
      );
    const hear = (message: FromThread): unknown => {
      switch (message.kind) {
        case "out":
          return terminal.out(message.text);
        case "err":
          return terminal.err(message.text);
        case "ask":
          return answer(message.id, ask!(message.question));
        case "readStandardInput":
          return answer(message.id, terminal.readStandardInput());
        case "end":
          return resolve(message.exit);
        case "failed":
          return reject(new Error(message.message));
      }
    };
    worker.on("message", hear);
    worker.on("error", (error) => reject(new Error(messageOf(error))));
    worker.on("exit", (code) => reject(new Error(`its thread ended with ${code}`)));
    signal.addEventListener("abort", () => tell({ kind: "stop" }));
  });

function messageOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY")
    return "there is not enough memory; NODE_OPTIONS=--max-old-space-size=MEGABYTES allows for more";
  return error instanceof Error ? error.message : String(error);
}
