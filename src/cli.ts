#!/usr/bin/env node
/** The same engine from a terminal: `planeguard check`, `posture`, `explain`, `rules`. */
import "./cli/process/signals";

import { processTerminal } from "./cli/process/terminal";
import { runInThread } from "./cli/thread/run";

async function run(): Promise<void> {
  const terminal = processTerminal();
  const { main } = await import("./cli/program");
  await terminal.end(await main(process.argv.slice(2), terminal, runInThread));
}

void run();
