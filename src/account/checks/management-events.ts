/** Which management events a trail records, by basic and by advanced event selectors. */
import type { EventSelectors, FieldSelector } from "../sections/cloudtrail";

export interface ManagementEvents {
  readonly read: boolean;
  readonly write: boolean;
  /** Selectors that record some management events only, in words. */
  readonly narrowed: readonly string[];
}

/** High-volume sources that AWS lets a trail leave out; without them it still counts as recording everything. */
const leftOut = new Set(["kms.amazonaws.com", "rdsdata.amazonaws.com"]);

export function managementEvents({ basic, advanced }: EventSelectors): ManagementEvents {
  const parts = [
    ...basic
      .filter((selector) => selector.managementEvents)
      .map((selector) => ({
        read: selector.readWriteType !== "WriteOnly",
        write: selector.readWriteType !== "ReadOnly",
        narrowed: null,
      })),
    ...advanced.filter((selector) => selector.fields.some(isManagement)).map((selector) => byFields(selector.fields)),
  ];
  return {
    read: parts.some((part) => part.read),
    write: parts.some((part) => part.write),
    narrowed: parts.flatMap((part) => part.narrowed ?? []),
  };
}

function isManagement({ field, operators }: FieldSelector): boolean {
  return field === "eventCategory" && (operators.equals?.includes("Management") ?? false);
}

function byFields(fields: readonly FieldSelector[]): { read: boolean; write: boolean; narrowed: string | null } {
  const narrowing = fields.find(
    (selector) => selector.field !== "eventCategory" && selector.field !== "readOnly" && !leavesOutOnly(selector),
  );
  if (narrowing) return { read: false, write: false, narrowed: `only some of them, by ${narrowing.field}` };
  const readOnly = fields.find((selector) => selector.field === "readOnly")?.operators.equals;
  return {
    read: readOnly === undefined || readOnly.includes("true"),
    write: readOnly === undefined || readOnly.includes("false"),
    narrowed: null,
  };
}

function leavesOutOnly({ field, operators }: FieldSelector): boolean {
  const used = Object.entries(operators).filter(([, values]) => values.length > 0);
  return (
    field === "eventSource" &&
    used.every(([operator, values]) => operator === "notEquals" && values.every((value) => leftOut.has(value)))
  );
}
