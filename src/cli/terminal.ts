/** What a command needs of the process it runs in; tests give their own. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { line } from "../escape/terminal";

export enum ExitCode {
  /** Nothing at or above the threshold. */
  clean = 0,
  found = 1,
  /** Wrong usage, or an input that could not be read. */
  unusable = 2,
}

export interface Terminal {
  /** The report, and nothing else. */
  out(text: string): void;
  /** Messages about the run, a line each. */
  err(text: string): void;
  readonly colour: boolean;
  readonly folder: string;
  readStandardInput(): Uint8Array;
  /** Asks whoever sits at it; absent where nobody does. */
  ask?(question: string): Promise<string>;
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal;
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

/** Prints a report, or writes it to the file that `--output` names. False, with a message, where that cannot be written. */
export function deliver(report: string, output: string | undefined, terminal: Terminal): boolean {
  if (output === undefined) {
    terminal.out(report);
    return true;
  }
  try {
    writeFileSync(resolve(terminal.folder, output), report);
    return true;
  } catch (error) {
    terminal.err(`planeguard: could not write ${output}: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

export function processTerminal(): Terminal {
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  // Whoever reads the report may have had enough, as `head` has.
  process.stdout.on("error", (error) => {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: process.stdout.isTTY === true && !process.env["NO_COLOR"],
    folder: process.cwd(),
    readStandardInput: () => readFileSync(0),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    signal: abort.signal,
  };
}

/** On standard error: standard output holds the report alone. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const given = new AbortController();
  lines.once("SIGINT", () => given.abort(new Error("nothing was entered")));
  try {
    return (await lines.question(question, { signal: given.signal })).trim();
  } finally {
    lines.close();
  }
}
