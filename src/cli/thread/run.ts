/** Runs a command in a thread of its own, so that signals come through however busy it is, and a lack of memory ends it alone. */
import type { ListedRepository } from "../../workspace/git/listing";
import { cancellationOf } from "../../workspace/thread/cancellation";
import { WorkerThread } from "../../workspace/thread/worker-thread";
import type { Call, CommandName, RunCommand } from "../commands";
import type { ExitCode, Terminal } from "../terminal";
import type { ChangesAhead } from "./changes-ahead";

/** What the thread is told when it starts. */
export interface ThreadSettings extends Pick<Terminal, "colour" | "columns" | "watched" | "folder" | "locale"> {
  /** The state of its `Stop`, which both threads have. */
  readonly stop: Int32Array;
  /** Whether somebody can be asked. */
  readonly asks: boolean;
  /** What will run in it. */
  readonly command: CommandName;
}

/** What the thread can do here. */
export interface TerminalServices {
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  readonly ask: (question: string) => Promise<string>;
  readonly readStandardInput: () => Promise<Uint8Array>;
  readonly listedChanges: () => Promise<ListedRepository | null>;
}

/** The commands for which a thread is started before their call has been read: they wait for nothing but their own loading. */
const startedEarly: readonly string[] = ["check", "diff"] satisfies CommandName[];

/** Runs commands in threads. The thread of the one that the arguments begin with, where that is likely to run, starts at once. */
export function threadsFor(argv: readonly string[], terminal: Terminal, changes: ChangesAhead): RunCommand {
  const [name, ...rest] = argv;
  const early =
    startedEarly.includes(name!) && !rest.some((one) => ["-h", "--help"].includes(one))
      ? startThread(name as CommandName, terminal, changes)
      : null;
  return async (call, here) => {
    changes.isFor(call);
    return resultOf(early ?? startThread(call.command, here, changes), call, here.signal);
  };
}

function startThread(command: CommandName, terminal: Terminal, changes: ChangesAhead): WorkerThread {
  const { colour, columns, watched = false, folder, locale, stop, ask } = terminal;
  const settings: ThreadSettings = {
    colour,
    columns,
    watched,
    folder,
    locale,
    stop: stop.state,
    asks: ask !== undefined,
    command,
  };
  const services: TerminalServices = {
    out: async (text) => terminal.out(text),
    err: async (text) => terminal.err(text),
    ask: (question) => ask!(question),
    readStandardInput: () => terminal.readStandardInput(),
    listedChanges: async () => changes.take(),
  };
  return WorkerThread.start("command", settings, { ...services });
}

async function resultOf(thread: WorkerThread, call: Call, signal: AbortSignal): Promise<ExitCode> {
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
}
