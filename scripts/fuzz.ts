/**
 * `npm run fuzz [-- COUNT [SEED]]`: analyses that many documents (100,000) of every form, changed at random, every tenth
 * with its fixes. Fails on an exception, on a place or a fix that is not valid, and on an analysis that takes over 200 ms.
 */
import { loadCatalog } from "../src/data/catalog-file";
import { loadParsers } from "../src/data/grammars";
import { complaintsAbout, everyGrammar, examine, mutatedDocuments } from "../test/support/fuzz";

const slowest = 200;

async function main(): Promise<void> {
  const [count, seed] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1)];
  const [catalog, parsers] = await Promise.all([loadCatalog(), loadParsers(everyGrammar)]);
  const documents = mutatedDocuments(seed);
  let [failed, findings, longest] = [0, 0, 0];
  for (let index = 0; index < count; index++) {
    const document = documents.next().value!;
    const fixes = index % 10 === 0;
    const started = performance.now();
    let complaints: string[];
    try {
      const analysis = examine(document, catalog, parsers, fixes);
      findings += analysis.findings.length;
      complaints = complaintsAbout(document, analysis);
    } catch (error) {
      complaints = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    }
    const took = performance.now() - started;
    // Fixes are made for one finding at a time, when somebody asks.
    if (!fixes) longest = Math.max(longest, took);
    if (!fixes && took > slowest) complaints.push(`${took.toFixed(0)} ms`);
    if (complaints.length === 0) continue;
    failed++;
    if (failed <= 20)
      console.error(
        `seed ${seed}, document ${index} (${document.name}): ${complaints.join("; ")}\n${JSON.stringify(document.text).slice(0, 1500)}`,
      );
  }
  console.log(
    `${count} documents, ${findings} findings, ${failed} failed; the slowest analysis took ${longest.toFixed(0)} ms`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
