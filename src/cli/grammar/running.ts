/** What the commands of one call share. */
import type { RunCommand } from "../commands";
import type { ExitCode, Terminal } from "../terminal";

export interface Running {
  readonly terminal: Terminal;
  readonly run: RunCommand;
  exit: ExitCode;
  /** What is said of it where a signal ends it; null where nothing has been written yet. */
  interrupted: string | null;
}
