/** How much work a call is, told in steps and not in time: the same on every machine, whatever else it does. */
import { type Profiler, Session } from "node:inspector/promises";

/** How often the blocks of a function were entered, by the function: `covers.ts: uncovered`. */
export type Work = ReadonlyMap<string, number>;

/** Counts what V8 counts for coverage; expressions and what is native are not in it. */
export class WorkCounter {
  private constructor(private readonly session: Session) {}

  static async start(): Promise<WorkCounter> {
    const session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    const counter = new WorkCounter(session);
    await counter.take();
    return counter;
  }

  /** Since the last call: V8 counts anew after it has told, which takes as long as a small call. */
  async of(call: () => unknown): Promise<Work> {
    await call();
    const work = new Map<string, number>();
    for (const { url, functions } of await this.take()) {
      const file = /\/(?:src|node_modules)\/.*?([^/]+)$/.exec(url)?.[1];
      if (file === undefined) continue;
      for (const { functionName, ranges } of functions) {
        const name = `${file}: ${functionName || `at ${ranges[0]!.startOffset}`}`;
        const steps = ranges.reduce((sum, { count }) => sum + count, 0);
        work.set(name, (work.get(name) ?? 0) + steps);
      }
    }
    return work;
  }

  private async take(): Promise<readonly Profiler.ScriptCoverage[]> {
    return ((await this.session.post("Profiler.takePreciseCoverage")) as Profiler.TakePreciseCoverageReturnType).result;
  }

  async stop(): Promise<void> {
    await this.session.post("Profiler.stopPreciseCoverage");
    this.session.disconnect();
  }
}
