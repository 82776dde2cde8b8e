/** The thread of the engine: answers what `engine-thread.ts` asks, one call after another. */
import type { ThreadSettings } from "./engine-thread";
import { serve, settingsOfThread } from "./worker-thread";

async function load() {
  const { createEngine, Understanding } = await import("../engine");
  const { analyze } = createEngine(settingsOfThread<ThreadSettings>().fingerprintKey);
  const understanding = new Understanding();
  return {
    analyze,
    hoverAt: understanding.hoverAt.bind(understanding),
    completionsAt: understanding.completionsAt.bind(understanding),
    documentationOf: understanding.documentationOf.bind(understanding),
    lensesOf: understanding.lensesOf.bind(understanding),
    symbolsOf: understanding.symbolsOf.bind(understanding),
    foldsOf: understanding.foldsOf.bind(understanding),
    policyPage: understanding.policyPage.bind(understanding),
    page: understanding.page.bind(understanding),
  } satisfies Record<"analyze" | keyof typeof understanding, unknown>;
}

serve(load());
