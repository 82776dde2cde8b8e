/** What is found in each fixture, with every fix: to prove them takes long, and several tests ask for them. */
import type { Analysis } from "../../src/analysis/analysis";
import { createEngine } from "../../src/workspace/engine";
import type { Fixture } from "./fixtures";

const engine = createEngine();
const known = new Map<string, Promise<Analysis>>();

export function analysisOf({ ruleId, file, name, text, policyType }: Fixture): Promise<Analysis> {
  const place = `${ruleId}/${file}`;
  const analysis = known.get(place) ?? engine.analyze({ name, text }, { policyType, fixes: true });
  known.set(place, analysis);
  return analysis;
}
