/** A thread for tests: it does as it is told, never coming to an end and dying included. */
import { setTimeout } from "node:timers/promises";

import type { Analysis } from "../../../src/analysis/analysis";
import type { SourceDocument } from "../../../src/analysis/source/document";
import type { EngineOptions } from "../../../src/workspace/create-engine";
import type { Cancellation } from "../../../src/workspace/thread/cancellation";
import { serve } from "../../../src/workspace/thread/worker-thread";

const begun: string[] = [];

function obey(command: string): void {
  begun.push(command);
  if (command.includes("hang still")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (command.includes("hang")) for (;;);
  if (command.includes("die")) process.exit(7);
  if (command.includes("fail")) throw new Error(`told to ${command}`);
}

serve(
  Promise.resolve({
    async echo(value: string) {
      obey(value);
      return value;
    },
    /** What has begun in this thread until now. */
    async begun() {
      return [...begun];
    },
    /** Resolves when it is cancelled, else after a while. */
    async wait(name: string, cancellation: Cancellation) {
      begun.push(name);
      const abort = new AbortController();
      if (cancellation.isCancellationRequested) abort.abort(); // before this began
      cancellation.onCancellationRequested(() => abort.abort());
      await setTimeout(60_000, undefined, { signal: abort.signal }).catch(() => begun.push(`${name} cancelled`));
      return name;
    },
    async analyze({ text }: SourceDocument, { fixes }: EngineOptions): Promise<Analysis> {
      obey(fixes && text.includes("with fixes") ? text : text.replace(/.*with fixes/, ""));
      return { findings: [], problems: [], suppressed: [], policies: text.length, keys: [] };
    },
    async hoverAt({ text }: SourceDocument, offset: number) {
      obey(text);
      return { range: null, sections: [`${offset}`] };
    },
  }),
);
