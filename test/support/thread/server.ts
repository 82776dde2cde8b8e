/** The language server with a thread that does as the documents say: `node BUNDLE SCRIPT BOUND`. */
import { serve } from "../../../src/lsp/server";
import { WorkerThread } from "../../../src/workspace/thread/worker-thread";

const [script, bound] = process.argv.slice(2);
serve(process.stdin, process.stdout, { bound: Number(bound), start: () => WorkerThread.start(script!, {}) });
