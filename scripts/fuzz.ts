/**
 * `npm run fuzz [-- COUNT [SEED [FIRST]]]`: analyses that many documents (100,000) of every form, changed at random, edits
 * them and asks about them at random places, every tenth with its fixes. Fails on an exception, on a place or a fix that
 * is not valid, and on an answer that takes too long or never comes. What failed is tried again by `-- 1 SEED NUMBER`.
 */
import { fork } from "node:child_process";

import { diceOf, fuzzedDocument } from "../test/support/fuzz/documents";
import { Trials } from "../test/support/fuzz/trial";

interface Run {
  readonly seed: number;
  readonly first: number;
  /** The number after the last. */
  readonly end: number;
}

/** What the process of the trials says of each document. */
interface Progress {
  readonly index: number;
  readonly complaints: readonly string[];
  readonly findings: number;
  readonly slowest: number;
}

const budget = { answer: 200, fixes: 4000 };
/** Milliseconds after which no answer is awaited any more. */
const patience = 30_000;
const mostShown = 20;

async function tryAll({ seed, first, end }: Run): Promise<void> {
  const trials = await Trials.load(seed, budget);
  for (let index = first; index < end; index++) {
    const { complaints, findings, slowest } = await trials.run(index);
    process.send!({ index, complaints, findings, slowest } satisfies Progress);
  }
}

async function main(): Promise<void> {
  const [count = 100_000, seed = Math.floor(Math.random() * 1_000_000), first = 0] = process.argv.slice(2).map(Number);
  console.log(`${count} documents of seed ${seed}, from number ${first} on`);
  let [next, failed, findings, slowest] = [first, 0, 0, 0];
  const report = (index: number, complaints: readonly string[]): void => {
    if (++failed > mostShown) return;
    const { form, name, text } = fuzzedDocument(diceOf(seed, index));
    console.error(
      `\nseed ${seed}, document ${index} (${form}, ${name}): again by "npm run fuzz -- 1 ${seed} ${index}"\n` +
        `${complaints.join("\n")}\n${JSON.stringify(text).slice(0, 1500)}`,
    );
  };
  const end = first + count;
  while (next < end) {
    const stuck = await watch({ seed, first: next, end }, (progress) => {
      next = progress.index + 1;
      findings += progress.findings;
      slowest = Math.max(slowest, progress.slowest);
      if (progress.complaints.length > 0) report(progress.index, progress.complaints);
    });
    if (stuck !== null) report(next++, [stuck]);
  }
  console.log(
    `${count} documents, ${findings} findings, ${failed} failed; the slowest answer took ${slowest.toFixed(0)} ms`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Runs the trials in a process of their own. Null where they came to their end, else why they did not get past a document. */
function watch(run: Run, onProgress: (progress: Progress) => void): Promise<string | null> {
  return new Promise((resolve) => {
    const trials = fork(__filename, [JSON.stringify(run)]);
    let stuck: string | null = null;
    const timer = setTimeout(() => {
      stuck = `no end within ${patience / 1000} s`;
      trials.kill("SIGKILL");
    }, patience);
    trials.on("message", (progress: Progress) => {
      timer.refresh();
      onProgress(progress);
    });
    trials.on("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : (stuck ?? `the process ended with ${signal ?? code}`));
    });
  });
}

void (process.send ? tryAll(JSON.parse(process.argv[2]!) as Run) : main());
