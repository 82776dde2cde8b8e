/** What a command needs of the process it runs in; tests give their own. */
import { line } from "../escape/terminal";
import type { ListedRepository } from "../workspace/git/listing";
import type { Stop } from "./stop";

export enum ExitCode {
  /** Nothing at or above the threshold. */
  clean = 0,
  found = 1,
  /** Wrong usage, or an input that could not be read. */
  unusable = 2,
  /** Stopped by SIGINT, as Ctrl+C sends it. */
  interrupted = 130,
  /** Stopped by SIGTERM. */
  terminated = 143,
}

export interface Terminal {
  /** The report, and nothing else. */
  out(text: string): void;
  /** Messages about the run, a line each. */
  err(text: string): void;
  readonly colour: boolean;
  /** Of the terminal that shows the report; undefined where none does. */
  readonly columns?: number | undefined;
  /** Somebody sees what goes to standard error as it comes. */
  readonly watched?: boolean;
  readonly folder: string;
  /** Of whoever sits at it, as the environment has it: `de_DE.UTF-8`. */
  readonly locale?: string | undefined;
  /** All of it, or as much as is more than anything can be read of. Rejects where it cannot be read. */
  readStandardInput(): Promise<Uint8Array>;
  /** Asks whoever sits at it; absent where nobody does. */
  ask?(question: string): Promise<string>;
  /** What `check --changed` asks git, where it has been asked while the command loads, and once; else null. Rejects where git cannot say it. */
  listedChanges?(): Promise<ListedRepository | null>;
  /** Aborts when the command is stopped, as soon as the thread comes to it. */
  readonly signal: AbortSignal;
  readonly stop: Stop;
}

/** The terminal on which a message is one line, whatever the names and errors in it are. */
export function withNotes(terminal: Terminal): Terminal {
  const { err, ask } = terminal;
  return {
    ...terminal,
    err: (text) => err(`${line`${text.replace(/\n$/, "")}`.text}\n`),
    ...(ask && { ask: (question) => ask(line`${question}`.text) }),
  };
}
