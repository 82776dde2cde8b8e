/**
 * `npm run prove-expressions`: writes down which expressions of `src` are proven to take no more than linear time, so
 * that `npm test` need not prove them all again. It proves only those that are neither in the list yet nor named with a
 * bound in test/support/bounded-expressions.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";

import { bounded } from "../test/support/bounded-expressions";
import { isProvenLinear, provenFile, readProven, sourceExpressions, written } from "../test/support/expressions";

async function main(): Promise<void> {
  const known = readProven();
  const proven: string[] = [];
  for (const expression of sourceExpressions().literals) {
    if (written(expression) in bounded) continue;
    if (known.has(written(expression)) || (await isProvenLinear(expression, 60_000))) proven.push(written(expression));
    else console.log(`not proven: ${written(expression)}\n  ${expression.places.join(" ")}`);
  }
  const text = proven
    .sort()
    .map((one) => `${one}\n`)
    .join("");
  if (text !== readFileSync(provenFile, "utf8")) writeFileSync(provenFile, text);
  console.log(`${proven.length} expressions are proven`);
}

void main();
