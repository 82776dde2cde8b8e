/** Checking many files before anything is known of the units that they belong to. */
import type { UnitFact } from "../analysis/units/facts";
import type { CheckedFile } from "./check-file";
import { isApartFromUnits } from "./units/find";

/** What units say of files, by their names. */
export type FactsByName = ReadonlyMap<string, readonly UnitFact[]>;

/**
 * Reads each file once: what declares units is found on the way, and the few files of which they say something are checked again. Files of
 * which they may say something are reported when that is known; aborted, they are not.
 */
export async function checkAtOnce(
  files: readonly string[],
  check: (files: readonly string[], facts: FactsByName, onEach: (one: CheckedFile) => void) => Promise<void>,
  factsFrom: (declaring: ReadonlySet<string>) => Promise<FactsByName>,
  onChecked: (checked: CheckedFile) => void,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = new Map<string, CheckedFile>();
  const declaring = new Set<string>();
  await check(files, new Map(), (one) => {
    if (one.mayDeclareUnits) declaring.add(one.file);
    if (isApartFromUnits(one.file)) onChecked(one);
    else waiting.set(one.file, one);
  });
  const facts = await factsFrom(declaring);
  if (signal?.aborted) return;
  for (const [name, one] of waiting) if (!facts.has(name)) onChecked(one);
  const again = [...waiting.keys()].filter((name) => facts.has(name));
  await check(again, facts, onChecked);
}
