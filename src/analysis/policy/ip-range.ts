/** IP addresses and CIDR ranges, as condition values write them. */
import ipaddr from "ipaddr.js";

export interface IpRange {
  readonly version: 4 | 6;
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly prefix: number;
}

/** An address, or a range in CIDR form; null for anything else. */
export function readIpRange(text: string): IpRange | null {
  const [host, bits, ...more] = text.split("/");
  if (host === undefined || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return null;
  if (!ipaddr.IPv4.isValidFourPartDecimal(host) && !(host.includes(":") && ipaddr.IPv6.isValid(host))) return null;
  const address = ipaddr.parse(host);
  const version = address.kind() === "ipv4" ? 4 : 6;
  const longest = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : Number(bits);
  return prefix > longest ? null : { version, address, prefix };
}

/** Whether every address of the second range is in the first. */
export function rangeCovers(outer: IpRange, inner: IpRange): boolean {
  if (outer.version !== inner.version || outer.prefix > inner.prefix) return false;
  return inner.address.match(outer.address as ipaddr.IPv4 & ipaddr.IPv6, outer.prefix);
}
