/** What stands in a record of CloudTrail, which may be anything. */
import { isObject } from "../json-object";

export type Fields = Readonly<Record<string, unknown>>;

/** Null where it is no object. */
export function objectAt(of: Fields | null, key: string): Fields | null {
  const value = of?.[key];
  return isObject(value) ? value : null;
}

/** Empty where it is no text. */
export function textAt(of: Fields | null, key: string): string {
  const value = of?.[key];
  return typeof value === "string" ? value : "";
}
