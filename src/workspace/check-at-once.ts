/** Checking many files before anything is known of the units that they belong to. */
import type { UnitFact } from "../analysis/units/facts";
import type { CheckedFile } from "./check-file";

/** What units say of files, by their names. */
export type FactsByName = ReadonlyMap<string, readonly UnitFact[]>;

/**
 * Reads each file once: what declares units is found on the way, and the few files of which they say something are checked and reported
 * again. Aborted, no file is.
 */
export async function checkAtOnce(
  files: readonly string[],
  check: (files: readonly string[], facts: FactsByName, onEach: (one: CheckedFile) => void) => Promise<void>,
  factsFrom: (declaring: ReadonlySet<string>) => Promise<FactsByName>,
  onChecked: (checked: CheckedFile) => void,
  signal?: AbortSignal,
): Promise<void> {
  const declaring = new Set<string>();
  await check(files, new Map(), (one) => {
    if (one.mayDeclareUnits) declaring.add(one.file);
    onChecked(one);
  });
  if (declaring.size === 0) return;
  const facts = await factsFrom(declaring);
  if (signal?.aborted) return;
  const again = files.filter((name) => facts.has(name));
  await check(again, facts, onChecked);
}
