/** Whether an address is AWS's. Keys for MinIO, LocalStack, R2, Spaces and the like are none of ours. */
import type { Span } from "../text";

export type Endpoint = "aws" | "other" | "unknown";

const awsHost = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws|aws\.dev|c2s\.ic\.gov|sc2s\.sgov\.gov)$/;

/** Whose address this is; `*` stands for what is not known of it. `unknown` where that decides. */
export function endpointOf(address: string): Endpoint {
  const host = /^(?:[a-z][a-z0-9+]{1,9}:\/\/)?([A-Za-z0-9.*-]{1,255}|\[[0-9a-fA-F:]{2,45}\])(?=[:/?]|$)/.exec(
    address.trim(),
  )?.[1];
  if (host === undefined) return "unknown";
  if (awsHost.test(host.toLowerCase())) return "aws";
  return host.split(".").slice(-2).join(".").includes("*") ? "unknown" : "other";
}

/** A name that gives an endpoint, and the address after it as far as it is a literal. */
const written =
  /end_?point(?:_?url(?:_?s3)?|_?override)?["'`]?\]?[ \t]{0,8}(?:=>|[:=,(])[ \t]{0,8}(["'`]?)([^\s"'`,;)}]{1,300})/gi;
/** What is surely an address, and not a variable. */
const surelyAddress =
  /^[a-z][a-z0-9+]{1,9}:\/\/|^localhost\b|^\d+\.\d+\.\d+\.\d+|^[\w.-]+\.(?:com|net|org|io|dev|cloud|local|internal|eu|cn)(?:[:/]|$)/;

/** The endpoints a text names, each with its place. */
export interface WrittenEndpoint {
  readonly at: number;
  readonly endpoint: Endpoint;
}

export function findEndpoints(text: string): WrittenEndpoint[] {
  const found: WrittenEndpoint[] = [];
  for (const match of text.matchAll(written)) {
    const address = match[2]!;
    const literal =
      (surelyAddress.test(address) || (match[1] !== "" && address.includes("."))) && !/[${]/.test(address);
    found.push({ at: match.index, endpoint: literal ? endpointOf(address) : "unknown" });
  }
  return found;
}

/** How many lines apart a key and an endpoint may stand and still be taken to belong together. */
const reachInLines = 12;
const farthest = 4000;

/** Whether an address that is not AWS's stands near a place. */
export function hasOtherEndpointNear(text: string, endpoints: readonly WrittenEndpoint[], span: Span): boolean {
  return endpoints.some(({ at, endpoint }) => {
    if (endpoint !== "other") return false;
    if (Math.abs(at - span.start) > farthest) return false;
    const between = at < span.start ? text.slice(at, span.start) : text.slice(span.end, at);
    return between.split("\n", reachInLines + 2).length <= reachInLines + 1;
  });
}
