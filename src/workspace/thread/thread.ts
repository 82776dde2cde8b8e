/** The thread of the engine: answers the calls of `engine-thread.ts`, one after another. */
import { parentPort, workerData } from "node:worker_threads";

import type { Answer, Call, Services, ThreadSettings } from "./engine-thread";

type Method = (...values: readonly unknown[]) => Promise<unknown>;

async function load(): Promise<Services> {
  const { createEngine, Understanding } = await import("../engine");
  return { engine: createEngine((workerData as ThreadSettings).fingerprintKey), understanding: new Understanding() };
}

const services = load();

async function answer({ id, service, method, values }: Call): Promise<Answer> {
  try {
    const called = (await services)[service] as unknown as Record<string, Method>;
    return { id, value: await called[method]!(...values) };
  } catch (error) {
    return { id, error };
  }
}

parentPort!.on("message", (call: Call) => void answer(call).then((answered) => parentPort!.postMessage(answered)));
