/** A process of its own that analyses what could keep it busy for ever: says the name of each text before, and "end" after all. */
import { createEngine } from "../../src/workspace/create-engine";
import { multiplying } from "./large/multiplying";
import { longStrings } from "./large/strings";
import type { Hostile } from "./large/text";

const size = { multiplying: 80, strings: 3000 };

async function main(): Promise<void> {
  const engine = createEngine();
  const analyzeAll = async (texts: Readonly<Record<string, Hostile>>, length: number) => {
    for (const [what, make] of Object.entries(texts)) {
      process.send!(what);
      const { problems } = await engine.analyze(make(length));
      const unexpected = problems.find(({ message }) => /report it/.test(message));
      if (unexpected) process.send!(`failed: ${what}: ${unexpected.message}`);
    }
  };
  await analyzeAll(multiplying, size.multiplying);
  await analyzeAll(longStrings, size.strings);
  process.send!("end");
}

void main();
