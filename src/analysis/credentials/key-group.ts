/** Ids, secrets and tokens that belong together are one credential. */
import { firstFrom, type Span } from "../text";
import { type AccessKeyId, findAccessKeyIds, findMadeUpIds } from "./access-key-id";
import { findHiddenKeys } from "./hidden-values";
import { liesInBase64 } from "./look-alikes";
import { affixOfName, nameBefore, roleOfName } from "./names";
import { findForeignIds, findOtherServices, hasNear, isForeignId, namesOtherService } from "./other-service";
import { asSecret, findNamedSecrets, findSecretsWithin, type Secret } from "./secret";
import { findSessionTokens, type SessionToken } from "./session-token";

export interface KeyGroup {
  readonly id: AccessKeyId | null;
  readonly secret: Secret | null;
  readonly token: SessionToken | null;
}

/** What the code says of its literals: which are handed over together, and whether to AWS. Offsets are those of the values, without quotes. */
export interface CodeHints {
  readonly together: readonly {
    readonly id: number | null;
    readonly secret: Span | null;
    readonly token: number | null;
  }[];
  /** Places of literals that are handed to AWS, whatever endpoints stand nearby. */
  readonly forAws: ReadonlySet<number>;
  /** Places of literals that are handed to another service. */
  readonly forOthers: ReadonlySet<number>;
}

export const noHints: CodeHints = { together: [], forAws: new Set(), forOthers: new Set() };

interface Part {
  readonly start: number;
  readonly line: number;
  readonly affix: string | null;
}

/** How many lines apart an id and a secret may stand: without names in common, and with them. */
const nearby = 10;
const nearbyByName = 40;

/** Every credential whose id, secret or token stands in a text. */
export function findKeyGroups(text: string, hints: CodeHints = noHints): KeyGroup[] {
  const others = findOtherServices(text);
  const isOurs = (span: Span) => isForAws(text, span, others.said, hints);
  const hidden = findHiddenKeys(text);
  const ids = [...findAccessKeyIds(text), ...hidden.ids]
    .filter(({ span }) => !liesInBase64(text, span.start, span.end) && isOurs(span))
    .sort((a, b) => a.span.start - b.span.start);
  const secrets = findSecrets(text, ids, hints, hidden.secrets).filter(
    ({ span }) => !liesInBase64(text, span.start, span.end) && isOurs(span),
  );
  const tokens = findSessionTokens(text).filter(({ span }) => isOurs(span));

  const lines = lineCounter(text);
  const part = ({ start }: Span, name: string | null): Part => ({
    start,
    line: lines(start),
    affix: name === null ? null : affixOfName(name),
  });
  const idParts = ids.map(({ span }) => part(span, nameBefore(text, span.start)));
  // Ids of other services take the secrets that belong to them, and are not told of.
  const foreign = foreignIds(text, secrets, hints).map(({ span, name }) => part(span, name));
  const secretParts = secrets.map(({ span, name }) => part(span, name ?? nameBefore(text, span.start)));
  const tokenParts = tokens.map(({ span }) => part(span, nameBefore(text, span.start)));

  const secretOf = pair(
    [...idParts, ...foreign],
    secretParts,
    new Map(
      hints.together.flatMap(({ id, secret }) => (id === null || secret === null ? [] : [[id, secret.start] as const])),
    ),
  );
  const tokenOf = pair(
    idParts,
    tokenParts,
    new Map(hints.together.flatMap(({ id, token }) => (id === null || token === null ? [] : [[id, token] as const]))),
  );

  const groups: KeyGroup[] = [];
  ids.forEach((id, index) => {
    const secret = secretOf.get(index);
    const token = tokenOf.get(index);
    if (secret === undefined && !standsForItself(text, id)) return;
    groups.push({
      id,
      secret: secret === undefined ? null : secrets[secret]!,
      token: token === undefined ? null : tokens[token]!,
    });
  });
  const taken = new Set<Secret | SessionToken | null>(groups.flatMap(({ secret, token }) => [secret, token]));
  foreign.forEach((_, index) => taken.add(secrets[secretOf.get(ids.length + index) ?? -1] ?? null));
  const known = ({ name, span }: Secret) =>
    name !== null && (hints.forAws.has(span.start) || !hasNear(text, others.mentioned, span));
  // Temporary credentials whose id nobody has were made by something that only speaks like AWS.
  const madeUp = findMadeUpIds(text).filter(({ start }) => text.startsWith("ASIA", start));
  const places = madeUp.map(({ start }) => start);
  const tokenPlaces = tokens.map(({ span }) => span.start);
  const isMadeUp = (span: Span): boolean => hasNear(text, places, span) && hasNear(text, tokenPlaces, span);
  for (const secret of secrets)
    if (!taken.has(secret) && known(secret) && !isMadeUp(secret.span)) groups.push({ id: null, secret, token: null });
  for (const token of tokens)
    if (!taken.has(token) && !hasNear(text, places, token.span)) groups.push({ id: null, secret: null, token });
  return groups;
}

/** Named ones, those near an id, and those that the code hands over as secrets; each once, in the order of the text. */
function findSecrets(text: string, ids: readonly AccessKeyId[], hints: CodeHints, hidden: readonly Secret[]): Secret[] {
  const found = new Map(hidden.map((secret) => [secret.span.start, secret]));
  for (const { secret } of hints.together) {
    const read = secret && asSecret(text, secret, "secretAccessKey");
    if (read) found.set(read.span.start, read);
  }
  for (const secret of findNamedSecrets(text)) if (!found.has(secret.span.start)) found.set(secret.span.start, secret);
  for (const window of joined(ids.map(({ span }) => linesAround(text, span, 5)))) {
    for (const secret of findSecretsWithin(text, window))
      if (!found.has(secret.span.start)) found.set(secret.span.start, secret);
  }
  // Beside an id of AWS's documentation it takes a name: a real secret is not made harmless by it.
  for (const window of joined(findMadeUpIds(text).map((span) => linesAround(text, span, 2)))) {
    for (const secret of findSecretsWithin(text, window)) {
      const name = nameBefore(text, secret.span.start);
      if (!found.has(secret.span.start) && name !== null && roleOfName(name) === "secret")
        found.set(secret.span.start, { ...secret, name });
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Whether an id is reported without a secret beside it. */
function standsForItself(text: string, id: AccessKeyId): boolean {
  const before = text.slice(Math.max(0, id.span.start - 20), id.span.start);
  // The scope of a signature names the id, as every signed request does.
  if (/Credential(?:=|%3D|": ?")$/i.test(before)) return false;
  if (id.lifetime === "bearer token" || id.lifetime === "context-specific") return id.plausible && /\d/.test(id.value);
  const name = nameBefore(text, id.span.start);
  return id.plausible || (name !== null && roleOfName(name) === "id");
}

function isForAws(text: string, span: Span, others: readonly number[], hints: CodeHints): boolean {
  if (hints.forOthers.has(span.start)) return false;
  if (hints.forAws.has(span.start)) return true;
  const name = nameBefore(text, span.start);
  return !(name !== null && namesOtherService(name)) && !hasNear(text, others, span);
}

/** The ids beside these secrets that are none of AWS's: named as ids are, alike to the secret's name, or handed over with it. */
function foreignIds(
  text: string,
  secrets: readonly Secret[],
  hints: CodeHints,
): { readonly span: Span; readonly name: string | null }[] {
  const windows = joined(secrets.flatMap(({ span, name }) => (name === null ? [] : [linesAround(text, span, 4)])));
  const affixes = new Set(secrets.map(({ span, name }) => affixOfName(name ?? nameBefore(text, span.start) ?? "")));
  const named = windows
    .flatMap((window) => findForeignIds(text, window))
    .filter(({ name }) => affixes.has(affixOfName(name)));
  const handedOver = hints.together.flatMap(({ id, secret }) => {
    const value = id === null || !secret ? "" : /^[A-Za-z0-9_-]{16,64}/.exec(text.slice(id, id + 64))?.[0];
    return value && isForeignId(value) ? [{ span: { start: id!, end: id! + value.length }, name: null }] : [];
  });
  return [...named, ...handedOver];
}

/** Which of the others, in the order of the text, belongs to each of the ids: as known, else by their names, else the nearest. */
function pair(
  ids: readonly Part[],
  others: readonly Part[],
  knownPairs: ReadonlyMap<number, number>,
): Map<number, number> {
  const candidates: { id: number; other: number; cost: number }[] = [];
  const byStart = new Map(others.map(({ start }, index) => [start, index]));
  ids.forEach((id, index) => {
    const next = firstFrom(others, id.start, ({ start }) => start);
    const knownStart = knownPairs.get(id.start);
    if (knownStart !== undefined) {
      const other = byStart.get(knownStart);
      if (other !== undefined) candidates.push({ id: index, other, cost: -1 });
    }
    for (let other = Math.max(0, next - 4); other < Math.min(others.length, next + 4); other++) {
      const cost = distance(id, others[other]!);
      if (cost !== null) candidates.push({ id: index, other, cost });
    }
  });
  const chosen = new Map<number, number>();
  const taken = new Set<number>();
  for (const { id, other } of candidates.sort((a, b) => a.cost - b.cost)) {
    if (chosen.has(id) || taken.has(other)) continue;
    chosen.set(id, other);
    taken.add(other);
  }
  return chosen;
}

/** How little two parts belong together; null where they do not. */
function distance(id: Part, other: Part): number | null {
  const lines = Math.abs(id.line - other.line);
  const named = id.affix !== null && other.affix !== null;
  const alike = named && id.affix === other.affix;
  if (lines > (alike ? nearbyByName : nearby)) return null;
  return lines * 2 + (other.start < id.start ? 1 : 0) + (named && !alike ? 30 : 0);
}

/** Stretches in the order of the text, with those that overlap made into one: no part of it is searched twice. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.start <= last.end) all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}

/** No line is followed further than this. */
const farthest = 1000;

/** The lines around a place, as far as they are no endless ones. */
function linesAround(text: string, span: Span, count: number): Span {
  const before = text.slice(Math.max(0, span.start - farthest), span.start);
  const after = text.slice(span.end, span.end + farthest);
  let start = before.length;
  let end = 0;
  for (let line = 0; line <= count && start > 0; line++) start = before.lastIndexOf("\n", start - 1);
  for (let line = 0; line <= count && end >= 0; line++) end = after.indexOf("\n", end + 1);
  return { start: span.start - before.length + Math.max(start, 0), end: span.end + (end < 0 ? after.length : end) };
}

/** Counts the lines before an offset; offsets may come in any order. */
function lineCounter(text: string): (offset: number) => number {
  const starts: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at);
  return (offset) => firstFrom(starts, offset, (start) => start);
}
