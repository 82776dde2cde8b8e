/** Regions that an answer names: they become parts of the names of hosts. */
import { UnusableAnswer } from "./unusable";

/** AWS has 39 at the end of 2026, in all partitions. */
export const mostRegions = 100;

/** The name, unchanged. Throws an UnusableAnswer where it is none. */
export function regionName(name: string | undefined): string {
  if (!isRegionName(name ?? "")) throw new UnusableAnswer("the answer names something that is not a Region", 200);
  return name!;
}

export function isRegionName(name: string): boolean {
  return name.length <= 32 && /^[a-z]+(?:-[a-z]+)+-\d{1,2}$/.test(name);
}
