/** Checking many files before anything is known of the units that they belong to. */
import type { UnitFact } from "../analysis/source/facts";
import { Arrivals } from "./arrivals";
import type { CheckedFile } from "./check-file";

/** What units say of files, by their names. */
export type FactsByName = ReadonlyMap<string, readonly UnitFact[]>;

/**
 * Reads each file once: what declares units is found on the way, and read while the others are checked. The few files of which units say
 * something are checked and reported again. Aborted, no file is.
 */
export async function checkAtOnce(
  files: readonly string[],
  check: (files: readonly string[], facts: FactsByName, onEach: (one: CheckedFile) => void) => Promise<void>,
  factsFrom: (declaring: AsyncIterable<string>) => Promise<FactsByName>,
  onChecked: (checked: CheckedFile) => void,
  signal?: AbortSignal,
): Promise<void> {
  const declaring = new Arrivals<string>();
  let reading: Promise<FactsByName> | undefined;
  const declares = (file: string): void => {
    declaring.add(file);
    reading ??= factsFrom(declaring);
    // It is waited for when all are checked.
    reading.catch(() => undefined);
  };
  try {
    await check(files, new Map(), (one) => {
      if (one.mayDeclareUnits) declares(one.file);
      onChecked(one);
    });
  } finally {
    declaring.end();
  }
  const facts = await reading;
  if (!facts || signal?.aborted) return;
  const again = files.filter((name) => facts.has(name));
  await check(again, facts, onChecked);
}
