/** ARNs as policies write them: with wildcards, and with stretches that a template leaves open. */
import type { TextPart } from "../value";
import { every, type Truth } from "./truth";
import { Pattern, type PatternPart } from "./wildcard";

export type Parts = readonly TextPart[];

/** `arn:partition:service:region:account:resource`, every segment as written; the resource may hold colons. */
export interface Arn {
  readonly partition: Parts;
  readonly service: Parts;
  readonly region: Parts;
  readonly account: Parts;
  readonly resource: Parts;
}

export type ArnReading =
  | { readonly kind: "arn"; readonly arn: Arn }
  /** `*` alone: everything. */
  | { readonly kind: "any" }
  /** Begins as an ARN and has too few segments; `segments` counts those written, `arn` included. */
  | { readonly kind: "short"; readonly segments: number }
  /** No ARN at all. */
  | { readonly kind: "other" }
  /** Cannot be told: a hole may stand for several segments. */
  | { readonly kind: "open" };

/** The partitions of AWS. */
export const partitions: readonly string[] = [
  "aws",
  "aws-cn",
  "aws-us-gov",
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
  "aws-eusc",
];

const segmentCount = 6;

/** Takes an ARN apart. A hole is taken for one segment, or a piece of one, where all the colons are written. */
export function readArn(source: string | Parts): ArnReading {
  const parts = typeof source === "string" ? [source] : source;
  const segments = segmentsOf(parts, segmentCount);
  const text = textOf(parts);
  if (text !== null && /^\*+$/.test(text)) return { kind: "any" };
  const prefix = textOf(segments[0]!);
  if (prefix === null) return { kind: "open" };
  if (prefix !== "arn") return segments.length === 1 && text === null ? { kind: "open" } : { kind: "other" };
  const [, partition, service, region, account, resource] = segments;
  if (partition && service && region && account && resource)
    return { kind: "arn", arn: { partition, service, region, account, resource } };
  return text === null ? { kind: "open" } : { kind: "short", segments: segments.length };
}

/**
 * An ARN that is too short with `*` in its missing fields, as AWS completes it in an identity policy (AWS: "IAM JSON
 * policy elements: Resource"): `arn:aws:sqs` is `arn:aws:sqs:*:*:*`. Null for any other text, and for one whose
 * wildcards may stand for the missing fields: `arn:aws:s3*invoices`.
 */
export function completedArn(text: string): string | null {
  const reading = readArn(text);
  return reading.kind === "short" && !/[^:][*?]|[*?][^:]/.test(text)
    ? text + ":*".repeat(segmentCount - reading.segments)
    : null;
}

/** The ARN, where the text is one. */
export function arnOf(source: string | Parts): Arn | null {
  const reading = readArn(source);
  return reading.kind === "arn" ? reading.arn : null;
}

/** The text, where all of it is known. */
export function textOf(parts: Parts): string | null {
  let text = "";
  for (const part of parts) {
    if (typeof part !== "string") return null;
    text += part;
  }
  return text;
}

/** Whether `*` or `?` stands in it. */
export function hasWildcard(parts: Parts): boolean {
  return parts.some((part) => typeof part === "string" && /[*?]/.test(part));
}

/** Whether a segment may stand for nothing: what is written in it are wildcards at most. */
export function mayBeEmpty(segment: Parts): boolean {
  return segment.every((part) => typeof part !== "string" || /^\**$/.test(part));
}

/** Whether it may be one of these texts, with its wildcards and holes filled in. */
export function canBeOneOf(parts: Parts, known: readonly string[]): boolean {
  if (parts.length === 1 && known.includes(parts[0] as string)) return true;
  const pattern = Pattern.of(parts);
  for (const text of known) if (pattern.matches(text) !== false) return true;
  return false;
}

/** Names that stand in place of an account where AWS itself owns the resource. */
const accountNames = ["aws", "aws-managed", "aws-marketplace", "amazon", "cloudfront", "third-party", "public"];
const accountLength = 12;

/** Whoever publishes an extension of CloudFormation stands in place of an account. */
const publisher = /^[0-9a-f]{40}$/;

/** Whether it may be the account segment of an ARN: empty, twelve digits, a publisher, or one of AWS's own names. */
export function canBeAccount(parts: Parts): boolean {
  if (parts.length === 0) return true;
  if (parts.length === 1 && typeof parts[0] === "string" && /^\d{12}$/.test(parts[0])) return true;
  if (canBeOneOf(parts, accountNames)) return true;
  const written = parts.map((part) => (typeof part === "string" ? part : "*")).join("");
  if (publisher.test(written)) return true;
  if (!/^[\d*?]*$/.test(written)) return false;
  const fixed = written.replaceAll("*", "").length;
  return written.includes("*") ? fixed <= accountLength : fixed === accountLength;
}

/**
 * Whether an ARN is matched by the pattern of `ArnLike` and `ArnEquals`: each of the six segments by itself, so that a
 * wildcard never reaches over a colon.
 */
export function arnMatches(pattern: readonly PatternPart[], arn: string): Truth {
  const ours = segmentsOf(pattern, segmentCount);
  const theirs = segmentsOf([arn], segmentCount);
  if (theirs.length < segmentCount) return false;
  // A hole may stand for several segments; whether `*` does here AWS does not say.
  if (ours.length < segmentCount) return Pattern.of(pattern).matches(arn) === false ? false : "unknown";
  return every(ours.keys(), (at) => Pattern.of(ours[at]!).matches(theirs[at]!.join("")));
}

/** Splits at the written colons, the last segment taking the rest. */
function segmentsOf<P extends PatternPart>(parts: readonly P[], most: number): readonly (readonly P[])[] {
  const segments: P[][] = [[]];
  for (const part of parts) {
    if (typeof part !== "string") {
      segments.at(-1)!.push(part);
      continue;
    }
    let rest: string = part;
    while (segments.length < most) {
      const colon = rest.indexOf(":");
      if (colon < 0) break;
      if (colon > 0) segments.at(-1)!.push(rest.slice(0, colon) as P);
      segments.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== "") segments.at(-1)!.push(rest as P);
  }
  return segments;
}
