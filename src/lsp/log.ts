/** What the server tells the client's log, and whoever reads its standard error: the only file that does. */
import { writeSync } from "node:fs";

import type { Connection } from "vscode-languageserver/node";

import { line, lines } from "../escape/terminal";

export interface Log {
  warn(message: string): void;
  error(message: string): void;
  /** The stack of an error of our own, on standard error. */
  trace(error: unknown): void;
}

export function logOf({ console: client }: Pick<Connection, "console">): Log {
  return {
    warn: (message) => client.warn(line`${message}`.text),
    error: (message) => client.error(line`${message}`.text),
    trace(error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${lines(text)}\n`);
    },
  };
}

/** On standard error, before the process ends. */
export function sayLast(message: string): void {
  try {
    writeSync(process.stderr.fd, `${line`planeguard: ${message}`.text}\n`);
  } catch {
    // Nobody reads it any more.
  }
}
