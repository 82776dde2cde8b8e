/** Runs a command in a thread of its own, so that signals come through however busy it is, and a lack of memory ends it alone. */
import { cancellationOf } from "../../workspace/thread/cancellation";
import { WorkerThread } from "../../workspace/thread/worker-thread";
import type { Call, RunCommand } from "../commands";
import type { ExitCode, Terminal } from "../terminal";

/** What the thread is told when it starts. */
export interface ThreadSettings extends Pick<Terminal, "colour" | "columns" | "watched" | "folder"> {
  /** The state of its `Stop`, which both threads have. */
  readonly stop: Int32Array;
  /** Whether somebody can be asked. */
  readonly asks: boolean;
}

/** What the thread can do here. */
export interface TerminalServices {
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  readonly ask: (question: string) => Promise<string>;
  readonly readStandardInput: () => Promise<Uint8Array>;
}

export const runInThread: RunCommand = async (call, terminal) => {
  const { colour, columns, watched = false, folder, stop, signal, ask } = terminal;
  const settings: ThreadSettings = { colour, columns, watched, folder, stop: stop.state, asks: ask !== undefined };
  const services: TerminalServices = {
    out: async (text) => terminal.out(text),
    err: async (text) => terminal.err(text),
    ask: (question) => ask!(question),
    readStandardInput: () => terminal.readStandardInput(),
  };
  const thread = WorkerThread.start("command", settings, { ...services });
  try {
    return (await thread.request("run", [call] satisfies [Call], cancellationOf(signal))) as ExitCode;
  } catch (error) {
    if (!thread.hasEnded) throw error;
    const reason = await thread.ended;
    throw new Error(
      /memory/.test(reason)
        ? "there is not enough memory; NODE_OPTIONS=--max-old-space-size=MEGABYTES allows for more"
        : `the command ended before its time (${reason})`,
      { cause: error },
    );
  }
};
