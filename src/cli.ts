#!/usr/bin/env node
/** The same engine from a terminal: `planeguard check`, `posture`, `explain`, `rules`. */
import "./cli/process/signals";

import { processTerminal } from "./cli/process/terminal";
import { withNotes } from "./cli/terminal";
import { threadsFor } from "./cli/thread/run";

async function run(): Promise<void> {
  const terminal = processTerminal();
  const argv = process.argv.slice(2);
  const run = threadsFor(argv, withNotes(terminal));
  const { main } = await import("./cli/program");
  await terminal.end(await main(argv, terminal, run));
}

void run();
