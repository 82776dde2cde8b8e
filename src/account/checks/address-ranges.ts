/** How much of the internet some address ranges are: a range that is split in two is as wide as before. */
import { type IpRange, rangeCovers, readIpRange } from "../../analysis/policy/ip-range";
import { isWide } from "../sections/security-groups";

/** What is not routed on the internet. https://www.iana.org/assignments/iana-ipv4-special-registry */
const inside = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].map((range) => readIpRange(range)!);

/** All that is given out of IPv6. https://www.iana.org/assignments/ipv6-address-space */
const allOfSix = readIpRange("2000::/3")!;

/** More than this belongs to no one network: as the rules for policies have it. */
const mostOfOne = 1 / 16;

/** Of the address ranges those that together are much of the internet; none where they are single networks. */
export function openToStrangers(ranges: readonly string[]): readonly string[] {
  const wide = ranges.filter(isWide).flatMap((text) => {
    const range = readIpRange(text);
    return range === null || inside.some((one) => rangeCovers(one, range)) ? [] : [{ text, range }];
  });
  return ([4, 6] as const).flatMap((version) => {
    const some = wide.filter(({ range }) => range.version === version);
    const kept = largestOf(some.map(({ range }) => range));
    const largest = some.filter(({ range }) => kept.includes(range));
    const share = kept.reduce((sum, range) => sum + shareOf(range), 0);
    return share > mostOfOne ? [...new Set(largest.map(({ text }) => text))] : [];
  });
}

/**
 * Whether rules that are asked in their order, the first that fits deciding, let much of the internet in. CIDR ranges lie within
 * each other or apart, so that what a rule decides is its range without those before it.
 */
export function rulesAdmitStrangers(rules: readonly { readonly range: string; readonly allows: boolean }[]): boolean {
  const read = rules.flatMap(({ range: text, allows }) => {
    const range = readIpRange(text);
    return range === null ? [] : [{ range, allows }];
  });
  return ([4, 6] as const).some((version) => {
    const before = version === 4 ? [...inside] : [];
    let admitted = 0;
    for (const { range, allows } of read.filter((one) => one.range.version === version)) {
      if (before.some((one) => rangeCovers(one, range))) continue;
      const within = largestOf(before.filter((one) => rangeCovers(range, one)));
      if (allows) admitted += within.reduce((left, one) => left - shareOf(one), shareOf(range));
      before.push(range);
    }
    return admitted > mostOfOne;
  });
}

function largestOf(ranges: readonly IpRange[]): readonly IpRange[] {
  return ranges.filter(
    (range, index) =>
      !ranges.some(
        (other, at) => at !== index && rangeCovers(other, range) && (other.prefix < range.prefix || at < index),
      ),
  );
}

/** Of all addresses of the version. */
function shareOf(range: IpRange): number {
  if (range.version === 4) return 2 ** -range.prefix;
  if (rangeCovers(range, allOfSix)) return 1;
  return rangeCovers(allOfSix, range) ? 2 ** (allOfSix.prefix - range.prefix) : 0;
}
