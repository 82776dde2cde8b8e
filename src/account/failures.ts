/** The calls that did not answer, in words: what befell a call in every Region is said once. */
import type { AnySection } from "./snapshot";

const named = 3;

/** A line for each call and what befell it, in the order of their coming. */
export function failuresOf(sections: readonly AnySection[]): string[] {
  const alike = new Map<string, { readonly message: string; readonly regions: Set<string>; count: number }>();
  for (const section of sections) {
    if (section.status !== "denied" && section.status !== "failed") continue;
    const { message, region } = section;
    const known = alike.get(kindOf(message)) ?? { message, regions: new Set<string>(), count: 0 };
    known.count++;
    if (region !== null) known.regions.add(region);
    alike.set(kindOf(message), known);
  }
  return [...alike.values()].map(({ message, regions, count }) =>
    count === 1 ? message : `${message} (${regions.size > 1 ? inRegions([...regions]) : `${count} times`})`,
  );
}

/** `ec2:DescribeRegions was denied`: what follows names the one who asked, a request, a Region. */
function kindOf(message: string): string {
  const end = message.indexOf(": ");
  return end < 0 ? message : message.slice(0, end);
}

function inRegions(regions: readonly string[]): string {
  const rest = regions.length - named;
  return rest > 1
    ? `in ${regions.length} Regions: ${regions.slice(0, named).join(", ")} and ${rest} more`
    : `in ${regions.length} Regions: ${regions.join(", ")}`;
}
