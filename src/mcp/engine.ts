/** The engine behind the tools: in a thread of its own, so that the client is always heard. */
import type { NeedsAnswer, Services } from "../assist/tool";
import { type Cancellation, urgently } from "../workspace/thread/cancellation";
import { EngineThread, type PlainNeedsRequest } from "../workspace/thread/engine-thread";

export interface ThreadedEngine extends Pick<
  Services,
  "analyze" | "lensesOf" | "policyPage" | "compare" | "explain" | "ruleIds"
> {
  deniedIn: EngineThread["deniedIn"];
  needsOf(request: PlainNeedsRequest, cancellation?: Cancellation): Promise<NeedsAnswer>;
}

/** The thread loads what it needs for a policy at once, for whoever starts the server asks about one next; here its bundle is loaded for pages of rules alone. */
export function threadedEngine(): ThreadedEngine {
  const thread = new EngineThread({ holdsLittle: true, comparesKeys: false });
  const { understanding } = thread;
  // Whatever fails here does so again when somebody asks.
  thread.prepare().catch(() => undefined);
  return {
    analyze: (document, options, token) => thread.analyzeInProject(document, options, urgently(token)),
    lensesOf: (document, token) => understanding.lensesOf(document, token),
    policyPage: (document, offset, token) => understanding.policyPage(document, offset, token),
    compare: (before, after, options, token) => thread.diffTexts(before, after, options, token),
    deniedIn: (request, token) => thread.deniedIn(request, token),
    needsOf: (request, token) => thread.needsOfPaths(request, token),
    explain: async (id) => (await import("../workspace/engine")).explain(id),
    ruleIds: async () => (await import("../workspace/engine")).listRules().map(({ id }) => id),
  };
}
