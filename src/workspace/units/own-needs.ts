/** What one of several handlers of a file needs: without what only the others reach. */
import type { Call, UnknownCall } from "../../analysis/calls/call";
import type { UnitNeeds } from "../../analysis/units/needs";
import type { ReadUnit } from "./read-unit";

/** Calls functions by names that the code does not write. */
const byComputedName = /\bgetattr\(|\bglobals\(|\blocals\(|\b(?:exports|this)\[/;

/** Units that run other functions of the same file. */
export function besideInFile<Unit extends Pick<ReadUnit, "program" | "declared">>(
  unit: Unit,
  all: readonly Unit[],
): readonly Unit[] {
  const { program, declared } = unit;
  return all.filter(
    (one) =>
      program !== null &&
      one.program?.entry.path === program.entry.path &&
      one.declared.code?.handler !== declared.code?.handler,
  );
}

/** The needs of a unit; all that its files call where it is not known what its handler reaches. */
export function ownNeeds(unit: ReadUnit, beside: readonly ReadUnit[]): UnitNeeds {
  const { needs, program, handler } = unit;
  if (handler === null || !program || program.more !== null || beside.length === 0) return needs;
  if (program.files.some(({ text }) => byComputedName.test(text))) return needs;
  const isOwn = ({ file, call }: { readonly file: string; readonly call: Call | UnknownCall }): boolean =>
    unit.isReached(file, call.span) || !beside.some((one) => one.isReached(file, call.span));
  return { calls: needs.calls.filter(isOwn), unknown: needs.unknown.filter(isOwn) };
}
