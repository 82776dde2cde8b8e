/** The extension's log: the only file that writes to it. What others wrote is in its lines (paths, messages of errors), and begins none. */
import * as vscode from "vscode";

import { line, lines } from "../escape/terminal";

export interface Log extends vscode.Disposable {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: Error): void;
  /** Opens it before the person's eyes. */
  show(): void;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel("Planeguard", { log: true });
  return {
    debug: (message) => channel.debug(line`${message}`.text),
    info: (message) => channel.info(line`${message}`.text),
    warn: (message) => channel.warn(line`${message}`.text),
    error: (message, error) =>
      channel.error(line`${message}`.text, ...(error ? [lines(error.stack ?? String(error))] : [])),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
