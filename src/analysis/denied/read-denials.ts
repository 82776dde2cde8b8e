/**
 * Messages by which AWS denies a request, in whatever stands around them: logs, exceptions of SDKs, JSON, events of
 * CloudTrail (AWS: "Troubleshoot access denied error messages"). Linear in the text, and bounded for each message.
 */
import { tableOf } from "../table";

/** The kind of policy that decided. */
export type DenyingKind = "identity" | "resource" | "trust" | "boundary" | "session" | "scp" | "rcp" | "endpoint";

export interface Denial {
  /** An ARN, or what else the message names: `anonymous`; null where it names nobody. */
  readonly principal: string | null;
  /** `dynamodb:PutItem`; null where the message names an operation alone. */
  readonly action: string | null;
  /** Of an exception that says no more: `PutItem`. */
  readonly operation: string | null;
  /** An ARN, as AWS writes it; null where the message names none. */
  readonly resource: string | null;
  /** Null in messages that do not say it. */
  readonly by: DenyingKind | null;
  /** A statement denies it; false where no statement allows it, null where the message does not say it. */
  readonly isExplicit: boolean | null;
  /** The policy that denies, where AWS names it. */
  readonly policy: string | null;
  /** AWS has more to say, in a form that only `aws sts decode-authorization-message` reads. */
  readonly isEncoded: boolean;
  /** How often it stands in the text. */
  readonly count: number;
}

const mark = /not authorized to perform:?/gi;
/** Before the mark stands who, behind it what: so many characters of each are read. */
const before = 700;
const after = 4_000;
/** What AWS says before it names who: `You are not authorized to perform this operation.` */
const shortest = 80;
/** More different ones are not told. */
const mostDenials = 50;
/** In characters; what stands behind is not read. */
const mostRead = 8_000_000;

const kinds: { readonly [words: string]: DenyingKind | undefined } = tableOf({
  "identity-based policy": "identity",
  "resource-based policy": "resource",
  "role trust policy": "trust",
  "permissions boundary": "boundary",
  "session policy": "session",
  "service control policy": "scp",
  "resource control policy": "rcp",
  "vpc endpoint policy": "endpoint",
});
const implicit =
  /\bbecause no (identity-based policy|resource-based policy|role trust policy|permissions boundary|session policy|service control policy|resource control policy|vpc endpoint policy) allows/i;
const explicit =
  /\bwith an explicit deny(?: in (?:an? |the )?(identity-based policy|resource-based policy|role trust policy|permissions boundary|session policy|service control policy|resource control policy|vpc endpoint policy))?(?::? ?(arn:[^\s"'<>]{1,300}))?/i;
const principal = /^["'[]{0,2}(arn:[^\s"'<>\]]{1,400}|anonymous)/i;
const actionBehind = /^ {0,3}["'[]?([a-z0-9-]{1,60}:[A-Za-z0-9*]{1,100})/;
const resourceBehind = /^["'\]]? on (?:the )?resource:? {0,3}["'[]?(arn:[^\s"'<>\]]{1,1500}|\*)/i;
const operationOf =
  /\((?:AccessDenied(?:Exception)?|UnauthorizedOperation|AuthorizationError|Client\.UnauthorizedOperation)\) when calling the (\w{1,100}) operation/gi;

/** The denials of a text, each once, in the order in which they first stand there. */
export function readDenials(given: string): readonly Denial[] {
  const text = plainText(given.slice(0, mostRead));
  const found = new Map<string, Denial>();
  const add = (denial: Omit<Denial, "count">): void => {
    const key = JSON.stringify(denial);
    const known = found.get(key);
    if (known) found.set(key, { ...known, count: known.count + 1 });
    else if (found.size < mostDenials) found.set(key, { ...denial, count: 1 });
  };
  const ends: number[] = [];
  for (const match of text.matchAll(mark)) {
    const end = match.index + match[0].length;
    const denial = denialAt(text, match.index, end);
    if (denial) {
      ends.push(match.index);
      add(denial);
    }
  }
  for (const match of text.matchAll(operationOf)) {
    // The exception is told by its message, where it has one.
    const end = match.index + match[0].length;
    const user = text.indexOf("User:", end);
    const isTold = user >= 0 && user < end + shortest && ends.some((at) => at > user && at < user + before);
    if (!isTold) add({ ...nothing, operation: match[1]! });
  }
  for (const event of eventsIn(given)) if (ends.length === 0) add({ ...nothing, ...event });
  if (found.size === 0 && /\bAccess ?Denied(?:Exception)?\b|\bUnauthorizedOperation\b/.test(text)) add(nothing);
  return [...found.values()];
}

const nothing = {
  principal: null,
  action: null,
  operation: null,
  resource: null,
  by: null,
  isExplicit: null,
  policy: null,
  isEncoded: false,
};

function denialAt(text: string, start: number, end: number): Omit<Denial, "count"> | null {
  const head = text.slice(Math.max(0, start - before), start).trimEnd();
  const tail = untilNext(text.slice(end, end + after));
  const [matched, action] = actionBehind.exec(tail) ?? [];
  if (matched === undefined) return null;
  const rest = tail.slice(matched.length);
  const resource = resourceBehind.exec(rest)?.[1] ?? null;
  const none = implicit.exec(rest);
  const deny = explicit.exec(rest);
  const by = (none ?? deny)?.[1];
  return {
    ...nothing,
    principal: principalAt(head),
    action: action!,
    resource: resource && withoutPoint(resource),
    by: by === undefined ? null : kinds[by.toLowerCase()]!,
    isExplicit: none ? false : deny ? true : null,
    policy: deny?.[2] === undefined ? null : withoutPoint(deny[2]),
    isEncoded: /encoded authorization failure message/i.test(rest),
  };
}

/** Events of CloudTrail whose message says no more than that it was denied. */
function eventsIn(text: string): readonly Partial<Denial>[] {
  const found: Partial<Denial>[] = [];
  for (const part of [text, ...text.split("\n").slice(0, mostLines)]) {
    if (!part.includes('"eventName"') || part.length > mostEvent) continue;
    try {
      const open: unknown[] = [JSON.parse(part)];
      for (let one = open.pop(); one !== undefined && found.length < mostDenials; one = open.pop()) {
        if (typeof one !== "object" || one === null) continue;
        const event = one as Readonly<Record<string, unknown>>;
        const { errorCode, eventName, userIdentity, resources } = event;
        if (typeof eventName === "string" && typeof errorCode === "string" && /denied|unauthorized/i.test(errorCode))
          found.push({
            operation: eventName,
            principal: arnIn(userIdentity, "arn"),
            resource: arnIn(resources, "ARN"),
          });
        else open.push(...Object.values(event));
      }
      if (found.length > 0) return found;
    } catch {
      // A line of a longer text.
    }
  }
  return found;
}

const mostLines = 1_000;
const mostEvent = 1_000_000;

/** The ARN in an object, or in the first of a list. */
function arnIn(value: unknown, key: string): string | null {
  const one: unknown = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  const arn = typeof one === "object" && one !== null ? (one as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof arn === "string" && /^arn:\S{1,1000}$/.test(arn) ? arn : null;
}

/** Who is named before `is not authorized`. */
function principalAt(head: string): string | null {
  if (!head.endsWith(" is")) return null;
  const before = head.slice(0, -" is".length).trimEnd();
  return principal.exec(before.slice(before.lastIndexOf(" ") + 1))?.[1] ?? null;
}

/** What belongs to this message: another one may follow it. */
function untilNext(tail: string): string {
  const next = tail.search(/not authorized to perform/i);
  return next < 0 ? tail : tail.slice(0, next);
}

function withoutPoint(arn: string): string {
  return arn.replace(/[.,;)]{1,5}$/, "");
}

/** The text without what JSON, XML and logs put between its words. */
function plainText(text: string): string {
  return text
    .replace(/\\{1,8}(?:[nrt]|u000a)/g, " ")
    .replace(/\\{1,8}(["'/])/g, "$1")
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/\s+/g, " ");
}
