#!/usr/bin/env node
/** The same engine from a terminal: `planeguard check`, `posture`, `explain`, `rules`. */
import "./cli/process/signals";

import { processTerminal } from "./cli/process/terminal";
import { withNotes } from "./cli/terminal";
import { ChangesAhead } from "./cli/thread/changes-ahead";
import { threadsFor } from "./cli/thread/run";

async function run(): Promise<void> {
  const argv = process.argv.slice(2);
  const engine = argv[0] === "mcp" && argv.length === 1 ? (await import("./mcp/server")).startEngine() : null;
  const terminal = processTerminal();
  const changes = new ChangesAhead(terminal.folder);
  await changes.begin(argv);
  const run = threadsFor(argv, withNotes(terminal), changes);
  const { main } = await import("./cli/program");
  await terminal.end(await main(argv, terminal, run, engine));
}

void run();
